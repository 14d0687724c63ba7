//! Puts messages into the outbox that nothing else is written with.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::{Adagio, seal};
use super::Target;
use crate::domain::ids::OutboxId;
use crate::domain::letter::Letter;
use crate::store::outbox::{self, NewRow, Priority};

/// Puts a message into the outbox, once for each key. The letter names its row, by which it is found again after a crash.
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
    let (user, channel) = match to {
        Target::Direct { user, channel } => (Some(user), channel),
        Target::Channel(channel) => (None, Some(channel)),
    };
    let row = NewRow {
        key,
        user,
        channel,
        priority: Priority::Live,
        nonce: &seal::nonce(),
        due_at: now,
    };
    let id = match outbox::add(turn.db(), &row, now).await {
        Err(error)
            if error
                .as_database_error()
                .is_some_and(|error| error.is_unique_violation()) =>
        {
            return Ok(());
        }
        added => added.context("add a message to the outbox")?,
    };
    let body = adagio.seal.close(&letter(id)).context("seal a message")?;
    outbox::set_body(turn.db(), id, &body)
        .await
        .context("write a message into the outbox")?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(())
}
