//! Starting threads, and the events and messages that tell of it.

use std::collections::BTreeMap;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::{dispatch::To, intents},
    world::threads::NewThread,
    world::{
        World,
        channel::{Channel, Kind, Thread},
        deeds::Draft,
        message::{Message, Reference, flag, kind},
    },
};

impl World {
    /// Starts a thread from a message: it gets the message's number, so there is at most one (160004).
    pub(crate) fn start_thread(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        id: MessageId,
        new: &NewThread,
    ) -> Outcome<ChannelId> {
        let place = self
            .channels
            .get(&channel)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        if !self.sees(actor, channel) {
            return Err(ApiError::no_access());
        }
        let kind = match place.kind {
            Kind::Text => Kind::PublicThread,
            Kind::Announcement => Kind::AnnouncementThread,
            _ => {
                return Err(ApiError::new(
                    400,
                    50024,
                    "Cannot execute action on this channel type",
                ));
            }
        };
        if !self.may(
            actor,
            channel,
            Permissions::CREATE_PUBLIC_THREADS | Permissions::READ_MESSAGE_HISTORY,
        ) {
            return Err(ApiError::no_permission());
        }
        let message = place
            .messages
            .get(&id)
            .ok_or_else(|| ApiError::unknown("Message"))?;
        if self.channels.contains_key(&id.thread()) {
            return Err(ApiError::new(
                400,
                160_004,
                "A thread has already been created for this message",
            ));
        }
        let (author, latest, guild) = (message.author, place.last_message == Some(id), place.guild);
        let thread = id.thread();
        self.add_thread(thread, channel, actor, &NewThread { kind, ..*new });
        if let Some(message) = self.message_mut(id) {
            message.flags |= flag::HAS_THREAD;
        }
        self.announce_thread(thread, actor);
        self.emit_message("MESSAGE_UPDATE", id);
        let starter = MessageId::new(self.next_id());
        let mut first = Message::plain(starter, thread, author, kind::THREAD_STARTER);
        first.reference = Some(Box::new(Reference {
            guild,
            channel,
            message: Some(id),
        }));
        self.insert(first, None);
        if let Some(inner) = self
            .channels
            .get_mut(&thread)
            .and_then(|place| place.thread.as_mut())
        {
            inner.messages = 0;
            inner.sent = 0;
        }
        if !latest {
            self.thread_created_message(thread, channel, actor, new.name);
        }
        Ok(thread)
    }

    /// Starts a thread without a message.
    pub(crate) fn open_thread(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        new: &NewThread,
    ) -> Outcome<ChannelId> {
        let place = self
            .channels
            .get(&channel)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        if !self.sees(actor, channel) {
            return Err(ApiError::no_access());
        }
        let (fits, right) = match new.kind {
            Kind::PrivateThread => (
                place.kind == Kind::Text,
                Permissions::CREATE_PRIVATE_THREADS,
            ),
            Kind::AnnouncementThread => (
                place.kind == Kind::Announcement,
                Permissions::CREATE_PUBLIC_THREADS,
            ),
            _ => (place.kind == Kind::Text, Permissions::CREATE_PUBLIC_THREADS),
        };
        if !fits {
            return Err(ApiError::new(
                400,
                50024,
                "Cannot execute action on this channel type",
            ));
        }
        if !self.may(actor, channel, right) {
            return Err(ApiError::no_permission());
        }
        let thread = ChannelId::new(self.next_id());
        self.add_thread(thread, channel, actor, new);
        self.announce_thread(thread, actor);
        if new.kind != Kind::PrivateThread {
            self.thread_created_message(thread, channel, actor, new.name);
        }
        Ok(thread)
    }

    /// Posts in a forum: a thread and its first message, which have the same number. Needs only SEND_MESSAGES.
    pub(crate) fn forum_post(
        &mut self,
        actor: UserId,
        forum: ChannelId,
        new: &NewThread,
        draft: Draft,
    ) -> Outcome<ChannelId> {
        let place = self
            .channels
            .get(&forum)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        if !self.sees(actor, forum) {
            return Err(ApiError::no_access());
        }
        if place.kind != Kind::Forum {
            return Err(ApiError::new(
                400,
                50024,
                "Cannot execute action on this channel type",
            ));
        }
        if !self.may(actor, forum, Permissions::SEND_MESSAGES) {
            return Err(ApiError::no_permission());
        }
        if draft.is_empty() {
            return Err(ApiError::new(400, 50006, "Cannot send an empty message"));
        }
        let id = MessageId::new(self.next_id());
        let thread = id.thread();
        self.add_thread(
            thread,
            forum,
            actor,
            &NewThread {
                kind: Kind::PublicThread,
                ..*new
            },
        );
        self.announce_thread(thread, actor);
        let message = self.compose(id, actor, thread, draft, kind::DEFAULT, None, None);
        self.insert(message, None);
        if let Some(inner) = self
            .channels
            .get_mut(&thread)
            .and_then(|place| place.thread.as_mut())
        {
            inner.messages = 0;
        }
        Ok(thread)
    }

    fn add_thread(&mut self, id: ChannelId, parent: ChannelId, owner: UserId, new: &NewThread) {
        let now = self.now();
        let guild = self.guild_of(parent);
        let mut channel = Channel::new(id, guild, new.kind, new.name);
        channel.parent = Some(parent);
        channel.thread = Some(Box::new(Thread {
            owner,
            archived: false,
            locked: false,
            invitable: new.invitable,
            auto_archive: new.auto_archive,
            archive_changed_at: now,
            members: BTreeMap::from([(owner, now)]),
            messages: 0,
            sent: 0,
        }));
        self.channels.insert(id, channel);
        if let Some(server) = guild.and_then(|guild| self.guilds.get_mut(&guild)) {
            server.threads.insert(id);
        }
    }

    /// THREAD_CREATE of a new thread, and its owner's membership.
    pub(super) fn announce_thread(&mut self, thread: ChannelId, owner: UserId) {
        self.thread_create(thread, true);
        self.thread_members_changed(thread, &[owner], &[]);
    }

    pub(super) fn thread_create(&mut self, thread: ChannelId, new: bool) {
        let Some(guild) = self
            .guild_of(thread)
            .filter(|_| self.sees(self.app.bot, thread))
        else {
            return;
        };
        self.emit(
            "THREAD_CREATE",
            To::Guild(guild),
            intents::GUILDS,
            |world| {
                let mut json = world
                    .channels
                    .get(&thread)
                    .map(|place| world.json_channel(place))
                    .unwrap_or_default();
                if new {
                    json["newly_created"] = true.into();
                }
                json
            },
        );
    }

    /// THREAD_UPDATE and the like, if the bot sees the thread.
    pub(crate) fn thread_event(&mut self, name: &str, thread: ChannelId) {
        let Some(guild) = self
            .guild_of(thread)
            .filter(|_| self.sees(self.app.bot, thread))
        else {
            return;
        };
        self.emit(name, To::Guild(guild), intents::GUILDS, |world| {
            world
                .channels
                .get(&thread)
                .map(|place| world.json_channel(place))
                .into()
        });
    }

    pub(super) fn thread_created_message(
        &mut self,
        thread: ChannelId,
        parent: ChannelId,
        actor: UserId,
        name: &str,
    ) {
        let id = MessageId::new(self.next_id());
        let mut message = Message::plain(id, parent, actor, kind::THREAD_CREATED);
        message.content = name.into();
        message.reference = Some(Box::new(Reference {
            guild: self.guild_of(parent),
            channel: thread,
            message: None,
        }));
        self.insert(message, None);
    }
}
