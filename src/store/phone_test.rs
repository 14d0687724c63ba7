//! Rows of `phone_test`: who tries out how quiet their phone is.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use super::columns::{instant, millis};
use crate::domain::ids::{ChannelId, OutboxId, UserId};

/// A test that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestRow {
    pub user: UserId,
    /// Where they are mentioned.
    pub channel: ChannelId,
    /// The row of the outbox that mentions them.
    pub ping: OutboxId,
    /// The row that deletes it again.
    pub removal: OutboxId,
    pub due_at: DateTime<Utc>,
}

/// What became of the mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention {
    OnItsWay,
    Sent,
    /// It couldn't be sent.
    Lost,
}

/// Notes a test, in the place of the one before.
///
/// # Errors
/// If the database can't be written.
pub async fn put(db: &mut Connection, test: &TestRow) -> sqlx::Result<()> {
    sqlx::query(
        "insert into phone_test (user_id, channel_id, ping_id, removal_id, due_at) values ($1, $2, $3, $4, $5) \
         on conflict (user_id) do update set channel_id = excluded.channel_id, ping_id = excluded.ping_id, \
         removal_id = excluded.removal_id, due_at = excluded.due_at",
    )
    .bind(test.user)
    .bind(test.channel)
    .bind(test.ping)
    .bind(test.removal)
    .bind(millis(test.due_at))
    .execute(db)
    .await?;
    Ok(())
}

/// This person's test, and what became of the mention. `None`: they asked for none, or have answered.
///
/// # Errors
/// If the database can't be read.
pub async fn of(db: &mut Connection, user: UserId) -> sqlx::Result<Option<(TestRow, Mention)>> {
    sqlx::query(
        "select t.channel_id, t.ping_id, t.removal_id, t.due_at, coalesce(o.state, 'gave_up') as state \
         from phone_test t left join outbox o on o.outbox_id = t.ping_id where t.user_id = $1",
    )
    .bind(user)
    .try_map(|row: SqliteRow| {
        let test = TestRow {
            user,
            channel: row.try_get("channel_id")?,
            ping: row.try_get("ping_id")?,
            removal: row.try_get("removal_id")?,
            due_at: instant(row.try_get("due_at")?),
        };
        let mention = match row.try_get("state")? {
            "sent" => Mention::Sent,
            "gave_up" => Mention::Lost,
            _ => Mention::OnItsWay,
        };
        Ok((test, mention))
    })
    .fetch_optional(db)
    .await
}

/// Forgets a test that was answered.
///
/// # Errors
/// If the database can't be written.
pub async fn remove(db: &mut Connection, user: UserId) -> sqlx::Result<()> {
    sqlx::query("delete from phone_test where user_id = $1")
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}
