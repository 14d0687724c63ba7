//! The bot in a server: added, removed, and cut off while the server has an outage.

use serde_json::json;

use crate::{
    GuildId, Permissions, RoleId,
    gateway::{dispatch::To, events, intents},
    world::{World, guild::Role},
};

impl World {
    /// The bot joins with its own role; GUILD_CREATE.
    pub(crate) fn invite_bot(&mut self, guild: GuildId, permissions: Permissions) {
        let bot = self.app.bot;
        if self.server(guild).members.contains_key(&bot) {
            return;
        }
        self.join(guild, bot);
        let id = RoleId::new(self.next_id());
        let mut role = Role::new(id, "bot", permissions);
        role.bot = Some(bot);
        let server = self.server_mut(guild);
        server.roles.insert(id, role);
        if let Some(member) = server.members.get_mut(&bot) {
            member.roles.push(id);
        }
        self.guild_create(guild);
    }

    /// GUILD_CREATE, to those sessions that hear of the server.
    pub(crate) fn guild_create(&mut self, guild: GuildId) {
        if !self.bot_is_in(guild) {
            return;
        }
        let body = self.json_guild_create(self.server(guild));
        let text = body.to_string();
        self.send_event(events::GUILD_CREATE, &body, &text, |session| {
            guild.shard(session.shards) == session.shard && session.intents & intents::GUILDS != 0
        });
    }

    /// The bot is removed: its role and its commands there go, GUILD_DELETE without `unavailable`.
    pub(crate) fn remove_bot(&mut self, guild: GuildId) {
        let bot = self.app.bot;
        if !self.server(guild).members.contains_key(&bot) {
            return;
        }
        self.leave(guild, bot);
        self.commands.of_guild.remove(&guild);
        self.server_mut(guild)
            .roles
            .retain(|_, role| role.bot.is_none());
        self.emit_anyway(
            events::GUILD_DELETE,
            To::Guild(guild),
            intents::GUILDS,
            |_| json!({ "id": guild }),
        );
    }

    /// An outage begins, if there is none yet.
    pub(crate) fn begin_outage(&mut self, guild: GuildId) {
        if self.server(guild).unavailable {
            return;
        }
        self.emit(
            events::GUILD_DELETE,
            To::Guild(guild),
            intents::GUILDS,
            |_| json!({ "id": guild, "unavailable": true }),
        );
        self.server_mut(guild).unavailable = true;
    }

    /// An outage is over, if there is one.
    pub(crate) fn end_outage(&mut self, guild: GuildId) {
        if self.server(guild).unavailable {
            self.server_mut(guild).unavailable = false;
            self.guild_create(guild);
        }
    }
}
