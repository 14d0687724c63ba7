//! The fields of an interaction that Adagio reads (facts §5). Whatever else Discord sends doesn't matter,
//! so that a new kind of component in a message can't keep a press from being read.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::discord::forms::FilledFrame;
use crate::discord::frames::Wire;
use crate::domain::ids::{ChannelId, MessageId, RoleId, ServerId, UserId};

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
    pub(super) locale: Option<String>,
    pub(super) guild_locale: Option<String>,
    #[serde(default)]
    pub(super) data: DataFrame,
}

/// Something with a type.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct KindFrame {
    #[serde(rename = "type")]
    pub(super) kind: u8,
}

/// Who did it, in a server.
#[derive(Debug, Deserialize)]
pub(super) struct MemberFrame {
    pub(super) user: UserFrame,
    /// What they may do in this channel.
    pub(super) permissions: Wire<u64>,
    #[serde(default)]
    pub(super) roles: Vec<Wire<RoleId>>,
}

/// A person.
#[derive(Debug, Deserialize)]
pub(super) struct UserFrame {
    pub(super) id: Wire<UserId>,
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
    pub(super) channels: HashMap<String, KindFrame>,
}

/// The message that a menu was opened on.
#[derive(Debug, Deserialize)]
pub(super) struct MessageFrame {
    pub(super) author: NamedFrame,
    /// Told even without the message-content intent (facts §5).
    #[serde(default)]
    pub(super) content: String,
    #[serde(default)]
    pub(super) mentions: Vec<NamedFrame>,
    pub(super) edited_timestamp: Option<DateTime<Utc>>,
}

/// Somebody with their names.
#[derive(Debug, Deserialize)]
pub(super) struct NamedFrame {
    pub(super) id: Wire<UserId>,
    #[serde(default)]
    username: String,
    global_name: Option<String>,
}

impl NamedFrame {
    /// How everybody calls them, else their account's name.
    pub(super) fn name(&self) -> &str {
        self.global_name.as_deref().unwrap_or(&self.username)
    }
}
