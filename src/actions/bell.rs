//! The bell: rung whenever something may have become due, so that nobody has to poll.
//!
//! It counts, so that "has everything that was rung been looked at?" has an answer: the one who delivers
//! notes the count before looking, and is up to date when no ring came since.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

/// A counter that can be waited on by one listener.
#[derive(Debug, Default)]
pub struct Bell {
    rings: AtomicU64,
    notify: Notify,
}

impl Bell {
    /// Says that something may have become due.
    pub fn ring(&self) {
        self.rings.fetch_add(1, Ordering::SeqCst);
        self.notify.notify_one();
    }

    /// How often it has rung.
    pub fn rings(&self) -> u64 {
        self.rings.load(Ordering::SeqCst)
    }

    /// Waits until it has rung more often than `heard`.
    pub async fn rung_since(&self, heard: u64) {
        while self.rings() <= heard {
            self.notify.notified().await;
        }
    }
}
