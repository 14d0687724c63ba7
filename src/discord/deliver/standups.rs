//! Opens and closes the runs of stand-ups that are due, each alone, and looks whether who is told of one can still read it.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;

use super::{Deliver, Round, log};
use crate::actions::outbox::Errand;
use crate::actions::standup;
use crate::domain::rights::Sight;

/// How many of each kind are seen to between two looks at the outbox.
const PHASES: u32 = 50;

impl Deliver {
    /// Whether whom a row concerns can read the channel of its run now, and has the role that it asks for. All else is looked at when
    /// it is composed.
    pub(super) async fn still_reads(&self, errand: &Errand) -> Sight {
        let Some((run, user)) = errand.of_run else {
            return Sight::Readable;
        };
        match standup::place_of(&self.adagio, run).await {
            Ok(Some(place)) => self.members.sight(user, place, self.clock.now()).await,
            // Nothing of it is kept.
            Ok(None) => Sight::Hidden,
            Err(error) => {
                log("where a run is open can't be read", &error);
                Sight::Unknown
            }
        }
    }

    /// Sees to some that are due, each once in a round at most if it goes wrong, and says to how many.
    pub(super) async fn see_to_standups(&self, round: &mut Round) -> usize {
        let now = self.clock.now();
        let in_vain = u32::try_from(round.in_vain.len()).unwrap_or(u32::MAX);
        let most = PHASES.saturating_add(in_vain);
        let mut due = match standup::due(&self.adagio, now, most).await {
            Ok(due) => due,
            Err(error) => {
                log("what is due of stand-ups can't be read", &error);
                round.failed += 1;
                return 0;
            }
        };
        due.retain(|phase| !round.in_vain.contains(phase));
        for phase in &due {
            let seeing = standup::see_to(&self.adagio, *phase, now);
            let seen = AssertUnwindSafe(seeing).catch_unwind().await;
            let panicked = || Err(anyhow::anyhow!("{phase:?} of a stand-up panicked"));
            match seen.unwrap_or_else(|_| panicked()) {
                Ok(()) => round.done += 1,
                Err(error) => {
                    log("a stand-up can't be opened or closed", &error);
                    round.failed += 1;
                    round.in_vain.insert(*phase);
                }
            }
        }
        due.len()
    }
}
