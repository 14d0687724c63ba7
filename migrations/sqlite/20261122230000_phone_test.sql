-- What is to be sent may be worth nothing later, and what was sent may be deleted again.
alter table outbox add column expires_at integer;    -- when it isn't worth sending any more; null: it always is
alter table outbox add column deletes_id integer;    -- the row whose message this one deletes; null: it is a message itself

-- Somebody tries out how quiet their phone is.
create table phone_test (
    user_id integer primary key references person (user_id) on delete cascade,
    channel_id integer not null,                 -- where they are mentioned
    ping_id integer not null,                    -- the row of the outbox that mentions them
    removal_id integer not null,                 -- the one that deletes it again
    due_at integer not null                      -- when they are mentioned
) strict;
