//! The phone test (PRODUCT P3a): whether a mention still lights up somebody's phone, which Discord tells no bot.

use chrono::{DateTime, Utc};

use super::ids::ChannelId;

/// How a person's test stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// They asked for none, or it is answered.
    None,
    /// They are mentioned there at this instant.
    Comes(ChannelId, DateTime<Utc>),
    /// They were mentioned there: what did the phone do?
    Asked(ChannelId),
    /// The mention couldn't be sent there: nothing can be said about the phone.
    Lost(ChannelId),
}
