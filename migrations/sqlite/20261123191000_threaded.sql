-- Which channels had active threads when a server was last read: whoever restarts Adagio doesn't have every channel asked anew for
-- threads that were put away.
alter table server add column history_threaded text;    -- a JSON array of channel_id; null: it was never read
