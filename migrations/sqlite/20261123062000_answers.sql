-- Which messages answer a message, each for itself: one that is deleted answers no more, and another may still stand.
create table answer (
    source_id integer not null,                  -- what it answers: Discord's reply, or the message its thread began with
    by_id integer not null,                      -- below 0: from before answers were kept; which message it was isn't known
    channel_id integer,                          -- where it stands; null: not known
    user_id integer,                             -- whose it is, if they joined, or a role is asked; else null
    primary key (source_id, by_id)
) strict, without rowid;

create index answer_of_user on answer (user_id, source_id);

insert into answer select source_id, -user_id, null, user_id from act where kind = 'replied' and stands = 1;
insert or ignore into answer select source_id, -user_id, null, user_id from role_act where kind = 'replied' and stands = 1;
insert or ignore into answer select message_id, answered_by, null, null from question where answered_by is not null;
insert or ignore into answer select w.channel_id, w.message_id, w.channel_id, w.user_id from wrote w
    where exists (select 1 from ping p where p.source_id = w.channel_id);

delete from act where kind = 'replied';

-- Without answered_by. SQLite can't drop a column whose line in the schema ends in a comment.
create table asked (
    message_id integer primary key,
    user_id integer not null references person (user_id) on delete cascade,
    server_id integer not null references server (server_id) on delete cascade,
    channel_id integer not null,
    governing_id integer not null                -- the channel, or the thread's parent
) strict;
insert into asked select message_id, user_id, server_id, channel_id, governing_id from question;
drop table question;
alter table asked rename to question;
create index question_of_user on question (user_id, message_id);
create index question_of_server on question (server_id);

-- Those that weren't deleted.
create view standing_answer as select source_id, by_id, channel_id, user_id from answer
    where not exists (select 1 from touched t where t.message_id = answer.by_id and t.deleted = 1);
