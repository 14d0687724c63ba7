//! What a row does: it sends a message or posts it in a forum, deletes what another row sent, starts a thread from that, or ticks
//! somebody's. And rows that aren't
//! worth sending for ever.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{array, instant, millis, unknown};
use super::super::rows::list;
use crate::domain::ids::{MessageId, OutboxId, TagId};

/// What a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Send,
    /// Posts it in a forum, under this title and with these tags.
    Post(String, Vec<TagId>),
    Edit(About),
    Delete(About),
    /// Starts a thread of this name.
    Thread(About, String),
    /// Puts a ✅ on this message.
    Tick(MessageId),
}

/// How far the last edit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastEdit {
    /// It is due then, and wasn't tried.
    Due(DateTime<Utc>),
    /// It was tried then.
    Tried(DateTime<Utc>),
}

/// The message that something is done to, which another row sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Message(MessageId),
    /// It may still be sent.
    NotYet,
    /// It was not sent.
    Never,
}

impl Deed {
    /// What it is done to. `None`: to nothing.
    pub const fn about(&self) -> Option<About> {
        match self {
            Self::Send | Self::Post(..) | Self::Tick(_) => None,
            Self::Edit(about) | Self::Delete(about) | Self::Thread(about, _) => Some(*about),
        }
    }
}

/// What a row does, and what became of what it is done to.
pub(super) fn deed(row: &SqliteRow) -> sqlx::Result<Deed> {
    let state: Option<&str> = row.try_get("about_state")?;
    let sent: Option<MessageId> = row.try_get("about_message")?;
    let is_behind: bool = row.try_get("is_behind")?;
    let about = match (state, sent) {
        // An edit that is under way could still undo this one.
        _ if is_behind => About::NotYet,
        (Some("sent"), Some(message)) => About::Message(message),
        (Some("due" | "sending"), _) => About::NotYet,
        _ => About::Never,
    };
    if let Some(message) = row.try_get("ticks_id")? {
        return Ok(Deed::Tick(message));
    }
    let title: Option<&str> = row.try_get("title")?;
    let title = || title.unwrap_or_default().to_owned();
    let tags: Option<&str> = row.try_get("tags")?;
    Ok(match row.try_get("deed")? {
        "message" => match tags {
            Some(tags) => Deed::Post(title(), array(tags)?),
            None => Deed::Send,
        },
        "edit" => Deed::Edit(about),
        "delete" => Deed::Delete(about),
        "thread" => Deed::Thread(about, title()),
        word => return Err(unknown("outbox.deed", word)),
    })
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
    sqlx::query("update outbox set deed = 'delete', about_id = $1 where outbox_id = $2")
        .bind(doomed)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes a row an edit of what another one sends, in the place of all others that weren't tried.
///
/// # Errors
/// If the database can't be written.
pub async fn set_edits(db: &mut Connection, id: OutboxId, edited: OutboxId) -> sqlx::Result<()> {
    for statement in [
        "delete from outbox where about_id = $2 and outbox_id <> $1 and deed = 'edit' and state = 'due'",
        "update outbox set deed = 'edit', about_id = $2 where outbox_id = $1",
    ] {
        sqlx::query(statement)
            .bind(id)
            .bind(edited)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// When the last edit of what a row sends went out, or is to. `None`: there was none.
///
/// # Errors
/// If the database can't be read.
pub async fn last_edit(db: &mut Connection, edited: OutboxId) -> sqlx::Result<Option<LastEdit>> {
    sqlx::query(
        "select state, due_at, changed_at from outbox where about_id = $1 and deed = 'edit' order by outbox_id desc limit 1",
    )
    .bind(edited)
    .try_map(|row: SqliteRow| {
        Ok(match row.try_get("state")? {
            "due" => LastEdit::Due(instant(row.try_get("due_at")?)),
            _ => LastEdit::Tried(instant(row.try_get("changed_at")?)),
        })
    })
    .fetch_optional(db)
    .await
}

/// Deletes a row that was never tried, by its key.
///
/// # Errors
/// If the database can't be written.
pub async fn drop_due(db: &mut Connection, key: &str) -> sqlx::Result<()> {
    sqlx::query("delete from outbox where key = $1 and state = 'due'")
        .bind(key.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Makes a row the beginning of a thread under what another one sends.
///
/// # Errors
/// If the database can't be written.
pub async fn set_thread(
    db: &mut Connection,
    id: OutboxId,
    under: OutboxId,
    title: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "update outbox set deed = 'thread', about_id = $1, title = $2 where outbox_id = $3",
    )
    .bind(under)
    .bind(title.to_owned())
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a row a post in a forum.
///
/// # Errors
/// If the database can't be written.
pub async fn set_post(
    db: &mut Connection,
    id: OutboxId,
    title: &str,
    tags: &[TagId],
) -> sqlx::Result<()> {
    sqlx::query("update outbox set title = $1, tags = $2 where outbox_id = $3")
        .bind(title.to_owned())
        .bind(list(tags))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes a row a ✅ on this message.
///
/// # Errors
/// If the database can't be written.
pub async fn set_tick(db: &mut Connection, id: OutboxId, message: MessageId) -> sqlx::Result<()> {
    sqlx::query("update outbox set ticks_id = $1 where outbox_id = $2")
        .bind(message)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes a row due that was never tried.
///
/// # Errors
/// If the database can't be written.
pub async fn hasten(db: &mut Connection, key: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("update outbox set due_at = $1 where key = $2 and state = 'due'")
        .bind(millis(now))
        .bind(key.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Makes a row that is over due again, with another body.
///
/// # Errors
/// If the database can't be written.
pub async fn reopen(
    db: &mut Connection,
    id: OutboxId,
    body: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update outbox set state = 'due', cause = null, body = $1, due_at = $2, first_tried_at = null, attempts = 0, \
         changed_at = $2 where outbox_id = $3 and state in ('sent', 'gave_up')",
    )
    .bind(body.to_owned())
    .bind(millis(now))
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a row that was given up due again, with another body.
///
/// # Errors
/// If the database can't be written.
pub async fn revive(
    db: &mut Connection,
    id: OutboxId,
    body: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update outbox set state = 'due', cause = null, body = $1, due_at = $2, first_tried_at = null, changed_at = $2 \
         where outbox_id = $3 and state = 'gave_up'",
    )
    .bind(body.to_owned())
    .bind(millis(now))
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}
