//! From a draft to a message in its channel: its mentions, its place, its event, whom it notifies.

use crate::{
    ChannelId, MessageId, UserId,
    gateway::events,
    world::{
        World,
        deeds::Draft,
        mentions::Allowed,
        message::{Message, Origin, Reference, kind},
        notify::mentionable_text,
    },
};

impl World {
    /// A message from a draft: its mentions are what counts.
    #[expect(clippy::too_many_arguments, reason = "the parts of a message")]
    pub(crate) fn compose(
        &self,
        id: MessageId,
        author: UserId,
        channel: ChannelId,
        draft: Draft,
        kind: u8,
        reference: Option<Reference>,
        origin: Option<Origin>,
    ) -> Message {
        let mut message = Message::plain(id, channel, author, kind);
        message.content = draft.content.into();
        message.flags = draft.flags;
        message.reference = reference.map(Box::new);
        let rich = !(draft.embeds.is_empty()
            && draft.components.is_empty()
            && draft.attachments.is_empty()
            && draft.poll.is_none());
        if rich || draft.nonce.is_some() || origin.is_some() {
            let extra = message.extra_mut();
            extra.embeds = draft.embeds.into();
            extra.components = draft.components.into();
            extra.attachments = draft.attachments;
            extra.poll = draft.poll;
            extra.nonce = draft.nonce;
            extra.interaction = origin;
        }
        let default = Allowed::by_default_for(&message);
        self.count_mentions(&mut message, &draft.allowed.unwrap_or(default));
        message
    }

    /// Fills in whose mention counts, the answered author too if the reply pings.
    pub(crate) fn count_mentions(&self, message: &mut Message, allowed: &Allowed) {
        let found = self.resolve_mentions(
            message.author,
            message.channel,
            &mentionable_text(message),
            allowed,
        );
        let mut users = found.users;
        if message.kind == kind::REPLY && allowed.replied_user {
            let replied = message.refers_to().and_then(|id| self.message(id));
            let author = replied.map(|to| to.author);
            users.extend(author.filter(|author| !users.contains(author)));
        }
        message.mentions = users.into();
        message.mention_everyone = found.everyone;
        if !found.roles.is_empty() || !message.mention_roles().is_empty() {
            message.extra_mut().mention_roles = found.roles;
        }
    }

    /// Puts a finished message in its channel (ephemeral ones aside), dispatches MESSAGE_CREATE and notifies.
    pub(crate) fn insert(&mut self, message: Message, asked_by: Option<UserId>) {
        let (id, channel) = (message.id, message.channel);
        // It names who was taken out; nobody is called back in by it.
        let parting = message.kind == kind::RECIPIENT_REMOVE;
        if message.is_ephemeral() {
            self.ephemerals.insert(id, message);
        } else {
            let (author, mentioned) = (message.author, message.mentions.to_vec());
            self.put(message);
            if !parting {
                mentioned
                    .into_iter()
                    .for_each(|user| self.mentioned_in_thread(author, channel, user));
            }
            self.note_dm(id);
        }
        self.emit_message(events::MESSAGE_CREATE, id);
        if !parting {
            self.notify(id, asked_by);
        }
    }

    fn put(&mut self, message: Message) {
        let (id, channel, now) = (message.id, message.channel, self.now());
        let Some(place) = self.channels.get_mut(&channel) else {
            return;
        };
        place.last_message = Some(id);
        if let Some(thread) = &mut place.thread {
            thread.active_at = now;
            if !message.is_first_of_thread() {
                thread.messages += 1;
                thread.sent += 1;
            }
        }
        place.messages.insert(id, Box::new(message));
        self.places.insert(id, channel);
    }
}
