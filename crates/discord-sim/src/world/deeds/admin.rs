//! Making people and servers, and changing servers.

use crate::{
    GuildId, UserId,
    gateway::{dispatch::To, events, intents},
    world::{World, guild::Server, user::User},
};

impl World {
    /// A new person.
    pub(crate) fn add_person(&mut self, name: &str) -> UserId {
        let id = UserId::new(self.old_id());
        self.users.insert(id, User::new(name, false));
        id
    }

    /// A new server with its owner in it.
    pub(crate) fn add_guild(&mut self, name: &str, owner: UserId, locale: &str) -> GuildId {
        let id = GuildId::new(self.old_id());
        self.guilds.insert(id, Server::new(id, name, owner, locale));
        self.join(id, owner);
        id
    }

    /// Changes a server; GUILD_UPDATE.
    pub(crate) fn change_guild(&mut self, guild: GuildId, change: impl FnOnce(&mut Server)) {
        change(self.server_mut(guild));
        self.emit(
            events::GUILD_UPDATE,
            To::Guild(guild),
            intents::GUILDS,
            |world| world.json_guild(world.server(guild)),
        );
    }
}
