//! Members: finding them, and what the bot may change about those below it.

use super::{known, managed, roles::check_free};
use crate::{
    GuildId, Permissions, RoleId, UserId,
    error::{ApiError, Outcome},
    rest::{
        guilds::member_change,
        request::{Reply, Req},
        routes,
    },
    world::World,
};

pub(super) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: GuildId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", []) => list(world, req, guild),
        ("GET", ["search"]) => search(world, req, guild),
        ("PATCH", ["@me"]) => member_change::own(world, req, guild),
        (_, [user]) => {
            return routes::with(user, |user: UserId| one(world, req, method, (guild, user)));
        }
        ("PUT" | "DELETE", [user, "roles", role]) => {
            return routes::with(user, |user: UserId| {
                routes::with(role, |role: RoleId| {
                    Some(set_role(world, method, guild, (user, role)))
                })
            });
        }
        _ => return None,
    })
}

fn one(
    world: &mut World,
    req: &Req,
    method: &str,
    (guild, user): (GuildId, UserId),
) -> Option<Outcome<Reply>> {
    Some(match method {
        "GET" => answer(world, guild, user),
        "PATCH" => member_change::other(world, req, guild, user),
        "DELETE" => kick(world, guild, user),
        _ => return None,
    })
}

/// List Guild Members needs GUILD_MEMBERS (facts §1.5).
fn list(world: &World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = known(world, guild)?;
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
        page.map(|member| world.json_member(member)).collect(),
    ))
}

fn search(world: &World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = known(world, guild)?;
    let limit = req.number("limit", 1, 1, 1000)?;
    let query = req.query.get("query").filter(|query| !query.is_empty());
    let Some(query) = query else {
        let why = "This field is required";
        return Err(ApiError::form("query", "BASE_TYPE_REQUIRED", why));
    };
    let found = world.search_members(guild, query, limit);
    let members = found.iter().filter_map(|user| server.members.get(user));
    Ok(Reply::ok(
        members.map(|member| world.json_member(member)).collect(),
    ))
}

/// A member as REST shows them, or that there is none.
pub(super) fn answer(world: &World, guild: GuildId, user: UserId) -> Outcome<Reply> {
    let server = known(world, guild)?;
    match server.members.get(&user) {
        Some(member) => Ok(Reply::ok(world.json_member(member))),
        None => Err(absent(world, user)),
    }
}

/// Why there is no such member.
pub(super) fn absent(world: &World, user: UserId) -> ApiError {
    ApiError::unknown(if world.users.contains_key(&user) {
        "Member"
    } else {
        "User"
    })
}

fn kick(world: &mut World, guild: GuildId, user: UserId) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::KICK_MEMBERS)?;
    if !server.members.contains_key(&user) {
        return Err(absent(world, user));
    }
    if !server.is_above_member(world.app.bot, user) {
        return Err(ApiError::no_permission());
    }
    world.leave(guild, user);
    Ok(Reply::nothing())
}

/// PUT gives a role, DELETE takes it; only roles below the bot's own.
fn set_role(
    world: &mut World,
    method: &str,
    guild: GuildId,
    (user, role): (UserId, RoleId),
) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::MANAGE_ROLES)?;
    if !server.members.contains_key(&user) {
        return Err(absent(world, user));
    }
    check_free(server, role)?;
    if !server.is_above_role(world.app.bot, role) {
        return Err(ApiError::no_permission());
    }
    if method == "PUT" {
        world.give_role(guild, user, role);
    } else {
        world.take_role(guild, user, role);
    }
    Ok(Reply::nothing())
}
