-- "Put in their digest" is a wish of its own, later than the message: who had muted its sender by then hears nothing of it.
alter table ping add column put_at integer;      -- null: nobody put it there
