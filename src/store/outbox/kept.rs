//! Rows of the outbox as they are kept, whatever became of them, until somebody is forgotten.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{maybe_instant, unknown};
use crate::domain::ids::{ChannelId, MessageId, OutboxId, UserId};

/// A row, for those who know its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRow {
    pub key: String,
    /// Sealed; `None`: purged.
    pub body: Option<Vec<u8>>,
    pub sending: Sending,
}

/// How far a row has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Nothing of it was tried.
    Open,
    /// It is being sent, or was tried in vain.
    UnderWay,
    /// It became this message.
    Sent(ChannelId, MessageId),
    GivenUp,
}

/// A row with this id. `None`: there is none any more.
///
/// # Errors
/// If the database can't be read.
pub async fn kept(db: &mut Connection, id: OutboxId) -> sqlx::Result<Option<KeptRow>> {
    sqlx::query("select key, body, state, channel_id, result_id from outbox where outbox_id = $1")
        .bind(id)
        .try_map(|row: SqliteRow| {
            let channel: Option<ChannelId> = row.try_get("channel_id")?;
            let message: Option<MessageId> = row.try_get("result_id")?;
            let sending = match (row.try_get::<&str, _>("state")?, channel.zip(message)) {
                ("due", _) => Sending::Open,
                ("sending", _) => Sending::UnderWay,
                ("sent", Some((channel, message))) => Sending::Sent(channel, message),
                ("gave_up", _) => Sending::GivenUp,
                (word, _) => return Err(unknown("outbox.state", word)),
            };
            Ok(KeptRow {
                key: row.try_get("key")?,
                body: row.try_get("body")?,
                sending,
            })
        })
        .fetch_optional(db)
        .await
}

/// Where the last digest, or ping that couldn't wait, went to this person, if one was sent.
///
/// # Errors
/// If the database can't be read.
pub async fn last_sent_to(
    db: &mut Connection,
    user: UserId,
) -> sqlx::Result<Option<(ChannelId, MessageId)>> {
    sqlx::query(
        "select o.channel_id, o.result_id from outbox o join digest d on d.digest_id = o.outbox_id \
         where o.user_id = $1 and o.state = 'sent' order by o.outbox_id desc limit 1",
    )
    .bind(user)
    .try_map(|row: SqliteRow| Ok((row.try_get("channel_id")?, row.try_get("result_id")?)))
    .fetch_optional(db)
    .await
}

/// Whether a row with this key was ever added, and not forgotten since.
///
/// # Errors
/// If the database can't be read.
pub async fn is_there(db: &mut Connection, key: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select 1 from outbox where key = $1)")
        .bind(key.to_owned())
        .fetch_one(db)
        .await
}

/// Whether a row is open whose key begins so.
///
/// # Errors
/// If the database can't be read.
pub async fn is_open(db: &mut Connection, begins: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from outbox where key >= $1 and key < $1 || char(1114111) \
         and +state in ('due', 'sending'))",
    )
    .bind(begins.to_owned())
    .fetch_one(db)
    .await
}

/// The key of the row that became this message, among those whose keys begin so.
///
/// # Errors
/// If the database can't be read.
pub async fn key_of_message(
    db: &mut Connection,
    begins: &str,
    message: MessageId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select key from outbox where key >= $1 and key < $1 || char(1114111) and result_id = $2",
    )
    .bind(begins.to_owned())
    .bind(message)
    .fetch_optional(db)
    .await
}

/// The key of the row that became this message for a person.
///
/// # Errors
/// If the database can't be read.
pub async fn key_of_letter(
    db: &mut Connection,
    user: UserId,
    message: MessageId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select key from outbox where user_id = $1 and result_id = $2")
        .bind(user)
        .bind(message)
        .fetch_optional(db)
        .await
}

/// The row with this key. `None`: there is none any more.
///
/// # Errors
/// If the database can't be read.
pub async fn id_of(db: &mut Connection, key: &str) -> sqlx::Result<Option<OutboxId>> {
    sqlx::query_scalar("select outbox_id from outbox where key = $1")
        .bind(key.to_owned())
        .fetch_optional(db)
        .await
}

/// Deletes the row with this key, and what was to be done to its message.
///
/// # Errors
/// If the database can't be written.
pub async fn forget_row(db: &mut Connection, key: &str) -> sqlx::Result<()> {
    for statement in [
        "delete from outbox where about_id = (select outbox_id from outbox where key = $1)",
        "delete from outbox where key = $1",
    ] {
        sqlx::query(statement)
            .bind(key.to_owned())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Deletes what was, or is to be, sent to a person.
///
/// # Errors
/// If the database can't be written.
pub async fn forget(db: &mut Connection, user: UserId) -> sqlx::Result<()> {
    sqlx::query("delete from outbox where user_id = $1")
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// Between which keys the replies lie that Adagio posts for a person; the last one isn't theirs.
pub fn keys_of_replies(user: UserId) -> (String, String) {
    // ';' comes right after ':'.
    (format!("reply:{user}:"), format!("reply:{user};"))
}

/// When the last of their replies that are on their way to this channel is tried, or its try is over. `None`: none is.
///
/// # Errors
/// If the database can't be read.
pub async fn reply_tried_at(
    db: &mut Connection,
    user: UserId,
    channel: ChannelId,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let (from, until) = keys_of_replies(user);
    let due: Option<i64> = sqlx::query_scalar(
        "select max(due_at) from outbox where key >= $1 and key < $2 and channel_id = $3 \
         and state in ('due', 'sending')",
    )
    .bind(from)
    .bind(until)
    .bind(channel)
    .fetch_one(db)
    .await?;
    Ok(maybe_instant(due))
}

/// Deletes the replies that Adagio was to post, or has posted, for a person. What is posted stays in its channel.
///
/// # Errors
/// If the database can't be written.
pub async fn forget_replies(db: &mut Connection, user: UserId) -> sqlx::Result<()> {
    let (from, until) = keys_of_replies(user);
    sqlx::query("delete from outbox where key >= $1 and key < $2")
        .bind(from)
        .bind(until)
        .execute(db)
        .await?;
    Ok(())
}
