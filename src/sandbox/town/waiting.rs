//! Waiting for the bot, in calm and in rough weather.

use chrono::{DateTime, Utc};

use super::super::weather::Weather;
use super::{Arrival, Town};

impl Town {
    /// Waits until the bot has nothing left to do now, and reads what arrived.
    ///
    /// # Errors
    /// The bot doesn't come to rest, or a digest's page can't be turned.
    pub(in super::super) async fn rest(&mut self) -> anyhow::Result<Vec<Arrival>> {
        self.settle().await?;
        self.weather.clear(self.sim());
        let arrivals = self.take_all_in().await?;
        self.blow();
        Ok(arrivals)
    }

    /// Waits until the bot is connected and has nothing left to do now.
    async fn settle(&self) -> anyhow::Result<()> {
        self.stage.settle().await?;
        if self.weather == Weather::Rough {
            self.sim().wait_ready(1).await;
            self.stage.settle().await?;
        }
        Ok(())
    }

    /// Ends the calm in which people click.
    pub(in super::super) fn blow(&mut self) {
        self.spells += 1;
        self.weather.blow(self.stage.sim(), self.seed, self.spells);
    }

    /// Lets people click in peace.
    pub(in super::super) fn clear_up(&self) {
        self.weather.clear(self.sim());
    }

    /// When the bot wants to try something again that failed, before the ledger has anything due.
    ///
    /// # Errors
    /// The bot's database can't be read.
    pub(in super::super) async fn next_retry(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        if self.weather == Weather::Calm {
            return Ok(None);
        }
        let next_due = self.ledger.next_due();
        let at = self.stage.app()?.next_due().await?;
        Ok(at.filter(|at| next_due.is_none_or(|due_at| *at < due_at)))
    }
}
