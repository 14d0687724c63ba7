//! What tests look up of pings.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use crate::domain::ids::MessageId;

/// How many rows keep an excerpt.
///
/// # Errors
/// If the database can't be read.
pub(crate) async fn excerpts(db: &mut Connection) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from ping where excerpt is not null")
        .fetch_one(db)
        .await
}

/// Every ping with its state and reason, in the order of sending: `held`, `settled answered`.
///
/// # Errors
/// If the database can't be read.
pub(crate) async fn journal(db: &mut Connection) -> sqlx::Result<Vec<(MessageId, String)>> {
    sqlx::query(
        "select source_id, trim(state || ' ' || coalesce(reason, '')) as said from ping \
         order by source_id, recipient_id",
    )
    .try_map(|row: SqliteRow| Ok((row.try_get("source_id")?, row.try_get("said")?)))
    .fetch_all(db)
    .await
}
