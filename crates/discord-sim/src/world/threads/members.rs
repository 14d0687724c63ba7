//! Joining and leaving threads, archiving them.

use serde_json::json;

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    gateway::{intents, session::Session},
    world::{
        World,
        channel::{Channel, Kind},
        message::{Message, kind},
    },
};

impl World {
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
            message.mentions = Box::new([user]);
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
    pub(super) fn thread_members_changed(
        &mut self,
        thread: ChannelId,
        added: &[UserId],
        removed: &[UserId],
    ) {
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
