//! How far each server's history has been read: columns of `server`, and rows of `history` while a reading is under way.
//! Channels that can't be read are rows of `history_shut`.

mod known;

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

pub use self::known::{Recorded, calling, checked, held, recorded};
use super::Connection;
use super::columns::{array, instant, maybe_instant, millis};
use super::rows::list;
use crate::domain::ids::{ChannelId, MessageId, ServerId};

/// How far a server's history has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub until: DateTime<Utc>,
    /// How often events may have been missed.
    pub breaks: i64,
    /// Whether some may have been since it was read last.
    pub missed: bool,
}

/// Notes that events of a server may have been missed: it is read at once, from where it was read last. A reading that
/// is under way begins anew, because what it has read may have changed since.
///
/// # Errors
/// If the database can't be written.
pub async fn fall_behind(
    db: &mut Connection,
    server: ServerId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let fallen = sqlx::query(
        "update server set history_due_at = $1, history_breaks = history_breaks + 1, history_missed = 1 \
         where server_id = $2 and history_until_at < $1",
    )
    .bind(millis(now))
    .bind(server)
    .execute(&mut *db)
    .await?;
    sqlx::query("delete from history where server_id = $1")
        .bind(server)
        .execute(db)
        .await?;
    Ok(fallen.rows_affected() > 0)
}

/// Notes that events of a server were missed, as its history shows.
///
/// # Errors
/// If the database can't be written.
pub async fn note_missed(db: &mut Connection, server: ServerId) -> sqlx::Result<()> {
    sqlx::query("update server set history_missed = 1 where server_id = $1 and history_missed = 0")
        .bind(server)
        .execute(db)
        .await?;
    Ok(())
}

/// When the next server is to be read.
///
/// # Errors
/// If the database can't be read.
pub async fn next_due(db: &mut Connection) -> sqlx::Result<Option<DateTime<Utc>>> {
    let due: Option<i64> =
        sqlx::query_scalar("select min(history_due_at) from server where removed_at is null")
            .fetch_one(db)
            .await?;
    Ok(maybe_instant(due))
}

