-- Whether the first run of a stand-up pings the role of those who may join, once.
alter table terms add column calls integer not null default 0 check (calls in (0, 1));
