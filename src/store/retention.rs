//! Deletes what has been kept long enough (PRODUCT A4, A5). Each statement is safe to run twice.

use chrono::{DateTime, Utc};

use super::columns::millis;
use super::{Connection, Result};
use crate::domain::ids::MessageId;

/// Clears the excerpts of pings that stopped waiting before this instant, and the bodies of what was sent.
///
/// # Errors
/// If the database can't be written.
pub async fn purge_text(db: &mut Connection, before: DateTime<Utc>) -> Result<u64> {
    let excerpts = sqlx::query(
        "update ping set excerpt = null \
         where excerpt is not null and changed_at < $1 and state <> 'held'",
    )
    .bind(millis(before))
    .execute(&mut *db)
    .await?;
    let bodies = sqlx::query(
        "update outbox set body = null \
         where body is not null and changed_at < $1 and state in ('sent', 'gave_up')",
    )
    .bind(millis(before))
    .execute(db)
    .await?;
    Ok(excerpts.rows_affected() + bodies.rows_affected())
}

/// Deletes pings, and facts about messages, that are older than this instant, with the digests that held them.
///
/// # Errors
/// If the database can't be written.
pub async fn purge_rows(db: &mut Connection, before: DateTime<Utc>) -> Result<u64> {
    let oldest = MessageId::first_at(before);
    let mut rows = 0;
    for statement in [
        "delete from ping where source_id < $1",
        "delete from touched where message_id < $1",
        "delete from act where source_id < $1",
        "delete from wrote where message_id < $1",
    ] {
        rows += sqlx::query(statement)
            .bind(oldest)
            .execute(&mut *db)
            .await?
            .rows_affected();
    }
    for statement in [
        "delete from digest where composed_at < $1",
        "delete from outbox where changed_at < $1 and state in ('sent', 'gave_up')",
    ] {
        rows += sqlx::query(statement)
            .bind(millis(before))
            .execute(&mut *db)
            .await?
            .rows_affected();
    }
    Ok(rows)
}
