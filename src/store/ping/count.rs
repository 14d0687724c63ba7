//! Counts pings, without what is known of each.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::words::via_of;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::mute::Thread;
use crate::domain::ping::Via;

/// How many pings of messages from this one on have settled because they are muted, by the place where they stand.
///
/// # Errors
/// If the database can't be read.
pub async fn muted_since(
    db: &mut Connection,
    recipient: UserId,
    first: MessageId,
) -> sqlx::Result<Vec<(Thread, i64)>> {
    sqlx::query(
        "select server_id, channel_id, governing_id, count(*) as pings from ping \
         where recipient_id = $1 and source_id >= $2 and reason = 'muted' \
         group by server_id, channel_id, governing_id",
    )
    .bind(recipient)
    .bind(first)
    .try_map(|row: SqliteRow| {
        let place = Thread {
            server: row.try_get("server_id")?,
            channel: row.try_get("channel_id")?,
            governing: row.try_get("governing_id")?,
        };
        Ok((place, row.try_get("pings")?))
    })
    .fetch_all(db)
    .await
}

/// The pings of one person alone of messages from this one on: the message (or what stands for words that were told),
/// whose, and how it reached them.
///
/// # Errors
/// If the database can't be read.
pub async fn own_since(
    db: &mut Connection,
    first: MessageId,
) -> sqlx::Result<Vec<(MessageId, UserId, Via)>> {
    sqlx::query(
        "select source_id, recipient_id, via from ping \
         where source_id >= $1 and via not in ('role', 'everyone')",
    )
    .bind(first)
    .try_map(|row: SqliteRow| {
        let via = via_of(row.try_get("via")?)?;
        Ok((row.try_get("source_id")?, row.try_get("recipient_id")?, via))
    })
    .fetch_all(db)
    .await
}

/// The messages from this one on that pinged a role, or everybody.
///
/// # Errors
/// If the database can't be read.
pub async fn groups_since(db: &mut Connection, first: MessageId) -> sqlx::Result<Vec<MessageId>> {
    sqlx::query_scalar(
        "select source_id from ping where source_id >= $1 and via in ('role', 'everyone') and group_id is null",
    )
    .bind(first)
    .fetch_all(db)
    .await
}
