//! Channels of every kind.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::{
    ChannelId, GuildId, MessageId, Permissions, TagId, Target, UserId,
    bounds::Text,
    world::{forum::Forum, message::Message},
};

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
    Media = 16,
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
            Self::Media => 16,
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

    /// A forum or media channel: only posts, which are threads, can be in it (facts §6).
    pub(crate) const fn is_forum(self) -> bool {
        matches!(self, Self::Forum | Self::Media)
    }

    /// How long it says what it is about, if it does (docs resources/channel.mdx, Modify Channel).
    pub(crate) const fn topic(self) -> Option<Text> {
        match self {
            Self::Text | Self::Announcement => Some(Text::Topic),
            Self::Forum | Self::Media => Some(Text::ForumTopic),
            _ => None,
        }
    }

    /// Whether messages can be in it.
    pub(crate) const fn holds_messages(self) -> bool {
        !matches!(self, Self::Category) && !self.is_forum()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// When the message was pinned that was pinned last.
    pub(crate) last_pin: Option<DateTime<Utc>>,
    /// Seconds that a person waits between two messages, and between two new threads; in a forum only the latter.
    pub(crate) slowmode: u32,
    /// What new threads get.
    pub(crate) for_threads: ForThreads,
    /// Whom a DM is with.
    pub(crate) recipient: Option<UserId>,
    pub(crate) thread: Option<Box<Thread>>,
    /// What only forums have.
    pub(crate) forum: Option<Box<Forum>>,
}

/// What a channel gives to new threads.
#[derive(Clone, Copy, Default)]
pub(crate) struct ForThreads {
    /// Seconds; copied when the thread is made.
    pub(crate) slowmode: u32,
    /// Minutes that people's clients choose for them; a bot that says nothing gets Discord's own.
    pub(crate) auto_archive: Option<u32>,
}

pub(crate) struct Thread {
    pub(crate) owner: UserId,
    pub(crate) archived: bool,
    pub(crate) locked: bool,
    pub(crate) invitable: bool,
    /// Minutes.
    pub(crate) auto_archive: u32,
    /// When it was made, archived or unarchived, or `auto_archive` was changed.
    pub(crate) archive_changed_at: DateTime<Utc>,
    /// When it was last written in, unarchived, or `auto_archive` was changed.
    pub(crate) active_at: DateTime<Utc>,
    pub(crate) members: BTreeMap<UserId, DateTime<Utc>>,
    /// Messages now, without the first.
    pub(crate) messages: u32,
    /// Messages ever, without the first.
    pub(crate) sent: u32,
    /// On top of its forum.
    pub(crate) pinned: bool,
    /// Its tags, if it is a forum's post.
    pub(crate) tags: Vec<TagId>,
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
            last_pin: None,
            slowmode: 0,
            for_threads: ForThreads::default(),
            recipient: None,
            thread: None,
            forum: kind.is_forum().then(Box::default),
        }
    }

    /// Whether it is a post on top of its forum.
    pub(crate) fn is_pinned(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| thread.pinned)
    }

    pub(crate) fn is_archived(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| thread.archived)
    }
}
