//! What a body says of a channel, threads and forums aside; what it doesn't say stays.
//!
//! Three steps, as in [`Settings`](crate::rest::threads::Settings): what is wrong with the form, what the server and the bot's
//! rights forbid, the change.

use serde_json::Value;

use super::overwrites;
use crate::{
    ChannelId, GuildId,
    bounds::MOST_IN_CATEGORY,
    error::{ApiError, Form, Outcome},
    rest::guilds::read,
    world::{
        World,
        channel::{Channel, Kind, Overwrite},
    },
};

pub(super) struct Draft {
    name: Option<String>,
    topic: Option<Option<String>>,
    nsfw: Option<bool>,
    position: Option<i32>,
    pub(super) parent: Option<Option<ChannelId>>,
    overwrites: Option<Vec<Overwrite>>,
}

impl Draft {
    /// What the body says of a channel of this kind.
    pub(super) fn read(form: &mut Form, body: &Value, kind: Kind) -> Self {
        let longest = if kind.is_forum() { 4096 } else { 1024 };
        let topic = form.text(body, "", "topic", 0, longest);
        let topic = topic.filter(|text| !text.is_empty()).map(str::to_owned);
        let position = form.number(&body["position"], "position", 0..=i32::MAX as u64);
        let parent = form.snowflake(&body["parent_id"], "parent_id");
        Self {
            name: form.text(body, "", "name", 1, 100).map(str::to_owned),
            topic: read::emptiable(body, "topic", topic),
            nsfw: form.flag(body, "nsfw"),
            position: position.and_then(|position| i32::try_from(position).ok()),
            parent: read::emptiable(body, "parent_id", parent.map(ChannelId::new)),
            overwrites: overwrites::read(form, body),
        }
    }

    /// Whether the category takes one more, and the bot may set the overwrites, which are `before` now.
    pub(super) fn check(&self, world: &World, guild: GuildId, before: &[Overwrite]) -> Outcome<()> {
        if let Some(Some(parent)) = self.parent {
            check_category(world, guild, parent)?;
        }
        match &self.overwrites {
            Some(after) => overwrites::check(world, guild, before, after),
            None => Ok(()),
        }
    }

    /// Changes the channel.
    pub(super) fn apply(self, channel: &mut Channel) {
        if let Some(name) = self.name {
            channel.name = name;
        }
        if let Some(topic) = self.topic {
            channel.topic = topic;
        }
        if let Some(overwrites) = self.overwrites {
            channel.overwrites = overwrites;
        }
        channel.nsfw = self.nsfw.unwrap_or(channel.nsfw);
        channel.position = self.position.unwrap_or(channel.position);
        channel.parent = self.parent.unwrap_or(channel.parent);
    }
}

/// A category of this server with room in it.
pub(super) fn check_category(world: &World, guild: GuildId, category: ChannelId) -> Outcome<()> {
    let wrong = |code, why| Err(ApiError::form("parent_id", code, why));
    let is_one = world
        .channels
        .get(&category)
        .is_some_and(|place| place.guild == Some(guild) && place.kind == Kind::Category);
    if !is_one {
        return wrong("CHANNEL_PARENT_INVALID_TYPE", "Not a category");
    }
    let is_in = |channel: &&ChannelId| {
        let place = world.channels.get(channel);
        place.is_some_and(|place| place.parent == Some(category))
    };
    if world.server(guild).channels.iter().filter(is_in).count() < MOST_IN_CATEGORY {
        return Ok(());
    }
    let why = "Maximum number of channels in category reached (50)";
    wrong("CHANNEL_PARENT_MAX_CHANNELS", why)
}
