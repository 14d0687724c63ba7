//! Scripted faults of REST: this route, so many times, fails like this.

use std::time::Duration;

use serde_json::Value;

/// How a matching request goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Nothing is applied; this status and body are the answer.
    Status(u16, Value),
    /// Nothing is applied; 429 with this `retry_after`, for this scope (`user`, `global` or `shared`).
    TooMany {
        /// How long the client must wait.
        retry_after: Duration,
        /// `X-RateLimit-Scope`.
        scope: &'static str,
    },
    /// The request is applied, but the connection closes without an answer.
    AppliedButNoAnswer,
    /// The request is applied twice, whatever its nonce, as if a client without one had tried again; the second is the answer.
    AppliedTwice,
    /// Nothing is applied; the connection closes without an answer.
    RefuseConnection,
    /// It goes right, but so much later, in real time.
    Delay(Duration),
}

/// Which requests: a method and a path pattern without `/api/v10`, in which `*` stands for one segment.
/// `("POST", "/channels/*/messages")` converts into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteMatch {
    method: String,
    path: String,
}

impl From<(&str, &str)> for RouteMatch {
    fn from((method, path): (&str, &str)) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
        }
    }
}

/// The scripted faults of one simulator.
#[derive(Clone, Debug)]
pub struct Faults {}

impl Faults {
    /// The next matching request gets `fault`. Several wait in line, oldest first.
    pub fn next(&self, route: impl Into<RouteMatch>, fault: Fault) {
        self.times(1, route, fault);
    }

    /// The next `count` matching requests get `fault`.
    pub fn times(&self, count: usize, route: impl Into<RouteMatch>, fault: Fault) {
        let _ = (count, route.into(), fault);
        todo!()
    }

    /// All matching requests get `fault`, until [`Faults::clear`].
    pub fn always(&self, route: impl Into<RouteMatch>, fault: Fault) {
        self.times(usize::MAX, route, fault);
    }

    /// From now on nothing goes wrong.
    pub fn clear(&self) {
        todo!()
    }

    /// How many requests a fault has hit so far.
    #[must_use]
    pub fn hits(&self) -> usize {
        todo!()
    }
}
