//! Deleting messages and pinning them (facts §3).

use chrono::TimeDelta;
use serde_json::json;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::intents,
    world::{
        World,
        message::{Message, Reference, kind},
        threads::archived,
    },
};

impl World {
    /// Deletes an own message, or any with MANAGE_MESSAGES.
    pub(crate) fn delete(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        id: MessageId,
    ) -> Outcome<()> {
        let place = self
            .channels
            .get(&channel)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        if !self.sees(actor, channel) {
            return Err(ApiError::no_access());
        }
        let message = place
            .messages
            .get(&id)
            .ok_or_else(|| ApiError::unknown("Message"))?;
        if place.is_archived() {
            self.check_lock(actor, channel)?;
        }
        if message.author != actor {
            if place.guild.is_none() {
                return Err(ApiError::new(
                    403,
                    50003,
                    "Cannot execute action on a DM channel",
                ));
            }
            if !self.may(actor, channel, Permissions::MANAGE_MESSAGES) {
                return Err(ApiError::no_permission());
            }
        }
        self.remove_message(channel, id);
        self.emit_in(
            "MESSAGE_DELETE",
            channel,
            intents::GUILD_MESSAGES,
            intents::DIRECT_MESSAGES,
            |_| json!({ "id": id, "channel_id": channel }),
        );
        Ok(())
    }

    /// Deletes 2 to 100 messages, none older than two weeks; unknown ids are passed over.
    pub(crate) fn bulk_delete(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        ids: &[MessageId],
    ) -> Outcome<()> {
        if !self.sees(actor, channel) {
            return Err(ApiError::no_access());
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
        let there: Vec<MessageId> = ids
            .iter()
            .copied()
            .filter(|id| self.places.get(id) == Some(&channel))
            .collect();
        there
            .iter()
            .for_each(|id| self.remove_message(channel, *id));
        self.emit_in(
            "MESSAGE_DELETE_BULK",
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

    /// Pins or unpins (PIN_MESSAGES); a new pin posts a system message.
    pub(crate) fn pin(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        id: MessageId,
        on: bool,
    ) -> Outcome<()> {
        if !self.sees(actor, channel) {
            return Err(ApiError::no_access());
        }
        if self.guild_of(channel).is_some() && !self.may(actor, channel, Permissions::PIN_MESSAGES)
        {
            return Err(ApiError::no_permission());
        }
        let now = self.now();
        let guild = self.guild_of(channel);
        let place = self
            .channels
            .get_mut(&channel)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        if place.is_archived() {
            return Err(archived());
        }
        let message = place
            .messages
            .get_mut(&id)
            .ok_or_else(|| ApiError::unknown("Message"))?;
        if message.pinned_at().is_some() == on {
            return Ok(());
        }
        message.extra_mut().pinned_at = on.then_some(now);
        self.emit_message("MESSAGE_UPDATE", id);
        self.emit_in(
            "CHANNEL_PINS_UPDATE",
            channel,
            intents::GUILDS,
            intents::DIRECT_MESSAGES,
            |_| json!({ "channel_id": channel, "last_pin_timestamp": crate::render::time(now) }),
        );
        if on {
            let system = MessageId::new(self.next_id());
            let mut message = Message::plain(system, channel, actor, kind::PINNED);
            message.reference = Some(Box::new(Reference {
                guild,
                channel,
                message: Some(id),
            }));
            self.insert(message, None);
        }
        Ok(())
    }
}

impl World {
    /// Removes a message that answers an interaction, ephemeral or not.
    pub(crate) fn erase(&mut self, id: MessageId) {
        if self.ephemerals.remove(&id).is_some() {
            return;
        }
        if let Some(channel) = self.places.get(&id).copied() {
            self.remove_message(channel, id);
            self.emit_in(
                "MESSAGE_DELETE",
                channel,
                intents::GUILD_MESSAGES,
                intents::DIRECT_MESSAGES,
                |_| json!({ "id": id, "channel_id": channel }),
            );
        }
    }
}
