-- When entries are posted, and when a stand-up's creator is told that nobody joined.
alter table terms add column reveal text not null default 'at_once' check (reveal in ('at_once', 'at_close'));
alter table standup add column alone_due_at integer;    -- null: it has begun before this was looked at, or was
create index standup_alone on standup (alone_due_at) where alone_due_at is not null;
