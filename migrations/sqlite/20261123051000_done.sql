-- What somebody was done with all at once is found again by when that was, to be taken back.
create index ping_done on ping (recipient_id, changed_at) where reason = 'done';
