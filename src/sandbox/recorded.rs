//! What the bot has rows for: the one look behind its words that the account takes.

use anyhow::Context;
use chrono::{DateTime, Utc};
use discord_sim::{MessageId, UserId};

use super::stage::Stage;
use crate::domain::ids;
use crate::domain::ping::Via;
use crate::store::ping;

/// What the bot has a row for.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Pings of one person alone.
    pub own: Vec<OwnRow>,
    /// Messages that pinged a role, or everybody: one row for all whom they reach.
    pub of_groups: Vec<MessageId>,
}

/// A ping of one person alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRow {
    pub recipient: UserId,
    pub source: Source,
}

/// Where a ping stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Message(MessageId),
    /// In words of the bot's keeping, about this message, or with a number of their own.
    Told(MessageId),
}

impl Stage {
    /// The pings that the bot has a row for, of what was written from `first_at` on and before `until`, if that is said.
    ///
    /// # Errors
    /// The bot isn't running, or its database can't be read.
    pub async fn recorded(
        &self,
        first_at: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
    ) -> anyhow::Result<Recorded> {
        let mut db = self.app()?.adagio().store().read().await?;
        let first = ids::MessageId::first_at(first_at);
        let end = until.map(ids::MessageId::first_at);
        let is_meant = |source: &ids::MessageId| end.is_none_or(|end| *source < end);
        let own = ping::own_since(&mut db, first).await;
        let own = own.context("read the pings")?.into_iter();
        let groups = ping::groups_since(&mut db, first).await;
        let groups = groups.context("read the pings of groups")?.into_iter();
        Ok(Recorded {
            own: own
                .filter(|(source, ..)| is_meant(source))
                .map(|(source, recipient, via)| own_row(source, recipient, via))
                .collect::<anyhow::Result<_>>()?,
            of_groups: groups
                .filter(is_meant)
                .map(message)
                .collect::<anyhow::Result<_>>()?,
        })
    }
}

fn own_row(source: ids::MessageId, recipient: ids::UserId, via: Via) -> anyhow::Result<OwnRow> {
    let recipient = UserId::new(u64::try_from(recipient.get())?);
    let source = message(source)?;
    let source = match via {
        Via::Tell | Via::Returned => Source::Told(source),
        _ => Source::Message(source),
    };
    Ok(OwnRow { recipient, source })
}

fn message(id: ids::MessageId) -> anyhow::Result<MessageId> {
    Ok(MessageId::new(u64::try_from(id.get())?))
}
