//! What a person does with messages: posting, answering, editing, deleting, reacting.

use crate::{
    ChannelId, MessageId, Person, Refusal,
    error::{Form, Outcome},
    world::{
        deeds::{Change, Draft, ReplyTo},
        mentions::Allowed,
        message::flag,
    },
};

/// Whether a reply pings the author of what it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ping {
    /// The client's default.
    On,
    /// "Mention: off".
    Off,
}

impl Person {
    /// Posts. `<@id>`, `<@&id>`, `@everyone` and `@here` mention like in the client; a leading `@silent ` sets
    /// SUPPRESS_NOTIFICATIONS and is cut off.
    ///
    /// # Errors
    /// Without VIEW_CHANNEL, SEND_MESSAGES (in threads SEND_MESSAGES_IN_THREADS), when timed out, longer than 2000, locked, …
    pub fn post(&self, channel: ChannelId, text: &str) -> Result<MessageId, Refusal> {
        let draft = typed(text).map_err(|error| self.refusal(&error))?;
        self.act(|world| world.post(self.id, channel, draft))
    }

    /// Answers a message.
    ///
    /// # Errors
    /// As [`Person::post`], and without READ_MESSAGE_HISTORY.
    pub fn reply(
        &self,
        channel: ChannelId,
        to: MessageId,
        text: &str,
        ping: Ping,
    ) -> Result<MessageId, Refusal> {
        let mut draft = typed(text).map_err(|error| self.refusal(&error))?;
        draft.reply = Some(ReplyTo {
            message: to,
            channel: None,
            must_exist: true,
        });
        draft.allowed = Some(Allowed {
            replied_user: ping == Ping::On,
            ..Allowed::everything()
        });
        self.act(|world| world.post(self.id, channel, draft))
    }

    /// Changes an own message. Mentions are counted anew, but nobody is notified.
    ///
    /// # Errors
    /// If it isn't theirs or is gone.
    pub fn edit(&self, channel: ChannelId, message: MessageId, text: &str) -> Result<(), Refusal> {
        check_length(text).map_err(|error| self.refusal(&error))?;
        let change = Change {
            content: Some(text.to_owned()),
            ..Change::default()
        };
        self.act(|world| world.edit(self.id, channel, message, change))
    }

    /// Deletes an own message, or any with MANAGE_MESSAGES.
    ///
    /// # Errors
    /// If they may not, or it is gone.
    pub fn delete(&self, channel: ChannelId, message: MessageId) -> Result<(), Refusal> {
        self.act(|world| world.delete(self.id, channel, message))
    }

    /// Reacts with a Unicode emoji, or `name:id` of a custom one.
    ///
    /// # Errors
    /// Without ADD_REACTIONS (unless the emoji is there already) or READ_MESSAGE_HISTORY.
    pub fn react(
        &self,
        channel: ChannelId,
        message: MessageId,
        emoji: &str,
    ) -> Result<(), Refusal> {
        self.act(|world| world.react(self.id, channel, message, emoji))
    }

    /// Takes the own reaction back.
    ///
    /// # Errors
    /// If there is none.
    pub fn unreact(
        &self,
        channel: ChannelId,
        message: MessageId,
        emoji: &str,
    ) -> Result<(), Refusal> {
        self.act(|world| world.unreact(self.id, self.id, channel, message, emoji))
    }
}

/// What the client makes of typed text: a leading `@silent ` becomes the flag.
pub(super) fn typed(text: &str) -> Outcome<Draft> {
    let silent = text.strip_prefix("@silent ");
    let mut draft = Draft::of(silent.unwrap_or(text));
    check_length(&draft.content)?;
    if silent.is_some() {
        draft.flags |= flag::SUPPRESS_NOTIFICATIONS;
    }
    Ok(draft)
}

fn check_length(text: &str) -> Outcome<()> {
    let mut form = Form::default();
    form.length("content", text, 0, 2000);
    form.finish()
}
