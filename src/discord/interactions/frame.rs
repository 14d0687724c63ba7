//! The fields of an interaction that Adagio reads (facts §5). Whatever else Discord sends doesn't matter,
//! so that a new kind of component in a message can't keep a press from being read.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::discord::forms::FilledFrame;
use crate::discord::frames::Wire;
use crate::domain::ids::{ChannelId, MessageId, RoleId, ServerId, UserId};

/// Where Discord keeps pictures.
const PICTURES: &str = "https://cdn.discordapp.com";

/// One interaction.
#[derive(Debug, Deserialize)]
pub(super) struct InteractionFrame {
    pub(super) id: Wire<i64>,
    pub(super) application_id: Wire<i64>,
    #[serde(rename = "type")]
    pub(super) kind: u8,
    pub(super) token: String,
    pub(super) guild_id: Option<Wire<ServerId>>,
    pub(super) channel_id: Option<Wire<ChannelId>>,
    pub(super) channel: Option<KindFrame>,
    /// In a server.
    pub(super) member: Option<MemberFrame>,
    /// In a direct message.
    pub(super) user: Option<UserFrame>,
    /// What Adagio may do in this channel.
    pub(super) app_permissions: Option<Wire<u64>>,
    /// The message whose control was used.
    pub(super) message: Option<StandingFrame>,
    pub(super) locale: Option<String>,
    pub(super) guild_locale: Option<String>,
    #[serde(default)]
    pub(super) data: DataFrame,
}

/// A channel, or something else with a type.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct KindFrame {
    #[serde(rename = "type")]
    pub(super) kind: u8,
    /// Seconds of slowmode.
    pub(super) rate_limit_per_user: Option<u32>,
}

/// A channel that was chosen.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct ChosenFrame {
    #[serde(rename = "type")]
    pub(super) kind: u8,
    /// What Adagio may do there, without what follows from other rights.
    pub(super) app_permissions: Option<Wire<u64>>,
}

/// The message that a control stands on.
#[derive(Debug, Deserialize)]
pub(super) struct StandingFrame {
    #[serde(default)]
    pub(super) embeds: Vec<EmbedFrame>,
}

/// A block of text.
#[derive(Debug, Deserialize)]
pub(super) struct EmbedFrame {
    pub(super) description: Option<String>,
}

/// Who did it, in a server.
#[derive(Debug, Deserialize)]
pub(super) struct MemberFrame {
    pub(super) user: UserFrame,
    pub(super) nick: Option<String>,
    /// Their picture here.
    pub(super) avatar: Option<String>,
    /// What they may do in this channel.
    pub(super) permissions: Wire<u64>,
    #[serde(default)]
    pub(super) roles: Vec<Wire<RoleId>>,
    /// They are timed out until then.
    pub(super) communication_disabled_until: Option<DateTime<Utc>>,
}

/// A person.
#[derive(Debug, Deserialize)]
pub(super) struct UserFrame {
    pub(super) id: Wire<UserId>,
    #[serde(default)]
    pub(super) username: String,
    pub(super) global_name: Option<String>,
    pub(super) avatar: Option<String>,
    #[serde(default)]
    pub(super) bot: bool,
}

impl UserFrame {
    /// How somebody is called: in this server, else by everybody, else by their account's name.
    pub(super) fn name_with<'n>(&'n self, nick: Option<&'n String>) -> &'n str {
        nick.or(self.global_name.as_ref()).unwrap_or(&self.username)
    }

    /// Where their picture is: that of this server, else their own, else the one that Discord gives.
    pub(super) fn picture(&self, here: Option<(ServerId, &str)>) -> String {
        let id = self.id.0.get();
        match (here, &self.avatar) {
            (Some((server, hash)), _) => {
                format!("{PICTURES}/guilds/{server}/users/{id}/avatars/{hash}.png?size=64")
            }
            (None, Some(hash)) => format!("{PICTURES}/avatars/{id}/{hash}.png?size=64"),
            (None, None) => format!("{PICTURES}/embed/avatars/{}.png", (id >> 22) % 6),
        }
    }
}

/// Somebody's membership, as far as it names them.
#[derive(Debug, Deserialize)]
pub(super) struct NickFrame {
    pub(super) nick: Option<String>,
}

/// What was done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct DataFrame {
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) options: Vec<OptionFrame>,
    pub(super) custom_id: Option<String>,
    #[serde(default)]
    pub(super) values: Vec<String>,
    /// Of a form that was filled in.
    #[serde(default)]
    pub(super) components: Vec<FilledFrame>,
    pub(super) target_id: Option<Wire<MessageId>>,
    #[serde(default)]
    pub(super) resolved: ResolvedFrame,
}

/// An option of a command, or a subcommand with options of its own.
#[derive(Debug, Deserialize)]
pub(super) struct OptionFrame {
    pub(super) name: String,
    pub(super) value: Option<Value>,
    #[serde(default)]
    pub(super) options: Vec<OptionFrame>,
    #[serde(default)]
    pub(super) focused: bool,
}

/// What ids in the data stand for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ResolvedFrame {
    #[serde(default)]
    pub(super) messages: HashMap<String, MessageFrame>,
    #[serde(default)]
    pub(super) channels: HashMap<String, ChosenFrame>,
    #[serde(default)]
    pub(super) users: HashMap<String, UserFrame>,
    /// Those of the users who are in the server.
    #[serde(default)]
    pub(super) members: HashMap<String, NickFrame>,
}

/// The message that a menu was opened on.
#[derive(Debug, Deserialize)]
pub(super) struct MessageFrame {
    pub(super) author: UserFrame,
    /// Told even without the message-content intent (facts §5).
    #[serde(default)]
    pub(super) content: String,
    #[serde(default)]
    pub(super) mentions: Vec<UserFrame>,
    /// The message that it answers.
    pub(super) referenced_message: Option<Box<Self>>,
    pub(super) edited_timestamp: Option<DateTime<Utc>>,
}
