//! Who may do what (facts §9). The sums of roles and overwrites are twilight-util's; what Discord implies around them is here.
//!
//! ```text
//! @everyone | roles -> owner or ADMINISTRATOR: all
//!   -> overwrites of @everyone, of roles, of the member          (so far: what payloads carry)
//!   -> timed out: only reading -> not seeing: nothing -> not speaking: no embeds, no files, no loud mentions
//! ```

use twilight_model::{
    channel::{
        ChannelType,
        permission_overwrite::{PermissionOverwrite, PermissionOverwriteType},
    },
    guild::Permissions as Bits,
    id::Id,
};
use twilight_util::permission_calculator::PermissionCalculator;

use crate::{
    ChannelId, GuildId, Permissions, Target, UserId,
    world::{
        World,
        channel::{Channel, Kind, Overwrite},
        guild::{Member, Server, Standing},
    },
};

impl World {
    /// The sum of a member's roles in the server; all bits for the owner and ADMINISTRATOR. Nothing for a stranger.
    pub(crate) fn base_rights(&self, user: UserId, guild: GuildId) -> Permissions {
        self.membership(user, guild)
            .map_or(Permissions::NONE, |(server, member)| {
                ask(server, member, |sums| permissions(sums.root()))
            })
    }

    /// What the user may really do in the server at large.
    pub(crate) fn server_rights(&self, user: UserId, guild: GuildId) -> Permissions {
        let rights = self.base_rights(user, guild);
        if rights.contains(Permissions::ADMINISTRATOR) {
            rights
        } else {
            rights & self.left_by_standing(user, guild, None)
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
        match (self.membership(user, guild), self.governing(place)) {
            (Some((server, member)), Some(governing)) => {
                overwritten(server, member, &governing.overwrites)
            }
            _ => Permissions::NONE,
        }
    }

    /// What the user may really do in a channel, thread or DM: nothing implies anything that they can't see.
    pub(crate) fn rights(&self, user: UserId, channel: ChannelId) -> Permissions {
        let Some(place) = self.channels.get(&channel) else {
            return Permissions::NONE;
        };
        let Some(guild) = place.guild else {
            let takes_part = self.is_bot(user) || place.recipient == Some(user);
            return if takes_part {
                dm_rights()
            } else {
                Permissions::NONE
            };
        };
        let mut rights = self.raw_rights(user, channel);
        if rights.contains(Permissions::ADMINISTRATOR) {
            return rights;
        }
        rights = rights & self.left_by_standing(user, guild, Some(channel));
        if !lets_in(place, user, rights) {
            return Permissions::NONE;
        }
        if rights.contains(speaking_in(place.kind)) {
            rights
        } else {
            rights - implied_by_speaking()
        }
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
        self.channels
            .get(&channel)
            .map_or(Permissions::SEND_MESSAGES, |place| speaking_in(place.kind))
    }

    /// The server and the user's membership in it, if they are in.
    pub(crate) fn membership(&self, user: UserId, guild: GuildId) -> Option<(&Server, &Member)> {
        let server = self.guilds.get(&guild)?;
        Some((server, server.members.get(&user)?))
    }

    /// The channel whose overwrites count: a thread has none of its own.
    pub(crate) fn governing<'a>(&'a self, place: &'a Channel) -> Option<&'a Channel> {
        if place.kind.is_thread() {
            self.channels.get(&place.parent?)
        } else {
            Some(place)
        }
    }

    /// Whether the channel is shown to the person: they see it, and opted in if that is asked of them.
    pub(crate) fn is_shown(&self, user: UserId, channel: ChannelId) -> bool {
        let asks = |place: &Channel| place.nsfw || place.spoiler;
        let governing = self
            .channels
            .get(&channel)
            .and_then(|place| self.governing(place));
        self.sees(user, channel)
            && governing.is_none_or(|place| {
                !asks(place) || self.is_bot(user) || self.opted_in.contains(&(user, place.id))
            })
    }

    /// What a member's standing leaves of their rights in a channel, or in the server at large.
    fn left_by_standing(
        &self,
        user: UserId,
        guild: GuildId,
        channel: Option<ChannelId>,
    ) -> Permissions {
        let standing = self
            .membership(user, guild)
            .map(|(_, member)| member.standing(self.now()));
        match standing {
            Some(Standing::Full) => Permissions::ALL,
            Some(Standing::TimedOut) => {
                Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY
            }
            Some(Standing::Guest(invited)) if channel == Some(invited) => Permissions::ALL,
            Some(Standing::Guest(_) | Standing::Pending) | None => Permissions::NONE,
        }
    }
}

/// Asks the calculator about a member.
fn ask<T>(
    server: &Server,
    member: &Member,
    question: impl FnOnce(&PermissionCalculator<'_>) -> T,
) -> T {
    let granted = |role| server.roles.get(role).map(|role| bits(role.permissions));
    let roles: Vec<_> = member
        .roles
        .iter()
        .filter_map(|role| Some((Id::new_checked(role.get())?, granted(role)?)))
        .collect();
    let (guild, user) = (Id::new(server.id.get()), Id::new(member.user.get()));
    let everyone = granted(&server.id.everyone()).unwrap_or(Bits::empty());
    let sums = PermissionCalculator::new(guild, user, everyone, &roles);
    question(&sums.owner_id(Id::new(server.owner.get())))
}

/// A member's bits where these overwrites count, nothing implied.
///
/// The calculator implies denials as soon as one of two bits is denied. A payload implies nothing, and in a thread speaking is
/// another bit. So each of the two is asked about alone; what is implied is [`World::rights`]'s own business.
fn overwritten(server: &Server, member: &Member, overwrites: &[Overwrite]) -> Permissions {
    let implying = [Bits::VIEW_CHANNEL, Bits::SEND_MESSAGES];
    let the_rest = implying.iter().fold(Bits::all(), |rest, bit| rest - *bit);
    ask(server, member, |sums| {
        let root = sums.root();
        if root.contains(Bits::ADMINISTRATOR) {
            return permissions(root);
        }
        let in_channel = |overwrites: &[PermissionOverwrite]| {
            // A category: of no other kind does the calculator leave all bits. Its lists for text and voice are older than
            // threads and than text in voice channels.
            sums.clone()
                .in_channel(ChannelType::GuildCategory, overwrites)
        };
        let server_wide = root - in_channel(&[]);
        let sum = implying
            .into_iter()
            .chain([the_rest])
            .map(|mask| in_channel(&only(overwrites, mask)) & mask)
            .fold(server_wide, |sum, part| sum | part);
        permissions(sum)
    })
}

/// The overwrites, as far as they are about these bits.
fn only(overwrites: &[Overwrite], mask: Bits) -> Vec<PermissionOverwrite> {
    let about = |overwrite: &Overwrite| {
        let (id, kind) = match overwrite.target {
            Target::Role(role) => (role.get(), PermissionOverwriteType::Role),
            Target::Member(user) => (user.get(), PermissionOverwriteType::Member),
        };
        Some(PermissionOverwrite {
            allow: bits(overwrite.allow) & mask,
            deny: bits(overwrite.deny) & mask,
            id: Id::new_checked(id)?,
            kind,
        })
    };
    overwrites.iter().filter_map(about).collect()
}

fn bits(permissions: Permissions) -> Bits {
    Bits::from_bits_truncate(permissions.bits())
}

fn permissions(bits: Bits) -> Permissions {
    Permissions::from_bits(bits.bits())
}

/// Whether somebody with these rights is let into a place at all: they see it, may connect if it is a voice channel, and are in
/// it if it is a private thread (or manage threads).
fn lets_in(place: &Channel, user: UserId, rights: Permissions) -> bool {
    let is_outside = |thread: &crate::world::channel::Thread| {
        place.kind == Kind::PrivateThread
            && !rights.contains(Permissions::MANAGE_THREADS)
            && !thread.members.contains_key(&user)
    };
    rights.contains(Permissions::VIEW_CHANNEL)
        && (!place.kind.is_voice() || rights.contains(Permissions::CONNECT))
        && !place.thread.as_deref().is_some_and(is_outside)
}

/// SEND_MESSAGES says nothing about threads (facts §6).
const fn speaking_in(kind: Kind) -> Permissions {
    if kind.is_thread() {
        Permissions::SEND_MESSAGES_IN_THREADS
    } else {
        Permissions::SEND_MESSAGES
    }
}

/// What goes with the right to speak.
fn implied_by_speaking() -> Permissions {
    Permissions::MENTION_EVERYONE
        | Permissions::SEND_TTS_MESSAGES
        | Permissions::ATTACH_FILES
        | Permissions::EMBED_LINKS
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
