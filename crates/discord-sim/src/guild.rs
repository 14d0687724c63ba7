//! Building a server: roles, channels, members. Deeds of an all-powerful admin; nothing here checks permissions.

use chrono::{DateTime, Utc};

use crate::{
    ChannelId, GuildId, Permissions, Person, RoleId, UserId,
    world::{
        Handle, World,
        channel::{Kind, Overwrite},
    },
};

/// A server. Clones are the same server.
///
/// # Panics
/// Each verb panics if what it names doesn't exist in this server (a mistake in the story).
#[derive(Clone, Debug)]
pub struct Guild {
    shared: Handle,
    id: GuildId,
}

/// A server that is about to be made; see [`crate::Simulator::guild`].
#[derive(Debug)]
pub struct GuildBuilder {
    shared: Handle,
    name: String,
    owner: Option<UserId>,
    bot: Option<Permissions>,
    locale: String,
}

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
    pub(crate) fn new(shared: Handle, name: &str) -> Self {
        let bot = Some(Permissions::bot_by_default());
        Self {
            shared,
            name: name.to_owned(),
            owner: None,
            bot,
            locale: "en-US".to_owned(),
        }
    }

    /// Who owns it. Default: a person made for it.
    #[must_use]
    pub fn owner(mut self, owner: &Person) -> Self {
        self.owner = Some(owner.id());
        self
    }

    /// The bot isn't in it yet; see [`Guild::invite_bot`].
    #[must_use]
    pub fn without_bot(mut self) -> Self {
        self.bot = None;
        self
    }

    /// What the bot's own role allows. Default: [`Permissions::bot_by_default`].
    #[must_use]
    pub fn bot_permissions(mut self, permissions: Permissions) -> Self {
        self.bot = Some(permissions);
        self
    }

    /// The server's language, such as `de`. Default: `en-US`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.locale);
        self
    }

    /// Makes it.
    #[must_use]
    pub fn create(self) -> Guild {
        let mut world = self.shared.world();
        let owner = self
            .owner
            .unwrap_or_else(|| world.add_person(&format!("owner of {}", self.name)));
        let id = world.add_guild(&self.name, owner, &self.locale);
        if let Some(permissions) = self.bot {
            world.invite_bot(id, permissions);
        }
        drop(world);
        Guild::new(self.shared, id)
    }
}

impl Guild {
    pub(crate) const fn new(shared: Handle, id: GuildId) -> Self {
        Self { shared, id }
    }

    /// Does something in the world, then wakes whoever waits for it.
    fn act<T>(&self, deed: impl FnOnce(&mut World) -> T) -> T {
        let done = deed(&mut self.shared.world());
        self.shared.changed.notify_waiters();
        done
    }

