//! How far each shard has come, and whether it is connected.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

use super::handshake::Stand;

/// How far a shard has come.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// The last sequence number that is handled: committed, or handed on.
    handled: AtomicU64,
    /// True while a session is live.
    connected: watch::Sender<bool>,
}

impl Progress {
    /// The sequence number of the last event that is committed.
    pub(crate) fn handled(&self) -> u64 {
        self.handled.load(Ordering::SeqCst)
    }

    /// Notes that everything up to this number is committed.
    pub(in super::super) fn note(&self, seq: u64) {
        self.handled.store(seq, Ordering::SeqCst);
    }

    /// Whether a session is live.
    pub(crate) fn is_connected(&self) -> bool {
        *self.connected.borrow()
    }

    /// Resolves when a session is live.
    pub(crate) async fn connected(&self) {
        // The sender is in `self`: this can't fail.
        self.connected.subscribe().wait_for(|live| *live).await.ok();
    }

    /// Notes how the connection stands with its session.
    pub(super) fn note_stand(&self, stand: Stand) {
        let is_live = stand == Stand::Live;
        let has_changed = |was_live: &mut bool| std::mem::replace(was_live, is_live) != is_live;
        self.connected.send_if_modified(has_changed);
    }
}

/// Resolves when every shard has had a live session.
pub(in super::super) async fn connected(shards: &[Arc<Progress>]) {
    for progress in shards {
        progress.connected().await;
    }
}
