-- Nothing that is asked goes through all that was ever pinged, done or sent. What isn't held has indexes of its own: a ping that is
-- recorded enters only those of what is, and they stay small.
create index ping_over on ping (recipient_id) where state <> 'held';
create index ping_sent_over on ping (sender_id) where state <> 'held';

-- Who wants to be forgotten.
create index act_of_user on act (user_id);

-- What has been kept long enough.
create index digest_by_age on digest (composed_at);
create index outbox_over on outbox (changed_at) where state in ('sent', 'gave_up');
