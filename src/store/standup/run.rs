//! Rows of `run`: one day of a stand-up each.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{instant, millis, unknown};
use crate::domain::ids::{ChannelId, MessageId, RunId, StandupId, TermsId};
use crate::domain::quiet::Span;
use crate::domain::standup::Run;

/// Adagio is in its server.
const PRESENT: &str = "exists (select 1 from standup s join server v on v.server_id = s.server_id \
                       where s.standup_id = run.standup_id and v.removed_at is null)";

/// A run, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunRow {
    pub run: Run,
    pub terms: TermsId,
    /// What was posted in the channel. `None`: nothing yet.
    pub message: Option<MessageId>,
    /// Where its entries stand. `None`: nowhere yet.
    pub thread: Option<ChannelId>,
}

/// Begins the run of a day. `None`: that day has one already.
///
/// # Errors
/// If the database can't be written.
pub async fn add_run(
    db: &mut Connection,
    standup: StandupId,
    day: NaiveDate,
    terms: TermsId,
    span: Span,
) -> sqlx::Result<Option<RunId>> {
    sqlx::query_scalar(
        "insert into run (standup_id, day_on, terms_id, opens_at, closes_at, due_at) values ($1, $2, $3, $4, $5, $5) \
         on conflict (standup_id, day_on) do nothing returning run_id",
    )
    .bind(standup)
    .bind(day.to_string())
    .bind(terms)
    .bind(millis(span.from))
    .bind(millis(span.until))
    .fetch_optional(db)
    .await
}

/// The latest day that has a run.
///
/// # Errors
/// If the database can't be read.
pub async fn last_day(db: &mut Connection, standup: StandupId) -> sqlx::Result<Option<NaiveDate>> {
    let day: Option<String> =
        sqlx::query_scalar("select max(day_on) from run where standup_id = $1")
            .bind(standup)
            .fetch_one(db)
            .await?;
    day.map(|day| date(&day)).transpose()
}

/// Whether any run of a stand-up was posted.
///
/// # Errors
/// If the database can't be read.
pub async fn has_opened(db: &mut Connection, standup: StandupId) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from run where standup_id = $1 and message_id is not null)",
    )
    .bind(standup)
    .fetch_one(db)
    .await
}

/// The last run of a stand-up before a day. `None`: there was none.
///
/// # Errors
/// If the database can't be read.
pub async fn run_before(
    db: &mut Connection,
    standup: StandupId,
    day: NaiveDate,
) -> sqlx::Result<Option<RunId>> {
    sqlx::query_scalar(
        "select run_id from run where standup_id = $1 and day_on < $2 order by day_on desc limit 1",
    )
    .bind(standup)
    .bind(day.to_string())
    .fetch_optional(db)
    .await
}

/// The runs of a stand-up that are open, in the order of their days, each with what it became in the channel.
///
/// # Errors
/// If the database can't be read.
pub async fn open_at(
    db: &mut Connection,
    standup: StandupId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(Run, Option<MessageId>)>> {
    sqlx::query(
        "select run_id, standup_id, day_on, opens_at, closes_at, message_id from run \
         where standup_id = $1 and opens_at <= $2 and closes_at > $2 order by day_on",
    )
    .bind(standup)
    .bind(millis(now))
    .try_map(|row: SqliteRow| Ok((run(&row)?, row.try_get("message_id")?)))
    .fetch_all(db)
    .await
}

/// A run. `None`: it was deleted.
///
/// # Errors
/// If the database can't be read.
pub async fn of_row(db: &mut Connection, id: RunId) -> sqlx::Result<Option<RunRow>> {
    sqlx::query(
        "select run_id, standup_id, day_on, opens_at, closes_at, terms_id, message_id, thread_id from run \
         where run_id = $1",
    )
    .bind(id)
    .try_map(|row: SqliteRow| {
        Ok(RunRow {
            run: run(&row)?,
            terms: row.try_get("terms_id")?,
            message: row.try_get("message_id")?,
            thread: row.try_get("thread_id")?,
        })
    })
    .fetch_optional(db)
    .await
}

/// The runs whose entries stand in this thread, in the order of their days: those of a week may share one.
///
/// # Errors
/// If the database can't be read.
pub async fn of_thread(db: &mut Connection, thread: ChannelId) -> sqlx::Result<Vec<RunId>> {
    sqlx::query_scalar("select run_id from run where thread_id = $1 order by day_on")
        .bind(thread)
        .fetch_all(db)
        .await
}

/// The runs that are to be closed, the longest due first.
///
/// # Errors
/// If the database can't be read.
pub async fn to_close(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<RunId>> {
    let sql = format!(
        "select run_id from run where due_at <= $1 and {PRESENT} order by due_at, run_id limit $2"
    );
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(millis(now))
        .bind(limit)
        .fetch_all(db)
        .await
}

/// Notes that a run is closed, and how many were asked by then. Says whether it was open.
///
/// # Errors
/// If the database can't be written.
pub async fn close(db: &mut Connection, id: RunId) -> sqlx::Result<bool> {
    let sql = "update run set due_at = null, asked = (select count(*) from participant p \
               where p.standup_id = run.standup_id and p.remind <> 'summary') where run_id = $1 and due_at is not null";
    let done = sqlx::query(sql).bind(id).execute(db).await?;
    Ok(done.rows_affected() > 0)
}

/// Notes where the entries of a run stand. `None`: nowhere any more.
///
/// # Errors
/// If the database can't be written.
pub async fn started(
    db: &mut Connection,
    id: RunId,
    thread: Option<ChannelId>,
) -> sqlx::Result<()> {
    sqlx::query("update run set thread_id = $1 where run_id = $2")
        .bind(thread)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes what a run became in the channel.
///
/// # Errors
/// If the database can't be written.
pub async fn posted(db: &mut Connection, id: RunId, message: MessageId) -> sqlx::Result<()> {
    sqlx::query("update run set message_id = $1 where run_id = $2")
        .bind(message)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

fn run(row: &SqliteRow) -> sqlx::Result<Run> {
    Ok(Run {
        id: row.try_get("run_id")?,
        standup: row.try_get("standup_id")?,
        day: date(row.try_get("day_on")?)?,
        span: Span {
            from: instant(row.try_get("opens_at")?),
            until: instant(row.try_get("closes_at")?),
        },
    })
}

pub(super) fn date(day: &str) -> sqlx::Result<NaiveDate> {
    day.parse().map_err(|_| unknown("run.day_on", day))
}
