//! What somebody wants to hear no more of (PRODUCT P7): a thread, or everything from one person.
//!
//! Only what pings them from then on is concerned. It is not lost: a line of the inbox counts it.

use chrono::{DateTime, TimeDelta, Utc};

use super::ids::{ChannelId, ServerId, UserId};

/// How long nothing more is heard of a person: ids of people who may not have joined are kept no longer (PRODUCT,
/// principle 6).
pub const SENDER_FOR: TimeDelta = TimeDelta::days(90);

/// How far back the inbox counts what was muted.
pub const COUNTED_FOR: TimeDelta = TimeDelta::days(7);

/// What is muted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Muted {
    Thread(Thread),
    Sender(UserId),
}

/// A thread, and what decides who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thread {
    pub server: ServerId,
    pub channel: ChannelId,
    /// The channel that it belongs to.
    pub governing: ChannelId,
}

/// Something that is muted, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mute {
    pub what: Muted,
    pub since: DateTime<Utc>,
}

/// Whether something is heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heard {
    #[default]
    Yes,
    Muted,
}
