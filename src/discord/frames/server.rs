//! Servers, channels, threads and roles on the wire.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::Wire;
use crate::domain::ids::{ChannelId, MessageId, RoleId, ServerId, UserId};

/// A server with all that decides who reads what in it.
#[derive(Debug, Deserialize)]
pub(crate) struct ServerFrame {
    pub(crate) id: Wire<ServerId>,
    /// In an outage Discord sends nothing but the id.
    #[serde(default)]
    pub(crate) unavailable: bool,
    #[serde(default)]
    pub(crate) name: String,
    pub(crate) owner_id: Option<Wire<UserId>>,
    #[serde(default)]
    pub(crate) roles: Vec<RoleFrame>,
    #[serde(default)]
    pub(crate) channels: Vec<ChannelFrame>,
    #[serde(default)]
    pub(crate) threads: Vec<ChannelFrame>,
}

/// What can change of a server itself.
#[derive(Debug, Deserialize)]
pub(crate) struct ServerUpdateFrame {
    pub(crate) id: Wire<ServerId>,
    pub(crate) name: String,
    pub(crate) owner_id: Wire<UserId>,
    #[serde(default)]
    pub(crate) roles: Vec<RoleFrame>,
}

/// A server that can't be seen any more: removed from it, or an outage.
#[derive(Debug, Deserialize)]
pub(crate) struct GoneFrame {
    pub(crate) id: Wire<ServerId>,
    #[serde(default)]
    pub(crate) unavailable: bool,
}

/// A channel or a thread. Inside a server's own frame it doesn't name the server.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct ChannelFrame {
    pub(crate) id: Wire<ChannelId>,
    #[serde(rename = "type")]
    pub(crate) kind: u8,
    pub(crate) guild_id: Option<Wire<ServerId>>,
    /// A channel's category; a thread's channel.
    pub(crate) parent_id: Option<Wire<ChannelId>>,
    #[serde(default)]
    pub(crate) permission_overwrites: Vec<OverwriteFrame>,
    pub(crate) thread_metadata: Option<ThreadMetadata>,
    /// Seconds between two messages of one person; 0: no slow mode.
    #[serde(default)]
    pub(crate) rate_limit_per_user: u32,
    /// Its latest message, which may be deleted; of a forum, its latest post.
    pub(crate) last_message_id: Option<Wire<MessageId>>,
}

impl ChannelFrame {
    /// Whether it has messages of its own: text, voice, announcements, stage (facts §3).
    pub(crate) fn holds_messages(&self) -> bool {
        matches!(self.kind, 0 | 2 | 5 | 13)
    }

    /// Whether it has threads: text, announcements, forum, media (facts §6).
    pub(crate) fn holds_threads(&self) -> bool {
        matches!(self.kind, 0 | 5 | 15 | 16)
    }

    /// Whether it has private threads too.
    pub(crate) fn holds_private_threads(&self) -> bool {
        self.kind == 0
    }
}

/// Whether a thread is put away.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct ThreadMetadata {
    #[serde(default)]
    pub(crate) archived: bool,
    #[serde(default)]
    pub(crate) locked: bool,
    /// When it was last put away or taken out again.
    pub(crate) archive_timestamp: Option<DateTime<Utc>>,
}

/// What a channel adds to or takes from a role's or member's permissions.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OverwriteFrame {
    /// A role's or a user's id.
    pub(crate) id: Wire<i64>,
    /// 0: a role, 1: a member.
    #[serde(rename = "type")]
    pub(crate) kind: u8,
    pub(crate) allow: Wire<u64>,
    pub(crate) deny: Wire<u64>,
}

/// A role.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct RoleFrame {
    pub(crate) id: Wire<RoleId>,
    pub(crate) permissions: Wire<u64>,
    #[serde(default)]
    pub(crate) name: String,
}

/// A role that is new or changed.
#[derive(Debug, Deserialize)]
pub(crate) struct RoleInServerFrame {
    pub(crate) guild_id: Wire<ServerId>,
    pub(crate) role: RoleFrame,
}

/// A role that is gone.
#[derive(Debug, Deserialize)]
pub(crate) struct RoleDeleteFrame {
    pub(crate) guild_id: Wire<ServerId>,
    pub(crate) role_id: Wire<RoleId>,
}

/// Threads of a channel that the bot can see again.
#[derive(Debug, Deserialize)]
pub(crate) struct ThreadsFrame {
    pub(crate) guild_id: Wire<ServerId>,
    pub(crate) threads: Vec<ChannelFrame>,
}
