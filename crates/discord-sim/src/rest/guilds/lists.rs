//! Servers over REST.

use serde_json::{Value, json};

use crate::{
    GuildId, UserId,
    error::{ApiError, Outcome},
    rest::{
        request::{Reply, Req},
        routes, threads,
    },
    world::World,
};

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: GuildId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", []) => get(world, req, guild),
        ("GET", ["channels"]) => channels(world, guild),
        ("GET", ["roles"]) => roles(world, guild),
        ("GET", ["threads", "active"]) => active_threads(world, guild),
        ("GET", ["members"]) => members(world, req, guild),
        ("GET", ["members", "search"]) => search(world, req, guild),
        ("GET", ["members", user]) => {
            return routes::with(user, |user: UserId| Some(member(world, guild, user)));
        }
        _ => return None,
    })
}

/// A server that the bot is in.
fn check(world: &World, guild: GuildId) -> Outcome<&crate::world::guild::Server> {
    let server = world
        .guilds
        .get(&guild)
        .ok_or_else(|| ApiError::unknown("Guild"))?;
    if server.members.contains_key(&world.app.bot) {
        Ok(server)
    } else {
        Err(ApiError::unknown("Guild"))
    }
}

fn get(world: &World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = check(world, guild)?;
    let mut json = world.json_guild(server);
    if req.asks_for("with_counts") {
        json["approximate_member_count"] = server.members.len().into();
        json["approximate_presence_count"] = server.members.len().into();
    }
    Ok(Reply::ok(json))
}

/// All channels, also those that the bot can't see; no threads.
fn channels(world: &World, guild: GuildId) -> Outcome<Reply> {
    let server = check(world, guild)?;
    let channels = server
        .channels
        .iter()
        .filter_map(|id| world.channels.get(id));
    Ok(Reply::ok(
        channels
            .map(|channel| world.json_channel(channel))
            .collect::<Vec<_>>()
            .into(),
    ))
}

fn roles(world: &World, guild: GuildId) -> Outcome<Reply> {
    let server = check(world, guild)?;
    Ok(Reply::ok(
        server
            .roles
            .values()
            .map(|role| world.json_role(role))
            .collect::<Vec<_>>()
            .into(),
    ))
}

fn active_threads(world: &World, guild: GuildId) -> Outcome<Reply> {
    let server = check(world, guild)?;
    Ok(Reply::ok(threads::json_list(
        world,
        world.active_threads(server, world.app.bot),
    )))
}

/// List Guild Members needs GUILD_MEMBERS (facts §1.5).
fn members(world: &World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = check(world, guild)?;
    if !world.app.privileged_members {
        return Err(ApiError::no_access());
    }
    let limit = req.number("limit", 1, 1, 1000)?;
    let after: Option<UserId> = req.query.get("after").and_then(|text| text.parse().ok());
    let page = server
        .members
        .values()
        .filter(|member| after.is_none_or(|after| member.user > after))
        .take(limit);
    Ok(Reply::ok(
        page.map(|member| world.json_member(member))
            .collect::<Vec<_>>()
            .into(),
    ))
}

fn search(world: &World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = check(world, guild)?;
    let limit = req.number("limit", 1, 1, 1000)?;
    let Some(query) = req.query.get("query").filter(|query| !query.is_empty()) else {
        return Err(ApiError::form(
            "query",
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    };
    let found = world.search_members(guild, query, limit);
    let members = found.iter().filter_map(|user| server.members.get(user));
    Ok(Reply::ok(
        members
            .map(|member| world.json_member(member))
            .collect::<Vec<_>>()
            .into(),
    ))
}

fn member(world: &World, guild: GuildId, user: UserId) -> Outcome<Reply> {
    let server = check(world, guild)?;
    if let Some(member) = server.members.get(&user) {
        return Ok(Reply::ok(world.json_member(member)));
    }
    Err(ApiError::unknown(if world.users.contains_key(&user) {
        "Member"
    } else {
        "User"
    }))
}

/// The bot's servers, by id.
pub(crate) fn mine(world: &World, req: &Req) -> Outcome<Reply> {
    let limit = req.number("limit", 200, 1, 200)?;
    let at = |key: &str| {
        req.query
            .get(key)
            .and_then(|text| text.parse::<GuildId>().ok())
    };
    let (before, after) = (at("before"), at("after"));
    let mut page: Vec<_> = world
        .guilds
        .values()
        .filter(|server| server.members.contains_key(&world.app.bot))
        .filter(|server| {
            before.is_none_or(|id| server.id < id) && after.is_none_or(|id| server.id > id)
        })
        .collect();
    if before.is_some() && page.len() > limit {
        page.drain(..page.len() - limit);
    }
    page.truncate(limit);
    let list: Vec<Value> = page
        .into_iter()
        .map(|server| world.json_my_guild(server))
        .collect();
    Ok(Reply::ok(json!(list)))
}
