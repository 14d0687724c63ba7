//! Editing (facts §2, §3): only one's own; mentions are counted anew with the defaults, and nobody is notified.

use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    world::{
        World,
        mentions::Allowed,
        message::{Attachment, flag},
        threads::archived,
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

impl World {
    /// Edits as `author` in a channel, thread or DM.
    pub(crate) fn edit(
        &mut self,
        author: UserId,
        channel: ChannelId,
        id: MessageId,
        change: Change,
    ) -> Outcome<()> {
        let place = self
            .channels
            .get(&channel)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        if !self.sees(author, channel) {
            return Err(ApiError::no_access());
        }
        let message = place
            .messages
            .get(&id)
            .ok_or_else(|| ApiError::unknown("Message"))?;
        if place.is_archived() {
            return Err(archived());
        }
        self.check_lock(author, channel)?;
        if message.author != author {
            let only_flags =
                change.content.is_none() && change.embeds.is_none() && change.components.is_none();
            if !(only_flags
                && change.flags.is_some()
                && self.may(author, channel, Permissions::MANAGE_MESSAGES))
            {
                return Err(ApiError::new(
                    403,
                    50005,
                    "Cannot edit a message authored by another user",
                ));
            }
        }
        self.check_old_edit(author, channel, id)?;
        self.apply(id, change)
    }

    /// Applies a change to any message, ephemeral ones too, dispatches MESSAGE_UPDATE and keeps the new body of a DM.
    pub(crate) fn apply(&mut self, id: MessageId, change: Change) -> Outcome<()> {
        let now = self.now();
        let Some(mut message) = self.message(id).cloned() else {
            return Err(ApiError::unknown("Message"));
        };
        let edits_body = change.content.is_some()
            || change.embeds.is_some()
            || change.components.is_some()
            || change.attachments.is_some();
        if edits_body {
            message.extra_mut().edited_at = Some(now);
        }
        if edits_body && message.poll().is_some() {
            return Err(ApiError::new(400, 520_003, "Cannot edit a poll message"));
        }
        let changed_text = change.content.is_some() || change.components.is_some();
        if let Some(flags) = change.flags {
            const SETTABLE: u64 = flag::SUPPRESS_EMBEDS | flag::COMPONENTS_V2;
            if message.flags & flag::COMPONENTS_V2 != 0 && flags & flag::COMPONENTS_V2 == 0 {
                return Err(ApiError::form(
                    "flags",
                    "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG",
                    "The flag can't be removed",
                ));
            }
            message.flags = message.flags & !SETTABLE | flags & SETTABLE;
        }
        if let Some(content) = change.content {
            message.content = content.into();
        }
        if change.embeds.is_some() || change.components.is_some() || change.attachments.is_some() {
            let extra = message.extra_mut();
            if let Some(embeds) = change.embeds {
                extra.embeds = embeds.into();
            }
            if let Some(components) = change.components {
                extra.components = components.into();
            }
            if let Some(attachments) = change.attachments {
                extra.attachments = attachments;
            }
        }
        if let Some(poll) = change.poll {
            message.extra_mut().poll = Some(poll);
        }
        if message.flags & flag::COMPONENTS_V2 != 0 && message.has_legacy_fields() {
            return Err(v2_excludes());
        }
        if message.is_empty() {
            return Err(ApiError::new(400, 50006, "Cannot send an empty message"));
        }
        if changed_text || change.allowed.is_some() {
            let default = if message.origin().is_some() {
                Allowed::users_only()
            } else {
                Allowed::everything()
            };
            self.count_mentions(&mut message, &change.allowed.unwrap_or(default));
        }
        if let Some(place) = self.message_mut(id) {
            let past = Box::new(std::mem::replace(place, message));
            self.keep_past_dm(past);
        }
        self.note_dm(id);
        self.emit_message("MESSAGE_UPDATE", id);
        Ok(())
    }

    /// 30046: too many edits of messages older than an hour.
    fn check_old_edit(&mut self, author: UserId, channel: ChannelId, id: MessageId) -> Outcome<()> {
        let (now, hour) = (self.now(), TimeDelta::hours(1));
        let Some(limit) = self
            .limits
            .old_message_edits
            .filter(|_| self.is_bot(author) && now - id.created_at() > hour)
        else {
            return Ok(());
        };
        let edits = self.old_edits.entry(channel).or_default();
        while edits.front().is_some_and(|at| now - *at >= hour) {
            edits.pop_front();
        }
        if edits.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            let wait = edits.front().map_or(hour, |first| hour - (now - *first));
            let mut error = ApiError::new(
                429,
                30046,
                "Maximum number of edits to messages older than 1 hour reached. Try again later",
            );
            error.retry_after = Some(f64::from(
                i32::try_from(wait.num_seconds()).unwrap_or(i32::MAX),
            ));
            return Err(error);
        }
        edits.push_back(now);
        Ok(())
    }
}

/// Components V2 and content or embeds in one message.
pub(crate) fn v2_excludes() -> ApiError {
    ApiError::form(
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2",
    )
}
