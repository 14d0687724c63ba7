//! Rows of `week_thread`: the thread that the runs of a week share.

use chrono::{Days, NaiveDate};

use super::super::Connection;
use crate::domain::ids::{ChannelId, RunId, StandupId};

/// Which week of which stand-up, where it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekKey {
    pub standup: StandupId,
    pub monday: NaiveDate,
    /// The channel or forum.
    pub channel: ChannelId,
}

/// How far the thread of a week has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekThread {
    Starting,
    Started(ChannelId),
}

/// The thread of a week. `None`: nothing of it was begun.
///
/// # Errors
/// If the database can't be read.
pub async fn week(db: &mut Connection, key: WeekKey) -> sqlx::Result<Option<WeekThread>> {
    let thread: Option<Option<ChannelId>> = sqlx::query_scalar(
        "select thread_id from week_thread where standup_id = $1 and monday_on = $2 and channel_id = $3",
    )
    .bind(key.standup)
    .bind(key.monday.to_string())
    .bind(key.channel)
    .fetch_optional(db)
    .await?;
    Ok(thread.map(|thread| thread.map_or(WeekThread::Starting, WeekThread::Started)))
}

/// Notes that the thread of a week is being started.
///
/// # Errors
/// If it was noted already, or the database can't be written.
pub async fn add_week(db: &mut Connection, key: WeekKey) -> sqlx::Result<()> {
    sqlx::query("insert into week_thread (standup_id, monday_on, channel_id) values ($1, $2, $3)")
        .bind(key.standup)
        .bind(key.monday.to_string())
        .bind(key.channel)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes which the thread of a week is.
///
/// # Errors
/// If the database can't be written.
pub async fn start_week(db: &mut Connection, key: WeekKey, thread: ChannelId) -> sqlx::Result<()> {
    sqlx::query(
        "update week_thread set thread_id = $1 where standup_id = $2 and monday_on = $3 and channel_id = $4",
    )
    .bind(thread)
    .bind(key.standup)
    .bind(key.monday.to_string())
    .bind(key.channel)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a week has no thread any more, or couldn't have one.
///
/// # Errors
/// If the database can't be written.
pub async fn lose_week(db: &mut Connection, key: WeekKey) -> sqlx::Result<()> {
    sqlx::query(
        "delete from week_thread where standup_id = $1 and monday_on = $2 and channel_id = $3",
    )
    .bind(key.standup)
    .bind(key.monday.to_string())
    .bind(key.channel)
    .execute(db)
    .await?;
    Ok(())
}

/// The runs of a week that go by terms with this channel, in the order of their days.
///
/// # Errors
/// If the database can't be read.
pub async fn in_week(db: &mut Connection, key: WeekKey) -> sqlx::Result<Vec<RunId>> {
    let ends = key.monday + Days::new(6);
    sqlx::query_scalar(
        "select r.run_id from run r join terms t on t.terms_id = r.terms_id \
         where r.standup_id = $1 and r.day_on between $2 and $3 and t.channel_id = $4 and t.threads = 'a_week' \
         order by r.day_on",
    )
    .bind(key.standup)
    .bind(key.monday.to_string())
    .bind(ends.to_string())
    .bind(key.channel)
    .fetch_all(db)
    .await
}
