//! What a 429 shut that nobody had counted towards, a fault's: it is refused until `retry_after` has passed, and a client that
//! asks before that although it knows is one that doesn't obey (facts §2).

use std::time::{Duration, Instant};

use super::{BucketKey, Caller, Scope, Verdict};
use crate::{
    rest::{connection::LineId, request::Req},
    seconds::reachable,
    world::World,
};

/// A request that sets out before the client has read the 429 may still be on its way for so long.
const ON_ITS_WAY: Duration = Duration::from_millis(250);

/// A client can give the connection to its next request a moment before it has taken in what the last one was answered.
const TAKEN_IN: Duration = Duration::from_millis(50);

/// When and over which connection a request came.
#[derive(Clone)]
pub(crate) struct Came {
    pub(crate) at: Instant,
    pub(crate) over: LineId,
}

/// All that is shut.
#[derive(Default)]
pub(crate) struct Shut(Vec<Barrier>);

impl Shut {
    /// Opens all of it.
    pub(crate) fn open(&mut self) {
        self.0.clear();
    }
}

struct Barrier {
    bars: Bars,
    scope: Scope,
    /// When the 429 was answered, and over which connection.
    told: Came,
    until: Instant,
}

#[derive(PartialEq, Eq)]
enum Bars {
    Bucket(BucketKey),
    /// All routes but those of interactions.
    Everything(Caller),
}

impl Barrier {
    /// Whether the client has taken in the 429 for certain: a connection carries one request at a time, so on that one soon, on
    /// any other one after a while.
    fn was_known(&self, came: &Came) -> bool {
        let grace = if came.over == self.told.over {
            TAKEN_IN
        } else {
            ON_ITS_WAY
        };
        let since = came.at.checked_duration_since(self.told.at);
        since.is_some_and(|since| since >= grace)
    }
}

impl World {
    /// Answers 429 to a request that comes before its time; else a fault's 429 shuts what it is about.
    pub(crate) fn shut(&mut self, req: &Req, scope: Scope, retry_after: Duration) -> Verdict {
        if let Some(too_early) = self.too_early(req) {
            return too_early;
        }
        let key = req.bucket();
        let bars = match (scope, key.clone()) {
            (Scope::Global, _) => Some(Bars::Everything(Caller::of(req))),
            // A route without a bucket has nothing that could be shut.
            (Scope::User | Scope::Shared, key) => key.map(Bars::Bucket),
        };
        let now = Instant::now();
        let told = Came {
            at: now,
            over: req.came.over.clone(),
        };
        self.limiter.shut.0.extend(bars.map(|bars| Barrier {
            bars,
            scope,
            told,
            until: now + reachable(retry_after),
        }));
        Verdict::refused(key.as_ref(), scope, retry_after).unforeseen()
    }

    /// The 429 of a request that comes while what it asks for is shut, if it does.
    pub(super) fn too_early(&mut self, req: &Req) -> Option<Verdict> {
        let now = Instant::now();
        let barriers = &mut self.limiter.shut.0;
        barriers.retain(|barrier| barrier.until > now);
        let key = req.bucket();
        let of_interaction = req.is_of_interaction();
        let barrier = barriers.iter().find(|barrier| match &barrier.bars {
            Bars::Bucket(shut) => key.as_ref() == Some(shut),
            Bars::Everything(caller) => !of_interaction && *caller == Caller::of(req),
        })?;
        let refused = Verdict::refused(key.as_ref(), barrier.scope, barrier.until - now);
        Some(if barrier.was_known(&req.came) {
            refused
        } else {
            refused.unforeseen()
        })
    }
}
