//! Who may read what, as it was when somebody looked: the answer of Discord, frozen into a value.
//!
//! Composing a digest takes this value, so that the rule "no trace of what its reader can't read" is
//! tested without Discord. Whatever is not in it is [`Sight::Unknown`]: it fails closed.

use std::collections::{HashMap, HashSet};

use super::ids::{ChannelId, RoleId, ServerId, UserId};

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

/// From where somebody looks at what is theirs: what was written in one server shows in no other (PRODUCT P4), not even to them
/// alone, because somebody may look over their shoulder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vantage {
    /// From their direct messages with Adagio.
    #[default]
    All,
    /// From this server.
    Within(ServerId),
}

impl Vantage {
    /// What is seen from a server, or (`None`) from direct messages.
    pub fn from(server: Option<ServerId>) -> Self {
        server.map_or(Self::All, Self::Within)
    }

    /// Whether what was written in this server shows.
    pub fn shows(self, server: ServerId) -> bool {
        match self {
            Self::All => true,
            Self::Within(within) => within == server,
        }
    }
}

/// Where something shows that somebody may have a right to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    Here,
    /// In the server where it was written, and in their direct messages.
    Elsewhere,
    /// They may not see it now, or that isn't known.
    Nowhere,
}

/// Whether a list leaves something out that shows elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Elsewhere {
    #[default]
    Nothing,
    More,
}

impl Elsewhere {
    /// Whether there is anything among so many.
    pub const fn among(more: usize) -> Self {
        if more == 0 { Self::Nothing } else { Self::More }
    }
}

/// The sights that were asked for, and what the servers are called.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    sights: HashMap<(UserId, ChannelId), Sight>,
    names: HashMap<ServerId, String>,
    roles: HashMap<(UserId, ServerId), Vec<RoleId>>,
    role_names: HashMap<RoleId, String>,
    silenced: HashSet<(UserId, ServerId)>,
    vantage: Vantage,
}

/// Whether somebody has a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    It,
    ItNot,
    /// Could not be found out.
    Unknown,
}

impl Rights {
    /// Notes what `user` may see of `channel`.
    pub fn note(&mut self, user: UserId, channel: ChannelId, sight: Sight) {
        self.sights.insert((user, channel), sight);
    }

    /// Notes that `user` is timed out in `server`.
    pub fn note_silenced(&mut self, user: UserId, server: ServerId) {
        self.silenced.insert((user, server));
    }

    /// The same, as they are seen from somewhere.
    pub fn seen_from(self, vantage: Vantage) -> Self {
        Self { vantage, ..self }
    }

    /// Where what stands in this channel shows to `user`.
    pub fn shows(&self, user: UserId, server: ServerId, channel: ChannelId) -> Shows {
        match self.of(user, channel) {
            Sight::Readable if self.vantage.shows(server) => Shows::Here,
            Sight::Readable => Shows::Elsewhere,
            Sight::Hidden | Sight::Left | Sight::Unknown => Shows::Nowhere,
        }
    }

    /// Notes what a server is called.
    pub fn name(&mut self, server: ServerId, name: String) {
        self.names.insert(server, name);
    }

    /// Notes which roles `user` has in `server`; none if they left it.
    pub fn note_roles(&mut self, user: UserId, server: ServerId, roles: Vec<RoleId>) {
        self.roles.insert((user, server), roles);
    }

    /// Notes what a role is called.
    pub fn name_role(&mut self, role: RoleId, name: String) {
        self.role_names.insert(role, name);
    }

    /// Whether `user` has this role of `server`.
    pub fn has_role(&self, user: UserId, server: ServerId, role: RoleId) -> Has {
        match self.roles.get(&(user, server)) {
            Some(roles) if roles.contains(&role) => Has::It,
            Some(_) => Has::ItNot,
            None => Has::Unknown,
        }
    }

    /// What the role is called, if that is known.
    pub fn name_of_role(&self, role: RoleId) -> Option<String> {
        self.role_names.get(&role).cloned()
    }

    /// What `user` may see of `channel`.
    pub fn of(&self, user: UserId, channel: ChannelId) -> Sight {
        self.sights
            .get(&(user, channel))
            .copied()
            .unwrap_or_default()
    }

    /// Whether `sender` is timed out in `server`. Whoever silences somebody doesn't want their words to be brought to people
    /// meanwhile; nothing of them is shown until it is over.
    pub fn silences(&self, sender: Option<UserId>, server: ServerId) -> bool {
        sender.is_some_and(|sender| self.silenced.contains(&(sender, server)))
    }

    /// Whether nothing could be found out about any of these channels, though there are some.
    pub fn knows_none_of(&self, user: UserId, channels: &[ChannelId]) -> bool {
        let unknown = |channel: &ChannelId| self.of(user, *channel) == Sight::Unknown;
        !channels.is_empty() && channels.iter().all(unknown)
    }

    /// What the server is called, if that is known.
    pub fn name_of(&self, server: ServerId) -> Option<String> {
        self.names.get(&server).cloned()
    }
}
