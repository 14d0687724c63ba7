//! Pins over REST: their own pages, and the list that bots used before.

use serde_json::{Value, json};

use crate::{
    ChannelId, MessageId, Permissions,
    error::Outcome,
    render::maybe_time,
    rest::{
        messages::check_seen,
        request::{Reply, Req},
    },
    world::{World, deeds::Pin, message::Message},
};

/// A page of pins, latest first; empty without READ_MESSAGE_HISTORY.
pub(crate) fn list(world: &World, req: &Req, channel: ChannelId) -> Outcome<Reply> {
    check_seen(world, channel)?;
    let limit = req.number("limit", 50, 1, 50)?;
    let before = req.time("before")?;
    let mut pins = readable(world, channel);
    pins.retain(|pin| before.is_none_or(|before| pin.pinned_at() < Some(before)));
    let has_more = pins.len() > limit;
    let item = |pin: &&Message| json!({ "pinned_at": maybe_time(pin.pinned_at()), "message": world.json_for_rest(pin) });
    let items: Vec<Value> = pins.iter().take(limit).map(item).collect();
    Ok(Reply::ok(json!({ "items": items, "has_more": has_more })))
}

/// The 50 latest pins, as the deprecated route lists them.
pub(crate) fn old_list(world: &World, channel: ChannelId) -> Outcome<Reply> {
    check_seen(world, channel)?;
    let pins = readable(world, channel).into_iter().take(50);
    let pins: Vec<Value> = pins.map(|pin| world.json_for_rest(pin)).collect();
    Ok(Reply::ok(pins.into()))
}

fn readable(world: &World, channel: ChannelId) -> Vec<&Message> {
    if world.may(world.app.bot, channel, Permissions::READ_MESSAGE_HISTORY) {
        world.pins(channel)
    } else {
        Vec::new()
    }
}

pub(crate) fn set(
    world: &mut World,
    channel: ChannelId,
    message: MessageId,
    pin: Pin,
) -> Outcome<Reply> {
    world.pin(world.app.bot, channel, message, pin)?;
    Ok(Reply::nothing())
}
