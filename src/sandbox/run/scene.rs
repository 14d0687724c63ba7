//! A channel in which a recording plays, and what was written there lately.

use std::collections::VecDeque;

use discord_sim::{ChannelId, MessageId};

use super::super::ledger::{Call, Pace, PersonNo};

/// Among so many last messages is the one that is answered.
const RECENT: usize = 12;

/// A channel in which a recording plays.
pub(super) struct Scene {
    pub channel: ChannelId,
    pub pace: Pace,
    /// The last messages and who wrote them, oldest first.
    pub recent: VecDeque<(MessageId, PersonNo)>,
    /// What the first line calls that names nobody.
    announcement: Option<Call>,
}

impl Scene {
    pub(super) const fn new(channel: ChannelId, pace: Pace) -> Self {
        Self {
            channel,
            pace,
            recent: VecDeque::new(),
            announcement: None,
        }
    }

    pub(super) fn announcing(self) -> Self {
        Self {
            announcement: Some(Call::Everybody),
            ..self
        }
    }

    /// Takes what the next line calls that names nobody.
    pub(super) const fn take_announcement(&mut self) -> Option<Call> {
        self.announcement.take()
    }

    pub(super) fn note(&mut self, message: MessageId, author: PersonNo) {
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back((message, author));
    }
}
