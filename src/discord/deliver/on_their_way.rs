//! Rows of the outbox that are on their way to Discord, while the next ones are made ready.

use std::collections::HashSet;
use std::pin::pin;

use futures_util::FutureExt as _;
use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;

use crate::domain::ids::OutboxId;

/// So many go together. An answer takes a few tenths of a second, so some fifteen of them use up fifty requests a
/// second; the others wait for their turn, and bridge the time in which digests are composed.
const ROWS: usize = 32;
/// So many more may first ask who their readers are: Discord tells that of two servers a second, and nobody else waits for it.
const ASKING: usize = 512;
/// Room for so many makes it worth to look into the outbox.
const ROOM: usize = 8;

/// Rows that are on their way. Dropped, they stop where they are, as in a crash.
#[derive(Default)]
pub(super) struct OnTheirWay<'a> {
    errands: FuturesUnordered<BoxFuture<'a, OutboxId>>,
    ids: HashSet<OutboxId>,
    /// Those among them that take no room.
    asking: HashSet<OutboxId>,
}

impl<'a> OnTheirWay<'a> {
    /// Sets a row on its way, unless it is. One that takes longer than its lease is handed out again meanwhile.
    pub(super) fn add(&mut self, id: OutboxId, errand: impl Future<Output = ()> + Send + 'a) {
        if self.ids.insert(id) {
            self.errands.push(errand.map(move |()| id).boxed());
        }
    }

    /// The same with a row that first asks who its reader is, which may take long.
    pub(super) fn add_asking(
        &mut self,
        id: OutboxId,
        errand: impl Future<Output = ()> + Send + 'a,
    ) {
        if !self.ids.contains(&id) {
            self.asking.insert(id);
            self.add(id, errand);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// For how many more there is room.
    pub(super) fn room(&self) -> usize {
        if self.asking.len() >= ASKING {
            return 0;
        }
        ROWS.saturating_sub(self.ids.len() - self.asking.len())
    }

    fn has_arrived(&mut self, id: OutboxId) {
        self.ids.remove(&id);
        self.asking.remove(&id);
    }

    /// Whether there is room worth looking for more.
    pub(super) fn has_room(&self) -> bool {
        self.room() >= ROOM
    }

    /// Does something else while they go on.
    pub(super) async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                Some(id) = self.errands.next() => self.has_arrived(id),
            }
        }
    }

    /// Waits until one has arrived and there is room for more.
    pub(super) async fn make_room(&mut self) {
        while let Some(id) = self.errands.next().await {
            self.has_arrived(id);
            if self.has_room() {
                break;
            }
        }
    }

    /// Waits until all have arrived.
    pub(super) async fn all(&mut self) {
        while let Some(id) = self.errands.next().await {
            self.has_arrived(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn a_row_is_on_its_way_once() {
        let mut on_their_way = OnTheirWay::default();
        for _ in 0..2 {
            on_their_way.add(OutboxId::new(1), pending());
        }
        assert_eq!(on_their_way.room(), ROWS - 1);
    }

    #[tokio::test]
    async fn who_asks_first_takes_no_room_until_very_many_do() {
        let mut on_their_way = OnTheirWay::default();
        for id in 0..600 {
            on_their_way.add_asking(OutboxId::new(id), pending());
            let expected = if id < 511 { ROWS } else { 0 };
            assert_eq!(on_their_way.room(), expected, "{id}");
        }
        assert!(!on_their_way.is_empty());
    }

    #[tokio::test]
    async fn those_on_their_way_go_on_while_something_else_is_done() {
        let mut on_their_way = OnTheirWay::default();
        let (tx, rx) = tokio::sync::oneshot::channel();
        on_their_way.add(OutboxId::new(1), async move {
            tx.send(()).ok();
        });
        on_their_way.meanwhile(rx).await.unwrap();
        on_their_way.all().await;
        assert!(on_their_way.is_empty());
    }

    #[tokio::test]
    async fn there_is_room_once_enough_have_arrived() {
        let mut on_their_way = OnTheirWay::default();
        for id in 0..32 {
            let slow = id < 20;
            let errand = async move {
                if slow {
                    pending::<()>().await;
                }
            };
            on_their_way.add(OutboxId::new(id), errand);
        }
        assert!(!on_their_way.has_room());
        on_their_way.make_room().await;
        assert!(on_their_way.has_room());
        on_their_way.add(OutboxId::new(40), ready(()));
    }
}
