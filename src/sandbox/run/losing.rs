//! Lines that the gateway never tells of: the bot finds them in history.

use super::super::ledger::Pace;
use super::super::replay::Fault;
use super::super::weather::FOUND_WITHIN;
use super::Run;
use super::scene::Scene;
use super::writing::Said;

impl Run {
    /// Loses the event of the next message if that is wished for.
    pub(super) fn lose_if_wished(&self) {
        let for_good = self.fault == Fault::LoseForGood(self.written);
        if for_good {
            let refused = serde_json::json!({"message": "Missing Access", "code": 50_001});
            self.town.sim().faults().always(
                ("GET", "/channels/*/messages"),
                discord_sim::Fault::Status(403, refused),
            );
        }
        if for_good || self.fault == Fault::LoseMessage(self.written) {
            self.town.sim().gateway().lose_next(0, "MESSAGE_CREATE", 1);
        }
    }

    /// Whether the gateway loses this line. It is found within the hour: so only one that nothing hangs on before. No role
    /// is called or settled by it, nothing is planned with it, it waits, and nobody whom it concerns has a digest by then.
    pub(super) fn goes_untold(&mut self, scene: &Scene, said: &Said) -> bool {
        let turn = &said.turn;
        let is_lost = self.away.is_none()
            && self.weather.loses(self.draw, self.written)
            && (turn.answers, turn.calls, turn.later) == (None, None, None)
            && scene.pace == Pace::Waits;
        let found_by = said.at + FOUND_WITHIN;
        let is_lost = is_lost && found_by < self.ends_at;
        let mut concerned = said.names.iter().chain([&said.author]);
        is_lost && concerned.all(|who| self.town.ledger.has_none_by(*who, said.at, found_by))
    }

    /// Loses the event of the next message, which is found within the hour.
    ///
    /// # Errors
    /// The bot doesn't come to rest.
    pub(super) async fn lose_next(&mut self) -> anyhow::Result<()> {
        // Only of what goes out on a connection one alone can be lost.
        self.rest().await?;
        self.town.sim().gateway().lose_next(0, "MESSAGE_CREATE", 1);
        self.untold_until = Some(self.town.stage.now() + FOUND_WITHIN);
        self.trouble.untold += 1;
        Ok(())
    }
}
