//! Connections that are refused for a while.

use std::time::Instant;

/// How a connection to the gateway is refused; see [`crate::GatewayControl::refuse_for`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedDoor {
    /// The upgrade to WebSocket is answered with this HTTP status.
    Status(u16),
    /// TCP closes without an answer.
    Silence,
    /// The WebSocket opens, and nothing is said on it, not even HELLO, until the client closes it.
    Wordless,
}

/// For whom the door is closed.
pub(crate) enum Refusing {
    /// For everybody until then.
    Until(Instant, ClosedDoor),
    /// For the next few.
    Next(usize, ClosedDoor),
}

impl Refusing {
    /// How the connection that comes now is refused, if it is.
    pub(crate) fn strike(&mut self) -> Option<ClosedDoor> {
        match self {
            Self::Until(until, how) => (Instant::now() < *until).then_some(*how),
            Self::Next(0, _) => None,
            Self::Next(left, how) => {
                *left -= 1;
                Some(*how)
            }
        }
    }
}
