//! Roles: the bot manages those below its own highest, and grants only what it has itself (docs topics/permissions.mdx).

use serde_json::{Map, Value};

use super::{known, managed, read};
use crate::{
    GuildId, Permissions, RoleId,
    error::{ApiError, Form, Outcome},
    rest::{
        request::{Reply, Req},
        routes,
    },
    world::{
        World,
        guild::{Role, Server},
        ranks::Rank,
    },
};

/// A server has no more roles (30005).
const MOST: usize = 250;

pub(super) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: GuildId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", []) => list(world, guild),
        ("GET", ["member-counts"]) => member_counts(world, guild),
        ("POST", []) => create(world, req, guild),
        ("PATCH", []) => reorder(world, req, guild),
        (_, [role]) => {
            return routes::with(role, |role: RoleId| one(world, req, method, (guild, role)));
        }
        _ => return None,
    })
}

fn one(
    world: &mut World,
    req: &Req,
    method: &str,
    (guild, role): (GuildId, RoleId),
) -> Option<Outcome<Reply>> {
    Some(match method {
        "GET" => known(world, guild)
            .and_then(|server| find(server, role))
            .map(|role| Reply::ok(world.json_role(role))),
        "PATCH" => change(world, req, guild, role),
        "DELETE" => delete(world, guild, role),
        _ => return None,
    })
}

fn list(world: &World, guild: GuildId) -> Outcome<Reply> {
    let roles = known(world, guild)?.roles.values();
    Ok(Reply::ok(roles.map(|role| world.json_role(role)).collect()))
}

/// How many have each role; @everyone is left out.
fn member_counts(world: &World, guild: GuildId) -> Outcome<Reply> {
    let server = known(world, guild)?;
    let everyone = guild.everyone();
    let counted = |role: &RoleId| {
        let count = server.members_with(*role).count();
        (role.to_string(), count.into())
    };
    let roles = server.roles.keys().filter(|role| **role != everyone);
    Ok(Reply::ok(Value::Object(
        roles.map(counted).collect::<Map<_, _>>(),
    )))
}

fn find(server: &Server, role: RoleId) -> Outcome<&Role> {
    let found = server.roles.get(&role);
    found.ok_or_else(|| ApiError::unknown("Role"))
}

/// What a request says of a role; what it doesn't say stays.
struct Draft {
    name: Option<String>,
    permissions: Option<Permissions>,
    color: Option<u64>,
    hoist: Option<bool>,
    mentionable: Option<bool>,
}

impl Draft {
    fn read(body: &Value) -> Outcome<Self> {
        let mut form = Form::default();
        let color = form.number(&body["color"], "color", 0..=0xFF_FFFF);
        let colors = &body["colors"];
        let draft = Self {
            name: form.text(body, "", "name", 1, 100).map(str::to_owned),
            permissions: read::permissions(&mut form, body, "permissions"),
            color: form
                .number(&colors["primary_color"], "primary_color", 0..=0xFF_FFFF)
                .or(color),
            hoist: form.flag(body, "hoist"),
            mentionable: form.flag(body, "mentionable"),
        };
        form.finish()?;
        Ok(draft)
    }

    fn apply(self, role: &mut Role) {
        if let Some(name) = self.name {
            role.name = name;
        }
        role.permissions = self.permissions.unwrap_or(role.permissions);
        role.color = self.color.unwrap_or(role.color);
        role.hoist = self.hoist.unwrap_or(role.hoist);
        role.mentionable = self.mentionable.unwrap_or(role.mentionable);
    }
}

/// Nobody grants or takes what they don't have.
fn check_granted(world: &World, guild: GuildId, changed: Permissions) -> Outcome<()> {
    if world.server_rights(world.app.bot, guild).contains(changed) {
        Ok(())
    } else {
        Err(ApiError::no_permission())
    }
}

fn create(world: &mut World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::MANAGE_ROLES)?;
    if server.roles.len() >= MOST {
        let why = "Maximum number of guild roles reached (250)";
        return Err(ApiError::new(400, 30005, why));
    }
    let everyone = find(server, guild.everyone())?.permissions;
    let draft = Draft::read(&req.body)?;
    check_granted(world, guild, draft.permissions.unwrap_or_default())?;
    let role = world.add_role(guild, "new role", everyone, |role| draft.apply(role));
    answer(world, guild, role)
}

fn change(world: &mut World, req: &Req, guild: GuildId, role: RoleId) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::MANAGE_ROLES)?;
    let before = find(server, role)?.permissions;
    if !server.is_above_role(world.app.bot, role) {
        return Err(ApiError::no_permission());
    }
    let draft = Draft::read(&req.body)?;
    let after = draft.permissions.unwrap_or(before);
    check_granted(world, guild, (after - before) | (before - after))?;
    world.change_role(guild, role, |role| draft.apply(role));
    answer(world, guild, role)
}

fn answer(world: &World, guild: GuildId, role: RoleId) -> Outcome<Reply> {
    find(world.server(guild), role).map(|role| Reply::ok(world.json_role(role)))
}

fn delete(world: &mut World, guild: GuildId, role: RoleId) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::MANAGE_ROLES)?;
    check_free(server, role)?;
    if !server.is_above_role(world.app.bot, role) {
        return Err(ApiError::no_permission());
    }
    world.remove_role(guild, role);
    Ok(Reply::nothing())
}

/// @everyone and a bot's own role are neither given nor deleted.
pub(super) fn check_free(server: &Server, role: RoleId) -> Outcome<()> {
    let role = find(server, role)?;
    if role.bot.is_some() || role.id == server.id.everyone() {
        return Err(ApiError::new(400, 50028, "Invalid role"));
    }
    Ok(())
}

/// Only roles below the bot's own move, and only to places below it.
fn reorder(world: &mut World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::MANAGE_ROLES)?;
    let bot = world.app.bot;
    let mut form = Form::default();
    let mut moves = Vec::new();
    for place in req.body.as_array().ok_or_else(read::no_list)? {
        let position = form.number(&place["position"], "position", 0..=u64::from(u32::MAX));
        let Some(role) = form.snowflake(&place["id"], "id").map(RoleId::new) else {
            form.required("id");
            continue;
        };
        let position = position.and_then(|position| i64::try_from(position).ok());
        let position = position.unwrap_or(find(server, role)?.position);
        let target = Rank::new(position, role);
        if !(server.is_above_role(bot, role) && server.is_above(bot, target)) {
            return Err(ApiError::no_permission());
        }
        moves.push((role, position));
    }
    form.finish()?;
    for (role, position) in moves {
        world.move_role(guild, role, position);
    }
    list(world, guild)
}
