//! Opens the runs of stand-ups that are due, each alone.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;

use super::{Deliver, Round, log};
use crate::actions::standup;
use crate::domain::ids::StandupId;

/// Stand-ups that are opened between two looks at the outbox.
const STANDUPS: u32 = 50;

impl Deliver {
    /// Opens some that are due, each once in a round at most if it goes wrong, and says how many.
    pub(super) async fn open_some(&self, round: &mut Round) -> usize {
        let now = self.clock.now();
        let in_vain = u32::try_from(round.unopened.len()).unwrap_or(u32::MAX);
        let most = STANDUPS.saturating_add(in_vain);
        let due = match standup::due(&self.adagio, now, most).await {
            Ok(due) => due,
            Err(error) => {
                log("which stand-ups are due can't be read", &error);
                round.failed += 1;
                return 0;
            }
        };
        let due: Vec<StandupId> = due
            .into_iter()
            .filter(|id| !round.unopened.contains(id))
            .collect();
        for id in &due {
            let opening = standup::open(&self.adagio, *id, now);
            let opened = AssertUnwindSafe(opening).catch_unwind().await;
            match opened.unwrap_or_else(|_| Err(anyhow::anyhow!("opening stand-up {id} panicked")))
            {
                Ok(()) => round.done += 1,
                Err(error) => {
                    log("a stand-up can't be opened", &error);
                    round.failed += 1;
                    round.unopened.insert(*id);
                }
            }
        }
        due.len()
    }
}
