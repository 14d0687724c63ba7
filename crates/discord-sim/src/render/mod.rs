//! The world as Discord's JSON: what REST answers with and what events carry.
//!
//! Every field that Discord always sends is sent, also when it says nothing: clients lean on that.

mod channels;
mod guilds;
mod messages;

pub(crate) use messages::{For, Shown};

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::{
    UserId,
    world::{Emoji, World, guild::Member},
};

/// Discord's form of an instant.
pub(crate) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, false)
}

pub(crate) fn maybe_time(at: Option<DateTime<Utc>>) -> Value {
    at.map_or(Value::Null, |at| time(at).into())
}

impl World {
    /// A user.
    pub(crate) fn json_user(&self, id: UserId) -> Value {
        let user = self.users.get(&id);
        let mut json = json!({
            "id": id, "username": user.map_or("unknown", |user| &user.name), "avatar": null, "discriminator": "0", "public_flags": 0,
            "flags": 0, "global_name": user.filter(|user| !user.bot).map(|user| &user.name), "primary_guild": null, "banner": null,
            "accent_color": null, "avatar_decoration_data": null, "collectibles": null,
        });
        if user.is_some_and(|user| user.bot) {
            json["bot"] = true.into();
        }
        json
    }

    /// The bot as `GET /users/@me` and READY show it.
    pub(crate) fn json_me(&self) -> Value {
        let mut json = self.json_user(self.app.bot);
        json["mfa_enabled"] = true.into();
        json["locale"] = "en-US".into();
        json["verified"] = true.into();
        json["email"] = Value::Null;
        json
    }

    /// A member without the user.
    pub(crate) fn json_partial_member(&self, member: &Member) -> Value {
        json!({
            "avatar": null, "banner": null, "communication_disabled_until": maybe_time(member.timed_out_until),
            "flags": member.flags(), "joined_at": time(member.joined_at), "nick": member.nick, "pending": member.pending, "premium_since": null,
            "roles": member.roles, "mute": false, "deaf": false,
        })
    }

    /// A member.
    pub(crate) fn json_member(&self, member: &Member) -> Value {
        let mut json = self.json_partial_member(member);
        json["user"] = self.json_user(member.user);
        json
    }

    /// An application emoji.
    pub(crate) fn json_emoji(&self, emoji: &Emoji) -> Value {
        json!({
            "id": emoji.id, "name": emoji.name, "user": self.json_user(self.app.bot), "roles": [], "require_colons": true,
            "managed": false, "animated": emoji.animated, "available": true,
        })
    }

    /// The application's public flags: the limited forms of the privileged intents that are on.
    pub(crate) fn application_flags(&self) -> u64 {
        u64::from(self.app.message_content) << 19 | u64::from(self.app.privileged_members) << 15
    }

    /// The application as its own bot sees it.
    pub(crate) fn json_application(&self) -> Value {
        let flags = self.application_flags();
        json!({
            "id": self.app.id, "name": "bot", "icon": null, "description": "", "type": null, "bot": self.json_user(self.app.bot),
            "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64), "flags": flags,
            "flags_new": flags.to_string(), "redirect_uris": [], "interactions_endpoint_url": null,
            "role_connections_verification_url": null, "owner": self.json_user(UserId::new(1)), "team": null,
            "approximate_guild_count": self.guilds.len(), "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "eligible_oauth2_scopes": [], "summary": "",
            "integration_types_config": { "0": {} },
        })
    }
}
