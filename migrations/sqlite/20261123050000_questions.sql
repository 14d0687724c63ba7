-- What a member asked somebody: an answer that pings nobody comes with their digest, and what is open stands in their inbox.
create table question (
    message_id integer primary key,
    user_id integer not null references person (user_id) on delete cascade,
    server_id integer not null references server (server_id) on delete cascade,
    channel_id integer not null,
    governing_id integer not null,               -- the channel, or the thread's parent
    answered_by integer                          -- the earliest message that answers it and stands; null: there was none
) strict;

create index question_of_user on question (user_id, message_id);
create index question_of_server on question (server_id);

-- A reply that pings nobody is one to whoever asked, if it answers a question of theirs.
alter table ping add column answers_id integer;  -- the question; null: it pings
-- After days without one, a digest says since when it gathers.
alter table digest add column since_at integer;  -- null: an ordinary one
