//! Who goes first when there is more to send than a second holds.
//!
//! Every request that counts towards the bot's global limit passes here before it waits for its route:
//! urgent before live before bulk. Bulk leaves two fifths of each second to the rest, so a digest hour
//! never delays an answer (facts §13.35).

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

/// How soon a request has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lane {
    /// A person waits for it now, at any hour.
    Urgent,
    /// A person has just done something.
    Live,
    /// Digests and upkeep.
    Bulk,
}

/// The length of Discord's global window.
const WINDOW: Duration = Duration::from_secs(1);

/// Lets requests pass, so many a second.
#[derive(Debug)]
pub(super) struct Lanes {
    tx: mpsc::UnboundedSender<Message>,
}

#[derive(Debug)]
enum Message {
    Pass(Lane, oneshot::Sender<()>),
    Pause(Instant),
}

impl Lanes {
    /// Lanes through which `per_second` requests pass. Lives until dropped.
    pub(super) fn new(per_second: u16) -> Self {
        let (tx, rx) = mpsc::unbounded_channel();
        tokio::spawn(Keeper::new(u32::from(per_second.max(1))).run(rx));
        Self { tx }
    }

    /// Waits for its turn.
    pub(super) async fn pass(&self, lane: Lane) {
        let (tx, rx) = oneshot::channel();
        // A closed channel means that the runtime is going down: nobody is left to overtake.
        if self.tx.send(Message::Pass(lane, tx)).is_ok() {
            rx.await.ok();
        }
    }

    /// Holds everything back: Discord said that the global limit was reached.
    pub(super) fn pause(&self, until: Instant) {
        self.tx.send(Message::Pause(until)).ok();
    }
}

/// Who waits, and what is left of this second.
#[derive(Debug)]
struct Keeper {
    per_second: u32,
    waiting: [VecDeque<oneshot::Sender<()>>; 3],
    window_ends: Instant,
    left: u32,
    left_for_bulk: u32,
}

impl Keeper {
    fn new(per_second: u32) -> Self {
        Self {
            per_second,
            waiting: Default::default(),
            window_ends: Instant::now(),
            left: 0,
            left_for_bulk: 0,
        }
    }

    async fn run(mut self, mut rx: mpsc::UnboundedReceiver<Message>) {
        loop {
            self.let_pass(Instant::now());
            let message = if self.is_empty() {
                rx.recv().await
            } else {
                match timeout_at(self.window_ends, rx.recv()).await {
                    Ok(message) => message,
                    Err(_) => continue,
                }
            };
            let Some(message) = message else { return };
            self.take(message);
            // Whoever else is there already is ranked before anybody passes.
            while let Ok(message) = rx.try_recv() {
                self.take(message);
            }
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Pass(lane, turn) => self.waiting[lane as usize].push_back(turn),
            Message::Pause(until) => {
                self.window_ends = self.window_ends.max(until);
                self.left = 0;
                self.left_for_bulk = 0;
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.waiting.iter().all(VecDeque::is_empty)
    }

    fn let_pass(&mut self, now: Instant) {
        if self.is_empty() {
            return;
        }
        if now >= self.window_ends {
            self.window_ends = now + WINDOW;
            self.left = self.per_second;
            self.left_for_bulk = (self.per_second * 3 / 5).max(1);
        }
        while self.left > 0 {
            let Some(turn) = self.next() else { return };
            // Whoever stopped waiting uses nothing up.
            if turn.send(()).is_ok() {
                self.left -= 1;
            }
        }
    }

    fn next(&mut self) -> Option<oneshot::Sender<()>> {
        let [urgent, live, bulk] = &mut self.waiting;
        if let Some(turn) = urgent.pop_front().or_else(|| live.pop_front()) {
            return Some(turn);
        }
        if self.left_for_bulk == 0 {
            return None;
        }
        let turn = bulk.pop_front()?;
        self.left_for_bulk -= 1;
        Some(turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeper_with(waiting: &[Lane]) -> (Keeper, Vec<oneshot::Receiver<()>>) {
        let mut keeper = Keeper::new(5);
        let turns = waiting
            .iter()
            .map(|lane| {
                let (tx, rx) = oneshot::channel();
                keeper.take(Message::Pass(*lane, tx));
                rx
            })
            .collect();
        (keeper, turns)
    }

    fn passed(turns: &mut [oneshot::Receiver<()>]) -> Vec<bool> {
        turns
            .iter_mut()
            .map(|turn| turn.try_recv().is_ok())
            .collect()
    }

    #[test]
    fn bulk_leaves_room_for_those_who_wait_for_an_answer() {
        use Lane::{Bulk, Live, Urgent};
        let (mut keeper, mut turns) = keeper_with(&[Bulk, Bulk, Bulk, Bulk, Live, Urgent]);
        let now = Instant::now();
        keeper.let_pass(now);
        assert_eq!(passed(&mut turns), [true, true, true, false, true, true]);
    }

    #[test]
    fn the_next_second_brings_the_rest() {
        let (mut keeper, mut turns) = keeper_with(&[Lane::Live; 7]);
        let now = Instant::now();
        keeper.let_pass(now);
        assert_eq!(
            passed(&mut turns).iter().filter(|passed| **passed).count(),
            5
        );
        keeper.let_pass(now + WINDOW / 2);
        assert!(!passed(&mut turns).contains(&true));
        keeper.let_pass(now + WINDOW);
        assert_eq!(
            passed(&mut turns).iter().filter(|passed| **passed).count(),
            2
        );
    }

    #[test]
    fn a_pause_holds_everybody() {
        let (mut keeper, mut turns) = keeper_with(&[Lane::Urgent]);
        let now = Instant::now();
        keeper.take(Message::Pause(now + 3 * WINDOW));
        keeper.let_pass(now + 2 * WINDOW);
        assert_eq!(passed(&mut turns), [false]);
        keeper.let_pass(now + 3 * WINDOW);
        assert_eq!(passed(&mut turns), [true]);
    }
}
