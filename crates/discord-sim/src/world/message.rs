//! Messages.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    AttachmentId, ChannelId, GuildId, MessageId, Reaction, RoleId, SeenMessage, UserId,
    world::json_list::JsonList,
};

/// Message flags.
pub(crate) mod flag {
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(crate) const HAS_THREAD: u64 = 1 << 5;
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub(crate) const COMPONENTS_V2: u64 = 1 << 15;
}

/// Message types.
pub(crate) mod kind {
    pub(crate) const DEFAULT: u8 = 0;
    pub(crate) const RECIPIENT_ADD: u8 = 1;
    pub(crate) const RECIPIENT_REMOVE: u8 = 2;
    pub(crate) const CHANNEL_NAME_CHANGE: u8 = 4;
    pub(crate) const PINNED: u8 = 6;
    pub(crate) const THREAD_CREATED: u8 = 18;
    pub(crate) const REPLY: u8 = 19;
    pub(crate) const COMMAND: u8 = 20;
    pub(crate) const THREAD_STARTER: u8 = 21;
    pub(crate) const CONTEXT_MENU: u8 = 23;
}

/// A message. A replay keeps hundreds of thousands, so what most don't have is boxed.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) id: MessageId,
    pub(crate) channel: ChannelId,
    pub(crate) author: UserId,
    pub(crate) kind: u8,
    pub(crate) mention_everyone: bool,
    pub(crate) content: Box<str>,
    pub(crate) flags: u64,
    pub(crate) mentions: Box<[UserId]>,
    pub(crate) reference: Option<Box<Reference>>,
    /// What most messages don't have.
    pub(crate) extra: Option<Box<Extra>>,
}

const _: () = assert!(size_of::<Message>() <= 88, "each byte counts 200,000 times");

/// What a message points to.
#[derive(Clone, Copy)]
pub(crate) struct Reference {
    pub(crate) guild: Option<GuildId>,
    pub(crate) channel: ChannelId,
    pub(crate) message: Option<MessageId>,
}

#[derive(Clone, Default)]
pub(crate) struct Extra {
    pub(crate) embeds: JsonList,
    pub(crate) components: JsonList,
    pub(crate) attachments: Vec<Attachment>,
    /// Discord's JSON of it.
    pub(crate) poll: Option<Value>,
    pub(crate) reactions: Vec<Reaction>,
    pub(crate) mention_roles: Vec<RoleId>,
    pub(crate) nonce: Option<Value>,
    pub(crate) edited_at: Option<DateTime<Utc>>,
    pub(crate) pinned_at: Option<DateTime<Utc>>,
    /// The interaction that it answers: it was sent by webhook.
    pub(crate) interaction: Option<Origin>,
}

/// Where an interaction's message comes from.
#[derive(Clone)]
pub(crate) struct Origin {
    /// Discord's JSON of it.
    pub(crate) metadata: Value,
    /// Who sees it, if it is ephemeral.
    pub(crate) for_user: UserId,
}

#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    pub(crate) id: AttachmentId,
    pub(crate) filename: String,
    pub(crate) size: usize,
    pub(crate) url: String,
    pub(crate) description: Option<String>,
    pub(crate) content_type: Option<String>,
}

impl Message {
    pub(crate) fn plain(id: MessageId, channel: ChannelId, author: UserId, kind: u8) -> Self {
        Self {
            id,
            channel,
            author,
            kind,
            mention_everyone: false,
            content: Box::default(),
            flags: 0,
            mentions: Box::default(),
            reference: None,
            extra: None,
        }
    }

