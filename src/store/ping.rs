//! Rows of `ping`: what is held, and what became of it.

mod act;
mod all;
mod answer;
mod count;
mod group;
mod places;
mod read;
mod select;
mod standup;
#[cfg(test)]
pub(crate) mod testing;
mod told;
mod words;
mod write;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::act::*;
pub use self::all::*;
pub use self::answer::*;
pub use self::count::*;
pub use self::group::*;
pub use self::places::*;
pub use self::read::*;
pub use self::standup::{
    answer_standup, insist, name_again, tell_of_standup, withdraw_named, withdraw_standup,
    withdraw_standup_from,
};
pub use self::told::*;
pub use self::write::*;
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::ping::{Lane, Loudness, Reason, Urgency, Via};

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
    /// By which group it reached the person. `None`: they themselves are meant, or it is the group's own row.
    pub group: Option<Group>,
    pub lane: Lane,
    pub loudness: Loudness,
    /// The question that it answers. `None`: it pings.
    pub answers: Option<MessageId>,
    /// When its message was sent, or the mention edited in.
    pub pinged_at: DateTime<Utc>,
    pub revised_at: Option<DateTime<Utc>>,
    /// Put off until then. Whatever is recorded isn't, until its recipient says so.
    pub not_before_at: Option<DateTime<Utc>>,
    pub excerpt: Option<Vec<u8>>,
    pub expected_at: Option<DateTime<Utc>>,
    pub urgency: Urgency,
}

impl PingRow {
    /// Whether its sender meant this person. Who set a message aside, and who has a role and joined, is nobody's business.
    pub fn is_meant(&self) -> bool {
        matches!(self.via, Via::Mention | Via::Reply | Via::Tell) && self.group.is_none()
    }

    /// Since when it has been waiting for a digest: one that comes at that very instant is not too early.
    pub fn waits_since(&self) -> DateTime<Utc> {
        let put_off = self
            .not_before_at
            .map(|until| until - TimeDelta::milliseconds(1));
        put_off.map_or(self.pinged_at, |until| until.max(self.pinged_at))
    }
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
