-- What was agreed on for a stand-up. What a stand-up goes by is never changed: an edit writes other terms, and a run
-- that is open keeps those it began with. Terms of no stand-up are a draft.
create table terms (
    terms_id integer primary key autoincrement,
    server_id integer not null references server (server_id) on delete cascade,
    standup_id integer references standup (standup_id) on delete cascade,  -- null: of a stand-up that isn't begun
    name text not null,
    channel_id integer,                          -- null: not chosen yet
    zone text,                                   -- null: not chosen yet
    clocks text not null check (clocks in ('one', 'each_ones')),
    role_id integer,                             -- who may join; null: everybody
    days integer not null check (days between 1 and 127),
    every_weeks integer,                         -- null: once a month
    counted_from_on text,                        -- a day of the first of those weeks; null: once a month
    nth integer,                                 -- which of a month's, the last is -1; null: every so many weeks
    opens_s integer not null check (opens_s between 0 and 86399),
    closes_s integer not null check (closes_s between 0 and 86400 and closes_s <> opens_s),
    opens_on text not null check (opens_on in ('that_day', 'the_evening_before')),
    created_at integer not null,
    check ((every_weeks is null) = (counted_from_on is null) and (every_weeks is null) <> (nth is null))
) strict;

create index terms_of_server on terms (server_id);
create index terms_of_standup on terms (standup_id) where standup_id is not null;

create table standup_question (
    terms_id integer not null references terms (terms_id) on delete cascade,
    position integer not null,
    words text not null,
    kind text not null check (kind in ('short', 'long', 'plan', 'blocker', 'number', 'yes_no', 'scale', 'choice')),
    choices text,                                -- of a scale its ends, of a choice its texts, one a line; else null
    primary key (terms_id, position)
) strict, without rowid;

create table holiday (
    terms_id integer not null references terms (terms_id) on delete cascade,
    day_on text not null,
    primary key (terms_id, day_on)
) strict, without rowid;

create table standup (
    standup_id integer primary key autoincrement,
    server_id integer not null references server (server_id) on delete cascade,
    creator_id integer,                          -- who is told when it can't be opened; null: was forgotten
    locale text not null,                        -- the server's language when it began
    terms_id integer not null references terms (terms_id),
    standing text not null check (standing in ('active', 'paused')),
    due_at integer,                              -- when the next run opens; null: not active, or never again
    trouble text check (trouble in ('gone', 'forbidden')),  -- why the last run couldn't be opened; null: it was
    deleted_at integer,                          -- since when only its history is kept; null: it isn't deleted
    created_at integer not null
) strict;

create index standup_of_server on standup (server_id);
create index standup_due on standup (due_at) where due_at is not null;
create index standup_terms on standup (terms_id);
create index standup_of_creator on standup (creator_id) where creator_id is not null;

-- Who joined, and how they are told that a run is open. Nobody can list these rows for anybody.
create table participant (
    standup_id integer not null references standup (standup_id) on delete cascade,
    user_id integer not null,
    remind text not null check (remind in ('direct', 'not')),
    joined_at integer not null,
    primary key (standup_id, user_id)
) strict, without rowid;

create index participant_of_user on participant (user_id);

-- One day of a stand-up. There is one a day, whatever is edited or crashes.
create table run (
    run_id integer primary key autoincrement,
    standup_id integer not null references standup (standup_id) on delete cascade,
    day_on text not null,
    terms_id integer not null references terms (terms_id),
    opens_at integer not null,
    closes_at integer not null,
    message_id integer,                          -- what was posted in the channel; null: not yet
    thread_id integer,                           -- where entries stand; null: not yet
    due_at integer,                              -- when it is to be closed; null: it was, or its stand-up was deleted
    unique (standup_id, day_on)
) strict;

create index run_terms on run (terms_id);
create index run_due on run (due_at) where due_at is not null;

-- What somebody answered. It is the team's record, to be read and searched for by who reads the channel, and so isn't
-- sealed; it goes when its writer is forgotten.
create table entry (
    run_id integer not null references run (run_id) on delete cascade,
    user_id integer not null,
    name text not null,                          -- how its writer was called then
    picture text,                                -- where their picture was; null: they had none
    manner text not null check (manner in ('words', 'skipped')),
    edits integer not null,
    parts integer not null,                      -- messages in the thread
    written_at integer not null,
    changed_at integer not null,
    primary key (run_id, user_id)
) strict, without rowid;

create index entry_of_user on entry (user_id);

create table entry_answer (
    run_id integer not null,
    user_id integer not null,
    position integer not null,                   -- of the question
    words text not null,
    primary key (run_id, user_id, position),
    foreign key (run_id, user_id) references entry (run_id, user_id) on delete cascade
) strict, without rowid;

-- What is to be sent may be a message, or something that is done to the message of another row.
alter table outbox rename column deletes_id to about_id;
alter table outbox add column deed text not null default 'message' check (deed in ('message', 'edit', 'delete', 'thread'));
alter table outbox add column title text;        -- what a thread is called; null: it is no thread
update outbox set deed = 'delete' where about_id is not null;
create index outbox_about on outbox (about_id) where about_id is not null;
