//! Bans, with BAN_MEMBERS; many at once, with MANAGE_GUILD too.

use serde_json::json;

use super::managed;
use crate::{
    GuildId, Permissions, UserId,
    error::{ApiError, Form, Outcome},
    rest::{
        request::{Reply, Req},
        routes,
    },
    world::World,
};

/// Ids in one request for many bans.
const MOST: usize = 200;

pub(super) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: GuildId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", ["bans"]) => list(world, req, guild),
        ("POST", ["bulk-ban"]) => ban_many(world, req, guild),
        (_, ["bans", user]) => {
            return routes::with(user, |user: UserId| one(world, req, method, (guild, user)));
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
        "GET" => find(world, guild, user).map(|()| Reply::ok(world.json_ban(user))),
        "PUT" => ban(world, req, guild, user),
        "DELETE" => find(world, guild, user).map(|()| {
            world.unban(guild, user);
            Reply::nothing()
        }),
        _ => return None,
    })
}

fn find(world: &World, guild: GuildId, user: UserId) -> Outcome<()> {
    let server = managed(world, guild, Permissions::BAN_MEMBERS)?;
    if server.banned.contains(&user) {
        Ok(())
    } else {
        Err(ApiError::new(404, 10026, "Unknown Ban"))
    }
}

fn list(world: &World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::BAN_MEMBERS)?;
    let limit = req.number("limit", 1000, 1, 1000)?;
    let at = |key: &str| req.query.get(key).and_then(|text| text.parse().ok());
    let (before, after): (Option<UserId>, Option<UserId>) = (at("before"), at("after"));
    let mut page: Vec<UserId> = server
        .banned
        .iter()
        .copied()
        .filter(|user| before.is_none_or(|end| *user < end))
        .filter(|user| after.is_none_or(|start| *user > start))
        .collect();
    if before.is_some() && page.len() > limit {
        page.drain(..page.len() - limit);
    }
    page.truncate(limit);
    Ok(Reply::ok(
        page.into_iter().map(|user| world.json_ban(user)).collect(),
    ))
}

fn ban(world: &mut World, req: &Req, guild: GuildId, user: UserId) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::BAN_MEMBERS)?;
    check_span(req)?;
    if !world.users.contains_key(&user) {
        return Err(ApiError::unknown("User"));
    }
    if !server.is_above_member(world.app.bot, user) {
        return Err(ApiError::no_permission());
    }
    world.ban(guild, user);
    Ok(Reply::nothing())
}

/// Messages of the last seven days may be asked to go with a ban.
fn check_span(req: &Req) -> Outcome<()> {
    let mut form = Form::default();
    form.number(
        &req.body["delete_message_seconds"],
        "delete_message_seconds",
        0..=604_800,
    );
    form.finish()
}

/// Bans whom it can; 500000 if that is nobody.
fn ban_many(world: &mut World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let both = Permissions::BAN_MEMBERS | Permissions::MANAGE_GUILD;
    let server = managed(world, guild, both)?;
    check_span(req)?;
    let mut form = Form::default();
    let Some(ids) = form.list(&req.body, "", "user_ids", MOST) else {
        form.required("user_ids");
        return form.finish().map(|()| Reply::nothing());
    };
    form.finish()?;
    let ids = ids.iter().filter_map(|id| id.as_str()?.parse().ok());
    let can_be_banned = |user: &UserId| {
        world.users.contains_key(user)
            && !server.banned.contains(user)
            && server.is_above_member(world.app.bot, *user)
    };
    let (banned, failed): (Vec<UserId>, Vec<UserId>) = ids.partition(can_be_banned);
    if banned.is_empty() {
        return Err(ApiError::new(400, 500_000, "Failed to ban users"));
    }
    for user in &banned {
        world.ban(guild, *user);
    }
    Ok(Reply::ok(
        json!({ "banned_users": banned, "failed_users": failed }),
    ))
}
