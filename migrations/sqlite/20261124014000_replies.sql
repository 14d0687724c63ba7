-- Which reply in direct messages an entry is: it is edited and taken back with it.
alter table entry add column reply_id integer;   -- null: it is none
update entry set reply_id = (
    select max(o.ticks_id) from outbox o
    where o.key >= 'standup:' || entry.run_id || ':direct:' || entry.user_id || ':'
      and o.key < 'standup:' || entry.run_id || ':direct:' || entry.user_id || ';'
      and o.state = 'sent'
) where manner = 'words' and message_id is null and picture is null;
create index entry_of_reply on entry (reply_id) where reply_id is not null;
drop index outbox_ticks;
