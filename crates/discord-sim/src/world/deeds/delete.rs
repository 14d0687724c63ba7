//! Deleting messages (facts §3).

use chrono::TimeDelta;
use serde_json::json;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::{events, intents},
    world::{World, deeds::edit::system_message, message::Message},
};

impl World {
    /// Deletes an own message, or any with MANAGE_MESSAGES.
    pub(crate) fn delete(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        id: MessageId,
    ) -> Outcome<()> {
        let place = self.seen_by(actor, channel)?;
        let message = self.message_in(channel, id)?;
        if place.is_archived() {
            self.check_lock(actor, channel)?;
        }
        if message.author != actor {
            if place.guild.is_none() {
                return Err(no_dm());
            }
            if !self.may(actor, channel, Permissions::MANAGE_MESSAGES) {
                return Err(ApiError::no_permission());
            }
        }
        if !message.is_deletable() {
            return Err(system_message());
        }
        self.remove_message(channel, id);
        self.emit_in(
            events::MESSAGE_DELETE,
            channel,
            intents::GUILD_MESSAGES,
            intents::DIRECT_MESSAGES,
            |_| json!({ "id": id, "channel_id": channel }),
        );
        Ok(())
    }

    /// Deletes 2 to 100 messages, none older than two weeks; unknown ids, and system messages that stay, are passed over.
    pub(crate) fn bulk_delete(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        ids: &[MessageId],
    ) -> Outcome<()> {
        if self.seen_by(actor, channel)?.guild.is_none() {
            return Err(no_dm());
        }
        if !self.may(actor, channel, Permissions::MANAGE_MESSAGES) {
            return Err(ApiError::no_permission());
        }
        let oldest = self.now() - TimeDelta::weeks(2);
        if ids.iter().any(|id| id.created_at() < oldest) {
            return Err(ApiError::new(
                400,
                50034,
                "You can only bulk delete messages that are under 14 days old.",
            ));
        }
        let deletable = |id: &MessageId| {
            let message = self.message_in(channel, *id);
            message.is_ok_and(Message::is_deletable)
        };
        let there: Vec<MessageId> = ids.iter().copied().filter(deletable).collect();
        there
            .iter()
            .for_each(|id| self.remove_message(channel, *id));
        self.emit_in(
            events::MESSAGE_DELETE_BULK,
            channel,
            intents::GUILD_MESSAGES,
            intents::DIRECT_MESSAGES,
            |_| json!({ "ids": there, "channel_id": channel }),
        );
        Ok(())
    }

    fn remove_message(&mut self, channel: ChannelId, id: MessageId) {
        self.places.remove(&id);
        let Some(place) = self.channels.get_mut(&channel) else {
            return;
        };
        let Some(removed) = place.messages.remove(&id) else {
            return;
        };
        if let Some(thread) = &mut place.thread
            && !removed.is_first_of_thread()
        {
            thread.messages = thread.messages.saturating_sub(1);
        }
        self.keep_past_dm(removed);
    }

    /// Removes a message that answers an interaction, ephemeral or not.
    pub(crate) fn erase(&mut self, id: MessageId) {
        if self.ephemerals.remove(&id).is_some() {
            return;
        }
        if let Some(channel) = self.places.get(&id).copied() {
            self.remove_message(channel, id);
            self.emit_in(
                events::MESSAGE_DELETE,
                channel,
                intents::GUILD_MESSAGES,
                intents::DIRECT_MESSAGES,
                |_| json!({ "id": id, "channel_id": channel }),
            );
        }
    }
}

/// 50003.
fn no_dm() -> ApiError {
    ApiError::new(403, 50003, "Cannot execute action on a DM channel")
}
