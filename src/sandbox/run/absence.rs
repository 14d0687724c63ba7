//! Somebody is gone for minutes, the bot or Discord, while people write on; and what failed is tried again.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::ledger::Pace;
use super::super::weather::{Absence, LATE};
use super::Run;
use super::scene::Scene;

impl Run {
    /// Lets time run until this line, or until now if that is later. Nothing else happens while somebody is gone.
    ///
    /// # Errors
    /// The bot stopped answering, or doesn't start again.
    pub(super) async fn come_to(&mut self, at: DateTime<Utc>) -> anyhow::Result<DateTime<Utc>> {
        if self.away.is_some_and(|(_, until)| until <= at) {
            self.come_back().await?;
        }
        if self.away.is_none() {
            self.wait_until(at).await?;
        } else {
            self.town.stage.set_clock(at.max(self.town.stage.now()));
        }
        Ok(self.town.stage.now())
    }

    /// Perhaps somebody goes after this line. Where pings pass nobody does: they would come late.
    ///
    /// # Errors
    /// The bot doesn't come to rest.
    pub(super) async fn may_go_away(
        &mut self,
        scene: &Scene,
        at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let absence = self.weather.absence(self.draw, self.written);
        let Some((absence, long)) = absence else {
            return Ok(());
        };
        if self.away.is_some() || scene.pace != Pace::Waits {
            return Ok(());
        }
        self.rest().await?;
        let stage = &mut self.town.stage;
        match absence {
            Absence::Stopped => stage.stop_bot().await,
            Absence::Killed => stage.kill_bot(),
            Absence::Down => stage.sim().faults().go_down(),
        }
        while self.town.sim().connected_shards() > 0 {
            tokio::task::yield_now().await;
        }
        self.away = Some((absence, at + long));
        self.trouble.absences += 1;
        Ok(())
    }

    /// Whoever was gone is back, and what fell due meanwhile comes.
    ///
    /// # Errors
    /// The bot doesn't start again.
    pub(super) async fn come_back(&mut self) -> anyhow::Result<()> {
        let Some((absence, until)) = self.away.take() else {
            return Ok(());
        };
        let now = until.max(self.town.stage.now());
        self.town.stage.set_clock(now);
        self.town.ledger.fall_due(now);
        match absence {
            // It doesn't start where Discord doesn't answer: whoever runs it starts it again.
            Absence::Stopped | Absence::Killed => {
                self.town.clear_up();
                self.town.stage.start_bot().await?;
                self.town.blow();
            }
            Absence::Down => self.town.sim().faults().come_back(),
        }
        self.rest().await?;
        self.try_again().await
    }

    /// Lets the bot try again what failed, as long as a digest may be late. What is due and isn't done waits for something
    /// that no row tells of: then a second passes.
    ///
    /// # Errors
    /// The bot doesn't come to rest.
    pub(super) async fn try_again(&mut self) -> anyhow::Result<()> {
        let until = self.town.stage.now() + LATE;
        loop {
            let next = self.town.next_retry().await?;
            let soon = self.town.stage.now() + TimeDelta::seconds(1);
            let Some(at) = next.map(|at| at.max(soon)).filter(|at| *at <= until) else {
                return Ok(());
            };
            self.town.stage.set_clock(at);
            self.rest().await?;
        }
    }
}
