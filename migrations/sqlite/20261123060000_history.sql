-- How far the history of a server has been read, and when it is read again. What the gateway lost stands there.
alter table server add column history_until_at integer not null default 0;  -- everything sent up to then is taken in
alter table server add column history_due_at integer not null default 0;
alter table server add column history_breaks integer not null default 0;    -- how often events may have been missed
alter table server add column history_missed integer not null default 0;    -- 1: so it is, and digests wait until it is read

-- Before this there was no such instant: the last ping that was taken in is the best that is known.
update server set history_until_at = coalesce(
    (select max(pinged_at) from ping where ping.server_id = server.server_id), created_at);

create index server_history_due on server (history_due_at) where removed_at is null;
create index server_behind on server (history_due_at) where history_missed = 1 and removed_at is null;

-- How far a reading that is under way has come, so that it goes on there whatever stops it.
create table history (
    channel_id integer primary key,              -- a channel or thread
    server_id integer not null references server (server_id) on delete cascade,
    read_until_id integer not null               -- the latest message that was read
) strict;

create index history_of_server on history (server_id);

-- A channel that is watched and couldn't be read: it is read from here on once it can be.
create table history_shut (
    channel_id integer primary key,
    server_id integer not null references server (server_id) on delete cascade,
    read_until_id integer not null               -- everything up to this message is taken in
) strict;

create index history_shut_of_server on history_shut (server_id);

-- What is read again in history may have been said while another answer waited.
create index ping_answers on ping (answers_id) where answers_id is not null;
