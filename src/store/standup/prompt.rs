//! Rows of `prompt`: who is told of a run that is open, and when again.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{maybe_instant, millis};
use crate::domain::ids::{RunId, StandupId, UserId};

/// Adagio is in the server of the run.
const PRESENT: &str = "exists (select 1 from run r join standup s using (standup_id) join server v using (server_id) \
                       where r.run_id = prompt.run_id and v.removed_at is null)";

/// That somebody is told of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromptRow {
    /// How often they were.
    pub asked: u32,
    /// When they are next. `None`: not again.
    pub due_at: Option<DateTime<Utc>>,
}

/// Tells somebody of a run at an instant; who is told of it already is told then, too.
///
/// # Errors
/// If the database can't be written.
pub async fn tell_at(
    db: &mut Connection,
    run: RunId,
    user: UserId,
    due_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into prompt (run_id, user_id, due_at) values ($1, $2, $3) \
         on conflict (run_id, user_id) do update set due_at = $3",
    )
    .bind(run)
    .bind(user)
    .bind(millis(due_at))
    .execute(db)
    .await?;
    Ok(())
}

/// Whether, and when, somebody is told of a run. `None`: not at all.
///
/// # Errors
/// If the database can't be read.
pub async fn prompt(
    db: &mut Connection,
    run: RunId,
    user: UserId,
) -> sqlx::Result<Option<PromptRow>> {
    sqlx::query("select asked, due_at from prompt where run_id = $1 and user_id = $2")
        .bind(run)
        .bind(user)
        .try_map(|row: SqliteRow| {
            Ok(PromptRow {
                asked: row.try_get("asked")?,
                due_at: maybe_instant(row.try_get("due_at")?),
            })
        })
        .fetch_optional(db)
        .await
}

/// Who is to be told of which run, the longest due first.
///
/// # Errors
/// If the database can't be read.
pub async fn to_tell(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<(RunId, UserId)>> {
    let sql = format!(
        "select run_id, user_id from prompt where due_at <= $1 and {PRESENT} \
         order by due_at, run_id, user_id limit $2"
    );
    sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(millis(now))
        .bind(limit)
        .fetch_all(db)
        .await
}

/// Notes that somebody was written to once more, and when again.
///
/// # Errors
/// If the database can't be written.
pub async fn asked(
    db: &mut Connection,
    run: RunId,
    user: UserId,
    again_at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update prompt set asked = asked + 1, due_at = $1 where run_id = $2 and user_id = $3",
    )
    .bind(again_at.map(millis))
    .bind(run)
    .bind(user)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that what was written reached them.
///
/// # Errors
/// If the database can't be written.
pub async fn told(db: &mut Connection, run: RunId, user: UserId) -> sqlx::Result<()> {
    sqlx::query("update prompt set is_told = 1 where run_id = $1 and user_id = $2")
        .bind(run)
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// Somebody is told of a run no more, unless they ask for it. Their row stays: it counts how often they were.
///
/// # Errors
/// If the database can't be written.
pub async fn tell_no_more(db: &mut Connection, run: RunId, user: UserId) -> sqlx::Result<()> {
    sqlx::query("update prompt set due_at = null where run_id = $1 and user_id = $2")
        .bind(run)
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// Somebody who left a stand-up, or doesn't want to be told, lets none of its runs pass. Gives those that they had been told of,
/// or would have been, and how often.
///
/// # Errors
/// If the database can't be written.
pub async fn not_told(
    db: &mut Connection,
    standup: StandupId,
    user: UserId,
) -> sqlx::Result<Vec<(RunId, u32)>> {
    sqlx::query_as(
        "update prompt set is_told = 0 where user_id = $1 and run_id in (select run_id from run where standup_id = $2) \
         returning run_id, asked",
    )
    .bind(user)
    .bind(standup)
    .fetch_all(db)
    .await
}

/// Nobody is told of a run any more. Counts it for those who were told and let it pass.
///
/// # Errors
/// If the database can't be written.
pub async fn let_pass(db: &mut Connection, standup: StandupId, run: RunId) -> sqlx::Result<()> {
    sqlx::query(
        "update participant set missed = missed + 1 where standup_id = $1 and user_id in \
         (select user_id from prompt where run_id = $2 and is_told = 1) and not exists \
         (select 1 from entry e where e.run_id = $2 and e.user_id = participant.user_id)",
    )
    .bind(standup)
    .bind(run)
    .execute(&mut *db)
    .await?;
    sqlx::query("delete from prompt where run_id = $1")
        .bind(run)
        .execute(db)
        .await?;
    Ok(())
}
