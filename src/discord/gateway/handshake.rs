//! Whether a session has begun, or is taken up again.
//!
//! READY and RESUMED say so, and in an outage either may never come though the connection stands; nor may HELLO, with which
//! everything begins. Without READY nobody knows which session it is: as soon as events come in it, a new one is begun.
//! Without RESUMED events say that it goes on. Where nothing is said at all, it is tried once more on a new connection.

use std::time::Duration;

use tokio::time::Instant;
use twilight_gateway::ShardState;

use super::brake::Turn;
use crate::discord::frames;
use crate::discord::patience::Patience;

/// How a connection stands with its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It has none that is known to go on.
    Opening,
    Live,
    /// Events come in a session that nobody knows.
    Nameless,
}

/// The beginning of what is said on one connection.
#[derive(Debug)]
pub(super) struct Handshake {
    patience: Patience,
    stand: Stand,
    /// What is waited for, and since when. `None`: for nothing.
    waits: Option<Wait>,
}

/// Something that Discord should say.
#[derive(Clone, Copy, Debug)]
struct Wait {
    step: Step,
    since: Instant,
    /// A session that is resumed told of something meanwhile.
    goes_on: bool,
}

/// How far a connection has come that has no session yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It isn't there, or twilight waits before the next try.
    Connecting,
    /// HELLO or READY is to come; or RESUMED, before HELLO.
    Identifying,
    Resuming,
}

impl Handshake {
    /// Each step has to be taken in time.
    pub(super) const fn new(patience: Patience) -> Self {
        Self {
            patience,
            stand: Stand::Opening,
            waits: None,
        }
    }

    /// Notes what came, and the shard's state after it.
    pub(super) fn note(&mut self, state: ShardState, frames: &[String], now: Instant) -> Stand {
        self.waits = step(state).map(|step| {
            let begun = Wait {
                step,
                since: now,
                goes_on: false,
            };
            let before = self.waits.filter(|waits| waits.step == step);
            let waits = before.unwrap_or(begun);
            Wait {
                goes_on: waits.goes_on || tells_of_an_event(frames),
                ..waits
            }
        });
        self.stand = match self.waits {
            None => Stand::Live,
            Some(waits) => match waits.step {
                Step::Identifying if tells_of_an_event(frames) => Stand::Nameless,
                Step::Resuming if waits.goes_on => Stand::Live,
                _ => Stand::Opening,
            },
        };
        self.stand
    }

    /// The connection is given up: the next one begins from the beginning.
    pub(super) const fn give_up(&mut self) {
        (self.stand, self.waits) = (Stand::Opening, None);
    }

    /// The step that takes too long. As long as a shard may not identify, it is its own turn to speak.
    pub(super) fn overdue(&self, turn: Option<Turn>, now: Instant) -> Option<Step> {
        let waits = self.waits.filter(|_| self.stand != Stand::Live)?;
        let (since, within) = match (waits.step, turn) {
            (Step::Connecting, _) | (Step::Identifying, Some(Turn::AwaitedSince(_))) => {
                return None;
            }
            (Step::Identifying, Some(Turn::Came(at))) => {
                (waits.since.max(at), self.patience.identify)
            }
            (Step::Identifying, None) => (waits.since, self.patience.identify),
            (Step::Resuming, _) => (waits.since, self.patience.resume),
        };
        (since + within <= now).then_some(waits.step)
    }

    /// Resolves when it is time to look again how the connection stands: a line on which nothing is said tells of nothing,
    /// and one that ends in silence is replaced by twilight without a word.
    pub(super) fn look_again(&self) -> impl Future<Output = ()> + use<> {
        passes(self.patience.resume.min(self.patience.identify))
    }
}

/// How far the shard has come. `None`: it has a session.
const fn step(state: ShardState) -> Option<Step> {
    match state {
        ShardState::Active => None,
        ShardState::Identifying => Some(Step::Identifying),
        ShardState::Resuming => Some(Step::Resuming),
        ShardState::Disconnected { .. } | ShardState::FatallyClosed => Some(Step::Connecting),
    }
}

fn tells_of_an_event(frames: &[String]) -> bool {
    frames
        .iter()
        .any(|text| matches!(frames::read(text), Ok(Some(_))))
}

#[expect(
    clippy::disallowed_methods,
    reason = "Discord answers in real time, or not at all"
)]
async fn passes(time: Duration) {
    tokio::time::sleep(time).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELLO: &str = r#"{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250}}"#;
    const EVENT: &str = r#"{"t":"TYPING_START","s":7,"op":0,"d":{}}"#;

    #[test]
    fn events_tell_that_a_session_goes_on_and_none_begins_without_ready() {
        use ShardState::{Active, Identifying, Resuming};
        let table = [
            (Identifying, HELLO, Stand::Opening),
            (Identifying, EVENT, Stand::Nameless),
            (Active, EVENT, Stand::Live),
            (Resuming, HELLO, Stand::Opening),
            (Resuming, EVENT, Stand::Live),
        ];
        for (state, frame, expected) in table {
            let mut handshake = Handshake::new(Patience::default());
            let stand = handshake.note(state, &[frame.to_owned()], Instant::now());
            assert_eq!(stand, expected, "{state:?}, {frame}");
        }
    }

    /// Nothing but `said` comes, for so many seconds; the shard's turn to identify came after so many.
    fn overdue(state: ShardState, said: &str, turn: Option<u64>, seconds: u64) -> Option<Step> {
        let begun = Instant::now();
        let at = |seconds| begun + Duration::from_secs(seconds);
        let mut handshake = Handshake::new(Patience::default());
        handshake.note(state, &[said.to_owned()], begun);
        handshake.note(state, &[], at(seconds));
        let turn = turn.map(|after| match after {
            after if after > seconds => Turn::AwaitedSince(begun),
            after => Turn::Came(at(after)),
        });
        handshake.overdue(turn, at(seconds))
    }

    #[test]
    fn each_step_has_to_be_taken_in_time_once_it_is_discords_turn() {
        use ShardState::{Active, Disconnected, Identifying, Resuming};
        let connecting = Disconnected {
            reconnect_attempts: 3,
        };
        let table = [
            ("resumed in time", Resuming, HELLO, None, 29, None),
            (
                "not resumed",
                Resuming,
                HELLO,
                None,
                30,
                Some(Step::Resuming),
            ),
            ("it goes on", Resuming, EVENT, None, 300, None),
            ("a live session", Active, EVENT, None, 300, None),
            ("a door that stays shut", connecting, HELLO, None, 300, None),
            (
                "its turn hasn't come",
                Identifying,
                HELLO,
                Some(301),
                300,
                None,
            ),
            (
                "its turn has just come",
                Identifying,
                HELLO,
                Some(290),
                300,
                None,
            ),
            (
                "no READY",
                Identifying,
                HELLO,
                Some(270),
                300,
                Some(Step::Identifying),
            ),
            (
                "no HELLO",
                Identifying,
                "",
                None,
                30,
                Some(Step::Identifying),
            ),
        ];
        for (what, state, said, turn, seconds, expected) in table {
            assert_eq!(overdue(state, said, turn, seconds), expected, "{what}");
        }
    }

    #[test]
    fn a_connection_that_is_given_up_owes_nothing() {
        let begun = Instant::now();
        let mut handshake = Handshake::new(Patience::default());
        handshake.note(ShardState::Resuming, &[], begun);
        handshake.give_up();
        let late = begun + Duration::from_secs(60);
        assert_eq!(handshake.overdue(None, late), None);
        handshake.note(ShardState::Resuming, &[], late);
        assert_eq!(handshake.overdue(None, late), None);
    }
}
