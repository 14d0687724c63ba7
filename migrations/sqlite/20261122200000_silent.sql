-- A message may ask for no sound (`@silent`): its pings never are more than items of a digest.
alter table ping add column silent integer not null default 0 check (silent in (0, 1));
