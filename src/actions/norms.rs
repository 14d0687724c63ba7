//! What channels promise: the modes that a server's managers chose, and the message that welcomes people.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::Adagio;
use crate::domain::ids::{ChannelId, ServerId};
use crate::domain::mode::{Mode, Scope};
use crate::domain::norms::Chosen;
use crate::store::outbox::{self, NewRow, Priority};
use crate::store::{norm, server};
use crate::wording::{self, Tongue};

/// What was chosen in a server.
pub fn chosen(adagio: &Adagio, server: ServerId) -> Chosen {
    let mut chosen = Chosen::default();
    for (scope, mode) in adagio.known().choices_in(server) {
        match scope {
            Scope::Server(_) => chosen.default = Some(mode),
            Scope::Channel(channel) | Scope::Category(channel) => {
                chosen.others.push((channel, mode))
            }
        }
    }
    chosen.others.sort_unstable_by_key(|(channel, _)| *channel);
    chosen
}

/// The mode that was chosen for exactly this.
pub fn chosen_for(adagio: &Adagio, scope: Scope) -> Option<Mode> {
    adagio.known().chosen(scope)
}

/// Chooses a mode, or takes the choice back.
///
/// # Errors
/// If the database can't be written.
pub async fn choose(
    adagio: &Adagio,
    server: ServerId,
    scope: Scope,
    mode: Option<Mode>,
    now: DateTime<Utc>,
) -> anyhow::Result<Chosen> {
    let mut turn = adagio.begin().await?;
    let context = || format!("set a mode in server {server}");
    server::seen(turn.db(), server, now)
        .await
        .with_context(context)?;
    norm::set(turn.db(), server, scope, mode)
        .await
        .with_context(context)?;
    turn.commit(|known| known.choose(server, scope, mode))
        .await?;
    Ok(chosen(adagio, server))
}

/// Puts the welcome message for a channel into the outbox, once for each interaction that asked for it.
///
/// # Errors
/// If the database can't be written.
pub async fn welcome(
    adagio: &Adagio,
    channel: ChannelId,
    interaction: i64,
    tongue: &Tongue,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let context = || format!("welcome people in channel {channel}");
    let row = NewRow {
        key: &format!("welcome:{interaction}"),
        user: None,
        channel: Some(channel),
        priority: Priority::Live,
        nonce: &super::seal::nonce(),
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
        added => added.with_context(context)?,
    };
    let body = adagio
        .seal
        .close(&wording::setup::welcome(tongue))
        .with_context(context)?;
    outbox::set_body(turn.db(), id, &body)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(())
}
