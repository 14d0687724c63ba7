//! A server's own data: roles, members; its channels are in the world.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::{ChannelId, GuildId, Permissions, RoleId, UserId};

pub(crate) struct Server {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) locale: String,
    pub(crate) description: Option<String>,
    pub(crate) afk_channel: Option<ChannelId>,
    /// Seconds until somebody is moved there.
    pub(crate) afk_timeout: u64,
    /// The server has an outage.
    pub(crate) unavailable: bool,
    pub(crate) roles: BTreeMap<RoleId, Role>,
    pub(crate) members: BTreeMap<UserId, Member>,
    /// Channels without threads, in order of creation.
    pub(crate) channels: Vec<ChannelId>,
    pub(crate) threads: BTreeSet<ChannelId>,
    pub(crate) banned: BTreeSet<UserId>,
    /// Who has been a member and left.
    pub(crate) former: BTreeSet<UserId>,
    /// Members who want all messages.
    pub(crate) wants_all: BTreeSet<UserId>,
}

pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) permissions: Permissions,
    /// Higher is above; see [`Rank`](crate::world::ranks::Rank).
    pub(crate) position: i64,
    /// 0: none.
    pub(crate) color: u64,
    /// Shown apart in the list of members.
    pub(crate) hoist: bool,
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
    /// May lie in the past.
    pub(crate) timed_out_until: Option<DateTime<Utc>>,
    /// Hasn't passed the membership screening.
    pub(crate) pending: bool,
    /// Has been in before.
    pub(crate) rejoined: bool,
    /// The only channel that a guest is let into.
    pub(crate) guest_of: Option<ChannelId>,
}

/// How a member stands, which cuts what their roles allow (facts §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Full,
    /// Only reads.
    TimedOut,
    /// Not through the screening: nothing at all.
    Pending,
    /// Only in this channel.
    Guest(ChannelId),
}

impl Member {
    pub(crate) fn new(user: UserId, joined_at: DateTime<Utc>) -> Self {
        Self {
            user,
            nick: None,
            roles: Vec::new(),
            joined_at,
            timed_out_until: None,
            pending: false,
            rejoined: false,
            guest_of: None,
        }
    }

    /// `flags`: DID_REJOIN and IS_GUEST.
    pub(crate) fn flags(&self) -> u64 {
        u64::from(self.rejoined) | u64::from(self.guest_of.is_some()) << 4
    }

    pub(crate) fn standing(&self, now: DateTime<Utc>) -> Standing {
        if self.pending {
            Standing::Pending
        } else if let Some(channel) = self.guest_of {
            Standing::Guest(channel)
        } else if self.timed_out_until.is_some_and(|until| until > now) {
            Standing::TimedOut
        } else {
            Standing::Full
        }
    }
}

impl Role {
    /// A new one: the lowest but for @everyone.
    pub(crate) fn new(id: RoleId, name: &str, permissions: Permissions) -> Self {
        Self {
            id,
            name: name.to_owned(),
            permissions,
            position: 1,
            color: 0,
            hoist: false,
            mentionable: false,
            bot: None,
        }
    }
}

impl Server {
    /// A new one with nobody in it.
    pub(crate) fn new(id: GuildId, name: &str, owner: UserId, locale: &str) -> Self {
        let mut everyone = Role::new(
            id.everyone(),
            "@everyone",
            Permissions::everyone_by_default(),
        );
        everyone.position = 0;
        Self {
            id,
            name: name.to_owned(),
            owner,
            locale: locale.to_owned(),
            description: None,
            afk_channel: None,
            afk_timeout: 300,
            unavailable: false,
            roles: BTreeMap::from([(everyone.id, everyone)]),
            members: BTreeMap::new(),
            channels: Vec::new(),
            threads: BTreeSet::new(),
            banned: BTreeSet::new(),
            former: BTreeSet::new(),
            wants_all: BTreeSet::new(),
        }
    }

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
