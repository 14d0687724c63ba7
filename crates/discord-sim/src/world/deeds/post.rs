//! Posting a message (facts §3): who may, what it answers, what it does to a thread.

use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    world::{
        World,
        mentions::Allowed,
        message::{Attachment, Reference, kind},
        slowmode::Doing,
        threads,
        window::too_many,
    },
};

/// A message that somebody wants to post; its form has been checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) flags: u64,
    /// `None`: the field was absent.
    pub(crate) allowed: Option<Allowed>,
    pub(crate) reply: Option<ReplyTo>,
    pub(crate) nonce: Option<Value>,
    pub(crate) enforce_nonce: bool,
    pub(crate) attachments: Vec<Attachment>,
    /// Discord's JSON of it.
    pub(crate) poll: Option<Value>,
}

/// What a draft answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReplyTo {
    pub(crate) message: MessageId,
    /// Where it is, if that was said: it can only be the same channel.
    pub(crate) channel: Option<ChannelId>,
    /// `fail_if_not_exists`.
    pub(crate) must_exist: bool,
}

impl Draft {
    pub(crate) fn of(content: &str) -> Self {
        Self {
            content: content.to_owned(),
            ..Self::default()
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.content.trim().is_empty()
            && self.embeds.is_empty()
            && self.components.is_empty()
            && self.attachments.is_empty()
            && self.poll.is_none()
    }
}

impl World {
    /// Posts as `author`, who needs the right to.
    pub(crate) fn post(
        &mut self,
        author: UserId,
        channel: ChannelId,
        draft: Draft,
    ) -> Outcome<MessageId> {
        self.check_speaking(author, channel)?;
        self.check_draft(author, channel, &draft)?;
        if let Some(first) = self.repeated_nonce(author, &draft)? {
            return Ok(first);
        }
        let reference = self.check_reply(author, channel, draft.reply)?;
        self.check_dm(author, channel)?;
        self.wait_for_slowmode(author, channel, Doing::Messages)?;
        self.check_writes(author, channel)?;
        self.unarchive_for(channel)?;
        self.join_thread(channel, author);
        let id = MessageId::new(self.next_id());
        self.remember_nonce(author, channel, id, &draft);
        let message_kind = if reference.is_some() {
            kind::REPLY
        } else {
            kind::DEFAULT
        };
        let message = self.compose(id, author, channel, draft, message_kind, reference, None);
        self.insert(message, None);
        Ok(id)
    }

    /// A message shows something, and embeds, files and polls need their rights.
    pub(crate) fn check_draft(
        &self,
        author: UserId,
        channel: ChannelId,
        draft: &Draft,
    ) -> Outcome<()> {
        if draft.is_empty() {
            return Err(ApiError::new(400, 50006, "Cannot send an empty message"));
        }
        let needed = [
            (draft.embeds.is_empty(), Permissions::EMBED_LINKS),
            (draft.attachments.is_empty(), Permissions::ATTACH_FILES),
            (draft.poll.is_none(), Permissions::SEND_POLLS),
        ];
        let mut lacking = needed
            .iter()
            .filter(|(absent, right)| !absent && !self.may(author, channel, *right));
        match lacking.next() {
            Some(_) => Err(ApiError::no_permission()),
            None => Ok(()),
        }
    }

    /// What speaking in a channel needs, DMs aside.
    pub(crate) fn check_speaking(&self, author: UserId, channel: ChannelId) -> Outcome<()> {
        let place = self.seen_by(author, channel)?;
        if place.kind.is_forum() {
            let why = "Cannot send a message in a forum channel";
            return Err(ApiError::new(400, 40058, why));
        }
        if !place.kind.holds_messages() {
            let why = "Cannot send messages in a non-text channel";
            return Err(ApiError::new(400, 50008, why));
        }
        if !self.may(author, channel, self.speaking(channel)) {
            return Err(ApiError::no_permission());
        }
        self.check_lock(author, channel)
    }

    /// Who may not manage threads writes nothing in a locked one.
    pub(crate) fn check_lock(&self, author: UserId, channel: ChannelId) -> Outcome<()> {
        let place = self.channels.get(&channel);
        let inner = place.and_then(|place| place.thread.as_ref());
        match inner.filter(|inner| inner.locked) {
            Some(_) if self.may(author, channel, Permissions::MANAGE_THREADS) => Ok(()),
            Some(inner) if inner.archived => Err(threads::archived()),
            Some(_) => Err(threads::locked()),
            None => Ok(()),
        }
    }

    /// 20028: the bot wrote too much in the channel.
    fn check_writes(&mut self, author: UserId, channel: ChannelId) -> Outcome<()> {
        let limit = self.limits.channel_writes;
        let Some(limit) = limit.filter(|_| self.is_bot(author)) else {
            return Ok(());
        };
        let (now, hour) = (self.now(), TimeDelta::hours(1));
        let writes = self.writes.entry(channel).or_default();
        writes.admit(now, hour, limit).map_err(|wait| {
            let why =
                "The write action you are performing on the channel has hit the write rate limit";
            too_many(20028, why, wait)
        })
    }

    fn check_reply(
        &self,
        author: UserId,
        channel: ChannelId,
        reply: Option<ReplyTo>,
    ) -> Outcome<Option<Reference>> {
        let Some(reply) = reply else { return Ok(None) };
        if !self.may(author, channel, Permissions::READ_MESSAGE_HISTORY) {
            return Err(ApiError::new(
                403,
                160_002,
                "Cannot reply without permission to read message history",
            ));
        }
        let wrong = |code, why| Err(ApiError::form("message_reference", code, why));
        if reply.channel.is_some_and(|other| other != channel) {
            let why = "Cannot reply to a message of another channel";
            return wrong("REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", why);
        }
        match self.message_in(channel, reply.message) {
            Ok(message) if message.is_system() => {
                let why = "Cannot reply to a system message";
                wrong("REPLIES_CANNOT_REFERENCE_SYSTEM_MESSAGE", why)
            }
            Ok(_) => Ok(Some(Reference {
                guild: self.guild_of(channel),
                channel,
                message: Some(reply.message),
            })),
            Err(_) if reply.must_exist => wrong("REPLIES_UNKNOWN_MESSAGE", "Unknown message"),
            Err(_) => Ok(None),
        }
    }
}
