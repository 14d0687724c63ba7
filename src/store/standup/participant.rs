//! Rows of `participant`: who joined, and how they are told that a run is open.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{millis, unknown};
use crate::domain::ids::{StandupId, UserId};
use crate::domain::standup::{Nudges, Participant, Remind};

/// Joins somebody; who has joined keeps what they chose.
///
/// # Errors
/// If the database can't be written.
pub async fn join(
    db: &mut Connection,
    standup: StandupId,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into participant (standup_id, user_id, remind, joined_at) values ($1, $2, 'not', $3) \
         on conflict (standup_id, user_id) do nothing",
    )
    .bind(standup)
    .bind(user)
    .bind(millis(now))
    .execute(db)
    .await?;
    Ok(())
}

/// Chooses how somebody is told, who is told again if they let too many runs pass. Says whether they had joined.
///
/// # Errors
/// If the database can't be written.
pub async fn remind(
    db: &mut Connection,
    standup: StandupId,
    user: UserId,
    remind: Remind,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update participant set remind = $1, missed = 0 where standup_id = $2 and user_id = $3",
    )
    .bind(remind.word())
    .bind(standup)
    .bind(user)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Chooses how often somebody is reminded. Says whether they had joined.
///
/// # Errors
/// If the database can't be written.
pub async fn nudge(
    db: &mut Connection,
    standup: StandupId,
    user: UserId,
    nudges: Nudges,
) -> sqlx::Result<bool> {
    let done =
        sqlx::query("update participant set nudges = $1 where standup_id = $2 and user_id = $3")
            .bind(nudges.word())
            .bind(standup)
            .bind(user)
            .execute(db)
            .await?;
    Ok(done.rows_affected() > 0)
}

/// Notes that somebody took part, so that they let no run pass, or that they know that they aren't told any more.
///
/// # Errors
/// If the database can't be written.
pub async fn set_missed(
    db: &mut Connection,
    standup: StandupId,
    user: UserId,
    missed: u32,
) -> sqlx::Result<()> {
    sqlx::query("update participant set missed = $1 where standup_id = $2 and user_id = $3")
        .bind(missed)
        .bind(standup)
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// Takes somebody out of a stand-up. Says whether they were in it.
///
/// # Errors
/// If the database can't be written.
pub async fn leave(db: &mut Connection, standup: StandupId, user: UserId) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from participant where standup_id = $1 and user_id = $2")
        .bind(standup)
        .bind(user)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Who joined a stand-up, in no order.
///
/// # Errors
/// If the database can't be read.
pub async fn of_standup(db: &mut Connection, standup: StandupId) -> sqlx::Result<Vec<Participant>> {
    sqlx::query("select user_id, remind, nudges, missed from participant where standup_id = $1")
        .bind(standup)
        .try_map(row)
        .fetch_all(db)
        .await
}

/// Somebody who joined a stand-up. `None`: they didn't.
///
/// # Errors
/// If the database can't be read.
pub async fn participant(
    db: &mut Connection,
    standup: StandupId,
    user: UserId,
) -> sqlx::Result<Option<Participant>> {
    sqlx::query(
        "select user_id, remind, nudges, missed from participant where standup_id = $1 and user_id = $2",
    )
    .bind(standup)
    .bind(user)
    .try_map(row)
    .fetch_optional(db)
    .await
}

/// In how many stand-ups somebody is.
///
/// # Errors
/// If the database can't be read.
pub async fn joined_by(db: &mut Connection, user: UserId) -> sqlx::Result<u32> {
    sqlx::query_scalar("select count(*) from participant where user_id = $1")
        .bind(user)
        .fetch_one(db)
        .await
}

/// Takes somebody out of every stand-up, and forgets which ones they began.
///
/// # Errors
/// If the database can't be written.
pub async fn forget(db: &mut Connection, user: UserId) -> sqlx::Result<()> {
    for statement in [
        "delete from participant where user_id = $1",
        "delete from prompt where user_id = $1",
        "update standup set creator_id = null where creator_id = $1",
    ] {
        sqlx::query(statement).bind(user).execute(&mut *db).await?;
    }
    Ok(())
}

fn row(row: SqliteRow) -> sqlx::Result<Participant> {
    let (remind, nudges): (&str, &str) = (row.try_get("remind")?, row.try_get("nudges")?);
    let ways = Remind::ALL.into_iter().find(|way| way.word() == remind);
    let measures = Nudges::ALL
        .into_iter()
        .find(|measure| measure.word() == nudges);
    Ok(Participant {
        user: row.try_get("user_id")?,
        remind: ways.ok_or_else(|| unknown("participant.remind", remind))?,
        nudges: measures.ok_or_else(|| unknown("participant.nudges", nudges))?,
        missed: row.try_get("missed")?,
    })
}
