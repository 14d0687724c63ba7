//! What each person's own client does for a message: a push, a badge, or nothing.
//!
//! An interruption is a [`NotificationKind::Push`]. Decided when a message is created, from its mentions (as far as
//! `allowed_mentions` and rights let them count), DMs, SUPPRESS_NOTIFICATIONS, the right to see the channel, and the person's
//! [`Settings`] and [`ChannelSettings`]. Edits never notify (facts §1.6).
//!
//! | reason | as set by default | `nothing` | muted | suppressed | SUPPRESS_NOTIFICATIONS |
//! |---|---|---|---|---|---|
//! | a DM | push | push | push | push | badge |
//! | a mention, a reply with its ping on | push | badge | push | push | badge |
//! | a role, @everyone, @here | push | badge | push | nothing | badge |
//! | any message, with level `all` | push | nothing | nothing | push | nothing |
//!
//! @here is taken for @everyone, since nobody's presence is modelled. In a thread both mean its members.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{ChannelId, GuildId, MessageId, UserId};

/// One push or badge of one person. "Nothing" is not recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notification {
    /// Whose client.
    pub person: UserId,
    /// For which message.
    pub message: MessageId,
    /// In which channel, thread or DM.
    pub channel: ChannelId,
    /// In which server; `None` in a DM.
    pub guild: Option<GuildId>,
    /// Who wrote it.
    pub author: UserId,
    /// What the client did.
    pub kind: NotificationKind,
    /// Why.
    pub reason: Reason,
    /// When, on the simulator's clock.
    pub at: DateTime<Utc>,
}

/// How loud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// It interrupts: sound, banner or a phone's push.
    Push,
    /// Only a red number.
    Badge,
}

/// The strongest reason of one notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A DM.
    Dm,
    /// `<@id>` of this person.
    Mention,
    /// A reply with its ping on.
    Reply,
    /// A mention of one of the person's roles.
    Role,
    /// @everyone or @here.
    Everyone,
    /// The person wants all messages of this server.
    AllMessages,
}

/// A person's notification settings for one server. The default is "only mentions", nothing muted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// For which messages.
    pub level: Level,
    /// The server is muted. A mention is a push nevertheless (until tried on a live client); all else is nothing.
    pub muted: bool,
    /// "Suppress all role @mentions".
    pub suppress_roles: bool,
    /// "Suppress @everyone and @here".
    pub suppress_everyone: bool,
    /// "Mobile push notifications". Off: what would be a push is one only at the desk, so it still counts as a push.
    pub mobile_push: bool,
}

/// A person's notification settings for one channel, thread or category, which go before those of the server. The default
/// is: as the server. What is set for a category holds for its channels, and what is set for a channel for its threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelSettings {
    /// For which messages; `None`: as in what it is in.
    pub level: Option<Level>,
    /// It is muted; as [`Settings::muted`].
    pub muted: bool,
}

/// "Server notification settings".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// All messages.
    All,
    /// Only @mentions.
    #[default]
    Mentions,
    /// Nothing: a mention is a badge.
    Nothing,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            level: Level::Mentions,
            muted: false,
            suppress_roles: false,
            suppress_everyone: false,
            mobile_push: true,
        }
    }
}

/// The list, and each person's places in it.
#[derive(Default)]
pub(crate) struct Notifications {
    all: Vec<Notification>,
    of: std::collections::HashMap<UserId, Vec<usize>>,
}

impl Notifications {
    pub(crate) fn push(&mut self, notification: Notification) {
        self.of
            .entry(notification.person)
            .or_default()
            .push(self.all.len());
        self.all.push(notification);
    }

    pub(crate) fn all(&self) -> &[Notification] {
        &self.all
    }

    pub(crate) fn of(&self, person: UserId) -> Vec<Notification> {
        self.of
            .get(&person)
            .into_iter()
            .flatten()
            .filter_map(|place| self.all.get(*place))
            .cloned()
            .collect()
    }

    pub(crate) fn take(&mut self) -> Vec<Notification> {
        self.of.clear();
        std::mem::take(&mut self.all)
    }
}
