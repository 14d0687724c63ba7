-- Each tree that a row enters is looked up, changed and written to the log. What a digest holds stands in its own row, and who is
-- pinged and who pings have one index each, whatever the state.
alter table digest add column holds text not null default '[]';     -- a JSON array of source_id, in the order in which they are shown
alter table digest add column waiting integer not null default 0;   -- how many of them wait, and come first; the rest were seen

update digest set
    holds = (select json_group_array(source_id) from
        (select source_id from delivery where digest_id = digest.digest_id order by position)),
    waiting = (select count(*) from delivery where digest_id = digest.digest_id and part = 'waiting');

alter table ping add column brought_at integer;     -- when the latest digest that holds it was composed; null: none does

update ping set brought_at = (select max(composed_at) from delivery join digest using (digest_id)
    where delivery.source_id = ping.source_id and delivery.recipient_id = ping.recipient_id)
where (source_id, recipient_id) in (select source_id, recipient_id from delivery);

drop table delivery;

drop index ping_held;
drop index ping_over;
create index ping_of_recipient on ping (recipient_id, state, source_id);

drop index ping_sent;
drop index ping_sent_over;
create index ping_of_sender on ping (sender_id, source_id);

-- What waits isn't purged for its age: its words enter the index when it is over. The words of a group's ping are its own row's,
-- which never changes its state.
drop index ping_excerpt;
create index ping_excerpt on ping (changed_at) where excerpt is not null and state <> 'held';
create index ping_excerpt_of_group on ping (changed_at)
    where excerpt is not null and via in ('role', 'everyone') and group_id is null;

-- The same holds for what is sent: its body isn't purged before it is.
drop index outbox_body;
create index outbox_body on outbox (changed_at) where body is not null and state in ('sent', 'gave_up');

-- Nothing asks for it: ping_of_question begins with the same column.
drop index ping_answers;
