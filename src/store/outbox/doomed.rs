//! Rows that aren't worth sending for ever, and rows that delete what another one sent.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::millis;
use crate::domain::ids::{MessageId, OutboxId};

/// A message that is to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doomed {
    Message(MessageId),
    /// It may still be sent.
    NotYet,
    /// It was not sent.
    Never,
}

/// What a row deletes. `None`: it is a message itself.
pub(super) fn doomed(row: &SqliteRow) -> sqlx::Result<Option<Doomed>> {
    if row.try_get::<Option<OutboxId>, _>("deletes_id")?.is_none() {
        return Ok(None);
    }
    let state: Option<&str> = row.try_get("doomed_state")?;
    let sent: Option<MessageId> = row.try_get("doomed_id")?;
    Ok(Some(match (state, sent) {
        (Some("sent"), Some(message)) => Doomed::Message(message),
        (Some("due" | "sending"), _) => Doomed::NotYet,
        _ => Doomed::Never,
    }))
}

/// Notes when a row isn't worth sending any more.
///
/// # Errors
/// If the database can't be written.
pub async fn set_expiry(
    db: &mut Connection,
    id: OutboxId,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update outbox set expires_at = $1 where outbox_id = $2")
        .bind(millis(expires_at))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes a row the deletion of what another one sends.
///
/// # Errors
/// If the database can't be written.
pub async fn set_deletes(db: &mut Connection, id: OutboxId, doomed: OutboxId) -> sqlx::Result<()> {
    sqlx::query("update outbox set deletes_id = $1 where outbox_id = $2")
        .bind(doomed)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
