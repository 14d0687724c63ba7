//! Rows of `run`: one day of a stand-up each.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{instant, millis, unknown};
use crate::domain::ids::{MessageId, RunId, StandupId, TermsId};
use crate::domain::quiet::Span;
use crate::domain::standup::Run;

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
        "insert into run (standup_id, day_on, terms_id, opens_at, closes_at) values ($1, $2, $3, $4, $5) \
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

/// The run that a row of the outbox belongs to, and the terms that it goes by. `None`: it was deleted.
///
/// # Errors
/// If the database can't be read.
pub async fn of_row(db: &mut Connection, id: RunId) -> sqlx::Result<Option<(Run, TermsId)>> {
    sqlx::query(
        "select run_id, standup_id, day_on, opens_at, closes_at, terms_id from run where run_id = $1",
    )
    .bind(id)
    .try_map(|row: SqliteRow| Ok((run(&row)?, row.try_get("terms_id")?)))
    .fetch_optional(db)
    .await
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

fn date(day: &str) -> sqlx::Result<NaiveDate> {
    day.parse().map_err(|_| unknown("run.day_on", day))
}
