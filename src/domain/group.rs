//! Those whom one mention pings together: everybody with a role, or everybody in a server (PRODUCT P12).
//!
//! Such a ping is stored once. Who belongs to the group is asked when something is composed: Adagio sees no list of members,
//! and Discord's own badge goes to who has the role. Somebody who is given the role in between gets it too.

use super::ids::{RoleId, ServerId, UserId};
use super::ping::Via;

/// Whom a mention pings together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Those with this role.
    Role(RoleId),
    /// `@everyone` and `@here`, which Discord doesn't tell apart.
    Everyone(ServerId),
}

impl Group {
    /// How those in it are pinged.
    pub const fn via(self) -> Via {
        match self {
            Self::Role(_) => Via::Role,
            Self::Everyone(_) => Via::Everyone,
        }
    }

    /// What stands for it where a ping names its recipient. No person has this id: Discord gives each only once.
    pub const fn recipient(self) -> UserId {
        match self {
            Self::Role(role) => UserId::new(role.get()),
            Self::Everyone(server) => UserId::new(server.get()),
        }
    }

    /// The group that stands in a ping of this kind. `None`: the ping isn't a group's.
    pub const fn of(via: Via, recipient: UserId) -> Option<Self> {
        match via {
            Via::Role => Some(Self::Role(RoleId::new(recipient.get()))),
            Via::Everyone => Some(Self::Everyone(ServerId::new(recipient.get()))),
            _ => None,
        }
    }
}
