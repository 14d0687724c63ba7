//! When a stand-up's creator is told that nobody joined.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::PRESENT;
use crate::domain::ids::StandupId;

/// Notes when it is looked at whether anybody joined; `None`: not any more.
///
/// # Errors
/// If the database can't be written.
pub async fn set_alone(
    db: &mut Connection,
    id: StandupId,
    due_at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query("update standup set alone_due_at = $1 where standup_id = $2")
        .bind(due_at.map(millis))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// The stand-ups of which it is to be looked at now, the longest due first.
///
/// # Errors
/// If the database can't be read.
pub async fn alone(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<StandupId>> {
    let sql = format!(
        "select standup_id from standup where alone_due_at <= $1 and {PRESENT} \
         order by alone_due_at, standup_id limit $2"
    );
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(millis(now))
        .bind(limit)
        .fetch_all(db)
        .await
}
