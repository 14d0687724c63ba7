//! Wakes for the housekeeping that is due: a row says when, so that a restart re-arms nothing.
//!
//! A round that fails or panics is logged and tried again; the loop lives. Digests and the outbox have a loop
//! of their own where Discord is known (`discord::deliver`).

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt;
use tokio::sync::watch;

use crate::actions::{Adagio, retention};
use crate::clock::Clock;

/// How soon a round that went wrong is tried again.
const AFTER_FAILURE: TimeDelta = TimeDelta::minutes(5);

/// The running loop, as others see it.
#[derive(Clone, Debug)]
pub struct Scheduler {
    next_at: watch::Receiver<DateTime<Utc>>,
}

impl Scheduler {
    /// Prepares the loop; it runs when the future is polled, and never ends by itself.
    pub fn new(
        adagio: Arc<Adagio>,
        clock: Arc<dyn Clock>,
    ) -> (Self, impl Future<Output = ()> + Send) {
        let (told, next_at) = watch::channel(DateTime::<Utc>::MIN_UTC);
        let run = async move {
            loop {
                let next = round(&adagio, clock.as_ref()).await;
                told.send_replace(next);
                clock.sleep_until(next).await;
            }
        };
        (Self { next_at }, run)
    }

    /// Waits until nothing is left to do at this instant.
    pub async fn idle(&mut self, now: DateTime<Utc>) {
        // The loop ends only together with the process, and then nobody waits.
        let _ = self.next_at.wait_for(|next| *next > now).await;
    }
}

/// Does what is due, and says when something is due again.
async fn round(adagio: &Adagio, clock: &dyn Clock) -> DateTime<Utc> {
    let now = clock.now();
    let work = async {
        match retention::due_at(adagio).await? {
            Some(due_at) if due_at > now => Ok(due_at),
            _ => retention::purge(adagio, now).await,
        }
    };
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(Ok(next)) => next,
        Ok(Err(error)) => {
            tracing::error!(job.name = "retention", error = %format!("{error:#}"), "a job failed");
            now + AFTER_FAILURE
        }
        Err(_) => {
            tracing::error!(job.name = "retention", "a job panicked");
            now + AFTER_FAILURE
        }
    }
}
