//! Channels of every kind.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::{ChannelId, GuildId, MessageId, Permissions, Target, UserId, world::message::Message};

/// Discord's numbers for the kinds of channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text = 0,
    Dm = 1,
    Voice = 2,
    Category = 4,
    Announcement = 5,
    AnnouncementThread = 10,
    PublicThread = 11,
    PrivateThread = 12,
    Stage = 13,
    Forum = 15,
}

impl Kind {
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Dm => 1,
            Self::Voice => 2,
            Self::Category => 4,
            Self::Announcement => 5,
            Self::AnnouncementThread => 10,
            Self::PublicThread => 11,
            Self::PrivateThread => 12,
            Self::Stage => 13,
            Self::Forum => 15,
        }
    }

    pub(crate) const fn is_thread(self) -> bool {
        matches!(
            self,
            Self::AnnouncementThread | Self::PublicThread | Self::PrivateThread
        )
    }

    /// Needs CONNECT for everything (facts §9).
    pub(crate) const fn is_voice(self) -> bool {
        matches!(self, Self::Voice | Self::Stage)
    }

    /// Whether messages can be in it.
    pub(crate) const fn holds_messages(self) -> bool {
        !matches!(self, Self::Category | Self::Forum)
    }
}

pub(crate) struct Overwrite {
    pub(crate) target: Target,
    pub(crate) allow: Permissions,
    pub(crate) deny: Permissions,
}

pub(crate) struct Channel {
    pub(crate) id: ChannelId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    pub(crate) parent: Option<ChannelId>,
    pub(crate) position: i32,
    /// Age-restricted: only who opted in is shown it.
    pub(crate) nsfw: bool,
    /// IS_SPOILER_CHANNEL: likewise.
    pub(crate) spoiler: bool,
    pub(crate) overwrites: Vec<Overwrite>,
    /// May point to a deleted message (facts §3).
    pub(crate) last_message: Option<MessageId>,
    pub(crate) messages: BTreeMap<MessageId, Box<Message>>,
    /// Whom a DM is with.
    pub(crate) recipient: Option<UserId>,
    pub(crate) thread: Option<Box<Thread>>,
}

pub(crate) struct Thread {
    pub(crate) owner: UserId,
    pub(crate) archived: bool,
    pub(crate) locked: bool,
    pub(crate) invitable: bool,
    /// Minutes.
    pub(crate) auto_archive: u32,
    pub(crate) archive_changed_at: DateTime<Utc>,
    pub(crate) members: BTreeMap<UserId, DateTime<Utc>>,
    /// Messages now, without the first.
    pub(crate) messages: u32,
    /// Messages ever.
    pub(crate) sent: u32,
}

impl Channel {
    pub(crate) fn new(id: ChannelId, guild: Option<GuildId>, kind: Kind, name: &str) -> Self {
        Self {
            id,
            guild,
            kind,
            name: name.to_owned(),
            topic: None,
            parent: None,
            position: 0,
            nsfw: false,
            spoiler: false,
            overwrites: Vec::new(),
            last_message: None,
            messages: BTreeMap::new(),
            recipient: None,
            thread: None,
        }
    }

    pub(crate) fn is_archived(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| thread.archived)
    }
}
