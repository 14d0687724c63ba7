-- How many were asked by the time that a run closed.
alter table run add column asked integer;        -- null: it is open, or closed before this was counted
