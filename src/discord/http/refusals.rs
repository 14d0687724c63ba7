//! Counts refusals, and stops the bulk of requests long before Discord shuts the whole machine out.
//!
//! Ten thousand refused requests within ten minutes block an address (facts §2). At a thousand, bulk waits
//! for the window's end; what people wait for goes on (facts §13.37).

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::HttpError;
use crate::discord::lanes::Lane;

/// Discord's window, and how many refusals in it are enough.
const WINDOW: Duration = Duration::from_secs(10 * 60);
const ENOUGH: u32 = 1_000;

/// The refusals of one window.
#[derive(Debug, Default)]
pub(super) struct Refusals(Mutex<Option<Window>>);

#[derive(Clone, Copy, Debug)]
struct Window {
    began: Instant,
    count: u32,
}

impl Refusals {
    /// Whether a request in this lane may be sent.
    pub(super) fn check(&self, lane: Lane, now: Instant) -> Result<(), HttpError> {
        match self.current(now) {
            Some(window) if lane >= Lane::Bulk && window.count >= ENOUGH => {
                let retry_after = (window.began + WINDOW).duration_since(now);
                Err(HttpError::RateLimited { retry_after })
            }
            _ => Ok(()),
        }
    }

    /// Notes that Discord refused a request.
    pub(super) fn note(&self, now: Instant) {
        let window = self.current(now).unwrap_or(Window {
            began: now,
            count: 0,
        });
        let count = window.count.saturating_add(1);
        if count == ENOUGH {
            tracing::warn!("Discord has refused {ENOUGH} requests: bulk waits");
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Window { count, ..window });
    }

    fn current(&self, now: Instant) -> Option<Window> {
        let window = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        window.filter(|window| now.duration_since(window.began) < WINDOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_refusals_hold_bulk_back_until_the_window_ends() {
        let refusals = Refusals::default();
        let now = Instant::now();
        for _ in 1..ENOUGH {
            refusals.note(now);
        }
        assert_eq!(refusals.check(Lane::Bulk, now), Ok(()));
        refusals.note(now);
        let minute = Duration::from_secs(60);
        let limited = HttpError::RateLimited {
            retry_after: 9 * minute,
        };
        assert_eq!(refusals.check(Lane::Bulk, now + minute), Err(limited));
        assert_eq!(refusals.check(Lane::Live, now + minute), Ok(()));
        assert_eq!(refusals.check(Lane::Bulk, now + 10 * minute), Ok(()));
    }
}
