//! What tells of threads: events, and system messages in the channel.

use serde_json::{Value, json};

use crate::{
    ChannelId, GuildId, MessageId, UserId,
    gateway::{
        dispatch::To,
        events::{self, Event},
        intents,
        session::Session,
    },
    world::{
        World,
        message::{Message, Reference, kind},
    },
};

/// THREAD_CREATE tells of a thread that is new, or new to the bot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Created {
    Now,
    Before,
}

impl World {
    /// THREAD_CREATE of a new thread, and its owner's membership.
    pub(super) fn announce_thread(&mut self, thread: ChannelId, owner: UserId) {
        self.thread_create(thread, Created::Now);
        self.thread_members_changed(thread, &[owner], &[]);
    }

    pub(super) fn thread_create(&mut self, thread: ChannelId, created: Created) {
        self.thread_event_with(events::THREAD_CREATE, thread, |json| {
            if created == Created::Now {
                json["newly_created"] = true.into();
            }
        });
    }

    /// THREAD_UPDATE and the like, if the bot sees the thread.
    pub(crate) fn thread_event(&mut self, event: Event, thread: ChannelId) {
        self.thread_event_with(event, thread, |_| {});
    }

    fn thread_event_with(
        &mut self,
        event: Event,
        thread: ChannelId,
        finish: impl FnOnce(&mut Value),
    ) {
        let guild = self.guild_of(thread);
        let Some(guild) = guild.filter(|_| self.sees(self.app.bot, thread)) else {
            return;
        };
        self.emit(event, To::Guild(guild), intents::GUILDS, |world| {
            let place = world.channels.get(&thread);
            let mut json = place.map_or(Value::Null, |place| world.json_channel(place));
            finish(&mut json);
            json
        });
    }

    /// THREAD_MEMBER_UPDATE follows when a thread that the bot is in is unarchived (docs topics/threads.mdx).
    pub(super) fn thread_member_update(&mut self, thread: ChannelId) {
        let bot = self.app.bot;
        let Some(guild) = self.guild_of(thread).filter(|_| self.sees(bot, thread)) else {
            return;
        };
        if !self.is_in_thread(bot, thread) {
            return;
        }
        let to = To::Guild(guild);
        self.emit(events::THREAD_MEMBER_UPDATE, to, intents::GUILDS, |world| {
            let place = world.channels.get(&thread);
            let mut json = place.map_or(Value::Null, |it| world.json_thread_member(it, bot));
            json["guild_id"] = json!(guild);
            json
        });
    }

    /// THREAD_MEMBERS_UPDATE: all to sessions with GUILD_MEMBERS, only the bot's own coming and going to others (facts §1.5).
    pub(super) fn thread_members_changed(
        &mut self,
        thread: ChannelId,
        added: &[UserId],
        removed: &[UserId],
    ) {
        let bot = self.app.bot;
        let guild = self.guild_of(thread).filter(|guild| self.bot_is_in(*guild));
        let Some(guild) = guild.filter(|_| self.sees(bot, thread) || removed.contains(&bot)) else {
            return;
        };
        for whole in [true, false] {
            let chosen = |session: &Session| {
                let members = session.intents & intents::GUILD_MEMBERS != 0;
                guild.shard(session.shards) == session.shard
                    && session.intents & intents::GUILDS != 0
                    && members == whole
            };
            let told = |users: &[UserId]| -> Vec<UserId> {
                let told = users.iter().filter(|user| whole || **user == bot);
                told.copied().collect()
            };
            let (added, removed) = (told(added), told(removed));
            let nothing = added.is_empty() && removed.is_empty();
            if nothing || !self.gateway.sessions.iter().any(chosen) {
                continue;
            }
            let body = self.json_members_changed(guild, thread, &added, &removed);
            let text = body.to_string();
            self.send_event(events::THREAD_MEMBERS_UPDATE, &body, &text, chosen);
        }
    }

    fn json_members_changed(
        &self,
        guild: GuildId,
        thread: ChannelId,
        added: &[UserId],
        removed: &[UserId],
    ) -> Value {
        let Some(place) = self.channels.get(&thread) else {
            return Value::Null;
        };
        let joined = |user: &UserId| {
            let member = self.server(guild).members.get(user);
            let mut json = self.json_thread_member(place, *user);
            json["member"] = member.map(|member| self.json_member(member)).into();
            json["presence"] = Value::Null;
            json
        };
        let members = place.thread.as_ref().map_or(0, |inner| inner.members.len());
        json!({
            "id": thread, "guild_id": guild, "member_count": members.min(50),
            "added_members": added.iter().map(joined).collect::<Vec<_>>(), "removed_member_ids": removed,
        })
    }

    /// The system message in the parent that tells of a thread.
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
