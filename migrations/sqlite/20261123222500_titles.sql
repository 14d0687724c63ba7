-- How a stand-up's threads are called, and how its summaries go.
alter table terms add column title text;         -- with {name}, {date}, {week} in it; null: name and date
alter table terms add column sums text not null default 'by_person' check (sums in ('by_person', 'by_question'));
