//! A person: who they are, their settings, what they can see.

use crate::{
    ChannelId, ChannelSettings, Guild, MessageId, Permissions, SeenMessage, Settings, UserId,
    error::{ApiError, Outcome},
    world::{Handle, World},
};

/// A user who is no bot. Clones are the same person.
#[derive(Clone, Debug)]
pub struct Person {
    pub(super) shared: Handle,
    pub(super) id: UserId,
}

impl From<&Person> for UserId {
    fn from(person: &Person) -> Self {
        person.id
    }
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

impl Person {
    pub(crate) const fn new(shared: Handle, id: UserId) -> Self {
        Self { shared, id }
    }

    /// Does something as this person; Discord's error becomes a refusal.
    pub(super) fn act<T>(&self, deed: impl FnOnce(&mut World) -> Outcome<T>) -> Result<T, Refusal> {
        let done = deed(&mut self.shared.world());
        self.shared.changed.notify_waiters();
        done.map_err(|error| self.refusal(&error))
    }

    pub(super) fn refusal(&self, error: &ApiError) -> Refusal {
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

    /// Joins a server; nothing if they are in.
    ///
    /// # Errors
    /// If they are banned there.
    pub fn join(&self, guild: &Guild) -> Result<(), Refusal> {
        self.act(|world| world.enter(guild.id(), self.id))
    }

    /// Leaves a server; nothing if they aren't in.
    ///
    /// # Errors
    /// If it is theirs.
    pub fn leave(&self, guild: &Guild) -> Result<(), Refusal> {
        self.act(|world| {
            if world.server(guild.id()).owner == self.id {
                let why = "Invalid guild: the owner can't leave it";
                return Err(ApiError::new(400, 50055, why));
            }
            world.leave(guild.id(), self.id);
            Ok(())
        })
    }

    /// Sets their notification settings for a server.
    pub fn notification_settings(&self, guild: &Guild, settings: Settings) {
        self.shared
            .world()
            .set_settings(self.id, guild.id(), settings);
    }

    /// Sets their notification settings for a channel, a thread, or a category with all that is in it.
    pub fn channel_notification_settings(&self, channel: ChannelId, settings: ChannelSettings) {
        self.shared
            .world()
            .set_channel_settings(self.id, channel, settings);
    }

    /// Asks to be shown an age-restricted or spoiler channel (facts §9). Bots never learn of it.
    pub fn opt_in(&self, channel: ChannelId) {
        self.shared.world().opted_in.insert((self.id, channel));
    }

    /// Whether they are shown the channel and its history now.
    #[must_use]
    pub fn reads(&self, channel: ChannelId) -> bool {
        let world = self.shared.world();
        let history = Permissions::READ_MESSAGE_HISTORY;
        world.is_shown(self.id, channel) && world.may(self.id, channel, history)
    }

    /// The message as this person sees it; `None` if they can't.
    #[must_use]
    pub fn sees(&self, message: MessageId) -> Option<SeenMessage> {
        let world = self.shared.world();
        let message = world.message(message)?;
        let seen = match message.origin() {
            Some(origin) if message.is_ephemeral() => origin.for_user == self.id,
            _ => world.is_shown(self.id, message.channel),
        };
        seen.then(|| message.seen())
    }
}
