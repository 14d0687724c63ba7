//! What happened in a server, in Adagio's own words: what the gateway and history are translated into.

use chrono::{DateTime, Utc};

use super::group::Group;
use super::ids::{ChannelId, MessageId, RoleId, ServerId, UserId};
use super::mode::ChannelKind;
use super::ping::Loudness;
use super::wish::{Wish, Word};

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub server: ServerId,
    /// The channel or thread itself.
    pub channel: ChannelId,
    /// The channel that the thread belongs to, if it is a thread.
    pub parent: Option<ChannelId>,
    /// The category of the channel (or of the thread's parent).
    pub category: Option<ChannelId>,
    /// The kind of the channel (or of the thread's parent).
    pub kind: ChannelKind,
}

impl Place {
    /// The channel whose norm and permissions hold here: a thread takes its parent's (facts §9).
    pub fn governing(&self) -> ChannelId {
        self.parent.unwrap_or(self.channel)
    }
}

/// The message that a message answers with Discord's own reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    pub to: MessageId,
    /// Its author, if Discord said so.
    pub author: Option<UserId>,
}

/// Somebody who is mentioned: whom the message pings, a person or a bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub user: UserId,
    pub name: String,
}

/// A message as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub id: MessageId,
    pub place: Place,
    pub author: UserId,
    /// How the author is called in this server.
    pub author_name: String,
    /// Whom it pings; a pinged reply counts its addressee here (facts §1.2).
    pub mentions: Vec<Mention>,
    /// Which groups it pings: those that its author may mention (facts §3).
    pub groups: Vec<Group>,
    /// The author's roles. `None`: Discord doesn't tell them (webhooks, history).
    pub author_roles: Option<Vec<RoleId>>,
    pub reply: Option<Reply>,
    pub loudness: Loudness,
    /// What it says. `None`: unreadable without the message-content intent (PRODUCT P15).
    pub text: Option<String>,
    /// When it was last edited. `None`: never.
    pub edited_at: Option<DateTime<Utc>>,
    /// What it wants of Adagio itself. `None`: nothing, as almost always.
    pub wish: Option<Box<Wish>>,
}

impl Post {
    /// Whether it says nothing to people: then it pings nobody, and is neither an answer nor a sign that its author was there.
    pub fn is_for_adagio_alone(&self) -> bool {
        self.wish.as_ref().is_some_and(|wish| wish.is_all())
    }

    /// Whether it is to keep for later what it answers.
    pub fn is_for_later(&self) -> bool {
        let wish = self.wish.as_ref();
        wish.is_some_and(|wish| wish.word == Word::Later)
    }

    /// The messages that it may answer: the one that it replies to, and the one that its thread was started from, whose
    /// id the thread has (facts §6).
    pub fn answers(&self) -> impl Iterator<Item = MessageId> + use<> {
        let place = self.place;
        let replied = self.reply.map(|reply| reply.to);
        let begun = place.parent.map(|_| MessageId::new(place.channel.get()));
        let begun = begun.filter(|begun| *begun != self.id && Some(*begun) != replied);
        replied.into_iter().chain(begun)
    }

    /// Whether it pings a role.
    pub fn pings_a_role(&self) -> bool {
        let mut groups = self.groups.iter();
        groups.any(|group| matches!(group, Group::Role(_)))
    }
}

/// A reaction that means something to Adagio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// ✅ by sender or recipient: settled.
    Settled,
}

/// Whether a reaction came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Added,
    Removed,
}

/// What somebody wrote or edited in their direct messages, as a reply to something that Adagio sent them there. Its words are told
/// without the message-content intent (facts §1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectReply {
    pub id: MessageId,
    pub channel: ChannelId,
    pub author: UserId,
    pub author_name: String,
    /// What it answers.
    pub to: MessageId,
    pub text: String,
    /// When it was edited. `None`: as it was written.
    pub edited_at: Option<DateTime<Utc>>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A message was written.
    Posted(Post),
    /// Something that Adagio sent was answered.
    Answered(DirectReply),
    /// A person changed a message (not: a link preview was added).
    Edited(Post),
    /// Messages were deleted, one or many at once.
    Deleted { messages: Vec<MessageId> },
    /// A reaction came or went. Discord doesn't say when, so the intake stamps it.
    Reacted {
        message: MessageId,
        user: UserId,
        author: Option<UserId>,
        sign: Sign,
        turn: Turn,
        /// The person's roles. Not told when a reaction goes.
        roles: Vec<RoleId>,
        at: DateTime<Utc>,
    },
    /// Adagio is in this server (at start, or just invited).
    ServerSeen(ServerId),
    /// Adagio was removed from this server.
    ServerLeft { server: ServerId, at: DateTime<Utc> },
}
