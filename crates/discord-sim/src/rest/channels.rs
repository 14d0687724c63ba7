//! Channels over REST: reading, changing, deleting, typing.

use serde_json::json;

use crate::{
    ChannelId, Permissions,
    error::{ApiError, Form, Outcome},
    gateway::intents,
    rest::{
        messages::check_seen,
        request::{Reply, Req},
        threads,
    },
    world::World,
};

pub(crate) fn get(world: &World, channel: ChannelId) -> Outcome<Reply> {
    let place = check_seen(world, channel)?;
    Ok(Reply::ok(world.json_channel(place)))
}

pub(crate) fn patch(world: &mut World, req: &Req, channel: ChannelId) -> Outcome<Reply> {
    let place = check_seen(world, channel)?;
    if place.thread.is_some() {
        return threads::patch(world, req, channel);
    }
    let (kind, guild) = (place.kind, place.guild);
    let body = &req.body;
    let mut form = Form::default();
    let name = form.text(body, "", "name", 1, 100).map(str::to_owned);
    let longest = if kind.is_forum() { 4096 } else { 1024 };
    let topic = form.text(body, "", "topic", 0, longest).map(str::to_owned);
    let settings = threads::Settings::read(&mut form, body, kind);
    form.finish()?;
    if guild.is_none() {
        return Err(ApiError::new(
            403,
            50003,
            "Cannot execute action on a DM channel",
        ));
    }
    if !world.may(world.app.bot, channel, Permissions::MANAGE_CHANNELS) {
        return Err(ApiError::no_permission());
    }
    let settings = settings.check(world, channel)?;
    world.change_channel(channel, |channel| {
        channel.name = name.unwrap_or_else(|| channel.name.clone());
        channel.topic = topic.or_else(|| channel.topic.clone());
        settings.apply(channel);
    });
    get(world, channel)
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
        "TYPING_START",
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
