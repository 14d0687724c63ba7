//! The hand-moved clock: ids and timestamps come from it, and it stands still until somebody moves it.
//!
//! Transport (heartbeats, time-outs, the 3 s of an interaction) runs on real time instead.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// The simulator's clock. Clones share the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    time: Arc<watch::Sender<DateTime<Utc>>>,
}

impl Clock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            time: Arc::new(watch::Sender::new(now)),
        }
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        *self.time.borrow()
    }

    /// Moves it to `at`. Time never runs backwards: an earlier instant changes nothing.
    pub fn set(&self, at: DateTime<Utc>) {
        self.time.send_if_modified(|now| {
            let later = at > *now;
            if later {
                *now = at;
            }
            later
        });
    }

    /// Moves it on by `by`; a negative span changes nothing.
    pub fn advance(&self, by: TimeDelta) {
        self.set(self.now() + by);
    }

    /// Waits until somebody has moved it to `at` or later.
    pub async fn until(&self, at: DateTime<Utc>) {
        let mut time = self.time.subscribe();
        // The sender lives in `self`, so this ends only when the time has come.
        let _ = time.wait_for(|now| *now >= at).await;
    }
}