    fn channel(&self, kind: Kind, name: &str) -> ChannelId {
        self.act(|world| world.add_channel(self.id, kind, name, None, Vec::new()))
    }

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
        self.act(|world| world.add_role(self.id, name, permissions))
    }

    /// Lets everyone mention the role, or not.
    pub fn mentionable(&self, role: RoleId, mentionable: bool) {
        self.act(|world| world.change_role(self.id, role, |role| role.mentionable = mentionable));
    }

    /// Changes what a role allows (`guild.everyone()` too).
    pub fn role_permissions(&self, role: RoleId, permissions: Permissions) {
        self.act(|world| world.change_role(self.id, role, |role| role.permissions = permissions));
    }

    /// Removes a role.
    pub fn delete_role(&self, role: RoleId) {
        self.act(|world| world.remove_role(self.id, role));
    }

    /// A new text channel.
    pub fn text(&self, name: &str) -> ChannelId {
        self.channel(Kind::Text, name)
    }

    /// A new text channel in a category, with a copy of the category's overwrites.
    pub fn text_in(&self, category: ChannelId, name: &str) -> ChannelId {
        self.act(|world| world.add_channel(self.id, Kind::Text, name, Some(category), Vec::new()))
    }

    /// A new text channel that only these (and the bot, if it is a member or its role is named) see.
    pub fn private_text(&self, name: &str, who: &[Target]) -> ChannelId {
        let view = Permissions::VIEW_CHANNEL;
        let hidden = Overwrite {
            target: Target::Role(self.id.everyone()),
            allow: Permissions::NONE,
            deny: view,
        };
        let shown = who.iter().map(|target| Overwrite {
            target: *target,
            allow: view,
            deny: Permissions::NONE,
        });
        let overwrites = std::iter::once(hidden).chain(shown).collect();
        self.act(|world| world.add_channel(self.id, Kind::Text, name, None, overwrites))
    }

    /// A new category.
    pub fn category(&self, name: &str) -> ChannelId {
        self.channel(Kind::Category, name)
    }

    /// A new forum.
    pub fn forum(&self, name: &str) -> ChannelId {
        self.channel(Kind::Forum, name)
    }

    /// A new announcement channel.
    pub fn announcement(&self, name: &str) -> ChannelId {
        self.channel(Kind::Announcement, name)
    }

    /// A new voice channel.
    pub fn voice(&self, name: &str) -> ChannelId {
        self.channel(Kind::Voice, name)
    }

    /// A new stage channel.
    pub fn stage(&self, name: &str) -> ChannelId {
        self.channel(Kind::Stage, name)
    }

    /// Sets one overwrite of a channel; empty ones are removed.
    pub fn overwrite(
        &self,
        channel: ChannelId,
        target: impl Into<Target>,
        allow: Permissions,
        deny: Permissions,
    ) {
        self.act(|world| world.set_overwrite(self.id, channel, target.into(), allow, deny));
    }

    /// Renames a channel or thread.
    pub fn rename_channel(&self, channel: ChannelId, name: &str) {
        self.act(|world| {
            world.change_channel(channel, |channel| name.clone_into(&mut channel.name))
        });
    }

    /// Sets the topic of a channel.
    pub fn set_topic(&self, channel: ChannelId, topic: &str) {
        self.act(|world| {
            world.change_channel(channel, |channel| channel.topic = Some(topic.to_owned()))
        });
    }

    /// Deletes a channel or thread with all that is in it.
    pub fn delete_channel(&self, channel: ChannelId) {
        self.act(|world| world.remove_channel(channel));
    }

    /// Archives a thread.
    pub fn archive(&self, thread: ChannelId) {
        self.act(|world| world.set_archived(thread, true, None));
    }

    /// Archives and locks a thread.
    pub fn lock(&self, thread: ChannelId) {
        self.act(|world| world.set_archived(thread, true, Some(true)));
    }

    /// Renames the server.
    pub fn rename(&self, name: &str) {
        self.act(|world| world.change_guild(self.id, |server| name.clone_into(&mut server.name)));
    }

    /// Gives the server to somebody who is in it.
    pub fn set_owner(&self, owner: &Person) {
        assert!(self.has_member(owner.id()), "the owner must be a member");
        self.act(|world| world.change_guild(self.id, |server| server.owner = owner.id()));
    }

    /// The person joins.
    pub fn add_member(&self, person: &Person) {
        self.act(|world| world.join(self.id, person.id()));
    }

    /// The person leaves or is kicked.
    pub fn kick(&self, person: &Person) {
        self.act(|world| world.leave(self.id, person.id()));
    }

    /// Gives a member a role.
    pub fn give_role(&self, person: &Person, role: RoleId) {
        self.act(|world| world.set_role(self.id, person.id(), role, true));
    }

    /// Takes a role from a member.
    pub fn take_role(&self, person: &Person, role: RoleId) {
        self.act(|world| world.set_role(self.id, person.id(), role, false));
    }

    /// Gives a member a nickname here, or none.
    pub fn nickname(&self, person: &Person, nick: Option<&str>) {
        self.act(|world| world.set_nick(self.id, person.id(), nick));
    }

    /// Times a member out until then (facts §9).
    pub fn time_out(&self, person: &Person, until: DateTime<Utc>) {
        self.act(|world| world.time_out(self.id, person.id(), until));
    }

    /// Whether the person is a member.
    #[must_use]
    pub fn has_member(&self, person: UserId) -> bool {
        self.shared
            .world()
            .server(self.id)
            .members
            .contains_key(&person)
    }

    /// What the person (or the bot) may do in a channel, implicit denials applied (facts §9).
    #[must_use]
    pub fn permissions_in(&self, person: UserId, channel: ChannelId) -> Permissions {
        self.shared.world().rights(person, channel)
    }

    /// The bot's own role.
    ///
    /// # Panics
    /// If the bot isn't in this server.
    #[must_use]
    pub fn bot_role(&self) -> RoleId {
        let role = self.shared.world().server(self.id).bot_role();
        role.unwrap_or_else(|| panic!("the bot isn't in server {}", self.id))
    }

    /// Changes what the bot's own role allows.
    pub fn bot_permissions(&self, permissions: Permissions) {
        let role = self.bot_role();
        self.role_permissions(role, permissions);
    }

    /// Adds the bot: its role, then GUILD_CREATE.
    pub fn invite_bot(&self) {
        self.act(|world| world.invite_bot(self.id, Permissions::bot_by_default()));
    }

    /// Removes the bot: GUILD_DELETE without `unavailable`.
    pub fn remove_bot(&self) {
        self.act(|world| world.remove_bot(self.id));
    }

    /// The server has an outage: GUILD_DELETE with `unavailable`; `false` ends it with GUILD_CREATE.
    pub fn set_unavailable(&self, unavailable: bool) {
        self.act(|world| world.set_unavailable(self.id, unavailable));
    }
}
