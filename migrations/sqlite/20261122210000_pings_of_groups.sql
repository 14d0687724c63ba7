-- A ping of a role, or of everybody, is one row, whose recipient_id is the role or the server. Whom it concerns is found out when
-- something is composed for them; from then on they have a row of their own, which says by which group it reached them.
alter table ping add column group_id integer;    -- the role, or the server; null: pinged by themselves, or the group's own row

-- What pinged groups of a server, by when it was said.
create index ping_of_group on ping (server_id, source_id) where via in ('role', 'everyone') and group_id is null;

-- Up to when the pings of groups have been looked through for this member.
alter table membership add column looked_at integer;    -- null: never; they count from when they joined

-- Somebody who has a role answered a message that pings it, or put a ✅ on it: it is settled for all who have the role.
create table role_act (
    source_id integer not null,
    role_id integer not null,
    user_id integer not null,
    kind text not null check (kind in ('replied', 'checked')),
    stands integer not null check (stands in (0, 1)),  -- 0: the ✅ was taken back
    at integer not null,                         -- unix milliseconds; a later one replaces an earlier one
    primary key (source_id, role_id, user_id, kind)
) strict, without rowid;

create index role_act_of_user on role_act (user_id);
