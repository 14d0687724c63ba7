//! What is going on at this moment, counted, so that somebody can wait until nothing is.
//!
//! A frame in the queue, a request on the wire and an interaction being answered each hold a
//! [`Busy`]; when the last one is dropped, whoever waits in [`Activity::quieter`] looks again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;
use tokio::sync::futures::Notified;

/// Counts what is in flight.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    in_flight: AtomicUsize,
    quieter: Notify,
}

/// Something is in flight as long as this lives.
#[derive(Debug)]
#[must_use = "dropping it ends the activity"]
pub(crate) struct Busy(Arc<Activity>);

impl Activity {
    /// Something begins.
    pub(crate) fn begin(self: &Arc<Self>) -> Busy {
        self.in_flight.fetch_add(1, Ordering::SeqCst);
        Busy(Arc::clone(self))
    }

    /// How many things are in flight.
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::SeqCst)
    }

    /// Resolves when something has ended since this was called (and `enable`d or polled).
    pub(crate) fn quieter(&self) -> Notified<'_> {
        self.quieter.notified()
    }

    /// Wakes whoever waits: something else that they look at has changed.
    pub(super) fn look_again(&self) {
        self.quieter.notify_waiters();
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        if self.0.in_flight.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.look_again();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_last_to_end_wakes_who_waits() {
        let activity = Arc::new(Activity::default());
        let (first, second) = (activity.begin(), activity.begin());
        let quieter = activity.quieter();
        drop(first);
        assert_eq!(activity.in_flight(), 1);
        drop(second);
        quieter.await;
        assert_eq!(activity.in_flight(), 0);
    }
}
