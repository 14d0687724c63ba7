//! The gateway: sessions, their sockets, and what is dispatched to them (facts §1).

mod budget;
pub(crate) mod closed_door;
pub(crate) mod connect;
pub(crate) mod connection;
pub(crate) mod dispatch;
mod encoder;
pub(crate) mod events;
mod frames;
mod identify;
pub(crate) mod intents;
mod members;
mod mishaps;
pub(crate) mod out;
mod pour;
pub(crate) mod prebuilt;
mod presence;
mod ready;
mod replay;
mod resume;
mod script;
pub(crate) mod session;
mod socket;
mod writer;

use std::{
    collections::{HashMap, VecDeque},
    time::Instant,
};

use crate::GuildId;
use budget::Budget;
use closed_door::Refusing;
use session::Session;

/// All sessions of the bot.
#[derive(Default)]
pub(crate) struct Gateway {
    pub(crate) sessions: Vec<Session>,
    /// Number of the last connection.
    pub(crate) connections: u64,
    /// How many sessions were begun, ever.
    pub(crate) begun: usize,
    /// The bot's IDENTIFYs.
    pub(crate) identifies: Budget,
    /// When the whole list of a server's members was last asked for.
    pub(crate) whole_lists: HashMap<GuildId, VecDeque<Instant>>,
    /// Events get their `s`, but aren't sent.
    pub(crate) held: bool,
    /// Who isn't let in.
    pub(crate) refusing: Option<Refusing>,
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
