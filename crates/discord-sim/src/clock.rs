//! The clock of a simulated world: ids and timestamps come from it.
//!
//! It stands still until somebody moves it ([`Clock::new`]), or runs with real time and can be moved on as well
//! ([`Clock::running_from`]). Transport (heartbeats, time-outs, the 3 s of an interaction) runs on real time instead.

use std::{sync::Arc, time::Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::bounds::check_instant;

/// The simulator's clock. Clones share the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    time: Arc<watch::Sender<Time>>,
}

/// What it showed when it was last moved, and since when it runs, if it does.
#[derive(Clone, Copy, Debug)]
struct Time {
    moved_to: DateTime<Utc>,
    running_since: Option<Instant>,
}

impl Time {
    fn now(self) -> DateTime<Utc> {
        let ran = self.running_since.map(|since| since.elapsed());
        let ran = ran.and_then(|ran| TimeDelta::from_std(ran).ok());
        ran.and_then(|ran| self.moved_to.checked_add_signed(ran))
            .unwrap_or(self.moved_to)
    }
}

impl Clock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self::showing(now, None)
    }

    /// A clock that shows `now` and runs on with real time, evenly: a machine whose time is set doesn't disturb it.
    #[must_use]
    pub fn running_from(now: DateTime<Utc>) -> Self {
        Self::showing(now, Some(Instant::now()))
    }

    fn showing(moved_to: DateTime<Utc>, running_since: Option<Instant>) -> Self {
        let time = Time {
            moved_to,
            running_since,
        };
        Self {
            time: Arc::new(watch::Sender::new(time)),
        }
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.time.borrow().now()
    }

    /// Whether it runs with real time.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.time.borrow().running_since.is_some()
    }

    /// Moves it to `at`; one that runs goes on from there. Time never runs backwards: an earlier instant changes
    /// nothing, nor does one that no id can hold, after the year 2154.
    pub fn set(&self, at: DateTime<Utc>) {
        self.time.send_if_modified(|time| {
            let later = at > time.now() && check_instant(at).is_ok();
            if later {
                time.moved_to = at;
                time.running_since = time.running_since.map(|_| Instant::now());
            }
            later
        });
    }

    /// Moves it on by `by`; a negative span, or one that leads too far, changes nothing.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(at) = self.now().checked_add_signed(by) {
            self.set(at);
        }
    }

    /// Waits until it shows `at` or later.
    pub async fn until(&self, at: DateTime<Utc>) {
        let mut time = self.time.subscribe();
        loop {
            let shown = *time.borrow_and_update();
            let left = at - shown.now();
            if left <= TimeDelta::zero() {
                return;
            }
            match (shown.running_since, left.to_std()) {
                (Some(_), Ok(left)) => {
                    // Moved or not, the loop looks again.
                    let _ = tokio::time::timeout(left, time.changed()).await;
                }
                _ => {
                    // The sender lives in `self`, so this ends only when the clock was moved.
                    let _ = time.changed().await;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        "2026-03-02T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_clock_that_stands_shows_what_it_was_set_to() {
        let clock = Clock::new(noon());
        clock.advance(TimeDelta::hours(1));
        clock.set(noon());
        assert_eq!(clock.now(), noon() + TimeDelta::hours(1));
        assert!(!clock.is_running());
    }

    #[tokio::test]
    async fn a_clock_that_runs_can_be_moved_on_and_runs_on_from_there() {
        let clock = Clock::running_from(noon());
        clock.advance(TimeDelta::hours(1));
        let later = noon() + TimeDelta::hours(1) + TimeDelta::milliseconds(20);
        clock.until(later).await;
        assert!(clock.now() >= later);
        assert!(clock.now() < noon() + TimeDelta::hours(2));
    }

    #[tokio::test]
    async fn who_waits_for_a_clock_that_runs_is_woken_when_it_is_moved() {
        let clock = Clock::running_from(noon());
        let tomorrow = noon() + TimeDelta::days(1);
        let waiting = tokio::spawn({
            let clock = clock.clone();
            async move { clock.until(tomorrow).await }
        });
        tokio::task::yield_now().await;
        clock.set(tomorrow);
        waiting.await.unwrap();
    }
}
