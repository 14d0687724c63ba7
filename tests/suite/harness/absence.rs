//! The bot goes away for a while, and comes back.

use chrono::TimeDelta;
use discord_sim::{MessageId, Person};

use super::Story;

/// How the bot goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goes {
    InOrder,
    Dead,
}

/// Each way to go.
pub(crate) const WAYS: [Goes; 2] = [Goes::InOrder, Goes::Dead];

impl Story {
    pub(crate) async fn goes(&mut self, how: Goes) {
        match how {
            Goes::InOrder => self.stage.stop_bot().await,
            Goes::Dead => self.stage.kill_bot(),
        }
        while self.sim().connected_shards() > 0 {
            tokio::task::yield_now().await;
        }
    }

    /// The bot is back, so much later.
    pub(crate) async fn comes_back_after(&mut self, away: TimeDelta) {
        let back_at = self.stage.now() + away;
        self.stage.set_clock(back_at);
        self.stage.start_bot().await.unwrap();
    }

    pub(crate) fn asks(&self, who: &Person, whom: &Person, what: &str) -> MessageId {
        let text = format!("{} {what}", whom.mention());
        who.post(self.support, &text).unwrap()
    }
}

/// Short enough for the session to be resumed.
pub(crate) const A_WHILE: TimeDelta = TimeDelta::minutes(2);