    pub(crate) fn extra_mut(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    /// Its embeds, read anew.
    pub(crate) fn embeds(&self) -> Vec<Value> {
        let extra = self.extra.as_ref();
        extra.map(|extra| extra.embeds.read()).unwrap_or_default()
    }

    /// Its components, read anew.
    pub(crate) fn components(&self) -> Vec<Value> {
        let extra = self.extra.as_ref();
        extra
            .map(|extra| extra.components.read())
            .unwrap_or_default()
    }

    /// Whether it is what a thread begins with: that doesn't count as one of its messages.
    pub(crate) fn is_first_of_thread(&self) -> bool {
        self.kind == kind::THREAD_STARTER || self.id.thread() == self.channel
    }

    /// Whether Discord wrote it, to tell of something.
    pub(crate) const fn is_system(&self) -> bool {
        use kind::{COMMAND, CONTEXT_MENU, DEFAULT, REPLY};
        !matches!(self.kind, DEFAULT | REPLY | COMMAND | CONTEXT_MENU)
    }

    /// Whether it can be deleted: some system messages stay (docs resources/message.mdx).
    pub(crate) const fn is_deletable(&self) -> bool {
        use kind::{CHANNEL_NAME_CHANGE, RECIPIENT_ADD, RECIPIENT_REMOVE, THREAD_STARTER};
        !matches!(
            self.kind,
            RECIPIENT_ADD | RECIPIENT_REMOVE | CHANNEL_NAME_CHANGE | THREAD_STARTER
        )
    }

    /// Whether it shows nothing at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.content.trim().is_empty()
            && self.extra.as_ref().is_none_or(|extra| {
                extra.embeds.is_empty()
                    && extra.components.is_empty()
                    && extra.attachments.is_empty()
                    && extra.poll.is_none()
            })
    }

    /// Whether it has what Components V2 exclude: content, embeds or a poll.
    pub(crate) fn has_legacy_fields(&self) -> bool {
        !self.content.is_empty()
            || self
                .extra
                .as_ref()
                .is_some_and(|extra| !extra.embeds.is_empty() || extra.poll.is_some())
    }

    pub(crate) fn mention_roles(&self) -> &[RoleId] {
        self.extra
            .as_ref()
            .map_or(&[], |extra| &extra.mention_roles)
    }

    pub(crate) fn edited_at(&self) -> Option<DateTime<Utc>> {
        self.extra.as_ref().and_then(|extra| extra.edited_at)
    }

    /// The message that it points to.
    pub(crate) fn refers_to(&self) -> Option<MessageId> {
        self.reference
            .as_ref()
            .and_then(|reference| reference.message)
    }

    pub(crate) fn reactions(&self) -> &[Reaction] {
        self.extra.as_ref().map_or(&[], |extra| &extra.reactions)
    }

    pub(crate) fn attachments(&self) -> &[Attachment] {
        self.extra.as_ref().map_or(&[], |extra| &extra.attachments)
    }

    pub(crate) fn poll(&self) -> Option<&Value> {
        self.extra.as_ref().and_then(|extra| extra.poll.as_ref())
    }

    pub(crate) fn pinned_at(&self) -> Option<DateTime<Utc>> {
        self.extra.as_ref().and_then(|extra| extra.pinned_at)
    }

    pub(crate) fn origin(&self) -> Option<&Origin> {
        self.extra
            .as_ref()
            .and_then(|extra| extra.interaction.as_ref())
    }

    pub(crate) const fn is_ephemeral(&self) -> bool {
        self.flags & flag::EPHEMERAL != 0
    }

    /// A copy for the story.
    pub(crate) fn seen(&self) -> SeenMessage {
        SeenMessage {
            id: self.id,
            channel: self.channel,
            author: self.author,
            content: self.content.to_string(),
            embeds: self.embeds(),
            components: self.components(),
            flags: self.flags,
            mentions: self.mentions.to_vec(),
            mention_roles: self.mention_roles().to_vec(),
            mention_everyone: self.mention_everyone,
            reply_to: self.refers_to(),
            reactions: self.reactions().to_vec(),
            attachments: self
                .attachments()
                .iter()
                .map(|file| file.filename.clone())
                .collect(),
            created_at: self.id.created_at(),
            edited_at: self.edited_at(),
            pinned: self.pinned_at().is_some(),
        }
    }
}
