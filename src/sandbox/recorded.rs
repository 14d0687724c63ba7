//! What the bot has rows for: the one look behind its words that the account takes.

use anyhow::Context;
use chrono::{DateTime, Utc};
use discord_sim::MessageId;

use super::stage::Stage;
use crate::domain::ids;
use crate::store::ping;

/// What the bot has a row for.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Pings of one person alone.
    pub own: usize,
    /// Messages that pinged a role, or everybody: one row for all whom they reach.
    pub of_groups: Vec<MessageId>,
}

impl Stage {
    /// The pings that the bot has a row for, of messages from `first_at` on.
    ///
    /// # Errors
    /// The bot isn't running, or its database can't be read.
    pub async fn recorded_since(&self, first_at: DateTime<Utc>) -> anyhow::Result<Recorded> {
        let mut db = self.app()?.adagio().store().read().await?;
        let first = ids::MessageId::first_at(first_at);
        let own = ping::count_since(&mut db, first)
            .await
            .context("count the pings")?;
        let groups = ping::groups_since(&mut db, first).await;
        let groups = groups.context("read the pings of groups")?;
        Ok(Recorded {
            own: usize::try_from(own)?,
            of_groups: groups
                .into_iter()
                .filter_map(|message| u64::try_from(message.get()).ok())
                .map(MessageId::new)
                .collect(),
        })
    }
}
