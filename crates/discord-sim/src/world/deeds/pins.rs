//! Pinning messages (PIN_MESSAGES, facts §0 and §9).

use serde_json::json;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::{events, intents},
    render::maybe_time,
    world::{
        World,
        deeds::edit::system_message,
        message::{Message, Reference, kind},
        threads::archived,
    },
};

/// Pins of a channel, at most (30003).
const PINS: usize = 250;

/// What to do with a pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pin {
    Set,
    Remove,
}

impl World {
    /// Pins or unpins; a new pin posts a system message. Nothing happens if it is so already.
    pub(crate) fn pin(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        id: MessageId,
        pin: Pin,
    ) -> Outcome<()> {
        let is_pinned = self.check_pin(actor, channel, id)?;
        if is_pinned == (pin == Pin::Set) {
            return Ok(());
        }
        if pin == Pin::Set && self.pins(channel).len() >= PINS {
            let why = "Maximum number of pins reached for the channel (250)";
            return Err(ApiError::new(400, 30003, why));
        }
        let now = self.now();
        let message = self.message_in_mut(channel, id)?;
        message.extra_mut().pinned_at = (pin == Pin::Set).then_some(now);
        let last_pin = self.pins(channel).first().and_then(|pin| pin.pinned_at());
        if let Some(place) = self.channels.get_mut(&channel) {
            place.last_pin = last_pin;
        }
        self.emit_message(events::MESSAGE_UPDATE, id);
        self.emit_in(
            events::CHANNEL_PINS_UPDATE,
            channel,
            intents::GUILDS,
            intents::DIRECT_MESSAGES,
            |_| json!({ "channel_id": channel, "last_pin_timestamp": maybe_time(last_pin) }),
        );
        if pin == Pin::Set {
            self.pinned_message(actor, channel, id);
        }
        Ok(())
    }

    /// Whether the message is pinned, if they may change that.
    fn check_pin(&self, actor: UserId, channel: ChannelId, id: MessageId) -> Outcome<bool> {
        let place = self.seen_by(actor, channel)?;
        if place.guild.is_some() && !self.may(actor, channel, Permissions::PIN_MESSAGES) {
            return Err(ApiError::no_permission());
        }
        if place.is_archived() {
            return Err(archived());
        }
        let message = self.message_in(channel, id)?;
        if message.is_system() {
            return Err(system_message());
        }
        Ok(message.pinned_at().is_some())
    }

    /// The pinned messages of a channel, latest pin first.
    pub(crate) fn pins(&self, channel: ChannelId) -> Vec<&Message> {
        let place = self.channels.get(&channel);
        let messages = place.into_iter().flat_map(|place| place.messages.values());
        let pinned = messages.filter(|message| message.pinned_at().is_some());
        let mut pinned: Vec<&Message> = pinned.map(|message| &**message).collect();
        pinned.sort_by_key(|message| std::cmp::Reverse((message.pinned_at(), message.id)));
        pinned
    }

    fn pinned_message(&mut self, actor: UserId, channel: ChannelId, pinned: MessageId) {
        let id = MessageId::new(self.next_id());
        let mut message = Message::plain(id, channel, actor, kind::PINNED);
        message.reference = Some(Box::new(Reference {
            guild: self.guild_of(channel),
            channel,
            message: Some(pinned),
        }));
        self.insert(message, None);
    }
}
