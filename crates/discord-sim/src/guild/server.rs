//! A server itself: its name, its owner, its outages, and the bot in it.

use crate::{
    ChannelId, GuildId, Permissions, Person, RoleId, UserId,
    world::{Handle, World},
};

/// A server. Clones are the same server.
///
/// # Panics
/// Each verb panics if what it names doesn't exist in this server (a mistake in the story).
#[derive(Clone, Debug)]
pub struct Guild {
    pub(super) shared: Handle,
    pub(super) id: GuildId,
}

impl Guild {
    pub(crate) const fn new(shared: Handle, id: GuildId) -> Self {
        Self { shared, id }
    }

    /// Does something in the world, then wakes whoever waits for it.
    pub(super) fn act<T>(&self, deed: impl FnOnce(&mut World) -> T) -> T {
        let done = deed(&mut self.shared.world());
        self.shared.changed.notify_waiters();
        done
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

    /// Who owns it.
    #[must_use]
    pub fn owner(&self) -> UserId {
        self.shared.world().server(self.id).owner
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

    /// Says which voice channel takes those who fell silent, if any.
    pub fn set_afk_channel(&self, channel: Option<ChannelId>) {
        self.act(|world| world.change_guild(self.id, |server| server.afk_channel = channel));
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

    /// Removes the bot, its role and its commands here: GUILD_DELETE without `unavailable`.
    pub fn remove_bot(&self) {
        self.act(|world| world.remove_bot(self.id));
    }

    /// The server has an outage from now on: GUILD_DELETE with `unavailable`.
    pub fn begin_outage(&self) {
        self.act(|world| world.begin_outage(self.id));
    }

    /// The server's outage is over: GUILD_CREATE.
    pub fn end_outage(&self) {
        self.act(|world| world.end_outage(self.id));
    }
}
