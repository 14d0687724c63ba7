-- How a participant is told of a run, how often they are reminded of it, and how many in a row they let pass.
create table joined (
    standup_id integer not null references standup (standup_id) on delete cascade,
    user_id integer not null,
    remind text not null check (remind in ('direct', 'digest', 'summary', 'not')),
    nudges text not null default 'light' check (nudges in ('off', 'light', 'standard')),
    missed integer not null default 0,           -- runs in a row that they were told of and let pass
    joined_at integer not null,
    primary key (standup_id, user_id)
) strict, without rowid;

insert into joined (standup_id, user_id, remind, joined_at)
select standup_id, user_id, remind, joined_at from participant;
drop table participant;
alter table joined rename to participant;
create index participant_of_user on participant (user_id);

-- Who is told of a run that is open, until they answer or it closes.
create table prompt (
    run_id integer not null references run (run_id) on delete cascade,
    user_id integer not null,
    asked integer not null default 0,            -- how often
    is_told integer not null default 0 check (is_told in (0, 1)),   -- one of these reached them
    due_at integer,                              -- when they are told next; null: not again
    primary key (run_id, user_id)
) strict, without rowid;

create index prompt_due on prompt (due_at) where due_at is not null;
create index prompt_of_user on prompt (user_id);
