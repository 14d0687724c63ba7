//! Who goes first when there is more to send than Discord takes in a while.
//!
//! Every request that counts towards the bot's global limit passes here last, right before it is sent, and so does what is asked
//! over the gateway: urgent before live before bulk before upkeep. In no second, or minute, do more pass than allowed, wherever it
//! begins. Bulk passes one at a time, evenly spread, and so leaves nothing of the limit unused but the margin; somebody who waits
//! for an answer finds the next place, a fiftieth of a second away, instead of a second that is used up (facts §13.35).

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
    /// Digests.
    Bulk,
    /// What nobody waits for: it takes the places that bulk leaves.
    Upkeep,
}

/// How fast requests may pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// So many in a window at most.
    pub(super) most: u32,
    pub(super) window: Duration,
    /// How many of them are kept for urgent ones alone; bulk and upkeep leave twice as many.
    pub(super) kept: u32,
    /// How much of its pace bulk may make up for, and begin with.
    pub(super) catch_up: Duration,
}

impl Pace {
    /// How many of this lane may pass in a window, if nobody else does.
    fn most_of(self, lane: Lane) -> u32 {
        let kept = match lane {
            Lane::Urgent => 0,
            Lane::Live => self.kept,
            Lane::Bulk | Lane::Upkeep => 2 * self.kept,
        };
        self.most.saturating_sub(kept).max(1)
    }

    /// From one of bulk to the next.
    fn of_bulk(self) -> Duration {
        self.window / self.most_of(Lane::Bulk)
    }
}

/// Lets requests pass, at a pace.
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
    /// Lanes through which requests pass at this pace, as long as they are there.
    pub(super) fn new(pace: Pace) -> Self {
        let (tx, rx) = mpsc::unbounded_channel();
        tokio::spawn(Keeper::new(pace, Instant::now()).run(rx));
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
    pace: Pace,
    waiting: [VecDeque<oneshot::Sender<()>>; 4],
    /// Within the last window, oldest first.
    passed: VecDeque<Instant>,
    /// When bulk's next place is.
    bulk_at: Instant,
    paused_until: Option<Instant>,
}

impl Keeper {
    fn new(pace: Pace, now: Instant) -> Self {
        Self {
            pace,
            waiting: Default::default(),
            passed: VecDeque::new(),
            bulk_at: now.checked_sub(pace.catch_up).unwrap_or(now),
            paused_until: None,
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
            Message::Pause(until) => self.paused_until = self.paused_until.max(Some(until)),
        }
    }

    /// Lets pass who may, and says when to look again. `None`: nobody is left.
    fn let_pass(&mut self, now: Instant) -> Option<Instant> {
        while let Some(at) = self.passed.front()
            && now.duration_since(*at) >= self.pace.window
        {
            self.passed.pop_front();
        }
        while let Some(lane) = self.first()
            && self.place_of(lane).is_none_or(|at| at <= now)
        {
            let turn = self.waiting[lane as usize].pop_front();
            // Whoever stopped waiting uses nothing up.
            if turn.is_some_and(|turn| turn.send(()).is_ok()) {
                self.note(lane, now);
            }
        }
        self.first().map(|lane| self.place_of(lane).unwrap_or(now))
    }

    /// Whose turn it is.
    fn first(&self) -> Option<Lane> {
        use Lane::{Bulk, Live, Upkeep, Urgent};
        let lanes = [Urgent, Live, Bulk, Upkeep].into_iter();
        lanes
            .zip(&self.waiting)
            .find_map(|(lane, line)| (!line.is_empty()).then_some(lane))
    }

    /// When there is a place for the first of a lane. `None`: at any time.
    fn place_of(&self, lane: Lane) -> Option<Instant> {
        let most = usize::try_from(self.pace.most_of(lane)).unwrap_or(usize::MAX);
        let beyond = self.passed.len().checked_sub(most);
        let room_at = beyond.map(|nth| self.passed[nth] + self.pace.window);
        let evenly_at = (lane >= Lane::Bulk).then_some(self.bulk_at);
        room_at.max(evenly_at).max(self.paused_until)
    }

    fn note(&mut self, lane: Lane, now: Instant) {
        self.passed.push_back(now);
        if lane >= Lane::Bulk {
            let due_at = now.checked_sub(self.pace.catch_up).unwrap_or(now);
            self.bulk_at = self.bulk_at.max(due_at) + self.pace.of_bulk();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_millis(1_030);
    const FIVE: Pace = Pace {
        most: 5,
        window: WINDOW,
        kept: 0,
        catch_up: Duration::from_millis(10),
    };
    const FIFTY: Pace = Pace { most: 50, ..FIVE };

    type Turns = Vec<oneshot::Receiver<()>>;

    /// A keeper with these in line, their turns, and now.
    fn keeper_of(pace: Pace, waiting: &[Lane]) -> (Keeper, Turns, Instant) {
        let now = Instant::now();
        let mut keeper = Keeper::new(pace, now);
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
        let next_at = began + pace - FIVE.catch_up;
        assert_eq!(keeper.let_pass(began), Some(next_at));
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

    #[test]
    fn the_last_places_are_kept_for_who_is_in_a_hurry() {
        use Lane::{Bulk, Live, Urgent};
        let pace = Pace {
            kept: 1,
            catch_up: WINDOW,
            ..FIVE
        };
        let (mut keeper, mut bulk, now) = keeper_of(pace, &[Bulk; 5]);
        assert_eq!(keeper.let_pass(now), Some(now + WINDOW));
        assert_eq!(count(&mut bulk), 3);
        let mut live = [wait(&mut keeper, Live), wait(&mut keeper, Live)];
        keeper.let_pass(now);
        assert_eq!(passed(&mut live), [true, false]);
        let mut urgent = [wait(&mut keeper, Urgent), wait(&mut keeper, Urgent)];
        keeper.let_pass(now);
        assert_eq!(passed(&mut urgent), [true, false]);
    }
}
