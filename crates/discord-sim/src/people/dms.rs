//! A person's DM with the bot.

use std::ops::Bound::{Excluded, Unbounded};

use crate::{ChannelId, MessageId, Person, Refusal, SeenMessage};

impl Person {
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
        self.dms_after(MessageId::new(0))
    }

    /// The same, of those that were sent after this one.
    #[must_use]
    pub fn dms_after(&self, message: MessageId) -> Vec<SeenMessage> {
        let world = self.shared.world();
        let place = world
            .dms
            .get(&self.id)
            .and_then(|channel| world.channels.get(channel));
        place
            .into_iter()
            .flat_map(|place| place.messages.range((Excluded(message), Unbounded)))
            .map(|(_, message)| message.seen())
            .collect()
    }

    /// Every version of each DM that the bot ever sent to them: its first form and each edit, oldest first; deleted ones too.
    #[must_use]
    pub fn dm_bodies(&self) -> Vec<SeenMessage> {
        self.shared.world().versions_of_dms(self.id)
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

    fn set_dms(&self, open: bool) {
        if let Some(user) = self.shared.world().users.get_mut(&self.id) {
            user.dms_open = open;
        }
    }
}
