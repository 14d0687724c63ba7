-- What somebody wants to hear no more of: a thread, or a person. Pings from there settle as `muted`; a line of the inbox counts them.
create table mute (
    user_id integer not null references person (user_id) on delete cascade,
    kind text not null check (kind in ('thread', 'sender')),
    subject_id integer not null,                 -- the thread, or the person
    server_id integer,                           -- of a thread; null: a person, wherever they write
    governing_id integer,                        -- of a thread, its channel; null: a person
    muted_at integer not null,                   -- what was pinged before isn't concerned
    primary key (user_id, kind, subject_id)
) strict, without rowid;

create index mute_of_server on mute (server_id) where server_id is not null;
create index mute_of_sender on mute (subject_id) where kind = 'sender';
create index mute_until on mute (muted_at) where kind = 'sender';
create index ping_muted on ping (recipient_id, source_id) where reason = 'muted';
