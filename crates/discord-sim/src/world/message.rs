//! Messages.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{AttachmentId, ChannelId, GuildId, MessageId, Reaction, RoleId, SeenMessage, UserId};

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
    pub(crate) const PINNED: u8 = 6;
    pub(crate) const THREAD_CREATED: u8 = 18;
    pub(crate) const REPLY: u8 = 19;
    pub(crate) const COMMAND: u8 = 20;
    pub(crate) const THREAD_STARTER: u8 = 21;
    pub(crate) const CONTEXT_MENU: u8 = 23;
}

#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) id: MessageId,
    pub(crate) channel: ChannelId,
    pub(crate) author: UserId,
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) flags: u64,
    pub(crate) edited_at: Option<DateTime<Utc>>,
    pub(crate) mentions: Vec<UserId>,
    pub(crate) mention_roles: Vec<RoleId>,
    pub(crate) mention_everyone: bool,
    pub(crate) reference: Option<Reference>,
    /// What most messages don't have.
    pub(crate) extra: Option<Box<Extra>>,
}

/// What a message points to.
#[derive(Clone, Copy)]
pub(crate) struct Reference {
    pub(crate) guild: Option<GuildId>,
    pub(crate) channel: ChannelId,
    pub(crate) message: Option<MessageId>,
}

#[derive(Clone, Default)]
pub(crate) struct Extra {
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) reactions: Vec<Reaction>,
    pub(crate) nonce: Option<Value>,
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
            content: String::new(),
            flags: 0,
            edited_at: None,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            mention_everyone: false,
            reference: None,
            extra: None,
        }
    }

    pub(crate) fn extra_mut(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    pub(crate) fn embeds(&self) -> &[Value] {
        self.extra.as_ref().map_or(&[], |extra| &extra.embeds)
    }

    pub(crate) fn components(&self) -> &[Value] {
        self.extra.as_ref().map_or(&[], |extra| &extra.components)
    }

    pub(crate) fn reactions(&self) -> &[Reaction] {
        self.extra.as_ref().map_or(&[], |extra| &extra.reactions)
    }

    pub(crate) fn attachments(&self) -> &[Attachment] {
        self.extra.as_ref().map_or(&[], |extra| &extra.attachments)
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
            content: self.content.clone(),
            embeds: self.embeds().to_vec(),
            components: self.components().to_vec(),
            flags: self.flags,
            mentions: self.mentions.clone(),
            mention_roles: self.mention_roles.clone(),
            mention_everyone: self.mention_everyone,
            reply_to: self.reference.and_then(|reference| reference.message),
            reactions: self.reactions().to_vec(),
            attachments: self
                .attachments()
                .iter()
                .map(|file| file.filename.clone())
                .collect(),
            created_at: self.id.created_at(),
            edited_at: self.edited_at,
            pinned: self.pinned_at().is_some(),
        }
    }
}
