//! Invalid requests: an address that collects too many refusals is shut out by what stands before Discord (facts §2).

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::Scope;
use crate::{Bucket, seconds::reachable, world::World};

/// Discord's window, for a count that limits nothing.
const WINDOW: Duration = Duration::from_secs(600);
/// The error code of a webhook that isn't there.
const UNKNOWN_WEBHOOK: u32 = 10015;

/// The refusals of one address; in here there is only one.
#[derive(Default)]
pub(crate) struct Invalid {
    window: Option<(Instant, u32)>,
    shut_out_until: Option<Instant>,
    /// Webhooks, as `id/token`, that were answered 404.
    gone: HashSet<String>,
}

impl World {
    /// Invalid requests in the window that runs now.
    pub(crate) fn invalid_requests(&self) -> u32 {
        let per = self
            .limits
            .invalid_requests
            .map_or(WINDOW, |limit| limit.per);
        let running = self.limiter.invalid.running(per, Instant::now());
        running.map_or(0, |(_, count)| count)
    }

    /// How much longer the address is shut out; `None` if it isn't.
    pub(crate) fn shut_out_for(&mut self) -> Option<Duration> {
        let until = self.limiter.invalid.shut_out_until?;
        let left = until.checked_duration_since(Instant::now());
        if left.is_none() {
            self.limiter.invalid = Invalid::default();
        }
        left
    }

    /// Counts the answer to a request, if it is one of those that count.
    pub(crate) fn note_answer(
        &mut self,
        path: &[&str],
        status: u16,
        body: &Value,
        refusal: Option<Scope>,
    ) {
        let counts = match status {
            401 | 403 => true,
            429 => refusal != Some(Scope::Shared),
            404 if body["code"] == UNKNOWN_WEBHOOK => self.limiter.invalid.was_gone(path),
            _ => false,
        };
        if counts {
            let (limit, shut_out_for) = (self.limits.invalid_requests, self.limits.shut_out_for);
            self.limiter.invalid.count(limit, shut_out_for);
        }
    }
}

impl Invalid {
    /// Whether this webhook was answered 404 before; from now on it was.
    fn was_gone(&mut self, path: &[&str]) -> bool {
        match path {
            ["webhooks", id, token, ..] => !self.gone.insert(format!("{id}/{token}")),
            _ => false,
        }
    }

    fn running(&self, per: Duration, now: Instant) -> Option<(Instant, u32)> {
        self.window.filter(|(began, _)| now - *began < per)
    }

    fn count(&mut self, limit: Option<Bucket>, shut_out_for: Duration) {
        let now = Instant::now();
        let per = limit.map_or(WINDOW, |limit| limit.per);
        let (began, count) = self.running(per, now).unwrap_or((now, 0));
        self.window = Some((began, count + 1));
        if limit.is_some_and(|limit| count + 1 >= limit.requests) {
            self.shut_out_until = Some(now + reachable(shut_out_for));
        }
    }
}
