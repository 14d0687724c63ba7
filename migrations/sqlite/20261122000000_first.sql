-- A person who told Adagio something about themselves. One row a user over all servers.
create table person (
    user_id integer primary key,
    zone text,                                   -- null: never told; then there are no digest times
    quiet_from_at integer,                       -- "only tonight": both or neither
    quiet_until_at integer,
    digest_days integer,                         -- null: the default days and times hold
    notifier text not null default 'discord' check (notifier in ('discord', 'adagio')),
    dm text not null default 'unasked' check (dm in ('unasked', 'allowed', 'refused', 'closed')),
    dm_channel_id integer,                       -- null: not opened yet
    dm_told_at integer,                          -- null: not told that their DMs are closed, or they are open
    digest_due_at integer,                       -- null: nothing waits, or it can't be delivered
    left_out_at integer,                         -- null: not left out (PRODUCT A4)
    locale text,                                 -- null: not seen yet
    created_at integer not null
) strict;

create index person_digest_due on person (digest_due_at) where digest_due_at is not null;

-- A recurring window of quiet. `until_s` up to `from_s` means that it ends on the next day.
create table quiet_window (
    user_id integer not null references person (user_id) on delete cascade,
    position integer not null,
    from_s integer not null check (from_s between 0 and 86399),
    until_s integer not null check (until_s between 0 and 86400 and until_s <> from_s),
    days integer not null check (days between 1 and 127),
    primary key (user_id, position)
) strict, without rowid;

create table digest_time (
    user_id integer not null references person (user_id) on delete cascade,
    time_s integer not null check (time_s between 0 and 86399),
    primary key (user_id, time_s)
) strict, without rowid;

create table server (
    server_id integer primary key,
    created_at integer not null,
    removed_at integer                           -- null: Adagio is in it
) strict;

-- A person who joined in a server. Nobody can list these rows for anybody (PRODUCT, principle 6).
create table membership (
    server_id integer not null references server (server_id) on delete cascade,
    user_id integer not null references person (user_id) on delete cascade,
    joined_at integer not null,
    primary key (server_id, user_id)
) strict, without rowid;

create index membership_of_user on membership (user_id);

-- The mode that was chosen for a channel, a category or a whole server.
create table norm (
    scope_kind text not null check (scope_kind in ('channel', 'category', 'server')),
    scope_id integer not null,
    server_id integer not null references server (server_id) on delete cascade,
    mode text not null check (mode in ('async', 'sync', 'social', 'off')),
    primary key (scope_kind, scope_id)
) strict, without rowid;

create index norm_of_server on norm (server_id);

-- Where a shard's session stands: what is committed here has been handled.
create table shard (
    shard_id integer primary key,
    session_id text not null,
    resume_url text not null,
    seq integer not null
) strict;

-- One mention (or pinged reply) of one person by one sender.
create table ping (
    source_id integer not null,
    recipient_id integer not null,
    server_id integer not null,
    channel_id integer not null,
    governing_id integer not null,               -- the channel, or the thread's parent: whose norm and rights hold
    sender_id integer,                           -- null: the sender wants to be left out, or was forgotten
    via text not null check (via in ('mention', 'reply')),
    lane text not null check (lane in ('digest', 'now')),
    state text not null check (state in ('held', 'delivered', 'settled', 'withdrawn', 'dropped')),
    reason text,                                 -- null while held and when delivered
    pinged_at integer not null,                  -- when its message was sent, or the mention edited in
    revision_at integer not null,                -- the edit in which it was last seen; 0: as posted
    excerpt blob,                                -- sealed; null: no key, no content, forgotten or purged
    changed_at integer not null,                 -- when the state last changed
    primary key (source_id, recipient_id)
) strict, without rowid;

create index ping_held on ping (recipient_id, source_id) where state = 'held';
create index ping_excerpt on ping (changed_at) where excerpt is not null;

-- The facts from which a ping's fate follows. They only ever grow, so that the order of events can't matter.
-- A message was edited or deleted.
create table touched (
    message_id integer primary key,
    edited_at integer not null default 0,        -- the latest edit; 0: never
    deleted integer not null default 0 check (deleted in (0, 1))
) strict;

-- Somebody answered a message (Discord's reply), wrote in the thread it started, or put a ✅ on it.
create table act (
    source_id integer not null,
    user_id integer not null,
    kind text not null check (kind in ('replied', 'checked')),
    stands integer not null check (stands in (0, 1)),  -- 0: the ✅ was taken back
    at integer not null,                         -- unix milliseconds; a later one replaces an earlier one
    primary key (source_id, user_id, kind)
) strict, without rowid;

-- The latest message that a member wrote in a channel or thread.
create table wrote (
    channel_id integer not null,
    user_id integer not null,
    message_id integer not null,
    primary key (channel_id, user_id)
) strict, without rowid;

create index wrote_by_user on wrote (user_id);

-- What is to be sent. A row is the promise that it will be, once.
create table outbox (
    outbox_id integer primary key autoincrement,
    key text not null unique,                    -- what it is for: digest:<user>:<due>:<part>
    user_id integer,                             -- the person, for a DM; null: to a channel
    channel_id integer,                          -- null: the person's DM is not opened yet
    body blob,                                   -- sealed; null: purged
    priority integer not null,                   -- 0 urgent, 1 live, 2 bulk
    nonce text not null,
    state text not null check (state in ('due', 'sending', 'sent', 'gave_up')),
    cause text,                                  -- why it gave up
    due_at integer not null,
    first_tried_at integer,                      -- null: never tried
    attempts integer not null default 0,
    result_id integer,                           -- the message that it became; null: not sent
    changed_at integer not null
) strict;

create index outbox_open on outbox (due_at) where state in ('due', 'sending');
create index outbox_body on outbox (changed_at) where body is not null;
create index outbox_of_user on outbox (user_id) where user_id is not null;

-- A digest that was composed; its id is the id of the outbox row that carries it.
create table digest (
    digest_id integer primary key,
    user_id integer not null references person (user_id) on delete cascade,
    kind text not null check (kind in ('digest', 'now')),
    composed_at integer not null,
    settled integer not null                     -- how many had settled themselves since the one before
) strict;

create index digest_of_user on digest (user_id, composed_at);

-- What a digest holds, in the order in which it is shown.
create table delivery (
    digest_id integer not null references digest (digest_id) on delete cascade,
    position integer not null,
    source_id integer not null,
    recipient_id integer not null,
    part text not null check (part in ('waiting', 'seen')),
    primary key (digest_id, position)
) strict, without rowid;

create index delivery_of_ping on delivery (source_id, recipient_id);

-- Small things that Adagio remembers about itself: the hash of the commands it registered.
create table memo (
    name text primary key,
    value text not null
) strict, without rowid;
