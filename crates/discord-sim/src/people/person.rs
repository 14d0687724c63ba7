//! A person and the plain deeds: posting, reacting, threads, commands, clicks.

use crate::{
    Answer, ChannelId, Choice, CommandRefusal, Guild, MessageId, SeenMessage, Settings, ThreadId,
    UserId,
};

/// A user who is no bot. Clones are the same person.
#[derive(Clone, Debug)]
pub struct Person {
    id: UserId,
}

/// Whether a reply pings the author of what it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ping {
    /// The client's default.
    On,
    /// "Mention: off".
    Off,
}

/// Why Discord would not let this person do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{who} can't: {why}")]
pub struct Refusal {
    /// The person's name.
    pub who: String,
    /// The rule.
    pub why: String,
}

/// A message that a person can press something on: a channel's or DM's message, or an ephemeral answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageRef(Option<MessageId>);

impl From<MessageId> for MessageRef {
    fn from(id: MessageId) -> Self {
        Self(Some(id))
    }
}

impl From<&SeenMessage> for MessageRef {
    fn from(message: &SeenMessage) -> Self {
        Self(Some(message.id))
    }
}

impl From<&Answer> for MessageRef {
    fn from(answer: &Answer) -> Self {
        Self(answer.message_id())
    }
}

impl Person {
    /// Their id.
    #[must_use]
    pub fn id(&self) -> UserId {
        self.id
    }

    /// Their user name.
    #[must_use]
    pub fn name(&self) -> String {
        todo!()
    }

    /// Sets the language of their client, such as `de`; interactions carry it. Default: `en-US`.
    #[must_use]
    pub fn locale(self, locale: &str) -> Self {
        let _ = locale;
        todo!()
    }

