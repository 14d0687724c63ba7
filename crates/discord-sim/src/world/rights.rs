//! Who may do what (facts §9), in the order of Discord's text: base, owner or ADMINISTRATOR, overwrites, time-out, implicit denials.

use crate::{ChannelId, GuildId, Permissions, Target, UserId, world::World};

impl World {
    /// The sum of a member's roles in the server; all bits for the owner and ADMINISTRATOR. Nothing for a stranger.
    pub(crate) fn base_rights(&self, user: UserId, guild: GuildId) -> Permissions {
        let Some(server) = self.guilds.get(&guild) else {
            return Permissions::NONE;
        };
        let Some(member) = server.members.get(&user) else {
            return Permissions::NONE;
        };
        if server.owner == user {
            return Permissions::ALL;
        }
        let mut base = server
            .roles
            .get(&guild.everyone())
            .map_or(Permissions::NONE, |role| role.permissions);
        for role in &member.roles {
            base |= server
                .roles
                .get(role)
                .map_or(Permissions::NONE, |role| role.permissions);
        }
        if base.contains(Permissions::ADMINISTRATOR) {
            Permissions::ALL
        } else {
            base
        }
    }

    /// The member's bits in a channel, as payloads carry them: overwrites applied, nothing implied. Threads use their parent's.
    pub(crate) fn raw_rights(&self, user: UserId, channel: ChannelId) -> Permissions {
        let Some(place) = self.channels.get(&channel) else {
            return Permissions::NONE;
        };
        let Some(guild) = place.guild else {
            return dm_rights();
        };
        let base = self.base_rights(user, guild);
        if base == Permissions::ALL || base.is_empty() {
            return base;
        }
        let owner = if place.kind.is_thread() {
            place.parent.and_then(|parent| self.channels.get(&parent))
        } else {
            Some(place)
        };
        let Some(owner) = owner else {
            return Permissions::NONE;
        };
        let roles = self
            .guilds
            .get(&guild)
            .and_then(|server| server.members.get(&user))
            .map_or(&[][..], |member| &member.roles);
        let mut rights = base;
        for overwrite in &owner.overwrites {
            if overwrite.target == Target::Role(guild.everyone()) {
                rights = (rights - overwrite.deny) | overwrite.allow;
            }
        }
        let (mut allow, mut deny) = (Permissions::NONE, Permissions::NONE);
        for overwrite in &owner.overwrites {
            if let Target::Role(role) = overwrite.target
                && roles.contains(&role)
            {
                allow |= overwrite.allow;
                deny |= overwrite.deny;
            }
        }
        rights = (rights - deny) | allow;
        for overwrite in &owner.overwrites {
            if overwrite.target == Target::Member(user) {
                rights = (rights - overwrite.deny) | overwrite.allow;
            }
        }
        rights
    }

    /// What the user may really do in a channel, thread or DM: nothing implies anything that they can't see.
    pub(crate) fn rights(&self, user: UserId, channel: ChannelId) -> Permissions {
        let Some(place) = self.channels.get(&channel) else {
            return Permissions::NONE;
        };
        let Some(guild) = place.guild else {
            let member = self.is_bot(user) || place.recipient == Some(user);
            return if member {
                dm_rights()
            } else {
                Permissions::NONE
            };
        };
        let mut rights = self.raw_rights(user, channel);
        if rights == Permissions::ALL {
            return rights;
        }
        if self.is_timed_out(user, guild) {
            rights = rights & (Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY);
        }
        if !rights.contains(Permissions::VIEW_CHANNEL)
            || place.kind.is_voice() && !rights.contains(Permissions::CONNECT)
        {
            return Permissions::NONE;
        }
        if let Some(thread) = &place.thread
            && place.kind == super::channel::Kind::PrivateThread
            && !rights.contains(Permissions::MANAGE_THREADS)
            && !thread.members.contains_key(&user)
        {
            return Permissions::NONE;
        }
        let speak = if place.kind.is_thread() {
            Permissions::SEND_MESSAGES_IN_THREADS
        } else {
            Permissions::SEND_MESSAGES
        };
        if !rights.contains(speak) {
            rights = rights
                - (Permissions::MENTION_EVERYONE
                    | Permissions::SEND_TTS_MESSAGES
                    | Permissions::ATTACH_FILES
                    | Permissions::EMBED_LINKS);
        }
        rights
    }

    /// Whether the user may do all of `these` there.
    pub(crate) fn may(&self, user: UserId, channel: ChannelId, these: Permissions) -> bool {
        self.rights(user, channel).contains(these)
    }

    /// Whether the user sees the channel, thread or DM.
    pub(crate) fn sees(&self, user: UserId, channel: ChannelId) -> bool {
        self.may(user, channel, Permissions::VIEW_CHANNEL)
    }

    /// What speaking needs there.
    pub(crate) fn speaking(&self, channel: ChannelId) -> Permissions {
        let thread = self
            .channels
            .get(&channel)
            .is_some_and(|place| place.kind.is_thread());
        if thread {
            Permissions::SEND_MESSAGES_IN_THREADS
        } else {
            Permissions::SEND_MESSAGES
        }
    }

    fn is_timed_out(&self, user: UserId, guild: GuildId) -> bool {
        let member = self
            .guilds
            .get(&guild)
            .and_then(|server| server.members.get(&user));
        member
            .and_then(|member| member.timed_out_until)
            .is_some_and(|until| until > self.now())
    }
}

/// What both sides may do in a DM.
fn dm_rights() -> Permissions {
    Permissions::VIEW_CHANNEL
        | Permissions::SEND_MESSAGES
        | Permissions::READ_MESSAGE_HISTORY
        | Permissions::ADD_REACTIONS
        | Permissions::EMBED_LINKS
        | Permissions::ATTACH_FILES
        | Permissions::MENTION_EVERYONE
        | Permissions::USE_EXTERNAL_EMOJIS
        | Permissions::USE_APPLICATION_COMMANDS
}
