//! Servers and roles.

use serde_json::{Value, json};

use crate::{
    UserId,
    render::time,
    world::{
        World,
        guild::{Member, Role, Server},
    },
};

impl World {
    /// A role.
    pub(crate) fn json_role(&self, role: &Role) -> Value {
        let mut json = json!({
            "id": role.id, "name": role.name, "permissions": role.permissions, "position": role.position,
            "color": role.color, "colors": { "primary_color": role.color, "secondary_color": null, "tertiary_color": null }, "hoist": role.hoist,
            "managed": role.bot.is_some(), "mentionable": role.mentionable, "icon": null, "unicode_emoji": null, "flags": 0,
            "description": null,
        });
        if let Some(bot) = role.bot {
            json["tags"] = json!({ "bot_id": bot });
        }
        json
    }

    /// A server as REST and GUILD_UPDATE show it.
    pub(crate) fn json_guild(&self, server: &Server) -> Value {
        let roles: Vec<_> = server
            .roles
            .values()
            .map(|role| self.json_role(role))
            .collect();
        json!({
            "id": server.id, "name": server.name, "icon": null, "description": server.description, "home_header": null, "splash": null,
            "discovery_splash": null, "features": [], "banner": null, "owner_id": server.owner, "application_id": null,
            "region": "deprecated", "afk_channel_id": server.afk_channel, "afk_timeout": server.afk_timeout, "system_channel_id": null, "system_channel_flags": 0,
            "widget_enabled": false, "widget_channel_id": null, "verification_level": 1, "roles": roles,
            "default_message_notifications": 1, "mfa_level": 0, "explicit_content_filter": 2, "max_presences": null,
            "max_members": 500_000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25, "vanity_url_code": null,
            "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": server.locale, "rules_channel_id": null,
            "safety_alerts_channel_id": null, "public_updates_channel_id": null, "premium_progress_bar_enabled": false, "nsfw": false,
            "nsfw_level": 0, "emojis": [], "stickers": [], "incidents_data": null, "hub_type": null, "latest_onboarding_question_id": null,
        })
    }

    /// A server as GUILD_CREATE shows it: all channels, the threads that the bot sees; of its members only the bot,
    /// whatever the intents, since presences are never granted and nobody is in voice (facts §1.4).
    pub(crate) fn json_guild_create(&self, server: &Server) -> Value {
        self.json_guild_with(server, |member| member.user == self.app.bot)
    }

    /// A server like that, with all of its members.
    pub(crate) fn json_whole_guild(&self, server: &Server) -> Value {
        self.json_guild_with(server, |_| true)
    }

    fn json_guild_with(&self, server: &Server, is_listed: impl Fn(&Member) -> bool) -> Value {
        let mut json = self.json_guild(server);
        let bot = self.app.bot;
        let channels: Vec<_> = server
            .channels
            .iter()
            .filter_map(|id| self.channels.get(id))
            .map(|c| self.json_channel(c))
            .collect();
        let threads: Vec<_> = self
            .active_threads(server, bot)
            .map(|thread| self.json_channel_for(thread, bot))
            .collect();
        let members: Vec<_> = server
            .members
            .values()
            .filter(|member| is_listed(member))
            .map(|member| self.json_member(member))
            .collect();
        let joined_at = server
            .members
            .get(&bot)
            .map(|member| time(member.joined_at));
        let more = json!({
            "joined_at": joined_at, "large": server.members.len() > 50, "unavailable": false, "member_count": server.members.len(),
            "voice_states": [], "members": members, "channels": channels, "threads": threads, "presences": [], "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [], "embedded_activities": [], "activity_instances": [],
            "application_command_counts": {}, "version": 1, "lazy": true,
        });
        if let (Some(json), Value::Object(more)) = (json.as_object_mut(), more) {
            json.extend(more);
        }
        json
    }

    /// A server in the bot's own list.
    pub(crate) fn json_my_guild(&self, server: &Server) -> Value {
        json!({
            "id": server.id, "name": server.name, "icon": null, "banner": null, "owner": false,
            "permissions": self.base_rights(self.app.bot, server.id), "features": [],
        })
    }

    /// The active threads that somebody sees, oldest first.
    pub(crate) fn active_threads<'a>(
        &'a self,
        server: &'a Server,
        user: UserId,
    ) -> impl Iterator<Item = &'a crate::world::channel::Channel> {
        server
            .threads
            .iter()
            .filter_map(|id| self.channels.get(id))
            .filter(move |thread| !thread.is_archived() && self.sees(user, thread.id))
    }
}
