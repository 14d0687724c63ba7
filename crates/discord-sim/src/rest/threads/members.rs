//! Who is in a thread.

use serde_json::Value;

use crate::{
    ChannelId, UserId,
    error::{ApiError, Outcome},
    rest::{
        messages::check_seen,
        request::{Reply, Req},
        routes,
    },
    world::{World, channel::Channel, threads::wrong_channel_type},
};

/// The thread, if the bot sees it.
fn check_thread(world: &World, thread: ChannelId) -> Outcome<&Channel> {
    let place = check_seen(world, thread)?;
    if place.thread.is_some() {
        Ok(place)
    } else {
        Err(wrong_channel_type())
    }
}

/// List Thread Members needs GUILD_MEMBERS (facts §1.5). With `with_member` it comes in pages.
pub(crate) fn members(world: &World, req: &Req, thread: ChannelId) -> Outcome<Reply> {
    let place = check_thread(world, thread)?;
    if !world.app.privileged_members {
        return Err(ApiError::no_access());
    }
    let with_member = req.asks_for("with_member");
    let limit = req.number("limit", 100, 1, 100)?;
    let after = req
        .query
        .get("after")
        .map(|text| routes::id::<UserId>(text));
    let after = after.transpose()?;
    let members = place.thread.iter().flat_map(|inner| inner.members.keys());
    let page = members
        .filter(|user| after.is_none_or(|after| **user > after))
        .take(if with_member { limit } else { usize::MAX });
    let list: Vec<Value> = page
        .map(|user| json(world, place, *user, with_member))
        .collect();
    Ok(Reply::ok(list.into()))
}

/// Get Thread Member: 404 if they aren't one.
pub(crate) fn member(world: &World, req: &Req, thread: ChannelId, user: UserId) -> Outcome<Reply> {
    let place = check_thread(world, thread)?;
    if world.is_in_thread(user, thread) {
        Ok(Reply::ok(json(
            world,
            place,
            user,
            req.asks_for("with_member"),
        )))
    } else {
        Err(ApiError::unknown("Member"))
    }
}

fn json(world: &World, place: &Channel, user: UserId, with_member: bool) -> Value {
    let mut json = world.json_thread_member(place, user);
    let server = place.guild.and_then(|guild| world.guilds.get(&guild));
    let member = server.and_then(|server| server.members.get(&user));
    if let Some(member) = member.filter(|_| with_member) {
        json["member"] = world.json_member(member);
    }
    json
}
