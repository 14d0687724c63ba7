//! Every version of each DM that the bot sent: what a person may have read, whatever became of it since.

use crate::{
    MessageId, SeenMessage, UserId,
    world::{World, message::Message},
};

/// One version of a DM.
pub(crate) enum Version {
    /// The message as it is now.
    Now(MessageId),
    /// What it was until it was edited or deleted.
    Then(Box<Message>),
}

impl World {
    /// Notes a message that is new, or new again by an edit, if it is a DM of the bot.
    pub(crate) fn note_dm(&mut self, id: MessageId) {
        let message = self.message(id).filter(|message| !message.is_ephemeral());
        if let Some(reader) = message.and_then(|message| self.reader_of_dm(message)) {
            let versions = self.dm_versions.entry(reader).or_default();
            versions.push(Version::Now(id));
        }
    }

    /// Keeps what a message was, once it is another or gone, if it was a DM of the bot.
    pub(crate) fn keep_past_dm(&mut self, past: Box<Message>) {
        let Some(reader) = self.reader_of_dm(&past) else {
            return;
        };
        let mut versions = self.dm_versions.get_mut(&reader).into_iter().flatten();
        let now = |version: &&mut Version| matches!(version, Version::Now(id) if *id == past.id);
        if let Some(version) = versions.rfind(now) {
            *version = Version::Then(past);
        }
    }

    /// The versions of all DMs that the bot sent to somebody, oldest first.
    pub(crate) fn versions_of_dms(&self, reader: UserId) -> Vec<SeenMessage> {
        let versions = self.dm_versions.get(&reader).into_iter().flatten();
        versions
            .filter_map(|version| match version {
                Version::Now(id) => self.message(*id),
                Version::Then(past) => Some(past),
            })
            .map(Message::seen)
            .collect()
    }

    fn reader_of_dm(&self, message: &Message) -> Option<UserId> {
        let place = self.channels.get(&message.channel)?;
        place.recipient.filter(|_| self.is_bot(message.author))
    }
}
