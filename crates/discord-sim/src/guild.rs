//! Building a server: roles, channels, members. Deeds of an all-powerful admin; nothing here checks permissions.

use chrono::{DateTime, Utc};

use crate::{ChannelId, GuildId, Permissions, Person, RoleId, UserId};

/// A server. Clones are the same server.
///
/// # Panics
/// Each verb panics if what it names doesn't exist in this server (a mistake in the story).
#[derive(Clone, Debug)]
pub struct Guild {
    id: GuildId,
}

/// A server that is about to be made; see [`crate::Simulator::guild`].
#[derive(Debug)]
pub struct GuildBuilder {}

/// Whom an overwrite is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A role (`guild.everyone()` for all).
    Role(RoleId),
    /// One member.
    Member(UserId),
}

impl From<RoleId> for Target {
    fn from(id: RoleId) -> Self {
        Self::Role(id)
    }
}

impl From<&Person> for Target {
    fn from(person: &Person) -> Self {
        Self::Member(person.id())
    }
}

impl GuildBuilder {
    /// Who owns it. Default: a person made for it.
    #[must_use]
    pub fn owner(self, owner: &Person) -> Self {
        let _ = owner;
        todo!()
    }

    /// The bot isn't in it yet; see [`Guild::invite_bot`].
    #[must_use]
    pub fn without_bot(self) -> Self {
        todo!()
    }

    /// What the bot's own role allows. Default: [`Permissions::bot_by_default`].
    #[must_use]
    pub fn bot_permissions(self, permissions: Permissions) -> Self {
        let _ = permissions;
        todo!()
    }

    /// The server's language, such as `de`. Default: `en-US`.
    #[must_use]
    pub fn locale(self, locale: &str) -> Self {
        let _ = locale;
        todo!()
    }

    /// Makes it.
    #[must_use]
    pub fn create(self) -> Guild {
        todo!()
    }
}

impl Guild {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> GuildId {
        self.id
    }

    /// The @everyone role.
    #[must_use]
    pub fn everyone(&self) -> RoleId {
        self.id.everyone()
    }

    /// A new role above all others but the bot's, not mentionable.
    pub fn role(&self, name: &str, permissions: Permissions) -> RoleId {
        let _ = (name, permissions);
        todo!()
    }

    /// Lets everyone mention the role, or not.
    pub fn mentionable(&self, role: RoleId, mentionable: bool) {
        let _ = (role, mentionable);
        todo!()
    }

    /// Changes what a role allows (`guild.everyone()` too).
    pub fn role_permissions(&self, role: RoleId, permissions: Permissions) {
        let _ = (role, permissions);
        todo!()
    }

    /// Removes a role.
    pub fn delete_role(&self, role: RoleId) {
        let _ = role;
        todo!()
    }

    /// A new text channel.
    pub fn text(&self, name: &str) -> ChannelId {
        let _ = name;
        todo!()
    }

    /// A new text channel in a category, with a copy of the category's overwrites.
    pub fn text_in(&self, category: ChannelId, name: &str) -> ChannelId {
        let _ = (category, name);
        todo!()
    }

    /// A new text channel that only these (and the bot, if it is a member or its role is named) see.
    pub fn private_text(&self, name: &str, who: &[Target]) -> ChannelId {
        let _ = (name, who);
        todo!()
    }

    /// A new category.
    pub fn category(&self, name: &str) -> ChannelId {
        let _ = name;
        todo!()
    }

    /// A new forum.
    pub fn forum(&self, name: &str) -> ChannelId {
        let _ = name;
        todo!()
    }

    /// A new announcement channel.
    pub fn announcement(&self, name: &str) -> ChannelId {
        let _ = name;
        todo!()
    }

    /// A new voice channel.
    pub fn voice(&self, name: &str) -> ChannelId {
        let _ = name;
        todo!()
    }

    /// A new stage channel.
    pub fn stage(&self, name: &str) -> ChannelId {
        let _ = name;
        todo!()
    }

    /// Sets one overwrite of a channel; empty ones are removed.
    pub fn overwrite(
        &self,
        channel: ChannelId,
        target: impl Into<Target>,
        allow: Permissions,
        deny: Permissions,
    ) {
        let _ = (channel, target.into(), allow, deny);
        todo!()
    }

    /// Renames a channel or thread.
    pub fn rename_channel(&self, channel: ChannelId, name: &str) {
        let _ = (channel, name);
        todo!()
    }

    /// Sets the topic of a channel.
    pub fn set_topic(&self, channel: ChannelId, topic: &str) {
        let _ = (channel, topic);
        todo!()
    }

    /// Deletes a channel or thread with all that is in it.
    pub fn delete_channel(&self, channel: ChannelId) {
        let _ = channel;
        todo!()
    }

    /// Archives a thread.
    pub fn archive(&self, thread: ChannelId) {
        let _ = thread;
        todo!()
    }

    /// Archives and locks a thread.
    pub fn lock(&self, thread: ChannelId) {
        let _ = thread;
        todo!()
    }

    /// Renames the server.
    pub fn rename(&self, name: &str) {
        let _ = name;
        todo!()
    }

    /// Gives the server to somebody who is in it.
    pub fn set_owner(&self, owner: &Person) {
        let _ = owner;
        todo!()
    }

    /// The person joins.
    pub fn add_member(&self, person: &Person) {
        let _ = person;
        todo!()
    }

    /// The person leaves or is kicked.
    pub fn kick(&self, person: &Person) {
        let _ = person;
        todo!()
    }

    /// Gives a member a role.
    pub fn give_role(&self, person: &Person, role: RoleId) {
        let _ = (person, role);
        todo!()
    }

    /// Takes a role from a member.
    pub fn take_role(&self, person: &Person, role: RoleId) {
        let _ = (person, role);
        todo!()
    }

    /// Gives a member a nickname here, or none.
    pub fn nickname(&self, person: &Person, nick: Option<&str>) {
        let _ = (person, nick);
        todo!()
    }

    /// Times a member out until then (facts §9).
    pub fn time_out(&self, person: &Person, until: DateTime<Utc>) {
        let _ = (person, until);
        todo!()
    }

    /// Whether the person is a member.
    #[must_use]
    pub fn has_member(&self, person: UserId) -> bool {
        let _ = person;
        todo!()
    }

    /// What the person (or the bot) may do in a channel, implicit denials applied (facts §9).
    #[must_use]
    pub fn permissions_in(&self, person: UserId, channel: ChannelId) -> Permissions {
        let _ = (person, channel);
        todo!()
    }

    /// The bot's own role.
    ///
    /// # Panics
    /// If the bot isn't in this server.
    #[must_use]
    pub fn bot_role(&self) -> RoleId {
        todo!()
    }

    /// Changes what the bot's own role allows.
    pub fn bot_permissions(&self, permissions: Permissions) {
        let _ = permissions;
        todo!()
    }

    /// Adds the bot: its role, then GUILD_CREATE.
    pub fn invite_bot(&self) {
        todo!()
    }

    /// Removes the bot: GUILD_DELETE without `unavailable`.
    pub fn remove_bot(&self) {
        todo!()
    }

    /// The server has an outage: GUILD_DELETE with `unavailable`; `false` ends it with GUILD_CREATE.
    pub fn set_unavailable(&self, unavailable: bool) {
        let _ = unavailable;
        todo!()
    }
}
