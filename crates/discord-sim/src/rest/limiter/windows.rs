//! Counting requests: the global second and the window of each bucket, in real time.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{BucketKey, Scope, Shut, Verdict, invalid::Invalid};
use crate::{
    Bucket,
    rest::{request::Req, routes::is_open},
    world::World,
};

/// How many windows are kept before those that ended are forgotten.
const MANY: usize = 10_000;

/// Requests lately.
#[derive(Default)]
pub(crate) struct Limiter {
    windows: HashMap<BucketKey, Window>,
    /// Those of the bot, and those without a token.
    global: [VecDeque<Instant>; 2],
    pub(super) invalid: Invalid,
    pub(crate) shut: Shut,
}

/// What a bucket has let pass since its first request.
#[derive(Clone, Copy)]
struct Window {
    began: Instant,
    per: Duration,
    count: u32,
}

/// Whose global second a request falls into (facts §2).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// The bot with its token.
    Bot,
    /// An address, without a token.
    Address,
}

impl Caller {
    pub(super) fn of(req: &Req) -> Self {
        let path = req.segments();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match req.token {
            Some(_) if !is_open(&path) => Self::Bot,
            _ => Self::Address,
        }
    }
}

impl Req {
    /// The bucket that it falls into.
    pub(super) fn bucket(&self) -> Option<BucketKey> {
        let path = self.segments();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        BucketKey::of(&self.method, &path)
    }

    /// Whether it is about an interaction, which no global limit binds (facts §2).
    pub(super) fn is_of_interaction(&self) -> bool {
        let first = self.segments().into_iter().next();
        first.is_some_and(|first| first == "interactions" || first == "webhooks")
    }
}

impl World {
    /// Counts a request towards its limits.
    pub(crate) fn check_rate(&mut self, req: &Req) -> Verdict {
        if let Some(too_early) = self.too_early(req) {
            return too_early;
        }
        let now = Instant::now();
        if !req.is_of_interaction()
            && let Some(limit) = self.limits.global_per_second
            && let Err(wait) = self.limiter.pass_globally(Caller::of(req), limit, now)
        {
            return Verdict::refused(None, Scope::Global, wait);
        }
        let Some(key) = req.bucket() else {
            return Verdict::unbound();
        };
        let Some(limit) = key.limit(&self.limits.buckets) else {
            return Verdict::unbound();
        };
        let inner = key.of_renaming().filter(|_| renames(&req.body));
        if let Some(inner) = inner
            && let Some(limit) = inner.limit(&self.limits.buckets)
            && let Err(wait) = self.limiter.pass(&inner, limit, now).0
        {
            return Verdict::refused(Some(&key), Scope::User, wait);
        }
        let (passed, window) = self.limiter.pass(&key, limit, now);
        let reset_after = window.left(now);
        match passed {
            Ok(()) => Verdict::passed(&key, limit.requests, window.count, reset_after),
            Err(wait) => Verdict::refused(Some(&key), Scope::User, wait).of(limit.requests),
        }
    }
}

/// Whether a change of a channel is one of those that Discord limits apart.
fn renames(body: &Value) -> bool {
    !body["name"].is_null() || !body["topic"].is_null()
}

impl Limiter {
    /// At most so many in any second, wherever it begins: stricter than Discord, which doesn't say where it begins.
    fn pass_globally(&mut self, caller: Caller, limit: u32, now: Instant) -> Result<(), Duration> {
        const SECOND: Duration = Duration::from_secs(1);
        let passed = &mut self.global[usize::from(caller == Caller::Bot)];
        while passed.front().is_some_and(|at| now - *at >= SECOND) {
            passed.pop_front();
        }
        match passed.front() {
            Some(oldest) if passed.len() >= usize::try_from(limit).unwrap_or(usize::MAX) => {
                Err(SECOND.saturating_sub(now - *oldest))
            }
            _ => {
                passed.push_back(now);
                Ok(())
            }
        }
    }

    /// Counts a request in its bucket, or says how long it must wait.
    fn pass(
        &mut self,
        key: &BucketKey,
        limit: Bucket,
        now: Instant,
    ) -> (Result<(), Duration>, Window) {
        if self.windows.len() >= MANY {
            self.windows.retain(|_, window| !window.left(now).is_zero());
        }
        let fresh = Window {
            began: now,
            per: limit.per,
            count: 0,
        };
        let window = self.windows.entry(key.clone()).or_insert(fresh);
        if window.left(now).is_zero() {
            *window = fresh;
        }
        if window.count >= limit.requests {
            return (Err(window.left(now)), *window);
        }
        window.count += 1;
        (Ok(()), *window)
    }
}

impl Window {
    /// Until it begins anew.
    fn left(&self, now: Instant) -> Duration {
        self.per.saturating_sub(now - self.began)
    }
}
