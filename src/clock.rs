//! The only place that asks the machine for the time.
//!
//! Everything else takes `now` as an argument (STYLE 9) or, in the few loops that have to wait, a
//! [`Clock`]: the machine's own in a real process, a hand-moved one in tests and in the sandbox.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use chrono::{DateTime, Utc};

/// What a clock hands back to somebody who waits.
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Says what time it is, and wakes whoever waits for a time.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;

    /// Resolves when `now()` has reached `at`; at once if it has already.
    fn sleep_until(&self, at: DateTime<Utc>) -> Sleep<'_>;
}

/// The longest nap of [`SystemClock`]: how late it may notice that the machine's clock was set.
const NAP: Duration = Duration::from_secs(60);

/// The machine's own clock.
///
/// It sleeps in short naps and looks at the time after each, so that a suspended machine, a clock that
/// was set and a date years away all end well.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn sleep_until(&self, at: DateTime<Utc>) -> Sleep<'_> {
        Box::pin(async move {
            while let Some(nap) = nap_before(self.now(), at) {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "waiting is what this file is for"
                )]
                tokio::time::sleep(nap).await;
            }
        })
    }
}

/// How long to sleep before looking again; `None` once `at` has come.
fn nap_before(now: DateTime<Utc>, at: DateTime<Utc>) -> Option<Duration> {
    let left = (at - now).to_std().ok()?;
    // A timer counts in milliseconds: a shorter rest would wake too early and spin.
    (!left.is_zero()).then(|| left.clamp(Duration::from_millis(1), NAP))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn naps_are_short_and_end_at_the_time() {
        let now = DateTime::UNIX_EPOCH;
        let nap = |delta| nap_before(now, now + delta);
        assert_eq!(nap(TimeDelta::days(400)), Some(NAP));
        assert_eq!(nap(TimeDelta::seconds(5)), Some(Duration::from_secs(5)));
        assert_eq!(
            nap(TimeDelta::nanoseconds(3)),
            Some(Duration::from_millis(1))
        );
        assert_eq!(nap(TimeDelta::zero()), None);
        assert_eq!(nap(TimeDelta::seconds(-5)), None);
    }

    #[tokio::test]
    async fn a_time_that_has_passed_is_not_waited_for() {
        SystemClock.sleep_until(DateTime::UNIX_EPOCH).await;
    }
}
