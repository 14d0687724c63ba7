//! Many rows at once, whole: their ids are known before they are written, so that bodies can name them.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::super::rows::{Rows, Values};
use super::{Priority, priority_number};
use crate::domain::ids::{ChannelId, OutboxId, UserId};

/// A row with its id and its body, due at once.
#[derive(Clone, Debug)]
pub struct WholeRow {
    pub id: OutboxId,
    pub key: String,
    /// The person, for a direct message.
    pub user: Option<UserId>,
    pub channel: Option<ChannelId>,
    /// Sealed.
    pub body: Vec<u8>,
    pub priority: Priority,
    pub nonce: String,
}

/// The id that the next row gets, and others in turn, until this transaction ends.
///
/// # Errors
/// If the database can't be read.
pub async fn next_id(db: &mut Connection) -> sqlx::Result<OutboxId> {
    let last: Option<i64> =
        sqlx::query_scalar("select seq from sqlite_sequence where name = 'outbox'")
            .fetch_optional(db)
            .await?;
    Ok(OutboxId::new(last.unwrap_or_default() + 1))
}

/// "or fail": see how pings are written.
static ADD: LazyLock<Rows> = LazyLock::new(|| {
    let insert = "insert or fail into outbox (state, due_at, changed_at, outbox_id, key, user_id, channel_id, body, priority, nonce) \
                  select 'due', ?, ?, * from (values ";
    Rows::new(insert.to_owned(), 7, ")")
});

/// Adds rows.
///
/// # Errors
/// If a key is taken, or the database can't be written.
pub async fn add_all(
    db: &mut Connection,
    rows: &[WholeRow],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let write = |rows: &[WholeRow], values: &mut Values| {
        let (due_at, changed_at) = (millis(now), millis(now));
        values.add(due_at)?;
        values.add(changed_at)?;
        for row in rows {
            values.add(row.id)?;
            values.add(row.key.as_str())?;
            values.add(row.user)?;
            values.add(row.channel)?;
            values.add(row.body.as_slice())?;
            values.add(priority_number(row.priority))?;
            values.add(row.nonce.as_str())?;
        }
        Ok(())
    };
    ADD.write(db, rows, write).await.map(drop)
}
