//! Messages and reactions on the wire.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::wire::{Text, Wire};
use crate::domain::ids::{ChannelId, MessageId, RoleId, ServerId, UserId};

/// A message, created or edited (facts §1.2, §1.6).
#[derive(Debug, Deserialize)]
pub(crate) struct MessageFrame<'a> {
    pub(crate) id: Wire<MessageId>,
    pub(crate) channel_id: Wire<ChannelId>,
    /// `None`: a DM.
    pub(crate) guild_id: Option<Wire<ServerId>>,
    #[serde(rename = "type")]
    pub(crate) kind: u8,
    #[serde(borrow)]
    pub(crate) author: UserFrame<'a>,
    #[serde(borrow)]
    pub(crate) member: Option<NickFrame<'a>>,
    /// Empty without the message-content intent.
    #[serde(borrow, default)]
    pub(crate) content: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(crate) mentions: Vec<UserFrame<'a>>,
    /// Those that count: a role that its author may not mention isn't among them (facts §3).
    #[serde(default)]
    pub(crate) mention_roles: Vec<Wire<RoleId>>,
    #[serde(default)]
    pub(crate) mention_everyone: bool,
    pub(crate) edited_timestamp: Option<DateTime<Utc>>,
    #[serde(default)]
    pub(crate) flags: u64,
    /// Set for a message of a webhook; its author is then no account.
    pub(crate) webhook_id: Option<Wire<i64>>,
    /// The application behind a webhook or an interaction's answer.
    pub(crate) application_id: Option<Wire<i64>>,
    pub(crate) message_reference: Option<ReferenceFrame>,
    #[serde(borrow)]
    pub(crate) referenced_message: Option<ReferencedFrame<'a>>,
}

/// An account, and how it is called here if Discord says so.
#[derive(Debug, Deserialize)]
pub(crate) struct UserFrame<'a> {
    pub(crate) id: Wire<UserId>,
    #[serde(borrow, default)]
    pub(crate) username: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) global_name: Option<Text<'a>>,
    #[serde(default)]
    pub(crate) bot: bool,
    /// Only in `mentions`.
    #[serde(borrow)]
    pub(crate) member: Option<NickFrame<'a>>,
}

/// The part of a member that names them and their roles.
#[derive(Debug, Deserialize)]
pub(crate) struct NickFrame<'a> {
    #[serde(borrow)]
    pub(crate) nick: Option<Text<'a>>,
    #[serde(default)]
    pub(crate) roles: Vec<Wire<RoleId>>,
}

/// What a message refers to.
#[derive(Debug, Deserialize)]
pub(crate) struct ReferenceFrame {
    pub(crate) message_id: Option<Wire<MessageId>>,
}

/// The message replied to, as far as we need it.
#[derive(Debug, Deserialize)]
pub(crate) struct ReferencedFrame<'a> {
    #[serde(borrow)]
    pub(crate) author: Option<UserFrame<'a>>,
    /// Empty without the message-content intent, whatever the message says that answers it.
    #[serde(borrow, default)]
    pub(crate) content: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(crate) mentions: Vec<UserFrame<'a>>,
    pub(crate) edited_timestamp: Option<DateTime<Utc>>,
}

/// One message is gone.
#[derive(Debug, Deserialize)]
pub(crate) struct DeleteFrame {
    pub(crate) id: Wire<MessageId>,
}

/// Several messages are gone.
#[derive(Debug, Deserialize)]
pub(crate) struct BulkDeleteFrame {
    pub(crate) ids: Vec<Wire<MessageId>>,
}

/// A reaction came or went.
#[derive(Debug, Deserialize)]
pub(crate) struct ReactionFrame<'a> {
    pub(crate) user_id: Wire<UserId>,
    pub(crate) message_id: Wire<MessageId>,
    /// Not told when a reaction goes.
    pub(crate) message_author_id: Option<Wire<UserId>>,
    /// Who reacted. Not told when a reaction goes.
    #[serde(borrow)]
    pub(crate) member: Option<NickFrame<'a>>,
    /// `None`: in a DM.
    pub(crate) guild_id: Option<Wire<ServerId>>,
    #[serde(borrow)]
    pub(crate) emoji: EmojiFrame<'a>,
}

/// What is read of every message in history, whatever else stands in it.
#[derive(Debug, Deserialize)]
pub(crate) struct FoundFrame<'a> {
    pub(crate) id: Wire<MessageId>,
    #[serde(borrow, default)]
    reactions: Vec<TallyFrame<'a>>,
}

/// That somebody reacted with an emoji.
#[derive(Debug, Deserialize)]
struct TallyFrame<'a> {
    #[serde(borrow)]
    emoji: EmojiFrame<'a>,
}

impl FoundFrame<'_> {
    /// Whether anybody reacted with this Unicode emoji.
    pub(crate) fn has(&self, emoji: &str) -> bool {
        let mut emojis = self.reactions.iter().map(|tally| &tally.emoji);
        emojis.any(|it| it.id.is_none() && it.name.as_deref() == Some(emoji))
    }
}

/// An emoji: a Unicode one has no id.
#[derive(Debug, Deserialize)]
pub(crate) struct EmojiFrame<'a> {
    pub(crate) id: Option<Wire<i64>>,
    #[serde(borrow)]
    pub(crate) name: Option<Cow<'a, str>>,
}

impl NickFrame<'_> {
    /// Which roles a member has.
    pub(crate) fn roles(&self) -> Vec<RoleId> {
        self.roles.iter().map(|role| role.0).collect()
    }
}

impl UserFrame<'_> {
    /// How somebody is called: in this server, else by everybody, else by their account's name.
    pub(crate) fn name_with<'n>(&'n self, member: Option<&'n NickFrame<'_>>) -> &'n str {
        member
            .and_then(|member| member.nick.as_ref())
            .or(self.global_name.as_ref())
            .map_or(&*self.username, |name| &*name.0)
    }
}
