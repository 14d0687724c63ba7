//! Rows of `reply`: what is kept of a reply besides its row of the outbox, while it is on its way.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use crate::domain::ids::{OutboxId, ServerId};

/// What is kept of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it is to be posted.
    pub server: ServerId,
    /// Sealed; `None`: words aren't kept.
    pub excerpt: Option<Vec<u8>>,
}

/// Keeps it until the reply is posted or can't be.
///
/// # Errors
/// If there is no such row of the outbox, or the database can't be written.
pub async fn keep(db: &mut Connection, id: OutboxId, kept: &Kept) -> sqlx::Result<()> {
    sqlx::query("insert into reply (outbox_id, server_id, excerpt) values ($1, $2, $3)")
        .bind(id)
        .bind(kept.server)
        .bind(kept.excerpt.as_deref())
        .execute(db)
        .await?;
    Ok(())
}

/// What was kept of it, which is kept no longer. `None`: its writer wants to be forgotten, or it isn't on its way.
///
/// # Errors
/// If the database can't be written.
pub async fn take(db: &mut Connection, id: OutboxId) -> sqlx::Result<Option<Kept>> {
    sqlx::query("delete from reply where outbox_id = $1 returning server_id, excerpt")
        .bind(id)
        .try_map(|row: SqliteRow| {
            Ok(Kept {
                server: row.try_get("server_id")?,
                excerpt: row.try_get("excerpt")?,
            })
        })
        .fetch_optional(db)
        .await
}
