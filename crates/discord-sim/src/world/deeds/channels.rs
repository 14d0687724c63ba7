//! Making, changing and deleting channels.

use std::collections::BTreeSet;

use serde_json::json;

use crate::{
    ChannelId, GuildId, Permissions, Target,
    gateway::{
        dispatch::To,
        events::{self, Event},
        intents,
    },
    world::{
        World,
        channel::{Channel, Kind, Overwrite},
    },
};

impl World {
    pub(crate) fn channel_mut(&mut self, id: ChannelId) -> &mut Channel {
        self.channels
            .get_mut(&id)
            .unwrap_or_else(|| panic!("channel {id} doesn't exist"))
    }

    /// A new channel, as `set` says; in a category it begins with a copy of its overwrites (facts §9). CHANNEL_CREATE.
    pub(crate) fn add_channel(
        &mut self,
        guild: GuildId,
        kind: Kind,
        name: &str,
        category: Option<ChannelId>,
        set: impl FnOnce(&mut Channel),
    ) -> ChannelId {
        let id = self.place_channel(guild, kind, name, category, set);
        self.channel_event(events::CHANNEL_CREATE, guild, id);
        id
    }

    /// As [`World::add_channel`], of which nobody hears yet.
    pub(crate) fn place_channel(
        &mut self,
        guild: GuildId,
        kind: Kind,
        name: &str,
        category: Option<ChannelId>,
        set: impl FnOnce(&mut Channel),
    ) -> ChannelId {
        let id = ChannelId::new(self.next_id());
        let mut channel = Channel::new(id, Some(guild), kind, name);
        if let Some(category) = category {
            channel.parent = Some(category);
            channel
                .overwrites
                .clone_from(&self.channel_mut(category).overwrites);
        }
        let server = self.server_mut(guild);
        channel.position = i32::try_from(server.channels.len()).unwrap_or(i32::MAX);
        server.channels.push(id);
        set(&mut channel);
        self.channels.insert(id, channel);
        id
    }

    pub(crate) fn channel_event(&mut self, event: Event, guild: GuildId, id: ChannelId) {
        self.emit(event, To::Guild(guild), intents::GUILDS, |world| {
            world
                .channels
                .get(&id)
                .map(|channel| world.json_channel(channel))
                .into()
        });
    }

    /// Changes a channel or thread; CHANNEL_UPDATE or THREAD_UPDATE.
    pub(crate) fn change_channel(&mut self, id: ChannelId, change: impl FnOnce(&mut Channel)) {
        let channel = self.channel_mut(id);
        change(channel);
        let (thread, guild) = (channel.kind.is_thread(), channel.guild);
        if thread {
            self.thread_event(events::THREAD_UPDATE, id);
        } else if let Some(guild) = guild {
            self.channel_event(events::CHANNEL_UPDATE, guild, id);
        }
    }

    /// Sets one overwrite; an empty one is removed.
    pub(crate) fn set_overwrite(
        &mut self,
        guild: GuildId,
        id: ChannelId,
        target: Target,
        allow: Permissions,
        deny: Permissions,
    ) {
        self.change_access(guild, id, |channel| {
            channel
                .overwrites
                .retain(|overwrite| overwrite.target != target);
            if !(allow.is_empty() && deny.is_empty()) {
                channel.overwrites.push(Overwrite {
                    target,
                    allow,
                    deny,
                });
            }
        });
    }

    /// As [`World::change_channel`] for what may let the bot in: the threads of a channel that it sees only now are synced.
    pub(crate) fn change_access(
        &mut self,
        guild: GuildId,
        id: ChannelId,
        change: impl FnOnce(&mut Channel),
    ) {
        let before = self.channels_seen_by_bot(guild);
        self.change_channel(id, change);
        self.sync_threads(guild, &before);
    }

    /// Deletes a channel with its threads, or a thread; what was in it is gone. Channels of a category stay.
    pub(crate) fn remove_channel(&mut self, id: ChannelId) {
        let Some(channel) = self.channels.get(&id) else {
            panic!("channel {id} doesn't exist")
        };
        let Some(guild) = channel.guild else {
            panic!("a DM can't be deleted")
        };
        if channel.kind.is_thread() {
            return self.remove_thread(guild, id);
        }
        self.channel_event(events::CHANNEL_DELETE, guild, id);
        let server = self.server(guild);
        let inside = |places: &mut dyn Iterator<Item = &ChannelId>| -> Vec<ChannelId> {
            let parent = |place: &ChannelId| self.channels.get(place)?.parent;
            let inside = places.filter(|place| parent(place) == Some(id));
            inside.copied().collect()
        };
        let threads = inside(&mut server.threads.iter());
        let channels = inside(&mut server.channels.iter());
        for thread in threads {
            self.forget_channel(guild, thread);
        }
        self.forget_channel(guild, id);
        for channel in channels {
            self.change_channel(channel, |channel| channel.parent = None);
        }
    }

    /// THREAD_DELETE, if the bot sees the thread.
    fn remove_thread(&mut self, guild: GuildId, id: ChannelId) {
        if self.sees(self.app.bot, id) {
            let place = self.channels.get(&id);
            let place = place.map(|place| (place.parent, place.kind.number()));
            let (parent, kind) = place.unwrap_or_default();
            self.emit(
                events::THREAD_DELETE,
                To::Guild(guild),
                intents::GUILDS,
                |_| json!({ "id": id, "guild_id": guild, "parent_id": parent, "type": kind }),
            );
        }
        self.forget_channel(guild, id);
    }

    /// Takes a channel or thread out of the world; nobody hears of it.
    pub(crate) fn forget_channel(&mut self, guild: GuildId, id: ChannelId) {
        if let Some(channel) = self.channels.remove(&id) {
            channel.messages.keys().for_each(|message| {
                self.places.remove(message);
            });
        }
        let server = self.server_mut(guild);
        server.threads.remove(&id);
        server.afk_channel = server.afk_channel.filter(|channel| *channel != id);
        server.channels.retain(|channel| *channel != id);
    }

    pub(crate) fn channels_seen_by_bot(&self, guild: GuildId) -> BTreeSet<ChannelId> {
        let bot = self.app.bot;
        self.server(guild)
            .channels
            .iter()
            .copied()
            .filter(|channel| self.sees(bot, *channel))
            .collect()
    }

    /// THREAD_LIST_SYNC for the channels that the bot sees and didn't see `before` (facts §6).
    pub(crate) fn sync_threads(&mut self, guild: GuildId, before: &BTreeSet<ChannelId>) {
        let gained: Vec<ChannelId> = self
            .channels_seen_by_bot(guild)
            .difference(before)
            .copied()
            .collect();
        if gained.is_empty() {
            return;
        }
        self.emit(events::THREAD_LIST_SYNC, To::Guild(guild), intents::GUILDS, |world| {
            let bot = world.app.bot;
            let threads: Vec<_> = world
                .active_threads(world.server(guild), bot)
                .filter(|thread| thread.parent.is_some_and(|parent| gained.contains(&parent)))
                .collect();
            let joined = |thread: &&&Channel| thread.thread.as_ref().is_some_and(|inner| inner.members.contains_key(&bot));
            let members: Vec<_> = threads.iter().filter(joined).map(|thread| world.json_thread_member(thread, bot)).collect();
            let threads: Vec<_> = threads.iter().map(|thread| world.json_channel(thread)).collect();
            json!({ "guild_id": guild, "channel_ids": gained, "threads": threads, "members": members })
        });
    }
}
