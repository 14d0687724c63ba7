//! A person and the plain deeds: posting, reacting, threads, commands, clicks.

use crate::{
    Answer, ChannelId, Guild, MessageId, SeenMessage, Settings, ThreadId, UserId,
    error::{ApiError, Outcome},
    world::{
        Handle, World,
        channel::Kind,
        deeds::{Change, Draft, ReplyTo},
        mentions::Allowed,
        message::flag,
        threads::NewThread,
    },
};

/// A user who is no bot. Clones are the same person.
#[derive(Clone, Debug)]
pub struct Person {
    pub(super) shared: Handle,
    pub(super) id: UserId,
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
pub struct MessageRef(pub(super) Option<MessageId>);

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
    pub(crate) const fn new(shared: Handle, id: UserId) -> Self {
        Self { shared, id }
    }

    /// Does something as this person; Discord's error becomes a refusal.
    fn act<T>(&self, deed: impl FnOnce(&mut World) -> Outcome<T>) -> Result<T, Refusal> {
        let done = deed(&mut self.shared.world());
        self.shared.changed.notify_waiters();
        done.map_err(|error| self.refusal(&error))
    }

    fn refusal(&self, error: &ApiError) -> Refusal {
        Refusal {
            who: self.name(),
            why: error.to_string(),
        }
    }

    /// Their id.
    #[must_use]
    pub fn id(&self) -> UserId {
        self.id
    }

    /// Their user name.
    #[must_use]
    pub fn name(&self) -> String {
        let world = self.shared.world();
        world
            .users
            .get(&self.id)
            .map(|user| user.name.clone())
            .unwrap_or_default()
    }

    /// Sets the language of their client, such as `de`; interactions carry it. Default: `en-US`.
    #[must_use]
    pub fn locale(self, locale: &str) -> Self {
        if let Some(user) = self.shared.world().users.get_mut(&self.id) {
            locale.clone_into(&mut user.locale);
        }
        self
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
        self.act(|world| world.start_thread(self.id, channel, message, &NewThread::public(name)))
    }

    /// Starts a public thread without a message.
    ///
    /// # Errors
    /// Without CREATE_PUBLIC_THREADS.
    pub fn open_thread(&self, channel: ChannelId, name: &str) -> Result<ThreadId, Refusal> {
        self.act(|world| world.open_thread(self.id, channel, &NewThread::public(name)))
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
        let new = NewThread {
            kind: Kind::PrivateThread,
            ..NewThread::public(name)
        };
        self.act(|world| {
            let thread = world.open_thread(self.id, channel, &new)?;
            with.iter()
                .try_for_each(|person| world.add_to_thread(self.id, thread, person.id()))?;
            Ok(thread)
        })
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
        let draft = typed(text).map_err(|error| self.refusal(&error))?;
        self.act(|world| world.forum_post(self.id, forum, &NewThread::public(title), draft))
    }

    /// Takes somebody out of a thread, or leaves it.
    ///
    /// # Errors
    /// If it isn't them, and they neither own the private thread nor have MANAGE_THREADS.
    pub fn remove_from_thread(&self, thread: ThreadId, whom: &Self) -> Result<(), Refusal> {
        self.act(|world| world.remove_from_thread(self.id, thread, whom.id))
    }

    /// Archives a thread (its owner, or MANAGE_THREADS).
    ///
    /// # Errors
    /// If they may not.
    pub fn archive_thread(&self, thread: ThreadId) -> Result<(), Refusal> {
        self.act(|world| {
            let place = world
                .channels
                .get(&thread)
                .ok_or_else(|| ApiError::unknown("Channel"))?;
            let owns = place
                .thread
                .as_ref()
                .is_some_and(|inner| inner.owner == self.id);
            if !owns && !world.may(self.id, thread, crate::Permissions::MANAGE_THREADS) {
                return Err(ApiError::no_permission());
            }
            world.set_archived(thread, true, None);
            Ok(())
        })
    }

    /// The DM channel with the bot, if there is one.
    #[must_use]
    pub fn dm_channel(&self) -> Option<ChannelId> {
        self.shared.world().dms.get(&self.id).copied()
    }

    /// The DM channel with the bot; opens it.
    #[must_use]
    pub fn open_dm(&self) -> ChannelId {
        self.shared.world().open_dm(self.id)
    }

    /// Messages in the DM with the bot (both sides), oldest first, as they are now.
    #[must_use]
    pub fn dms(&self) -> Vec<SeenMessage> {
        let world = self.shared.world();
        let place = world
            .dms
            .get(&self.id)
            .and_then(|channel| world.channels.get(channel));
        place
            .into_iter()
            .flat_map(|place| place.messages.values())
            .map(|message| message.seen())
            .collect()
    }

    /// Every version of each DM that the bot ever sent to them: its first form and each edit, oldest first; deleted ones too.
    #[must_use]
    pub fn dm_bodies(&self) -> Vec<SeenMessage> {
        self.shared
            .world()
            .dm_bodies
            .get(&self.id)
            .cloned()
            .unwrap_or_default()
    }

    /// Writes to the bot.
    ///
    /// # Errors
    /// As [`Person::post`]; also without a server in common.
    pub fn dm(&self, text: &str) -> Result<MessageId, Refusal> {
        let channel = self.open_dm();
        self.post(channel, text)
    }

    /// "Allow direct messages": off. The bot's messages get 403 50007 (facts §4).
    pub fn close_dms(&self) {
        self.set_dms(false);
    }

    /// "Allow direct messages": on.
    pub fn open_dms(&self) {
        self.set_dms(true);
    }

    /// Sets their notification settings for a server.
    pub fn notification_settings(&self, guild: &Guild, settings: Settings) {
        self.shared
            .world()
            .set_settings(self.id, guild.id(), settings);
    }

    /// Whether they can see the channel and its history now.
    #[must_use]
    pub fn reads(&self, channel: ChannelId) -> bool {
        let both = crate::Permissions::VIEW_CHANNEL | crate::Permissions::READ_MESSAGE_HISTORY;
        self.shared.world().may(self.id, channel, both)
    }

    /// The message as this person sees it; `None` if they can't.
    #[must_use]
    pub fn sees(&self, message: MessageId) -> Option<SeenMessage> {
        let world = self.shared.world();
        let message = world.message(message)?;
        let seen = match message.origin() {
            Some(origin) if message.is_ephemeral() => origin.for_user == self.id,
            _ => world.sees(self.id, message.channel),
        };
        seen.then(|| message.seen())
    }

    fn set_dms(&self, open: bool) {
        if let Some(user) = self.shared.world().users.get_mut(&self.id) {
            user.dms_open = open;
        }
    }
}

/// What the client makes of typed text: a leading `@silent ` becomes the flag.
fn typed(text: &str) -> Outcome<Draft> {
    let silent = text.strip_prefix("@silent ");
    let mut draft = Draft::of(silent.unwrap_or(text));
    check_length(&draft.content)?;
    if silent.is_some() {
        draft.flags |= flag::SUPPRESS_NOTIFICATIONS;
    }
    Ok(draft)
}

fn check_length(text: &str) -> Outcome<()> {
    let mut form = crate::error::Form::default();
    form.length("content", text, 0, 2000);
    form.finish()
}
