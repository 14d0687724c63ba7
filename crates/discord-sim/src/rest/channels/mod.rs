//! Channels over REST: making, reading, changing, ordering, deleting, their overwrites, typing.

mod change;
mod create;
mod draft;
mod order;
mod overwrites;

use serde_json::json;

use crate::{
    ChannelId, Permissions,
    error::{ApiError, Outcome},
    gateway::{events, intents},
    rest::{messages::check_seen, request::Reply},
    world::World,
};

pub(crate) use change::patch;
pub(crate) use create::create;
pub(crate) use order::reorder;
pub(crate) use overwrites::route as overwrite;

pub(crate) fn get(world: &World, channel: ChannelId) -> Outcome<Reply> {
    let place = check_seen(world, channel)?;
    Ok(Reply::ok(world.json_channel(place)))
}

/// Deletes a channel (MANAGE_CHANNELS) or thread (MANAGE_THREADS).
pub(crate) fn delete(world: &mut World, channel: ChannelId) -> Outcome<Reply> {
    let place = check_seen(world, channel)?;
    if place.guild.is_none() {
        return get(world, channel);
    }
    let needed = if place.kind.is_thread() {
        Permissions::MANAGE_THREADS
    } else {
        Permissions::MANAGE_CHANNELS
    };
    if !world.may(world.app.bot, channel, needed) {
        return Err(ApiError::no_permission());
    }
    let json = world.json_channel(place);
    world.remove_channel(channel);
    Ok(Reply::ok(json))
}

pub(crate) fn typing(world: &mut World, channel: ChannelId) -> Outcome<Reply> {
    world.check_speaking(world.app.bot, channel)?;
    let (bot, now) = (world.app.bot, world.now().timestamp());
    world.emit_in(
        events::TYPING_START,
        channel,
        intents::GUILD_MESSAGE_TYPING,
        intents::DIRECT_MESSAGE_TYPING,
        |world| {
            let mut body = json!({ "channel_id": channel, "user_id": bot, "timestamp": now });
            if let Some(member) = world
                .guild_of(channel)
                .and_then(|guild| world.guilds.get(&guild)?.members.get(&bot))
            {
                body["member"] = world.json_member(member);
            }
            body
        },
    );
    Ok(Reply::nothing())
}
