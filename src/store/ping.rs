//! Rows of `ping`: what is held, and what became of it.

mod read;
mod words;
mod write;

use chrono::{DateTime, Utc};

#[cfg(test)]
pub(crate) use self::read::testing;
pub use self::read::*;
pub use self::write::*;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::ping::{Lane, Loudness, Reason, Via};

/// A ping as a row: the excerpt is still sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PingRow {
    pub source: MessageId,
    pub recipient: UserId,
    pub server: ServerId,
    pub channel: ChannelId,
    pub governing: ChannelId,
    pub sender: Option<UserId>,
    pub via: Via,
    pub lane: Lane,
    pub loudness: Loudness,
    /// When its message was sent, or the mention edited in.
    pub pinged_at: DateTime<Utc>,
    pub revised_at: Option<DateTime<Utc>>,
    pub excerpt: Option<Vec<u8>>,
}

/// A ping that is about to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPing {
    pub row: PingRow,
    /// `Some`: it is over at once (it passed).
    pub over: Option<Reason>,
}

/// Which half of a digest a ping stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Waiting,
    /// In the collapsed last line.
    Seen,
}

impl Part {
    /// The word that the database keeps.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Seen => "seen",
        }
    }
}