    /// `<@id>`.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<@{}>", self.id)
    }

    /// Posts. `<@id>`, `<@&id>`, `@everyone` and `@here` mention like in the client; a leading `@silent ` sets
    /// SUPPRESS_NOTIFICATIONS and is cut off.
    ///
    /// # Errors
    /// Without VIEW_CHANNEL, SEND_MESSAGES (in threads SEND_MESSAGES_IN_THREADS), when timed out, longer than 2000, locked, …
    pub fn post(&self, channel: ChannelId, text: &str) -> Result<MessageId, Refusal> {
        let _ = (channel, text);
        todo!()
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
        let _ = (channel, to, text, ping);
        todo!()
    }

    /// Changes an own message. Mentions are counted anew, but nobody is notified.
    ///
    /// # Errors
    /// If it isn't theirs or is gone.
    pub fn edit(&self, channel: ChannelId, message: MessageId, text: &str) -> Result<(), Refusal> {
        let _ = (channel, message, text);
        todo!()
    }

    /// Deletes an own message, or any with MANAGE_MESSAGES.
    ///
    /// # Errors
    /// If they may not, or it is gone.
    pub fn delete(&self, channel: ChannelId, message: MessageId) -> Result<(), Refusal> {
        let _ = (channel, message);
        todo!()
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
        let _ = (channel, message, emoji);
        todo!()
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
        let _ = (channel, message, emoji);
        todo!()
    }

    /// Starts a thread from a message; it gets the message's id (facts §6).
    ///
    /// # Errors
    /// Without CREATE_PUBLIC_THREADS, or if the message has one.
    pub fn start_thread(
        &self,
        channel: ChannelId,
        message: MessageId,
        name: &str,
    ) -> Result<ThreadId, Refusal> {
        let _ = (channel, message, name);
        todo!()
    }

    /// Starts a public thread without a message.
    ///
    /// # Errors
    /// Without CREATE_PUBLIC_THREADS.
    pub fn open_thread(&self, channel: ChannelId, name: &str) -> Result<ThreadId, Refusal> {
        let _ = (channel, name);
        todo!()
    }

    /// Starts a private thread with these people.
    ///
    /// # Errors
    /// Without CREATE_PRIVATE_THREADS, or if one of them doesn't see the channel.
    pub fn start_private_thread(
        &self,
        channel: ChannelId,
        name: &str,
        with: &[&Person],
    ) -> Result<ThreadId, Refusal> {
        let _ = (channel, name, with);
        todo!()
    }

    /// Posts in a forum: a thread with a first message of the same id.
    ///
    /// # Errors
    /// Without SEND_MESSAGES.
    pub fn forum_post(
        &self,
        forum: ChannelId,
        title: &str,
        text: &str,
    ) -> Result<ThreadId, Refusal> {
        let _ = (forum, title, text);
        todo!()
    }

    /// Archives a thread (its owner, or MANAGE_THREADS).
    ///
    /// # Errors
    /// If they may not.
    pub fn archive_thread(&self, thread: ThreadId) -> Result<(), Refusal> {
        let _ = thread;
        todo!()
    }

    /// Types a command: its path by spaces (`adagio setup`) and the options by name. Waits in real time for the first response.
    /// `place` is a server's channel or thread, or the DM with the bot ([`Person::open_dm`]).
    ///
    /// # Errors
    /// What Discord's client or server would not let through, checked against the registered command; no answer within 3 s.
    pub async fn run_command(
        &self,
        place: ChannelId,
        path: &str,
        options: &[(&str, &str)],
    ) -> Result<Answer, CommandRefusal> {
        let _ = (place, path, options);
        todo!()
    }

    /// What is suggested for `option` when `typed` stands in it.
    ///
    /// # Errors
    /// As [`Person::run_command`]; also if the option has no autocomplete.
    pub async fn autocomplete(
        &self,
        place: ChannelId,
        path: &str,
        option: &str,
        typed: &str,
    ) -> Result<Vec<Choice>, CommandRefusal> {
        let _ = (place, path, option, typed);
        todo!()
    }

    /// Picks a message command ("Apps" in a message's menu).
    ///
    /// # Errors
    /// As [`Person::run_command`].
    pub async fn message_menu(
        &self,
        channel: ChannelId,
        message: MessageId,
        command: &str,
    ) -> Result<Answer, CommandRefusal> {
        let _ = (channel, message, command);
        todo!()
    }

    /// Picks a user command ("Apps" in a person's menu).
    ///
    /// # Errors
    /// As [`Person::run_command`].
    pub async fn user_menu(
        &self,
        channel: ChannelId,
        user: UserId,
        command: &str,
    ) -> Result<Answer, CommandRefusal> {
        let _ = (channel, user, command);
        todo!()
    }

    /// Presses the button with this `custom_id`.
    ///
    /// # Errors
    /// If they can't see the message, or there is no such button, or it is disabled; no answer within 3 s.
    pub async fn click(
        &self,
        message: impl Into<MessageRef>,
        custom_id: &str,
    ) -> Result<Answer, CommandRefusal> {
        let _ = (message.into(), custom_id);
        todo!()
    }

    /// Presses the button with this label.
    ///
    /// # Errors
    /// As [`Person::click`].
    pub async fn click_label(
        &self,
        message: impl Into<MessageRef>,
        label: &str,
    ) -> Result<Answer, CommandRefusal> {
        let _ = (message.into(), label);
        todo!()
    }

    /// Chooses in the select menu with this `custom_id`: values of a string select, ids of the others.
    ///
    /// # Errors
    /// As [`Person::click`]; also a value that isn't offered, too few or too many.
    pub async fn select(
        &self,
        message: impl Into<MessageRef>,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Answer, CommandRefusal> {
        let _ = (message.into(), custom_id, values);
        todo!()
    }

    /// Completes the modal that `answer` shows: `(custom_id, value)` of each input; values of a menu joined by commas.
    ///
    /// # Errors
    /// If it shows none, an input is unknown, required and missing, too short or too long; no answer within 3 s.
    pub async fn submit_modal(
        &self,
        answer: &Answer,
        values: &[(&str, &str)],
    ) -> Result<Answer, CommandRefusal> {
        let _ = (answer, values);
        todo!()
    }

    /// The DM channel with the bot, if there is one.
    #[must_use]
    pub fn dm_channel(&self) -> Option<ChannelId> {
        todo!()
    }

    /// The DM channel with the bot; opens it.
    #[must_use]
    pub fn open_dm(&self) -> ChannelId {
        todo!()
    }

    /// Messages in the DM with the bot (both sides), oldest first, as they are now.
    #[must_use]
    pub fn dms(&self) -> Vec<SeenMessage> {
        todo!()
    }

    /// Every version of each DM that the bot ever sent to them: its first form and each edit, oldest first; deleted ones too.
    #[must_use]
    pub fn dm_bodies(&self) -> Vec<SeenMessage> {
        todo!()
    }

    /// Writes to the bot.
    ///
    /// # Errors
    /// As [`Person::post`]; also without a server in common.
    pub fn dm(&self, text: &str) -> Result<MessageId, Refusal> {
        let _ = text;
        todo!()
    }

    /// "Allow direct messages": off. The bot's messages get 403 50007 (facts §4).
    pub fn close_dms(&self) {
        todo!()
    }

    /// "Allow direct messages": on.
    pub fn open_dms(&self) {
        todo!()
    }

    /// Sets their notification settings for a server.
    pub fn notification_settings(&self, guild: &Guild, settings: Settings) {
        let _ = (guild, settings);
        todo!()
    }

    /// Whether they can see the channel and its history now.
    #[must_use]
    pub fn reads(&self, channel: ChannelId) -> bool {
        let _ = channel;
        todo!()
    }

    /// The message as this person sees it; `None` if they can't.
    #[must_use]
    pub fn sees(&self, message: MessageId) -> Option<SeenMessage> {
        let _ = message;
        todo!()
    }
}
