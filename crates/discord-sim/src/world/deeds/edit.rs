//! Editing (facts §2, §3): only one's own; mentions are counted anew with the defaults, and nobody is notified.

use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::events,
    world::{
        World,
        mentions::Allowed,
        message::{Attachment, Message, flag},
        threads::archived,
        window::too_many,
    },
};

/// What an edit changes; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) content: Option<String>,
    pub(crate) embeds: Option<Vec<Value>>,
    pub(crate) components: Option<Vec<Value>>,
    pub(crate) flags: Option<u64>,
    pub(crate) allowed: Option<Allowed>,
    pub(crate) attachments: Option<Vec<Attachment>>,
    /// Only for a deferred answer (facts §11).
    pub(crate) poll: Option<Value>,
}

impl Change {
    /// Whether the message counts as edited: flags alone don't make it so.
    const fn edits_body(&self) -> bool {
        self.content.is_some()
            || self.embeds.is_some()
            || self.components.is_some()
            || self.attachments.is_some()
    }

    /// Whether it is what a moderator may do to others' messages.
    const fn only_flags(&self) -> bool {
        let more = self.edits_body() || self.allowed.is_some() || self.poll.is_some();
        self.flags.is_some() && !more
    }
}

impl World {
    /// Edits as `author` in a channel, thread or DM. Of others' messages only SUPPRESS_EMBEDS, with MANAGE_MESSAGES.
    pub(crate) fn edit(
        &mut self,
        author: UserId,
        channel: ChannelId,
        id: MessageId,
        mut change: Change,
    ) -> Outcome<()> {
        let place = self.seen_by(author, channel)?;
        let message = self.message_in(channel, id)?;
        if place.is_archived() {
            return Err(archived());
        }
        self.check_lock(author, channel)?;
        if message.author != author {
            if !change.only_flags() || !self.may(author, channel, Permissions::MANAGE_MESSAGES) {
                let why = "Cannot edit a message authored by another user";
                return Err(ApiError::new(403, 50005, why));
            }
            let kept = message.flags & !flag::SUPPRESS_EMBEDS;
            let asked = change.flags.unwrap_or_default();
            change.flags = Some(kept | asked & flag::SUPPRESS_EMBEDS);
        }
        if message.is_system() {
            return Err(system_message());
        }
        self.check_old_edit(author, channel, id)?;
        self.apply(id, change)
    }

    /// Applies a change to any message, ephemeral ones too, dispatches MESSAGE_UPDATE and keeps the new body of a DM.
    pub(crate) fn apply(&mut self, id: MessageId, mut change: Change) -> Outcome<()> {
        let Some(mut message) = self.message(id).cloned() else {
            return Err(ApiError::unknown("Message"));
        };
        if change.edits_body() && message.poll().is_some() {
            return Err(ApiError::new(400, 520_003, "Cannot edit a poll message"));
        }
        if change.edits_body() {
            message.extra_mut().edited_at = Some(self.now());
        }
        let allowed = change.allowed.take();
        let recount = change.content.is_some() || change.components.is_some() || allowed.is_some();
        message.rewrite(change)?;
        if recount {
            let default = Allowed::by_default_for(&message);
            self.count_mentions(&mut message, &allowed.unwrap_or(default));
        }
        if let Some(place) = self.message_mut(id) {
            let past = Box::new(std::mem::replace(place, message));
            self.keep_past_dm(past);
        }
        self.note_dm(id);
        self.emit_message(events::MESSAGE_UPDATE, id);
        Ok(())
    }

    /// 30046: too many edits of messages older than an hour.
    fn check_old_edit(&mut self, author: UserId, channel: ChannelId, id: MessageId) -> Outcome<()> {
        let (now, hour) = (self.now(), TimeDelta::hours(1));
        let limit = self.limits.old_message_edits;
        let counts = self.is_bot(author) && now - id.created_at() > hour;
        let Some(limit) = limit.filter(|_| counts) else {
            return Ok(());
        };
        let edits = self.old_edits.entry(channel).or_default();
        edits.admit(now, hour, limit).map_err(|wait| {
            let why =
                "Maximum number of edits to messages older than 1 hour reached. Try again later";
            too_many(30046, why, wait)
        })
    }
}

impl Message {
    /// Puts in what a change brings, flags first; what is left must still be a message.
    fn rewrite(&mut self, change: Change) -> Outcome<()> {
        if let Some(flags) = change.flags {
            self.set_flags(flags)?;
        }
        if let Some(content) = change.content {
            self.content = content.into();
        }
        if let Some(embeds) = change.embeds {
            self.extra_mut().embeds = embeds.into();
        }
        if let Some(components) = change.components {
            self.extra_mut().components = components.into();
        }
        if let Some(attachments) = change.attachments {
            self.extra_mut().attachments = attachments;
        }
        if let Some(poll) = change.poll {
            self.extra_mut().poll = Some(poll);
        }
        if self.flags & flag::COMPONENTS_V2 != 0 && self.has_legacy_fields() {
            return Err(v2_excludes());
        }
        if self.is_empty() {
            return Err(ApiError::new(400, 50006, "Cannot send an empty message"));
        }
        Ok(())
    }

    /// Of the flags only these two can be edited; others are passed over (docs resources/message.mdx).
    fn set_flags(&mut self, flags: u64) -> Outcome<()> {
        const SETTABLE: u64 = flag::SUPPRESS_EMBEDS | flag::COMPONENTS_V2;
        if self.flags & flag::COMPONENTS_V2 != 0 && flags & flag::COMPONENTS_V2 == 0 {
            return Err(ApiError::form(
                "flags",
                "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG",
                "The flag can't be removed",
            ));
        }
        self.flags = self.flags & !SETTABLE | flags & SETTABLE;
        Ok(())
    }
}

/// 50021.
pub(crate) fn system_message() -> ApiError {
    ApiError::new(403, 50021, "Cannot execute action on a system message")
}

/// Components V2 and content or embeds in one message.
pub(crate) fn v2_excludes() -> ApiError {
    ApiError::form(
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2",
    )
}
