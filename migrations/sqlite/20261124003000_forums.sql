-- A stand-up may open in a forum, and its days may share a thread each week.
alter table terms add column venue text not null default 'text' check (venue in ('text', 'forum'));
alter table terms add column tags text;          -- a JSON array of the forum's tags; null: it is no forum
alter table terms add column threads text not null default 'a_day' check (threads in ('a_day', 'a_week'));

-- The thread that the days of a week share.
create table week_thread (
    standup_id integer not null references standup (standup_id) on delete cascade,
    monday_on text not null,
    channel_id integer not null,                 -- the channel or forum that it is in
    thread_id integer,                           -- null: it is being started
    primary key (standup_id, monday_on, channel_id)
) strict, without rowid;

-- The runs of a week stand in the same thread.
drop index run_of_thread;
create index run_of_thread on run (thread_id) where thread_id is not null;

-- A message may be the first of a post in a forum.
alter table outbox add column tags text;         -- a JSON array of its tags; null: it is no post

-- A forum may want a tag.
alter table standup add column hindrance text check (hindrance in ('gone', 'forbidden', 'untagged'));
update standup set hindrance = trouble where trouble is not null;
alter table standup drop column trouble;
alter table standup rename column hindrance to trouble;
