//! Who may read what, as it was when somebody looked: the answer of Discord, frozen into a value.
//!
//! Composing a digest takes this value, so that the rule "no trace of what its reader can't read" is
//! tested without Discord. Whatever is not in it is [`Sight::Unknown`]: it fails closed.

use std::collections::HashMap;

use super::ids::{ChannelId, ServerId, UserId};

/// What one person may see of one channel or thread now (facts §9, §13.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sight {
    /// May view it and read its history.
    Readable,
    /// May not: no name, no count, no link.
    Hidden,
    /// Is no longer in the server.
    Left,
    /// Could not be found out: wait and ask again, show nothing meanwhile.
    #[default]
    Unknown,
}

/// The sights that were asked for, and what the servers are called.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    sights: HashMap<(UserId, ChannelId), Sight>,
    names: HashMap<ServerId, String>,
}

impl Rights {
    /// Notes what `user` may see of `channel`.
    pub fn note(&mut self, user: UserId, channel: ChannelId, sight: Sight) {
        self.sights.insert((user, channel), sight);
    }

    /// Notes what a server is called.
    pub fn name(&mut self, server: ServerId, name: String) {
        self.names.insert(server, name);
    }

    /// What `user` may see of `channel`.
    pub fn of(&self, user: UserId, channel: ChannelId) -> Sight {
        self.sights
            .get(&(user, channel))
            .copied()
            .unwrap_or_default()
    }

    /// What the server is called, if that is known.
    pub fn name_of(&self, server: ServerId) -> Option<String> {
        self.names.get(&server).cloned()
    }
}
