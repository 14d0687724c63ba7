-- What somebody wrote in the thread of a run is their entry, and gets a tick.
alter table entry add column message_id integer;    -- their own message; null: a form, and Adagio posts it
create unique index entry_of_message on entry (message_id) where message_id is not null;
create unique index run_of_thread on run (thread_id) where thread_id is not null;
alter table outbox add column ticks_id integer;     -- somebody's message, on which a ✅ is put; null: it does something else
