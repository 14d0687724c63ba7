//! Deletes stand-ups, with their history or without.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use crate::domain::ids::StandupId;

/// Deletes a stand-up with who joined it. What was agreed on, its runs and their entries are kept as its history; no run of
/// it is closed any more.
///
/// # Errors
/// If the database can't be written.
pub async fn delete(db: &mut Connection, id: StandupId, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("update standup set deleted_at = $1, due_at = null where standup_id = $2")
        .bind(millis(now))
        .bind(id)
        .execute(&mut *db)
        .await?;
    for statement in [
        "delete from participant where standup_id = $1",
        "delete from prompt where run_id in (select run_id from run where standup_id = $1)",
        "update run set due_at = null where standup_id = $1 and due_at is not null",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *db).await?;
    }
    Ok(())
}

/// Deletes a stand-up with its history.
///
/// # Errors
/// If the database can't be written.
pub async fn delete_all(db: &mut Connection, id: StandupId) -> sqlx::Result<()> {
    sqlx::query("delete from standup where standup_id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
