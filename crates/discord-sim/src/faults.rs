//! Scripted faults of REST: this route, so many times, fails like this.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::Value;

use crate::Scope;

/// How a matching request goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Nothing is applied; this status and body are the answer.
    Status(u16, Value),
    /// Nothing is applied; 429 with this `retry_after`.
    TooMany {
        /// How long the client must wait.
        retry_after: Duration,
        /// Whose limit it is.
        scope: Scope,
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

impl RouteMatch {
    fn fits(&self, method: &str, path: &str) -> bool {
        let (mut pattern, mut steps) = (self.path.split('/'), path.split('/'));
        self.method == method
            && loop {
                match (pattern.next(), steps.next()) {
                    (None, None) => break true,
                    (Some("*"), Some(_)) => {}
                    (Some(wanted), Some(step)) if wanted == step => {}
                    _ => break false,
                }
            }
    }
}

/// The faults that wait to strike.
#[derive(Debug, Default)]
pub(crate) struct FaultLine {
    waiting: VecDeque<(RouteMatch, usize, Fault)>,
    hits: usize,
}

impl FaultLine {
    /// The oldest fault for this request, used up by one.
    pub(crate) fn strike(&mut self, method: &str, path: &str) -> Option<Fault> {
        let at = self
            .waiting
            .iter()
            .position(|(route, ..)| route.fits(method, path))?;
        self.hits += 1;
        let (_, left, fault) = &mut self.waiting[at];
        let fault = fault.clone();
        if *left != usize::MAX {
            *left -= 1;
        }
        if *left == 0 {
            self.waiting.remove(at);
        }
        Some(fault)
    }
}

/// The scripted faults of one simulator. Clones share them.
#[derive(Clone, Debug)]
pub struct Faults {
    line: Arc<Mutex<FaultLine>>,
}

impl Faults {
    pub(crate) const fn new(line: Arc<Mutex<FaultLine>>) -> Self {
        Self { line }
    }

    fn line(&self) -> std::sync::MutexGuard<'_, FaultLine> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next matching request gets `fault`. Several wait in line, oldest first.
    pub fn next(&self, route: impl Into<RouteMatch>, fault: Fault) {
        self.times(1, route, fault);
    }

    /// The next `count` matching requests get `fault`.
    pub fn times(&self, count: usize, route: impl Into<RouteMatch>, fault: Fault) {
        if count > 0 {
            self.line().waiting.push_back((route.into(), count, fault));
        }
    }

    /// All matching requests get `fault`, until [`Faults::clear`].
    pub fn always(&self, route: impl Into<RouteMatch>, fault: Fault) {
        self.times(usize::MAX, route, fault);
    }

    /// From now on nothing goes wrong.
    pub fn clear(&self) {
        self.line().waiting.clear();
    }

    /// How many requests a fault has hit so far.
    #[must_use]
    pub fn hits(&self) -> usize {
        self.line().hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_segment() {
        let route = RouteMatch::from(("POST", "/channels/*/messages"));
        for (method, path, fits) in [
            ("POST", "/channels/1/messages", true),
            ("GET", "/channels/1/messages", false),
            ("POST", "/channels/1/messages/2", false),
            ("POST", "/channels/messages", false),
        ] {
            assert_eq!(route.fits(method, path), fits, "{method} {path}");
        }
    }
}
