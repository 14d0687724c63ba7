//! Banning people from a server, and letting them in again.

use serde_json::{Value, json};

use crate::{
    GuildId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::{
        dispatch::To,
        events::{self, Event},
        intents,
    },
    world::World,
};

impl World {
    /// Joins of one's own accord; nothing if they are in.
    pub(crate) fn enter(&mut self, guild: GuildId, user: UserId) -> Outcome<()> {
        if self.server(guild).banned.contains(&user) {
            let why = "The user is banned from this guild";
            return Err(ApiError::new(403, 40007, why));
        }
        self.join(guild, user);
        Ok(())
    }

    /// Bans somebody, member or not; GUILD_BAN_ADD, and they leave. Nothing if they are banned.
    pub(crate) fn ban(&mut self, guild: GuildId, user: UserId) {
        if self.server_mut(guild).banned.insert(user) {
            self.ban_event(events::GUILD_BAN_ADD, guild, user);
            self.leave(guild, user);
        }
    }

    /// Ends a ban; GUILD_BAN_REMOVE. Nothing without one.
    pub(crate) fn unban(&mut self, guild: GuildId, user: UserId) {
        if self.server_mut(guild).banned.remove(&user) {
            self.ban_event(events::GUILD_BAN_REMOVE, guild, user);
        }
    }

    /// Bans are heard with GUILD_MODERATION by bots that may view the audit log (facts §1.1).
    fn ban_event(&mut self, event: Event, guild: GuildId, user: UserId) {
        let hears = self.server_rights(self.app.bot, guild);
        if hears.contains(Permissions::VIEW_AUDIT_LOG) {
            self.emit(
                event,
                To::Guild(guild),
                intents::GUILD_MODERATION,
                |world| json!({ "guild_id": guild, "user": world.json_user(user) }),
            );
        }
    }

    /// A ban as the list of bans shows it.
    pub(crate) fn json_ban(&self, user: UserId) -> Value {
        json!({ "user": self.json_user(user), "reason": null })
    }
}
