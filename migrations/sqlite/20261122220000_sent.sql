-- "Sent" shows people what they sent to others and nobody has read yet.
create index ping_sent on ping (sender_id, source_id) where state = 'held';
