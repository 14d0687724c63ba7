//! The gateway: sessions, their sockets, and what is dispatched to them (facts §1).

pub(crate) mod connect;
pub(crate) mod dispatch;
mod encoder;
mod frames;
mod identify;
pub(crate) mod intents;
mod members;
mod mishaps;
pub(crate) mod out;
mod pour;
pub(crate) mod prebuilt;
mod replay;
mod resume;
pub(crate) mod session;
pub(crate) mod socket;
mod writer;

use std::{collections::HashMap, collections::VecDeque, time::Instant};

use chrono::{DateTime, Utc};

use session::Session;

/// All sessions of the bot.
#[derive(Default)]
pub(crate) struct Gateway {
    pub(crate) sessions: Vec<Session>,
    /// Number of the last connection.
    pub(crate) connections: u64,
    /// How many sessions were begun, ever.
    pub(crate) begun: usize,
    /// The bot's latest IDENTIFYs, on the simulator's clock.
    pub(crate) identifies: VecDeque<DateTime<Utc>>,
    /// When each `shard_id % max_concurrency` last identified, in real time.
    pub(crate) identified: HashMap<u64, Instant>,
    /// Events get their `s`, but aren't sent.
    pub(crate) held: bool,
}

impl Gateway {
    /// The highest `s` of a shard's sessions; 0 without one.
    pub(crate) fn last_seq(&self, shard: u64) -> u64 {
        self.sessions
            .iter()
            .filter(|session| session.shard == shard)
            .map(|session| session.seq)
            .max()
            .unwrap_or(0)
    }

    /// Sessions with READY or RESUMED and a live socket.
    pub(crate) fn connected(&self) -> usize {
        self.sessions
            .iter()
            .filter(|session| session.ready && session.socket.is_some())
            .count()
    }
}
