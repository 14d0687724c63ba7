-- What is kept of a reply besides its row of the outbox, while it is on its way. Its text begins with its key there:
-- 'reply:<person>:<message>:<interaction>'.
create table reply (
    outbox_id integer primary key references outbox (outbox_id) on delete cascade,
    server_id integer not null,                  -- where it is to be posted; the server itself may be gone
    excerpt blob                                 -- sealed: its words and who says them, for who asked; null: none are kept
) strict;

insert into reply select o.outbox_id, p.server_id, null from outbox o
    join ping p on o.key like 'reply:' || p.recipient_id || ':' || p.source_id || ':%'
    where o.state in ('due', 'sending') and o.key >= 'reply:' and o.key < 'reply;';
