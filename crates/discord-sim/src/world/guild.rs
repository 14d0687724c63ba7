//! A server's own data: roles, members; its channels are in the world.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::{ChannelId, GuildId, Permissions, RoleId, UserId};

pub(crate) struct Server {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) locale: String,
    /// The server has an outage.
    pub(crate) unavailable: bool,
    pub(crate) roles: BTreeMap<RoleId, Role>,
    pub(crate) members: BTreeMap<UserId, Member>,
    /// Channels without threads, in order of creation.
    pub(crate) channels: Vec<ChannelId>,
    pub(crate) threads: BTreeSet<ChannelId>,
    /// Members who want all messages.
    pub(crate) wants_all: BTreeSet<UserId>,
}

pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) permissions: Permissions,
    pub(crate) position: i64,
    pub(crate) mentionable: bool,
    /// The bot whose own role it is.
    pub(crate) bot: Option<UserId>,
}

pub(crate) struct Member {
    pub(crate) user: UserId,
    pub(crate) nick: Option<String>,
    /// Without @everyone.
    pub(crate) roles: Vec<RoleId>,
    pub(crate) joined_at: DateTime<Utc>,
    pub(crate) timed_out_until: Option<DateTime<Utc>>,
}

impl Server {
    pub(crate) fn bot_role(&self) -> Option<RoleId> {
        self.roles
            .values()
            .find(|role| role.bot.is_some())
            .map(|role| role.id)
    }

    /// Who has the role; @everyone is everybody.
    pub(crate) fn members_with(&self, role: RoleId) -> impl Iterator<Item = UserId> {
        let everyone = role == self.id.everyone();
        self.members
            .values()
            .filter(move |member| everyone || member.roles.contains(&role))
            .map(|member| member.user)
    }
}
