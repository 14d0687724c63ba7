//! Making servers and roles.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::{
    GuildId, Permissions, RoleId, UserId,
    gateway::{dispatch::To, intents},
    world::{
        World,
        guild::{Role, Server},
        user::User,
    },
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
        let everyone = Role {
            id: id.everyone(),
            name: "@everyone".to_owned(),
            permissions: Permissions::everyone_by_default(),
            position: 0,
            mentionable: false,
            bot: None,
        };
        let server = Server {
            id,
            name: name.to_owned(),
            owner,
            locale: locale.to_owned(),
            unavailable: false,
            roles: BTreeMap::from([(id.everyone(), everyone)]),
            members: BTreeMap::new(),
            channels: Vec::new(),
            threads: BTreeSet::new(),
            former: BTreeSet::new(),
            wants_all: BTreeSet::new(),
        };
        self.guilds.insert(id, server);
        self.join(id, owner);
        id
    }

    pub(crate) fn add_role(
        &mut self,
        guild: GuildId,
        name: &str,
        permissions: Permissions,
    ) -> RoleId {
        let id = RoleId::new(self.next_id());
        let server = self.server_mut(guild);
        let position = i64::try_from(server.roles.len()).unwrap_or(i64::MAX);
        server.roles.insert(
            id,
            Role {
                id,
                name: name.to_owned(),
                permissions,
                position,
                mentionable: false,
                bot: None,
            },
        );
        self.role_event("GUILD_ROLE_CREATE", guild, id);
        id
    }

    /// Changes a role; GUILD_ROLE_UPDATE, and THREAD_LIST_SYNC for channels that the bot sees now.
    pub(crate) fn change_role(
        &mut self,
        guild: GuildId,
        role: RoleId,
        change: impl FnOnce(&mut Role),
    ) {
        let before = self.channels_seen_by_bot(guild);
        let found = self.server_mut(guild).roles.get_mut(&role);
        change(found.unwrap_or_else(|| panic!("role {role} isn't one of server {guild}")));
        self.role_event("GUILD_ROLE_UPDATE", guild, role);
        self.sync_threads(guild, &before);
    }

    pub(crate) fn remove_role(&mut self, guild: GuildId, role: RoleId) {
        assert!(role != guild.everyone(), "@everyone can't be deleted");
        let server = self.server_mut(guild);
        server.roles.remove(&role);
        server
            .members
            .values_mut()
            .for_each(|member| member.roles.retain(|other| *other != role));
        self.emit(
            "GUILD_ROLE_DELETE",
            To::Guild(guild),
            intents::GUILDS,
            |_| json!({ "guild_id": guild, "role_id": role }),
        );
    }

    fn role_event(&mut self, name: &str, guild: GuildId, role: RoleId) {
        self.emit(name, To::Guild(guild), intents::GUILDS, |world| {
            let role = world
                .server(guild)
                .roles
                .get(&role)
                .map(|role| world.json_role(role));
            json!({ "guild_id": guild, "role": role })
        });
    }

    /// Changes a server; GUILD_UPDATE.
    pub(crate) fn change_guild(&mut self, guild: GuildId, change: impl FnOnce(&mut Server)) {
        change(self.server_mut(guild));
        self.emit("GUILD_UPDATE", To::Guild(guild), intents::GUILDS, |world| {
            world.json_guild(world.server(guild))
        });
    }
}
