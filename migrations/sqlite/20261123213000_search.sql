-- What was answered can be searched. Rows get a number of their own, by which the index of their words knows them.
create table entry_answer_new (
    answer_id integer primary key,
    run_id integer not null,
    user_id integer not null,
    position integer not null,                   -- of the question
    words text not null,
    unique (run_id, user_id, position),
    foreign key (run_id, user_id) references entry (run_id, user_id) on delete cascade
) strict;

insert into entry_answer_new (run_id, user_id, position, words) select run_id, user_id, position, words from entry_answer;
drop table entry_answer;
alter table entry_answer_new rename to entry_answer;

-- It keeps no words of its own, and what is deleted there leaves nothing of it here.
create virtual table entry_text using fts5(
    words, content = 'entry_answer', content_rowid = 'answer_id', tokenize = 'unicode61 remove_diacritics 2'
);
insert into entry_text (entry_text, rank) values ('secure-delete', 1);
insert into entry_text (entry_text) values ('rebuild');

create trigger entry_answer_added after insert on entry_answer begin
    insert into entry_text (rowid, words) values (new.answer_id, new.words);
end;

create trigger entry_answer_deleted after delete on entry_answer begin
    insert into entry_text (entry_text, rowid, words) values ('delete', old.answer_id, old.words);
end;

create trigger entry_answer_changed after update of words on entry_answer begin
    insert into entry_text (entry_text, rowid, words) values ('delete', old.answer_id, old.words);
    insert into entry_text (rowid, words) values (new.answer_id, new.words);
end;
