//! Who goes first when there is more to send than a second holds.
//!
//! Every request that counts towards the bot's global limit passes here last, right before it is sent:
//! urgent before live before bulk. In no second do more pass than allowed, wherever that second begins; and
//! bulk leaves two fifths of each to the rest, so a digest hour never delays an answer (facts §13.35).

use std::collections::VecDeque;
use std::num::NonZeroU16;
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

/// Discord's second, and a little more: on the wire requests come closer to each other.
const WINDOW: Duration = Duration::from_millis(1_050);

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
    pub(super) fn new(per_second: NonZeroU16) -> Self {
        let (tx, rx) = mpsc::unbounded_channel();
        tokio::spawn(Keeper::new(per_second).run(rx));
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

/// Who waits, and who passed lately.
#[derive(Debug)]
struct Keeper {
    per_second: usize,
    waiting: [VecDeque<oneshot::Sender<()>>; 3],
    /// Within the last window, oldest first.
    passed: VecDeque<(Instant, Lane)>,
    bulk_passed: usize,
    paused_until: Instant,
}

impl Keeper {
    fn new(per_second: NonZeroU16) -> Self {
        Self {
            per_second: usize::from(per_second.get()),
            waiting: Default::default(),
            passed: VecDeque::new(),
            bulk_passed: 0,
            paused_until: Instant::now(),
        }
    }

    async fn run(mut self, mut rx: mpsc::UnboundedReceiver<Message>) {
        loop {
            let look_at = self.let_pass(Instant::now());
            let message = match look_at {
                None => rx.recv().await,
                Some(at) => match timeout_at(at, rx.recv()).await {
                    Ok(message) => message,
                    Err(_) => continue,
                },
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
            Message::Pause(until) => self.paused_until = self.paused_until.max(until),
        }
    }

    /// Lets pass who may, and says when to look again. `None`: nobody is left.
    fn let_pass(&mut self, now: Instant) -> Option<Instant> {
        while let Some((at, lane)) = self.passed.front().copied()
            && now.duration_since(at) >= WINDOW
        {
            self.passed.pop_front();
            self.bulk_passed -= usize::from(lane == Lane::Bulk);
        }
        if now >= self.paused_until {
            while let Some((lane, turn)) = self.next() {
                // Whoever stopped waiting uses nothing up.
                if turn.send(()).is_ok() {
                    self.passed.push_back((now, lane));
                    self.bulk_passed += usize::from(lane == Lane::Bulk);
                }
            }
        }
        if self.waiting.iter().all(VecDeque::is_empty) {
            return None;
        }
        let oldest_ends = self.passed.front().map(|(at, _)| *at + WINDOW);
        Some(oldest_ends.map_or(self.paused_until, |at| at.max(self.paused_until)))
    }

    fn next(&mut self) -> Option<(Lane, oneshot::Sender<()>)> {
        if self.passed.len() >= self.per_second {
            return None;
        }
        let [urgent, live, bulk] = &mut self.waiting;
        if let Some(turn) = urgent.pop_front() {
            return Some((Lane::Urgent, turn));
        }
        if let Some(turn) = live.pop_front() {
            return Some((Lane::Live, turn));
        }
        let most_of_bulk = (self.per_second * 3 / 5).max(1);
        if self.bulk_passed >= most_of_bulk {
            return None;
        }
        bulk.pop_front().map(|turn| (Lane::Bulk, turn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: NonZeroU16 = NonZeroU16::new(5).unwrap();

    fn keeper_with(waiting: &[Lane]) -> (Keeper, Vec<oneshot::Receiver<()>>) {
        let mut keeper = Keeper::new(FIVE);
        let turns = waiting
            .iter()
            .map(|lane| wait(&mut keeper, *lane))
            .collect();
        (keeper, turns)
    }

    fn wait(keeper: &mut Keeper, lane: Lane) -> oneshot::Receiver<()> {
        let (tx, rx) = oneshot::channel();
        keeper.take(Message::Pass(lane, tx));
        rx
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
    fn no_second_holds_more_than_allowed_wherever_it_begins() {
        let (mut keeper, mut turns) = keeper_with(&[Lane::Live; 3]);
        let now = Instant::now();
        let count = |turns: &mut [oneshot::Receiver<()>]| {
            passed(turns).iter().filter(|passed| **passed).count()
        };
        assert_eq!(keeper.let_pass(now), None);
        assert_eq!(count(&mut turns), 3);
        let mut more: Vec<_> = (0..7).map(|_| wait(&mut keeper, Lane::Live)).collect();
        assert_eq!(keeper.let_pass(now + WINDOW * 9 / 10), Some(now + WINDOW));
        assert_eq!(count(&mut more), 2);
        keeper.let_pass(now + WINDOW);
        assert_eq!(count(&mut more), 3);
        keeper.let_pass(now + WINDOW * 19 / 10);
        assert_eq!(count(&mut more), 2);
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
