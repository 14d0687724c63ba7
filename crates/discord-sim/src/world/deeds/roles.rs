//! Making, changing, ordering and deleting roles.

use serde_json::json;

use crate::{
    GuildId, Permissions, RoleId,
    gateway::{
        dispatch::To,
        events::{self, Event},
        intents,
    },
    world::{World, guild::Role},
};

impl World {
    /// A new role, as `set` says; GUILD_ROLE_CREATE.
    pub(crate) fn add_role(
        &mut self,
        guild: GuildId,
        name: &str,
        permissions: Permissions,
        set: impl FnOnce(&mut Role),
    ) -> RoleId {
        let mut role = Role::new(RoleId::new(self.next_id()), name, permissions);
        set(&mut role);
        let id = role.id;
        self.server_mut(guild).roles.insert(id, role);
        self.role_event(events::GUILD_ROLE_CREATE, guild, id);
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
        self.role_event(events::GUILD_ROLE_UPDATE, guild, role);
        self.sync_threads(guild, &before);
    }

    /// Puts a role elsewhere in the list; GUILD_ROLE_UPDATE if that is elsewhere indeed.
    pub(crate) fn move_role(&mut self, guild: GuildId, role: RoleId, position: i64) {
        let found = self.server(guild).roles.get(&role);
        let found = found.unwrap_or_else(|| panic!("role {role} isn't one of server {guild}"));
        if found.position != position {
            self.change_role(guild, role, |role| role.position = position);
        }
    }

    /// Deletes a role, which its members lose without further notice; GUILD_ROLE_DELETE.
    pub(crate) fn remove_role(&mut self, guild: GuildId, role: RoleId) {
        assert!(role != guild.everyone(), "@everyone can't be deleted");
        let before = self.channels_seen_by_bot(guild);
        let server = self.server_mut(guild);
        server.roles.remove(&role);
        server
            .members
            .values_mut()
            .for_each(|member| member.roles.retain(|other| *other != role));
        self.emit(
            events::GUILD_ROLE_DELETE,
            To::Guild(guild),
            intents::GUILDS,
            |_| json!({ "guild_id": guild, "role_id": role }),
        );
        self.sync_threads(guild, &before);
    }

    fn role_event(&mut self, event: Event, guild: GuildId, role: RoleId) {
        self.emit(event, To::Guild(guild), intents::GUILDS, |world| {
            let role = world
                .server(guild)
                .roles
                .get(&role)
                .map(|role| world.json_role(role));
            json!({ "guild_id": guild, "role": role })
        });
    }
}
