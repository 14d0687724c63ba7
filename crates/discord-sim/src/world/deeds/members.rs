//! Joining and leaving, and how members stand: roles, nicknames, time-outs, the screening.

use serde_json::{Value, json};

use crate::{
    GuildId, RoleId, UserId,
    gateway::{dispatch::To, events, intents},
    world::{
        World,
        guild::{Member, Server},
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
        self.join_as(guild, user, |_| {});
    }

    /// Joins and stands as `set` says; nothing if they are in.
    pub(crate) fn join_as(&mut self, guild: GuildId, user: UserId, set: impl FnOnce(&mut Member)) {
        let mut member = Member::new(user, self.now());
        set(&mut member);
        let server = self.server_mut(guild);
        if server.members.contains_key(&user) {
            return;
        }
        member.rejoined = server.former.remove(&user);
        server.members.insert(user, member);
        if let Some(user) = self.users.get_mut(&user) {
            user.guilds.insert(guild);
        }
        self.note_who_wants_all(user, guild);
        if !self.is_bot(user) {
            self.emit(
                events::GUILD_MEMBER_ADD,
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
        server.former.insert(user);
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
        if let Some(user) = self.users.get_mut(&user) {
            user.guilds.remove(&guild);
        }
        if !self.is_bot(user) {
            self.emit(
                events::GUILD_MEMBER_REMOVE,
                To::Guild(guild),
                intents::GUILD_MEMBERS,
                |world| json!({ "guild_id": guild, "user": world.json_user(user) }),
            );
        }
    }

    /// Gives a member a role; nothing if they have it.
    pub(crate) fn give_role(&mut self, guild: GuildId, user: UserId, role: RoleId) {
        let known = self.server(guild).roles.contains_key(&role);
        assert!(known, "role {role} isn't one of server {guild}");
        if !self.member_mut(guild, user).roles.contains(&role) {
            self.change_member(guild, user, |member| member.roles.push(role));
        }
    }

    /// Takes a role from a member; nothing if they don't have it.
    pub(crate) fn take_role(&mut self, guild: GuildId, user: UserId, role: RoleId) {
        if self.member_mut(guild, user).roles.contains(&role) {
            self.change_member(guild, user, |member| {
                member.roles.retain(|other| *other != role);
            });
        }
    }

    /// Changes how a member stands; GUILD_MEMBER_UPDATE, and THREAD_LIST_SYNC for channels that the bot sees now.
    pub(crate) fn change_member(
        &mut self,
        guild: GuildId,
        user: UserId,
        change: impl FnOnce(&mut Member),
    ) {
        let seen = self.is_bot(user).then(|| self.channels_seen_by_bot(guild));
        change(self.member_mut(guild, user));
        self.member_changed(guild, user);
        if let Some(seen) = seen {
            self.sync_threads(guild, &seen);
        }
    }

    /// GUILD_MEMBER_UPDATE: the bot's own always comes, others' with GUILD_MEMBERS (facts §1.5).
    fn member_changed(&mut self, guild: GuildId, user: UserId) {
        let needed = if self.is_bot(user) {
            intents::NONE_NEEDED
        } else {
            intents::GUILD_MEMBERS
        };
        self.emit(
            events::GUILD_MEMBER_UPDATE,
            To::Guild(guild),
            needed,
            |world| world.json_member_of(guild, user),
        );
    }

    pub(crate) fn json_member_of(&self, guild: GuildId, user: UserId) -> Value {
        let mut json = self
            .server(guild)
            .members
            .get(&user)
            .map_or(Value::Null, |member| self.json_member(member));
        json["guild_id"] = json!(guild);
        json
    }
}
