//! Rows of `entry` and `entry_answer`: what people answered.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{array, instant, millis, unknown};
use super::super::rows::list;
use crate::domain::ids::{MessageId, RunId, StandupId, UserId};
use crate::domain::standup::{Answers, Entry, MOST_QUESTIONS, Manner};

/// Writes an entry, or what became of it.
///
/// # Errors
/// If the database can't be written.
pub async fn save(db: &mut Connection, run: RunId, entry: &Entry) -> sqlx::Result<()> {
    sqlx::query(
        "insert into entry (run_id, user_id, name, picture, manner, edits, parts, written_at, changed_at, message_id, \
         reply_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (run_id, user_id) do update \
         set name = $3, picture = $4, manner = $5, edits = $6, parts = $7, written_at = $8, changed_at = $9, message_id = $10, \
         reply_id = $11",
    )
    .bind(run)
    .bind(entry.user)
    .bind(entry.name.clone())
    .bind(entry.picture.clone())
    .bind(word(entry.manner))
    .bind(entry.edits)
    .bind(entry.parts)
    .bind(millis(entry.written_at))
    .bind(millis(entry.changed_at))
    .bind(entry.message)
    .bind(entry.reply)
    .execute(&mut *db)
    .await?;
    sqlx::query("delete from entry_answer where run_id = $1 and user_id = $2")
        .bind(run)
        .bind(entry.user)
        .execute(&mut *db)
        .await?;
    for (position, words) in entry.answers.numbered() {
        sqlx::query(
            "insert into entry_answer (run_id, user_id, position, words) values ($1, $2, $3, $4)",
        )
        .bind(run)
        .bind(entry.user)
        .bind(i64::try_from(position).unwrap_or(i64::MAX))
        .bind(words.to_owned())
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// With the answers as an array of positions and words.
const COLUMNS: &str = "user_id, name, picture, manner, edits, parts, written_at, changed_at, message_id, reply_id, \
     (select json_group_array(json_array(a.position, a.words)) from entry_answer a \
      where a.run_id = entry.run_id and a.user_id = entry.user_id) as answers";

/// What somebody answered in a run. `None`: nothing yet.
///
/// # Errors
/// If the database can't be read.
pub async fn entry(db: &mut Connection, run: RunId, user: UserId) -> sqlx::Result<Option<Entry>> {
    let sql = format!("select {COLUMNS} from entry where run_id = $1 and user_id = $2");
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(run)
        .bind(user)
        .try_map(read)
        .fetch_optional(db)
        .await
}

/// Everything that was answered in a run, in the order in which it was first written.
///
/// # Errors
/// If the database can't be read.
pub async fn entries(db: &mut Connection, run: RunId) -> sqlx::Result<Vec<Entry>> {
    let sql = format!("select {COLUMNS} from entry where run_id = $1 order by written_at, user_id");
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(run)
        .try_map(read)
        .fetch_all(db)
        .await
}

fn answers(row: &SqliteRow) -> sqlx::Result<Answers> {
    let rows: Vec<(usize, String)> = array(row.try_get("answers")?)?;
    let mut answers: [Option<String>; MOST_QUESTIONS] = Default::default();
    for (position, words) in rows {
        let place = answers.get_mut(position);
        *place.ok_or_else(|| unknown("entry_answer.position", &position.to_string()))? =
            Some(words);
    }
    Ok(Answers::new(answers))
}

/// What somebody planned in the last run of a stand-up before this one in which they planned anything.
///
/// # Errors
/// If the database can't be read.
pub async fn last_plan(
    db: &mut Connection,
    standup: StandupId,
    user: UserId,
    before: chrono::NaiveDate,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select a.words from run r \
         join entry_answer a on a.run_id = r.run_id and a.user_id = $2 \
         join standup_question q on q.terms_id = r.terms_id and q.position = a.position and q.kind = 'plan' \
         where r.standup_id = $1 and r.day_on < $3 order by r.day_on desc limit 1",
    )
    .bind(standup)
    .bind(user)
    .bind(before.to_string())
    .fetch_optional(db)
    .await
}

/// How those are called who answered in a stand-up lately.
///
/// # Errors
/// If the database can't be read.
pub async fn names(
    db: &mut Connection,
    standup: StandupId,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<(UserId, String)>> {
    sqlx::query_as(
        "select distinct e.user_id, e.name from run r join entry e on e.run_id = r.run_id \
         where r.standup_id = $1 and r.opens_at >= $2",
    )
    .bind(standup)
    .bind(millis(since))
    .fetch_all(db)
    .await
}

/// How many entries of somebody are kept.
///
/// # Errors
/// If the database can't be read.
pub async fn entries_by(db: &mut Connection, user: UserId) -> sqlx::Result<u32> {
    sqlx::query_scalar("select count(*) from entry where user_id = $1")
        .bind(user)
        .fetch_one(db)
        .await
}

/// The entries that are one of these messages.
///
/// # Errors
/// If the database can't be read.
pub async fn of_messages(
    db: &mut Connection,
    messages: &[MessageId],
) -> sqlx::Result<Vec<(RunId, UserId)>> {
    sqlx::query_as(
        "select run_id, user_id from entry where message_id in (select value from json_each($1))",
    )
    .bind(list(messages))
    .fetch_all(db)
    .await
}

/// The entries that are one of these replies in direct messages.
///
/// # Errors
/// If the database can't be read.
pub async fn of_replies(
    db: &mut Connection,
    replies: &[MessageId],
) -> sqlx::Result<Vec<(RunId, UserId)>> {
    sqlx::query_as(
        "select run_id, user_id from entry where reply_id in (select value from json_each($1))",
    )
    .bind(list(replies))
    .fetch_all(db)
    .await
}

/// Deletes an entry.
///
/// # Errors
/// If the database can't be written.
pub async fn remove_entry(db: &mut Connection, run: RunId, user: UserId) -> sqlx::Result<()> {
    sqlx::query("delete from entry where run_id = $1 and user_id = $2")
        .bind(run)
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// Deletes what somebody answered, and says in which runs, and in how many messages each stands.
///
/// # Errors
/// If the database can't be written.
pub async fn forget_entries(db: &mut Connection, user: UserId) -> sqlx::Result<Vec<(RunId, u32)>> {
    sqlx::query_as("delete from entry where user_id = $1 returning run_id, parts")
        .bind(user)
        .fetch_all(db)
        .await
}

fn read(row: SqliteRow) -> sqlx::Result<Entry> {
    Ok(Entry {
        user: row.try_get("user_id")?,
        name: row.try_get("name")?,
        picture: row.try_get("picture")?,
        manner: match row.try_get("manner")? {
            "words" => Manner::Words,
            "skipped" => Manner::Skipped,
            other => return Err(unknown("entry.manner", other)),
        },
        answers: answers(&row)?,
        edits: row.try_get("edits")?,
        parts: row.try_get("parts")?,
        message: row.try_get("message_id")?,
        reply: row.try_get("reply_id")?,
        written_at: instant(row.try_get("written_at")?),
        changed_at: instant(row.try_get("changed_at")?),
    })
}

const fn word(manner: Manner) -> &'static str {
    match manner {
        Manner::Words => "words",
        Manner::Skipped => "skipped",
    }
}
