//! Puts messages into the outbox, in the transaction of whatever causes them or in one of their own.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::{Adagio, Turn, seal};
use super::{Priority, Target};
use crate::domain::ids::{ChannelId, OutboxId};
use crate::domain::letter::Letter;
use crate::store;
use crate::store::outbox::{self, NewRow};

/// A row that is to be written.
pub(in super::super) struct Put<'a> {
    pub key: &'a str,
    pub to: Target,
    pub due_at: DateTime<Utc>,
    /// When it isn't worth sending any more. `None`: it always is.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Writes a row. The letter names it, by which it is found again after a crash.
///
/// # Errors
/// If the key is taken, or the database can't be written.
pub(in super::super) async fn put(
    turn: &mut Turn<'_>,
    row: &Put<'_>,
    letter: impl FnOnce(OutboxId) -> Letter,
    now: DateTime<Utc>,
) -> store::Result<OutboxId> {
    let (user, channel) = match row.to {
        Target::Direct { user, channel } => (Some(user), channel),
        Target::Channel(channel) => (None, Some(channel)),
    };
    let new = NewRow {
        key: row.key,
        user,
        channel,
        priority: Priority::Live,
        nonce: &seal::nonce(),
        due_at: row.due_at,
    };
    let id = outbox::add(turn.db(), &new, now).await?;
    if let Some(body) = turn.adagio.seal.close(&letter(id)) {
        outbox::set_body(turn.db(), id, &body).await?;
    }
    if let Some(expires_at) = row.expires_at {
        outbox::set_expiry(turn.db(), id, expires_at).await?;
    }
    Ok(id)
}

/// Writes a message for a channel, due at once.
///
/// # Errors
/// If the key is taken, or the database can't be written.
pub(in super::super) async fn write(
    turn: &mut Turn<'_>,
    key: &str,
    channel: ChannelId,
    letter: impl FnOnce(OutboxId) -> Letter,
    now: DateTime<Utc>,
) -> store::Result<OutboxId> {
    let row = Put {
        key,
        to: Target::Channel(channel),
        due_at: now,
        expires_at: None,
    };
    put(turn, &row, letter, now).await
}

/// Puts a message into the outbox that nothing else is written with, once for each key.
///
/// # Errors
/// If the database can't be written.
pub(in super::super) async fn post_once(
    adagio: &Adagio,
    key: &str,
    to: Target,
    letter: impl FnOnce(OutboxId) -> Letter,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let row = Put {
        key,
        to,
        due_at: now,
        expires_at: None,
    };
    match put(&mut turn, &row, letter, now).await {
        Err(error) if store::is_taken(&error) => return Ok(()),
        written => written.context("add a message to the outbox")?,
    };
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(())
}

/// Writes what a message that another row sends is to become, in the place of what it was to become and wasn't tried.
///
/// # Errors
/// If the database can't be written.
pub(in super::super) async fn edit(
    turn: &mut Turn<'_>,
    (edited, channel): (OutboxId, ChannelId),
    letter: &Letter,
    due_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let nonce = seal::nonce();
    let row = Put {
        // What was written at the same time about the same message can't be told by either.
        key: &format!("edit:{edited}:{nonce}"),
        to: Target::Channel(channel),
        due_at,
        expires_at: None,
    };
    let id = put(turn, &row, |_| letter.clone(), now).await?;
    outbox::set_edits(turn.db(), id, edited).await
}