/// The servers that are to be read now, longest due first.
///
/// # Errors
/// If the database can't be read.
pub async fn due(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<ServerId>> {
    sqlx::query_scalar(
        "select server_id from server where removed_at is null and history_due_at <= $1 \
         order by history_due_at limit $2",
    )
    .bind(millis(now))
    .bind(limit)
    .fetch_all(db)
    .await
}

/// The servers of which events were missed, as far as is known, that are to be read now.
///
/// # Errors
/// If the database can't be read.
pub async fn behind(db: &mut Connection, now: DateTime<Utc>) -> sqlx::Result<Vec<ServerId>> {
    sqlx::query_scalar(
        "select server_id from server \
         where history_missed = 1 and removed_at is null and history_due_at <= $1",
    )
    .bind(millis(now))
    .fetch_all(db)
    .await
}

/// How far a server has been read, if Adagio is in it and anybody joined there. What was said before the first of them
/// did concerns nobody.
///
/// # Errors
/// If the database can't be read.
pub async fn mark(db: &mut Connection, server: ServerId) -> sqlx::Result<Option<Mark>> {
    sqlx::query(
        "select max(history_until_at, joined_at) as until_at, history_breaks, history_missed from server s \
         join (select min(joined_at) as joined_at from membership where server_id = $1) \
         on joined_at is not null where s.server_id = $1 and removed_at is null",
    )
    .bind(server)
    .try_map(|row: SqliteRow| {
        Ok(Mark {
            until: instant(row.try_get("until_at")?),
            breaks: row.try_get("history_breaks")?,
            missed: row.try_get("history_missed")?,
        })
    })
    .fetch_optional(db)
    .await
}

/// How far each channel of a server has come in the reading that is under way.
///
/// # Errors
/// If the database can't be read.
pub async fn progress(
    db: &mut Connection,
    server: ServerId,
) -> sqlx::Result<Vec<(ChannelId, MessageId)>> {
    let statement = "select channel_id, read_until_id from history where server_id = $1";
    read_until(db, statement, server).await
}

/// Notes how far a channel has come.
///
/// # Errors
/// If the database can't be written.
pub async fn note_progress(
    db: &mut Connection,
    server: ServerId,
    channel: ChannelId,
    read_until: MessageId,
) -> sqlx::Result<()> {
    let statement = "insert into history (channel_id, server_id, read_until_id) values ($1, $2, $3) \
         on conflict (channel_id) do update set read_until_id = excluded.read_until_id";
    note_read_until(db, statement, server, (channel, read_until)).await
}

/// The channels of a server that couldn't be read when it was read last, and up to where they are.
///
/// # Errors
/// If the database can't be read.
pub async fn shut(
    db: &mut Connection,
    server: ServerId,
) -> sqlx::Result<Vec<(ChannelId, MessageId)>> {
    let statement = "select channel_id, read_until_id from history_shut where server_id = $1";
    read_until(db, statement, server).await
}

/// Notes that a channel couldn't be read, and up to where it is.
///
/// # Errors
/// If the database can't be written.
pub async fn note_shut(
    db: &mut Connection,
    server: ServerId,
    channel: ChannelId,
    read_until: MessageId,
) -> sqlx::Result<()> {
    let statement = "insert into history_shut (channel_id, server_id, read_until_id) values ($1, $2, $3) \
         on conflict (channel_id) do nothing";
    note_read_until(db, statement, server, (channel, read_until)).await
}

/// Notes that a channel was read, or isn't there any more.
///
/// # Errors
/// If the database can't be written.
pub async fn note_open(db: &mut Connection, channel: ChannelId) -> sqlx::Result<()> {
    sqlx::query("delete from history_shut where channel_id = $1")
        .bind(channel)
        .execute(db)
        .await?;
    Ok(())
}

/// The channels that had active threads when a server was last read. `None`: it never was.
///
/// # Errors
/// If the database can't be read.
pub async fn threaded(
    db: &mut Connection,
    server: ServerId,
) -> sqlx::Result<Option<HashSet<ChannelId>>> {
    let threaded: Option<String> =
        sqlx::query_scalar("select history_threaded from server where server_id = $1")
            .bind(server)
            .fetch_one(db)
            .await?;
    threaded.as_deref().map(array).transpose()
}

/// How far a server has been read, and what is needed for the next time.
#[derive(Clone, Copy, Debug)]
pub struct Finished<'a> {
    pub mark: Mark,
    pub due_at: DateTime<Utc>,
    /// The channels that have active threads.
    pub threaded: &'a [ChannelId],
}

/// Notes that a server is read up to this instant and read again at the other, unless events may have been missed
/// since the reading began. Says whether that is so.
///
/// # Errors
/// If the database can't be written.
pub async fn finish(
    db: &mut Connection,
    server: ServerId,
    finished: Finished<'_>,
) -> sqlx::Result<bool> {
    let Finished {
        mark,
        due_at,
        threaded,
    } = finished;
    let done = sqlx::query(
        "update server set history_until_at = max(history_until_at, $1), history_due_at = $2, \
         history_missed = 0, history_threaded = $3 where server_id = $4 and history_breaks = $5",
    )
    .bind(millis(mark.until))
    .bind(millis(due_at))
    .bind(list(threaded))
    .bind(server)
    .bind(mark.breaks)
    .execute(&mut *db)
    .await?;
    let is_done = done.rows_affected() > 0;
    if is_done {
        sqlx::query("delete from history where server_id = $1")
            .bind(server)
            .execute(db)
            .await?;
    }
    Ok(is_done)
}

/// Puts the reading of a server off.
///
/// # Errors
/// If the database can't be written.
pub async fn put_off(
    db: &mut Connection,
    server: ServerId,
    due_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update server set history_due_at = $1 where server_id = $2")
        .bind(millis(due_at))
        .bind(server)
        .execute(db)
        .await?;
    Ok(())
}

async fn read_until(
    db: &mut Connection,
    statement: &'static str,
    server: ServerId,
) -> sqlx::Result<Vec<(ChannelId, MessageId)>> {
    sqlx::query_as(statement).bind(server).fetch_all(db).await
}

async fn note_read_until(
    db: &mut Connection,
    statement: &'static str,
    server: ServerId,
    (channel, read_until): (ChannelId, MessageId),
) -> sqlx::Result<()> {
    sqlx::query(statement)
        .bind(channel)
        .bind(server)
        .bind(read_until)
        .execute(db)
        .await?;
    Ok(())
}
