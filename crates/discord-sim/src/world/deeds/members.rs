//! Joining, leaving, roles of members, time-outs, the bot's own coming and going.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    GuildId, Level, Permissions, RoleId, Settings, UserId,
    gateway::{dispatch::To, intents, session::Session},
    world::{
        World,
        guild::{Member, Role, Server},
    },
};

impl World {
    pub(crate) fn server(&self, guild: GuildId) -> &Server {
        self.guilds
            .get(&guild)
            .unwrap_or_else(|| panic!("server {guild} doesn't exist"))
    }

    pub(crate) fn server_mut(&mut self, guild: GuildId) -> &mut Server {
        self.guilds
            .get_mut(&guild)
            .unwrap_or_else(|| panic!("server {guild} doesn't exist"))
    }

    fn member_mut(&mut self, guild: GuildId, user: UserId) -> &mut Member {
        let member = self.server_mut(guild).members.get_mut(&user);
        member.unwrap_or_else(|| panic!("{user} isn't a member of server {guild}"))
    }

    /// Joins; nothing if they are in.
    pub(crate) fn join(&mut self, guild: GuildId, user: UserId) {
        let joined_at = self.now();
        let server = self.server_mut(guild);
        if server.members.contains_key(&user) {
            return;
        }
        server.members.insert(
            user,
            Member {
                user,
                nick: None,
                roles: Vec::new(),
                joined_at,
                timed_out_until: None,
            },
        );
        if self
            .settings
            .get(&(user, guild))
            .is_some_and(|settings| settings.level == Level::All)
        {
            self.server_mut(guild).wants_all.insert(user);
        }
        if !self.is_bot(user) {
            self.emit(
                "GUILD_MEMBER_ADD",
                To::Guild(guild),
                intents::GUILD_MEMBERS,
                |world| world.json_member_of(guild, user),
            );
        }
    }

    /// Leaves or is kicked; nothing if they aren't in.
    pub(crate) fn leave(&mut self, guild: GuildId, user: UserId) {
        let server = self.server_mut(guild);
        if server.members.remove(&user).is_none() {
            return;
        }
        server.wants_all.remove(&user);
        let threads: Vec<_> = server.threads.iter().copied().collect();
        for thread in threads {
            if let Some(thread) = self
                .channels
                .get_mut(&thread)
                .and_then(|place| place.thread.as_mut())
            {
                thread.members.remove(&user);
            }
        }
        if !self.is_bot(user) {
            self.emit(
                "GUILD_MEMBER_REMOVE",
                To::Guild(guild),
                intents::GUILD_MEMBERS,
                |world| json!({ "guild_id": guild, "user": world.json_user(user) }),
            );
        }
    }

    pub(crate) fn set_role(&mut self, guild: GuildId, user: UserId, role: RoleId, has: bool) {
        assert!(
            self.server(guild).roles.contains_key(&role),
            "role {role} isn't one of server {guild}"
        );
        let member = self.member_mut(guild, user);
        if member.roles.contains(&role) == has {
            return;
        }
        if has {
            member.roles.push(role);
        } else {
            member.roles.retain(|other| *other != role);
        }
        self.member_changed(guild, user);
    }

    pub(crate) fn set_nick(&mut self, guild: GuildId, user: UserId, nick: Option<&str>) {
        self.member_mut(guild, user).nick = nick.map(str::to_owned);
        self.member_changed(guild, user);
    }

    pub(crate) fn time_out(&mut self, guild: GuildId, user: UserId, until: DateTime<Utc>) {
        self.member_mut(guild, user).timed_out_until = Some(until);
        self.member_changed(guild, user);
    }

    /// GUILD_MEMBER_UPDATE: the bot's own always comes, others' with GUILD_MEMBERS (facts §1.5).
    fn member_changed(&mut self, guild: GuildId, user: UserId) {
        let needed = if self.is_bot(user) {
            intents::NONE_NEEDED
        } else {
            intents::GUILD_MEMBERS
        };
        self.emit("GUILD_MEMBER_UPDATE", To::Guild(guild), needed, |world| {
            world.json_member_of(guild, user)
        });
    }

    fn json_member_of(&self, guild: GuildId, user: UserId) -> Value {
        let mut json = self
            .server(guild)
            .members
            .get(&user)
            .map_or(Value::Null, |member| self.json_member(member));
        json["guild_id"] = json!(guild);
        json
    }

    /// The bot joins with its own role; GUILD_CREATE.
    pub(crate) fn invite_bot(&mut self, guild: GuildId, permissions: Permissions) {
        let bot = self.app.bot;
        if self.server(guild).members.contains_key(&bot) {
            return;
        }
        self.join(guild, bot);
        let id = RoleId::new(self.next_id());
        let server = self.server_mut(guild);
        let position = i64::try_from(server.roles.len()).unwrap_or(i64::MAX);
        let role = Role {
            id,
            name: "bot".to_owned(),
            permissions,
            position,
            mentionable: false,
            bot: Some(bot),
        };
        server.roles.insert(id, role);
        self.member_mut(guild, bot).roles.push(id);
        self.guild_create(guild);
    }

    /// GUILD_CREATE, with all members for sessions that have the intent.
    pub(crate) fn guild_create(&mut self, guild: GuildId) {
        if !self.bot_is_in(guild) {
            return;
        }
        for all in [false, true] {
            let chosen = |session: &Session| {
                let members = session.intents & intents::GUILD_MEMBERS != 0;
                guild.shard(session.shards) == session.shard
                    && session.intents & intents::GUILDS != 0
                    && members == all
            };
            if self.gateway.sessions.iter().any(chosen) {
                let body = self.json_guild_create(self.server(guild), all);
                let text = body.to_string();
                self.send_event("GUILD_CREATE", &body, &text, chosen);
            }
        }
    }

    /// The bot is removed: its role goes, GUILD_DELETE without `unavailable`.
    pub(crate) fn remove_bot(&mut self, guild: GuildId) {
        let bot = self.app.bot;
        if !self.server(guild).members.contains_key(&bot) {
            return;
        }
        self.leave(guild, bot);
        self.server_mut(guild)
            .roles
            .retain(|_, role| role.bot.is_none());
        self.emit_anyway(
            "GUILD_DELETE",
            To::Guild(guild),
            intents::GUILDS,
            |_| json!({ "id": guild }),
        );
    }

    /// An outage begins or ends.
    pub(crate) fn set_unavailable(&mut self, guild: GuildId, unavailable: bool) {
        if self.server(guild).unavailable == unavailable {
            return;
        }
        if unavailable {
            self.emit(
                "GUILD_DELETE",
                To::Guild(guild),
                intents::GUILDS,
                |_| json!({ "id": guild, "unavailable": true }),
            );
        }
        self.server_mut(guild).unavailable = unavailable;
        self.guild_create(guild);
    }

    pub(crate) fn set_settings(&mut self, user: UserId, guild: GuildId, settings: Settings) {
        self.settings.insert((user, guild), settings);
        let server = self.server_mut(guild);
        if settings.level == Level::All && server.members.contains_key(&user) {
            server.wants_all.insert(user);
        } else {
            server.wants_all.remove(&user);
        }
    }
}
