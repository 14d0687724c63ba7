//! What "When and why?" may tell whom: a sender when each reader reads it, a reader when and why, others nothing.

use chrono::{DateTime, Utc};

use super::delivery;
use super::group::Group;
use super::ids::{ChannelId, UserId};
use super::ping;

/// The answer about one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// Nothing here concerns the person.
    Nothing,
    /// To the one who wrote it; both empty if nobody mentioned reads digests. Who is in a group isn't told.
    ToSender {
        readers: Vec<(UserId, Standing)>,
        groups: Vec<Group>,
    },
    /// To somebody whom it pings.
    ToRecipient {
        standing: Standing,
        /// The channel whose mode decided: the parent of a thread.
        channel: ChannelId,
        steps: Vec<Step>,
    },
}

/// How things stand with one ping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Comes with the digest at this instant.
    Waits(DateTime<Utc>),
    /// Waits until the person looks.
    Inbox,
    /// Went out at once.
    Passed,
    /// Was in a digest.
    Delivered,
    /// Needs nobody any more.
    Over,
}

/// One step of the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is for everybody with a role of theirs.
    ThroughRole,
    /// A step of the decision.
    Decided(delivery::Reason),
    /// By the channel's mode and the person's settings of now it would have gone another way.
    DecidedOtherwise,
    /// What the facts made of it.
    Became(ping::Reason),
    /// The person put it off.
    PutOff(DateTime<Utc>),
}
