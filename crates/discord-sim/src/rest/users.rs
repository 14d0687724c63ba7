//! The bot itself, its DMs, and where the gateway is.

use serde_json::json;

use crate::{
    UserId,
    error::{ApiError, Outcome},
    rest::{
        guilds,
        request::{Reply, Req},
        routes,
    },
    world::World,
};

pub(crate) fn gateway(world: &World) -> Outcome<Reply> {
    Ok(Reply::ok(json!({ "url": world.gateway_url() })))
}

pub(crate) fn gateway_bot(world: &mut World) -> Outcome<Reply> {
    let limit = world.session_start_limit();
    Ok(Reply::ok(json!({
        "url": world.gateway_url(), "shards": world.guilds.len().div_ceil(1000).max(1), "session_start_limit": limit,
    })))
}

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", ["@me"]) => Ok(Reply::ok(world.json_me())),
        ("GET", ["@me", "guilds"]) => guilds::mine(world, req),
        ("DELETE", ["@me", "guilds", guild]) => {
            return routes::with(guild, |guild| Some(guilds::leave(world, guild)));
        }
        ("POST", ["@me", "channels"]) => open_dm(world, req),
        ("GET", [user]) => return routes::with(user, |user: UserId| Some(get(world, user))),
        _ => return None,
    })
}

fn get(world: &World, user: UserId) -> Outcome<Reply> {
    if world.users.contains_key(&user) {
        Ok(Reply::ok(world.json_user(user)))
    } else {
        Err(ApiError::unknown("User"))
    }
}

fn open_dm(world: &mut World, req: &Req) -> Outcome<Reply> {
    let recipient = match &req.body["recipient_id"] {
        serde_json::Value::String(text) => text.parse::<UserId>().ok(),
        value => value.as_u64().map(UserId::new),
    };
    let Some(recipient) = recipient else {
        return Err(ApiError::form(
            "recipient_id",
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    };
    let channel = world.bot_opens_dm(recipient)?;
    Ok(Reply::ok(
        world
            .channels
            .get(&channel)
            .map(|place| world.json_channel(place))
            .into(),
    ))
}
