-- All answers to a question are kept, and one of them is told: which others there are is looked up for each.
create index ping_of_question on ping (answers_id, recipient_id) where answers_id is not null;
