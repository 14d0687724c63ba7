-- What was written before somebody was asked by an edit is no answer to it.
alter table question add column asked_at integer not null default 0;
