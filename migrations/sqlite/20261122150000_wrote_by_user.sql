-- Whoever writes in many channels is looked for by their id: with it first, the table needs no second index. Every message
-- of a member writes here.
create table wrote_new (
    user_id integer not null,
    channel_id integer not null,
    message_id integer not null,                 -- the latest message that the member wrote in the channel or thread
    primary key (user_id, channel_id)
) strict, without rowid;

insert into wrote_new (user_id, channel_id, message_id)
    select user_id, channel_id, message_id from wrote order by user_id, channel_id;

drop table wrote;

alter table wrote_new rename to wrote;
