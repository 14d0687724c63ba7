//! Threads (facts §6): starting them, who is in them, archiving, what a message in one does.

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::{dispatch::To, intents, session::Session},
    world::{
        World,
        channel::{Channel, Kind, Thread},
        deeds::Draft,
        message::{Message, Reference, flag, kind},
    },
};

/// What a new thread is like.
pub(crate) struct NewThread<'a> {
    pub(crate) name: &'a str,
    /// Minutes.
    pub(crate) auto_archive: u32,
    pub(crate) kind: Kind,
    pub(crate) invitable: bool,
}

impl<'a> NewThread<'a> {
    pub(crate) const fn public(name: &'a str) -> Self {
        Self {
            name,
            auto_archive: 4320,
            kind: Kind::PublicThread,
            invitable: true,
        }
    }
}

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
        first.reference = Some(Reference {
            guild,
            channel,
            message: Some(id),
        });
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
    fn announce_thread(&mut self, thread: ChannelId, owner: UserId) {
        self.thread_create(thread, true);
        self.thread_members_changed(thread, &[owner], &[]);
    }

    fn thread_create(&mut self, thread: ChannelId, new: bool) {
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

    fn thread_created_message(
        &mut self,
        thread: ChannelId,
        parent: ChannelId,
        actor: UserId,
        name: &str,
    ) {
        let id = MessageId::new(self.next_id());
        let mut message = Message::plain(id, parent, actor, kind::THREAD_CREATED);
        name.clone_into(&mut message.content);
        message.reference = Some(Reference {
            guild: self.guild_of(parent),
            channel: thread,
            message: None,
        });
        self.insert(message, None);
    }

    /// The author of a message in a thread joins it.
    pub(crate) fn join_thread(&mut self, thread: ChannelId, user: UserId) {
        let now = self.now();
        let Some(inner) = self
            .channels
            .get_mut(&thread)
            .and_then(|place| place.thread.as_mut())
        else {
            return;
        };
        if inner.members.contains_key(&user) {
            return;
        }
        inner.members.insert(user, now);
        if self.is_bot(user) {
            self.thread_create(thread, false);
        }
        self.thread_members_changed(thread, &[user], &[]);
    }

    /// A mention adds a member who can see the parent; in a private thread too.
    pub(crate) fn mentioned_in_thread(&mut self, thread: ChannelId, user: UserId) {
        let Some(place) = self.channels.get(&thread) else {
            return;
        };
        let Some(parent) = place.parent.filter(|_| place.kind.is_thread()) else {
            return;
        };
        if self.sees(user, parent) {
            self.join_thread(thread, user);
        }
    }

    /// Adds a member at somebody's wish; system message in between people.
    pub(crate) fn add_to_thread(
        &mut self,
        actor: UserId,
        thread: ChannelId,
        user: UserId,
    ) -> Outcome<()> {
        let place = self
            .channels
            .get(&thread)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        let (Some(inner), Some(parent), Some(guild)) = (&place.thread, place.parent, place.guild)
        else {
            return Err(ApiError::new(
                400,
                50024,
                "Cannot execute action on this channel type",
            ));
        };
        if !self.sees(actor, thread) {
            return Err(ApiError::no_access());
        }
        if inner.archived {
            return Err(ApiError::new(400, 50083, "Thread is archived"));
        }
        let invites = inner.invitable
            || inner.owner == actor
            || self.may(actor, thread, Permissions::MANAGE_THREADS);
        if actor != user
            && (!invites || !self.may(actor, thread, Permissions::SEND_MESSAGES_IN_THREADS))
        {
            return Err(ApiError::no_permission());
        }
        if !self
            .guilds
            .get(&guild)
            .is_some_and(|server| server.members.contains_key(&user))
        {
            return Err(ApiError::unknown("Member"));
        }
        if !self.sees(user, parent) {
            return Err(ApiError::no_access());
        }
        if inner.members.contains_key(&user) {
            return Ok(());
        }
        self.join_thread(thread, user);
        if actor != user {
            let id = MessageId::new(self.next_id());
            let mut message = Message::plain(id, thread, actor, kind::RECIPIENT_ADD);
            message.mentions.push(user);
            self.insert(message, None);
        }
        Ok(())
    }

    /// Leaves, or is removed (MANAGE_THREADS, or the owner of a private thread).
    pub(crate) fn remove_from_thread(
        &mut self,
        actor: UserId,
        thread: ChannelId,
        user: UserId,
    ) -> Outcome<()> {
        if !self.sees(actor, thread) {
            return Err(ApiError::no_access());
        }
        let place = self
            .channels
            .get(&thread)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        let Some(inner) = &place.thread else {
            return Err(ApiError::new(
                400,
                50024,
                "Cannot execute action on this channel type",
            ));
        };
        if inner.archived {
            return Err(ApiError::new(400, 50083, "Thread is archived"));
        }
        let owns = place.kind == Kind::PrivateThread && inner.owner == actor;
        if actor != user && !owns && !self.may(actor, thread, Permissions::MANAGE_THREADS) {
            return Err(ApiError::no_permission());
        }
        if let Some(inner) = self
            .channels
            .get_mut(&thread)
            .and_then(|place| place.thread.as_mut())
            && inner.members.remove(&user).is_some()
        {
            self.thread_members_changed(thread, &[], &[user]);
        }
        Ok(())
    }

    /// THREAD_MEMBERS_UPDATE: all to sessions with GUILD_MEMBERS, only the bot's own coming and going to others (facts §1.5).
    fn thread_members_changed(&mut self, thread: ChannelId, added: &[UserId], removed: &[UserId]) {
        let Some(guild) = self.guild_of(thread).filter(|guild| self.bot_is_in(*guild)) else {
            return;
        };
        let bot = self.app.bot;
        if !self.sees(bot, thread) && !removed.contains(&bot) {
            return;
        }
        for whole in [true, false] {
            let chosen = |session: &Session| {
                let members = session.intents & intents::GUILD_MEMBERS != 0;
                guild.shard(session.shards) == session.shard
                    && session.intents & intents::GUILDS != 0
                    && members == whole
            };
            let keep = |user: &&UserId| whole || **user == bot;
            let (added, removed): (Vec<_>, Vec<_>) = (
                added.iter().filter(keep).collect(),
                removed.iter().filter(keep).collect(),
            );
            if added.is_empty() && removed.is_empty() || !self.gateway.sessions.iter().any(chosen) {
                continue;
            }
            let Some(place) = self.channels.get(&thread) else {
                return;
            };
            let joined: Vec<_> = added
                .iter()
                .map(|user| {
                    let mut json = self.json_thread_member(place, **user);
                    json["member"] = self
                        .server(guild)
                        .members
                        .get(user)
                        .map(|member| self.json_member(member))
                        .into();
                    json["presence"] = serde_json::Value::Null;
                    json
                })
                .collect();
            let count = place
                .thread
                .as_ref()
                .map_or(0, |inner| inner.members.len().min(50));
            let body = json!({
                "id": thread, "guild_id": guild, "member_count": count, "added_members": joined, "removed_member_ids": removed,
            });
            let text = body.to_string();
            self.send_event("THREAD_MEMBERS_UPDATE", &body, &text, chosen);
        }
    }

    /// A message unarchives its thread.
    pub(crate) fn unarchive_for(&mut self, channel: ChannelId) {
        if self
            .channels
            .get(&channel)
            .is_some_and(Channel::is_archived)
        {
            self.set_archived(channel, false, None);
        }
    }

    /// Archives or unarchives, and locks or unlocks if said.
    pub(crate) fn set_archived(&mut self, thread: ChannelId, archived: bool, locked: Option<bool>) {
        let now = self.now();
        self.change_channel(thread, |place| {
            if let Some(inner) = &mut place.thread {
                if inner.archived != archived {
                    inner.archived = archived;
                    inner.archive_changed_at = now;
                }
                inner.locked = locked.unwrap_or(inner.locked);
            }
        });
    }
}
