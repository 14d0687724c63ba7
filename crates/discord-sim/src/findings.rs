//! What the simulator holds against the client, and what is under way.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// Something that a well-behaved bot never does. A story ends with `assert!(sim.findings().is_empty())`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which sort.
    pub kind: FindingKind,
    /// What happened: route and Discord's error, or what was missing.
    pub what: String,
    /// When, on the simulator's clock.
    pub at: DateTime<Utc>,
}

/// The sorts of [`Finding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A route that the simulator doesn't know: a 404 and this. Or a gateway op that it doesn't model: nothing and this.
    UnknownRoute,
    /// A request that Discord would have answered with 400, 401, 405 or 413, or not let through for its `User-Agent`.
    BadRequest,
    /// An interaction whose 3 s passed without a first response.
    Unanswered,
    /// A gateway frame or order of frames that closes the connection.
    Protocol,
    /// A request that was answered 429, other than by a fault of which the client couldn't know; or too many frames.
    TooFast,
}

/// What is going on: for finding out when the bot is idle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Traffic {
    /// REST requests that have no answer yet.
    pub in_flight: usize,
    /// REST exchanges finished so far.
    pub exchanges: u64,
    /// Answers so far that count as invalid requests (facts §2), within the window that runs now.
    pub invalid_requests: u32,
    /// Interactions that have no first response and whose time isn't up.
    pub unanswered: usize,
    /// The sessions that a RESUME could still reach, by shard.
    pub sessions: Vec<SessionTraffic>,
}

/// One gateway session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionTraffic {
    /// Its shard.
    pub shard: u64,
    /// `s` of the last event handed to it (or kept for it while it has no socket).
    pub last_seq_sent: u64,
    /// The highest `d` of its heartbeats and resumes: what the client says that it has received.
    pub last_seq_acked_by_heartbeat: u64,
    /// How many heartbeats it has sent so far.
    pub heartbeats: u64,
    /// Whether it has a socket.
    pub connected: bool,
}
