//! Whether a session has begun, or is taken up again.
//!
//! READY and RESUMED say so, and in an outage either may never come though the connection stands. Without READY nobody
//! knows which session it is: as soon as events come in it, a new one is begun. Without RESUMED events say that it goes
//! on; if there are none either, it is resumed once more.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use twilight_gateway::ShardState;

use crate::discord::frames;

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
    within: Duration,
    resuming: Option<Resuming>,
}

#[derive(Clone, Copy, Debug)]
struct Resuming {
    since: Instant,
    goes_on: bool,
}

impl Handshake {
    /// A session has to be resumed within so long.
    pub(super) const fn new(within: Duration) -> Self {
        Self {
            within,
            resuming: None,
        }
    }

    /// Notes what came, and the shard's state after it.
    pub(super) fn note(&mut self, state: ShardState, frames: &[String], now: Instant) -> Stand {
        if state != ShardState::Resuming {
            self.resuming = None;
        }
        match state {
            ShardState::Active => Stand::Live,
            ShardState::Identifying if tells_of_an_event(frames) => Stand::Nameless,
            ShardState::Resuming => {
                let resuming = self.resuming.get_or_insert(Resuming {
                    since: now,
                    goes_on: false,
                });
                resuming.goes_on |= tells_of_an_event(frames);
                if resuming.goes_on {
                    Stand::Live
                } else {
                    Stand::Opening
                }
            }
            _ => Stand::Opening,
        }
    }

    /// The connection is given up: the next one begins from the beginning.
    pub(super) const fn give_up(&mut self) {
        self.resuming = None;
    }

    /// Resolves when a session should have been resumed long ago.
    pub(super) fn takes_too_long(&self) -> impl Future<Output = ()> + use<> {
        let waits_since = self.resuming.filter(|resuming| !resuming.goes_on);
        let end = waits_since.map(|resuming| resuming.since + self.within);
        async move {
            match end {
                Some(end) => passed(end).await,
                None => std::future::pending().await,
            }
        }
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
async fn passed(at: Instant) {
    if Instant::now() < at {
        sleep_until(at).await;
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

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
            let mut handshake = Handshake::new(Duration::from_secs(1));
            let stand = handshake.note(state, &[frame.to_owned()], Instant::now());
            assert_eq!(stand, expected, "{state:?}, {frame}");
        }
    }

    #[test]
    fn a_session_that_is_not_resumed_in_time_has_taken_too_long() {
        let mut handshake = Handshake::new(Duration::ZERO);
        let takes_too_long =
            |handshake: &Handshake| handshake.takes_too_long().now_or_never().is_some();
        let now = Instant::now();
        assert!(!takes_too_long(&handshake));
        handshake.note(ShardState::Resuming, &[HELLO.to_owned()], now);
        assert!(takes_too_long(&handshake));
        handshake.note(ShardState::Resuming, &[EVENT.to_owned()], now);
        assert!(!takes_too_long(&handshake));
    }
}
