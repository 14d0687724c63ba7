//! What Adagio does: one function a deed, shared by commands, events and jobs.
//!
//! An action takes `now`, works in one transaction, and never sends: what is to go out becomes a row of
//! the outbox in the same transaction.

pub mod all;
pub mod bell;
pub mod digest;
mod due;
mod error;
pub mod gateway;
mod groups;
pub mod history;
pub mod inbox;
pub mod item;
pub mod known;
pub mod mutes;
pub mod norms;
pub mod observe;
pub mod outbox;
pub mod phone;
pub mod preferences;
pub mod privacy;
pub mod put;
pub mod questions;
pub mod quiet;
pub mod registration;
pub mod reply;
pub mod retention;
pub mod save;
pub mod seal;
pub mod sent;
pub mod standup;
pub mod telling;
#[cfg(test)]
mod testing;
pub mod why;
mod wish;

use anyhow::Context;
use parking_lot::{RwLock, RwLockReadGuard};
use tokio::sync::{Mutex, MutexGuard};

pub use bell::Bell;
pub use error::Error;
pub use known::Known;
pub use seal::Seal;

use crate::store::{Connection, Store, Write};

/// Everything that an action works with.
#[derive(Debug)]
pub struct Adagio {
    store: Store,
    known: RwLock<Known>,
    seal: Seal,
    /// Rung when something may have become due.
    pub bell: Bell,
    /// Who waits for what becomes of their replies.
    replies: reply::Waiting,
    /// Rung when a server's history may have to be read.
    pub behind: Bell,
    /// Held from the first read of a change until memory agrees with the database again.
    turn: Mutex<()>,
}

impl Adagio {
    /// Loads what has to be at hand for every message.
    ///
    /// # Errors
    /// If the database can't be read.
    pub async fn open(store: Store, seal: Seal) -> anyhow::Result<Self> {
        let mut db = store.read().await.context("begin reading who is known")?;
        let known = Known::load(&mut db).await.context("read who is known")?;
        drop(db);
        Ok(Self {
            store,
            known: RwLock::new(known),
            seal,
            bell: Bell::default(),
            replies: reply::Waiting::default(),
            behind: Bell::default(),
            turn: Mutex::new(()),
        })
    }

    /// Who and what is known, to look at. Not to be held across an await.
    ///
    /// Whoever looks may look again: with the standard library's lock, a change that waits in between would let neither
    /// go on.
    pub fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read_recursive()
    }

    /// The database, for those who only read.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// What keeps people's words unreadable at rest.
    pub const fn seal(&self) -> &Seal {
        &self.seal
    }

    /// Begins a change: nobody else changes anything until it ends.
    async fn begin(&self) -> anyhow::Result<Turn<'_>> {
        let guard = self.turn.lock().await;
        let write = self.store.write().await.context("begin a change")?;
        Ok(Turn {
            adagio: self,
            write,
            _guard: guard,
        })
    }
}

/// A change under way. Dropped, it leaves no trace.
struct Turn<'a> {
    adagio: &'a Adagio,
    write: Write,
    _guard: MutexGuard<'a, ()>,
}

impl Turn<'_> {
    fn db(&mut self) -> &mut Connection {
        &mut self.write
    }

    /// Makes the change last, and then known in memory; rings if it may have made something due.
    async fn commit(self, apply: impl FnOnce(&mut Known)) -> anyhow::Result<()> {
        self.write.commit().await.context("commit a change")?;
        apply(&mut self.adagio.known.write());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use crate::actions::testing::House;

    #[tokio::test]
    async fn who_looks_may_look_again_while_a_change_waits() {
        let house = House::new().await;
        let first = house.adagio.known();
        thread::scope(|scope| {
            scope.spawn(|| drop(house.adagio.known.write()));
            while house.adagio.known.try_read().is_some() {
                thread::yield_now();
            }
            // A change waits by now, so that a first look would have to wait as well.
            drop(house.adagio.known());
            drop(first);
        });
    }
}
