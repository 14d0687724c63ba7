-- Pings come in more ways, can be put off, and are ranked: urgent, waiting against a promise, direct, to a role, the rest.
create table ping_new (
    source_id integer not null,                  -- the message; of what was told to Adagio, the interaction
    recipient_id integer not null,               -- the person; of `role` the role, of `everyone` the server
    server_id integer not null,
    channel_id integer not null,
    governing_id integer not null,               -- the channel, or the thread's parent: whose norm and rights hold
    sender_id integer,                           -- null: the sender wants to be left out, or was forgotten
    via text not null check (via in ('mention', 'reply', 'role', 'everyone', 'tell', 'saved', 'standup')),
    lane text not null check (lane in ('digest', 'now')),
    state text not null check (state in ('held', 'delivered', 'settled', 'withdrawn', 'dropped')),
    reason text,                                 -- null while held and when delivered
    pinged_at integer not null,                  -- when its message was sent, or the mention edited in
    revision_at integer not null,                -- the edit in which it was last seen; 0: as posted
    excerpt blob,                                -- sealed; null: no key, no content, forgotten or purged
    changed_at integer not null,                 -- when the state last changed
    not_before_at integer,                       -- put off until then (snoozed, or told for a date); null: the next digest
    expected_at integer,                         -- by when an answer is expected; null: nothing was promised
    urgent integer not null default 0 check (urgent in (0, 1)),
    primary key (source_id, recipient_id)
) strict, without rowid;

insert into ping_new (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, state, reason,
        pinged_at, revision_at, excerpt, changed_at)
    select source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, state, reason,
        pinged_at, revision_at, excerpt, changed_at
    from ping order by source_id, recipient_id;

drop table ping;

alter table ping_new rename to ping;

create index ping_held on ping (recipient_id, source_id) where state = 'held';
create index ping_excerpt on ping (changed_at) where excerpt is not null;
