-- What was ticked is found by its message when that is deleted.
create index outbox_ticks on outbox (ticks_id) where ticks_id is not null;
