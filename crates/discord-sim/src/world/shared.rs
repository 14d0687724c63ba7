//! What the handles share: the world behind its lock, and what can be reached without it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::{Clock, wire_log::WireLog, world::World};

/// Whether Discord can be reached at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reach {
    #[default]
    Up,
    /// Connections are refused.
    Down,
}

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
    /// Whether anything can be reached.
    pub(crate) reach: watch::Sender<Reach>,
    /// Where exchanges are written down.
    pub(crate) wire: Arc<WireLog>,
    /// Set once it is over.
    pub(crate) stop: watch::Sender<bool>,
}

pub(crate) type Handle = Arc<Shared>;

impl Shared {
    pub(crate) fn new(
        world: World,
        origin: String,
        stop: watch::Sender<bool>,
        reach: watch::Sender<Reach>,
    ) -> Self {
        Self {
            clock: world.clock.clone(),
            token: world.app.token.clone(),
            wire: world.wire.clone(),
            world: Mutex::new(world),
            changed: Notify::new(),
            origin,
            reach,
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

    /// Whether nothing may get through.
    pub(crate) fn is_down(&self) -> bool {
        *self.reach.borrow() == Reach::Down
    }

    /// Waits until it is over.
    pub(crate) async fn stopped(&self) {
        // The sender lives as long as `self`.
        let _ = self.stop.subscribe().wait_for(|stop| *stop).await;
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
