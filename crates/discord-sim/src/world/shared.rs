//! What the handles share: the world behind its lock, and what can be reached without it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::{Clock, faults::FaultLine, wire_log::WireLog, world::World};

/// What the handles share.
pub(crate) struct Shared {
    world: Mutex<World>,
    /// The hand-moved clock.
    pub(crate) clock: Clock,
    /// Woken when something happens that an async verb may wait for.
    pub(crate) changed: Notify,
    /// `http://127.0.0.1:PORT`.
    pub(crate) origin: String,
    /// The bot's token.
    pub(crate) token: String,
    /// Scripted REST faults.
    pub(crate) faults: Arc<Mutex<FaultLine>>,
    /// Where exchanges are written down.
    pub(crate) wire: Arc<WireLog>,
    /// Set once it is over.
    pub(crate) stop: tokio::sync::watch::Sender<bool>,
}

pub(crate) type Handle = Arc<Shared>;

impl Shared {
    pub(crate) fn new(
        world: World,
        origin: String,
        stop: tokio::sync::watch::Sender<bool>,
    ) -> Self {
        Self {
            clock: world.clock.clone(),
            token: world.app.token.clone(),
            wire: world.wire.clone(),
            world: Mutex::new(world),
            changed: Notify::new(),
            origin,
            faults: Arc::default(),
            stop,
        }
    }

    /// Locks the world as it is now: what the clock has brought about is done first. A panic elsewhere doesn't poison it: the
    /// story has failed already.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.archive_the_quiet();
        world
    }

    /// Waits until `look` finds something; looks again whenever [`Shared::changed`] is woken.
    pub(crate) async fn wait_for<T>(&self, mut look: impl FnMut(&mut World) -> Option<T>) -> T {
        loop {
            let woken = self.changed.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            if let Some(found) = look(&mut self.world()) {
                return found;
            }
            woken.await;
        }
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "discord-sim at {}", self.origin)
    }
}
