//! Starting threads from a message and without one.

use std::collections::BTreeMap;

use crate::{
    ChannelId, GuildId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::events,
    world::{
        World,
        channel::{Channel, Kind, Thread},
        message::{Message, Reference, flag, kind},
        slowmode::Doing,
        threads::{AUTO_ARCHIVE, NewThread, wrong_channel_type},
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
        let place = self.seen_by(actor, channel)?;
        let kind = match place.kind {
            Kind::Text => Kind::PublicThread,
            Kind::Announcement => Kind::AnnouncementThread,
            _ => return Err(wrong_channel_type()),
        };
        let needed = Permissions::CREATE_PUBLIC_THREADS | Permissions::READ_MESSAGE_HISTORY;
        if !self.may(actor, channel, needed) {
            return Err(ApiError::no_permission());
        }
        let message = place
            .messages
            .get(&id)
            .ok_or_else(|| ApiError::unknown("Message"))?;
        if self.channels.contains_key(&id.thread()) {
            let why = "A thread has already been created for this message";
            return Err(ApiError::new(400, 160_004, why));
        }
        if message.is_system() {
            return Err(ApiError::new(400, 50068, "Invalid message type"));
        }
        let is_older = place.last_message != Some(id);
        let thread = id.thread();
        self.add_thread(thread, channel, actor, &NewThread { kind, ..*new })?;
        if let Some(message) = self.message_mut(id) {
            message.flags |= flag::HAS_THREAD;
        }
        self.announce_thread(thread, actor);
        self.emit_message(events::MESSAGE_UPDATE, id);
        self.starter_message(thread, channel, id);
        if is_older {
            self.thread_created_message(thread, channel, actor, new.name);
        }
        Ok(thread)
    }

    /// The first message of a thread that was started from one: it only points there.
    fn starter_message(&mut self, thread: ChannelId, channel: ChannelId, from: MessageId) {
        let Some(author) = self.message(from).map(|message| message.author) else {
            return;
        };
        let id = MessageId::new(self.next_id());
        let mut first = Message::plain(id, thread, author, kind::THREAD_STARTER);
        first.reference = Some(Box::new(Reference {
            guild: self.guild_of(channel),
            channel,
            message: Some(from),
        }));
        self.insert(first, None);
    }

    /// Starts a thread without a message.
    pub(crate) fn open_thread(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        new: &NewThread,
    ) -> Outcome<ChannelId> {
        let place = self.seen_by(actor, channel)?;
        let (parent, right) = match new.kind {
            Kind::PrivateThread => (Kind::Text, Permissions::CREATE_PRIVATE_THREADS),
            Kind::AnnouncementThread => (Kind::Announcement, Permissions::CREATE_PUBLIC_THREADS),
            _ => (Kind::Text, Permissions::CREATE_PUBLIC_THREADS),
        };
        if place.kind != parent {
            return Err(wrong_channel_type());
        }
        if !self.may(actor, channel, right) {
            return Err(ApiError::no_permission());
        }
        let thread = ChannelId::new(self.next_id());
        self.add_thread(thread, channel, actor, new)?;
        self.announce_thread(thread, actor);
        if new.kind != Kind::PrivateThread {
            self.thread_created_message(thread, channel, actor, new.name);
        }
        Ok(thread)
    }

    /// Makes the thread with its owner in it, if there is room for one more and the owner need not wait.
    pub(super) fn add_thread(
        &mut self,
        id: ChannelId,
        parent: ChannelId,
        owner: UserId,
        new: &NewThread,
    ) -> Outcome<()> {
        let now = self.now();
        let place = self
            .channels
            .get(&parent)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        let (guild, for_threads) = (place.guild, place.for_threads);
        let for_people = for_threads.auto_archive.filter(|_| !self.is_bot(owner));
        if let Some(guild) = guild {
            self.check_room_for_thread(guild)?;
        }
        self.wait_for_slowmode(owner, parent, Doing::Threads)?;
        let mut channel = Channel::new(id, guild, new.kind, new.name);
        channel.parent = Some(parent);
        channel.slowmode = new.slowmode.unwrap_or(for_threads.slowmode);
        channel.thread = Some(Box::new(Thread {
            owner,
            archived: false,
            locked: false,
            invitable: new.invitable,
            auto_archive: new.auto_archive.or(for_people).unwrap_or(AUTO_ARCHIVE),
            archive_changed_at: now,
            active_at: now,
            members: BTreeMap::from([(owner, now)]),
            messages: 0,
            sent: 0,
            pinned: false,
            tags: new.tags.to_vec(),
        }));
        self.channels.insert(id, channel);
        if let Some(server) = guild.and_then(|guild| self.guilds.get_mut(&guild)) {
            server.threads.insert(id);
        }
        self.plan_archiving(id);
        Ok(())
    }

    /// 160006: a server has only so many active threads.
    pub(super) fn check_room_for_thread(&self, guild: GuildId) -> Outcome<()> {
        let Some(limit) = self.limits.active_threads else {
            return Ok(());
        };
        let threads = self.guilds.get(&guild).map(|server| &server.threads);
        let active = threads
            .into_iter()
            .flatten()
            .filter(|thread| {
                self.channels
                    .get(thread)
                    .is_some_and(|it| !it.is_archived())
            })
            .count();
        if active < usize::try_from(limit).unwrap_or(usize::MAX) {
            return Ok(());
        }
        let why = "Maximum number of active threads reached";
        Err(ApiError::new(400, 160_006, why))
    }
}
