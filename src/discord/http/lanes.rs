//! Who goes first when there is more to send than a second holds.
//!
//! Every request that counts towards the bot's global limit passes here last, right before it is sent:
//! urgent before live before bulk before upkeep. In no second do more pass than allowed, wherever that second begins. Bulk passes
//! one at a time, evenly spread, and so leaves nothing of the limit unused but the margin; somebody who waits for an
//! answer finds the next place, a fiftieth of a second away, instead of a second that is used up (facts §13.35).

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
    /// Digests.
    Bulk,
    /// What nobody waits for: it takes the places that bulk leaves.
    Upkeep,
}

/// Discord's second, and a little more: on the wire some requests come closer to each other. As bulk is spread evenly, it
/// takes more than one that is late before fifty and one come within a second.
const WINDOW: Duration = Duration::from_millis(1_030);

/// How much of its pace bulk may make up for: timers are late by a millisecond or two, and a thousandth of a second
/// may hold several.
const CATCH_UP: Duration = Duration::from_millis(10);

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
        tokio::spawn(Keeper::new(per_second, Instant::now()).run(rx));
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
    per_second: u32,
    waiting: [VecDeque<oneshot::Sender<()>>; 4],
    /// Within the last window, oldest first.
    passed: VecDeque<Instant>,
    /// When bulk's next place is.
    bulk_at: Instant,
    paused_until: Instant,
}

impl Keeper {
    fn new(per_second: NonZeroU16, now: Instant) -> Self {
        Self {
            per_second: per_second.get().into(),
            waiting: Default::default(),
            passed: VecDeque::new(),
            bulk_at: now,
            paused_until: now,
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
        while let Some(at) = self.passed.front()
            && now.duration_since(*at) >= WINDOW
        {
            self.passed.pop_front();
        }
        if now >= self.paused_until {
            while let Some((lane, turn)) = self.next(now) {
                // Whoever stopped waiting uses nothing up.
                if turn.send(()).is_ok() {
                    self.note(lane, now);
                }
            }
        }
        self.next_look()
    }

    fn next(&mut self, now: Instant) -> Option<(Lane, oneshot::Sender<()>)> {
        if self.is_full() {
            return None;
        }
        let [urgent, live, bulk, upkeep] = &mut self.waiting;
        if let Some(turn) = urgent.pop_front() {
            return Some((Lane::Urgent, turn));
        }
        if let Some(turn) = live.pop_front() {
            return Some((Lane::Live, turn));
        }
        if now < self.bulk_at {
            return None;
        }
        let turn = bulk.pop_front().map(|turn| (Lane::Bulk, turn));
        turn.or_else(|| upkeep.pop_front().map(|turn| (Lane::Upkeep, turn)))
    }

    fn note(&mut self, lane: Lane, now: Instant) {
        self.passed.push_back(now);
        if lane >= Lane::Bulk {
            let due_at = now.checked_sub(CATCH_UP).unwrap_or(now);
            self.bulk_at = self.bulk_at.max(due_at) + WINDOW / self.per_second;
        }
    }

    fn next_look(&self) -> Option<Instant> {
        let look_at = match self.passed.front() {
            Some(oldest) if self.is_full() => *oldest + WINDOW,
            // Nobody else is kept waiting by anything but a pause.
            _ => self.bulk_at,
        };
        let is_anybody_left = self.waiting.iter().any(|lane| !lane.is_empty());
        is_anybody_left.then(|| look_at.max(self.paused_until))
    }

    fn is_full(&self) -> bool {
        u32::try_from(self.passed.len()).is_ok_and(|passed| passed >= self.per_second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: NonZeroU16 = NonZeroU16::new(5).unwrap();
    const FIFTY: NonZeroU16 = NonZeroU16::new(50).unwrap();

    type Turns = Vec<oneshot::Receiver<()>>;

    /// A keeper with these in line, their turns, and now.
    fn keeper_of(per_second: NonZeroU16, waiting: &[Lane]) -> (Keeper, Turns, Instant) {
        let now = Instant::now();
        let mut keeper = Keeper::new(per_second, now);
        let turns = waiting
            .iter()
            .map(|lane| wait(&mut keeper, *lane))
            .collect();
        (keeper, turns, now)
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

    fn count(turns: &mut [oneshot::Receiver<()>]) -> usize {
        passed(turns).iter().filter(|passed| **passed).count()
    }

    #[test]
    fn who_waits_for_an_answer_passes_before_bulk() {
        use Lane::{Bulk, Live, Urgent};
        let line = [Bulk, Bulk, Live, Urgent, Live, Urgent, Live];
        let (mut keeper, mut turns, now) = keeper_of(FIVE, &line);
        assert_eq!(keeper.let_pass(now), Some(now + WINDOW));
        assert_eq!(
            passed(&mut turns),
            [false, false, true, true, true, true, true]
        );
    }

    #[test]
    fn bulk_is_spread_evenly_and_leaves_the_next_place_to_whoever_comes() {
        let (mut keeper, mut bulk, began) = keeper_of(FIVE, &[Lane::Bulk; 4]);
        let pace = WINDOW / 5;
        assert_eq!(keeper.let_pass(began), Some(began + pace));
        assert_eq!(count(&mut bulk), 1);
        let mut urgent = [wait(&mut keeper, Lane::Urgent)];
        keeper.let_pass(began + pace / 2);
        assert_eq!(passed(&mut urgent), [true]);
        assert_eq!(count(&mut bulk), 0);
        keeper.let_pass(began + pace);
        assert_eq!(count(&mut bulk), 1);
    }

    #[test]
    fn bulk_uses_up_all_that_nobody_else_needs_though_timers_are_late() {
        let (mut keeper, mut bulk, began) = keeper_of(FIFTY, &[Lane::Bulk; 1_000]);
        let (end, mut now) = (began + 10 * WINDOW, began);
        while let Some(look_at) = keeper.let_pass(now).filter(|at| *at < end) {
            now = look_at + Duration::from_millis(2);
        }
        let passed = count(&mut bulk);
        assert!((495..=500).contains(&passed), "{passed}");
    }

    #[test]
    fn after_a_stall_bulk_does_not_come_in_a_burst() {
        let (mut keeper, mut bulk, began) = keeper_of(FIVE, &[Lane::Bulk; 5]);
        keeper.let_pass(began);
        assert_eq!(count(&mut bulk), 1);
        keeper.let_pass(began + WINDOW * 9 / 10);
        assert_eq!(count(&mut bulk), 1);
    }

    #[test]
    fn no_second_holds_more_than_allowed_wherever_it_begins() {
        let (mut keeper, mut turns, now) = keeper_of(FIVE, &[Lane::Live; 3]);
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
        let (mut keeper, mut turns, now) = keeper_of(FIVE, &[Lane::Urgent]);
        keeper.take(Message::Pause(now + 3 * WINDOW));
        keeper.let_pass(now + 2 * WINDOW);
        assert_eq!(passed(&mut turns), [false]);
        keeper.let_pass(now + 3 * WINDOW);
        assert_eq!(passed(&mut turns), [true]);
    }
}
