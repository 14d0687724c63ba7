//! What somebody asked others and nobody has answered: the tab "My questions" of the inbox (PRODUCT P8).

use chrono::TimeDelta;

use super::ids::{ChannelId, MessageId, ServerId};

/// How long a question that nobody answers is listed.
pub const LISTED_FOR: TimeDelta = TimeDelta::days(14);

/// A question, as its asker sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub message: MessageId,
    pub server: ServerId,
    pub channel: ChannelId,
    /// The channel that the thread belongs to.
    pub parent: Option<ChannelId>,
}
