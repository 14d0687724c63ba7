//! A channel's overwrites: one by one, or as a list when a channel is made or changed. A bot allows and denies only what it may
//! do itself in the server, and only an administrator MANAGE_ROLES (docs resources/channel.mdx, "Edit Channel Permissions").

use serde_json::Value;

use crate::{
    ChannelId, GuildId, Permissions, RoleId, Target, UserId,
    error::{ApiError, Form, Outcome},
    form::join,
    rest::{
        messages::check_seen,
        request::{Reply, Req},
    },
    world::{World, channel::Overwrite},
};

/// Overwrites of one channel.
const MOST: usize = 100;

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    channel: ChannelId,
    target: u64,
) -> Option<Outcome<Reply>> {
    match method {
        "PUT" => Some(put(world, req, channel, target)),
        "DELETE" => Some(delete(world, channel, target)),
        _ => None,
    }
}

/// `permission_overwrites`; each target once, the last one counts.
pub(super) fn read(form: &mut Form, body: &Value) -> Option<Vec<Overwrite>> {
    let list = form.list(body, "", "permission_overwrites", MOST)?;
    let mut read: Vec<Overwrite> = Vec::new();
    for (at, entry) in list.iter().enumerate() {
        let path = join("permission_overwrites", at);
        let Some(id) = form.snowflake(&entry["id"], &join(&path, "id")) else {
            form.required(&join(&path, "id"));
            continue;
        };
        if let Some(overwrite) = read_one(form, entry, &path, id) {
            read.retain(|other| other.target != overwrite.target);
            read.push(overwrite);
        }
    }
    Some(read)
}

fn read_one(form: &mut Form, body: &Value, path: &str, id: u64) -> Option<Overwrite> {
    let kind = form.number(&body["type"], &join(path, "type"), 0..=1);
    let target = match kind {
        Some(0) => Target::Role(RoleId::new(id)),
        Some(_) => Target::Member(UserId::new(id)),
        None => {
            form.required(&join(path, "type"));
            return None;
        }
    };
    Some(Overwrite {
        target,
        allow: bits(form, body, path, "allow"),
        deny: bits(form, body, path, "deny"),
    })
}

fn bits(form: &mut Form, body: &Value, path: &str, key: &str) -> Permissions {
    let bits = form.snowflake(&body[key], &join(path, key));
    bits.map_or(Permissions::NONE, Permissions::from_bits)
}

/// Whether the bot may turn the overwrites from `before` to `after`.
pub(super) fn check(
    world: &World,
    guild: GuildId,
    before: &[Overwrite],
    after: &[Overwrite],
) -> Outcome<()> {
    let own = world.server_rights(world.app.bot, guild);
    if own.contains(Permissions::ADMINISTRATOR) {
        return Ok(());
    }
    let bits = |list: &[Overwrite], target: Target| {
        let found = list.iter().find(|overwrite| overwrite.target == target);
        found.map_or_else(Default::default, |it| (it.allow, it.deny))
    };
    let differs = |one: Permissions, other: Permissions| (one - other) | (other - one);
    for target in before.iter().chain(after).map(|overwrite| overwrite.target) {
        let (allow, deny) = bits(before, target);
        let (to_allow, to_deny) = bits(after, target);
        let changed = differs(allow, to_allow) | differs(deny, to_deny);
        let grants_itself = !(changed & Permissions::MANAGE_ROLES).is_empty();
        if grants_itself || !own.contains(changed) {
            return Err(ApiError::no_permission());
        }
    }
    Ok(())
}

fn put(world: &mut World, req: &Req, channel: ChannelId, id: u64) -> Outcome<Reply> {
    let (guild, before) = managed(world, channel)?;
    let mut form = Form::default();
    let overwrite = read_one(&mut form, &req.body, "", id);
    form.finish()?;
    let Some(Overwrite {
        target,
        allow,
        deny,
    }) = overwrite
    else {
        return Err(unknown());
    };
    if !exists(world, guild, target) {
        return Err(unknown());
    }
    let mut after: Vec<Overwrite> = before.clone();
    after.retain(|other| other.target != target);
    after.push(Overwrite {
        target,
        allow,
        deny,
    });
    check(world, guild, &before, &after)?;
    world.set_overwrite(guild, channel, target, allow, deny);
    Ok(Reply::nothing())
}

fn delete(world: &mut World, channel: ChannelId, id: u64) -> Outcome<Reply> {
    let (guild, before) = managed(world, channel)?;
    let is_it = |overwrite: &&Overwrite| match overwrite.target {
        Target::Role(role) => role.get() == id,
        Target::Member(user) => user.get() == id,
    };
    let target = before.iter().find(is_it).ok_or_else(unknown)?.target;
    let after: Vec<Overwrite> = before
        .iter()
        .copied()
        .filter(|other| other.target != target)
        .collect();
    check(world, guild, &before, &after)?;
    let nothing = Permissions::NONE;
    world.set_overwrite(guild, channel, target, nothing, nothing);
    Ok(Reply::nothing())
}

/// A channel, no thread, whose overwrites the bot may change, and they.
fn managed(world: &World, channel: ChannelId) -> Outcome<(GuildId, Vec<Overwrite>)> {
    let place = check_seen(world, channel)?;
    let (Some(guild), None) = (place.guild, &place.thread) else {
        let why = "Cannot execute action on this channel type";
        return Err(ApiError::new(400, 50024, why));
    };
    if world.may(world.app.bot, channel, Permissions::MANAGE_ROLES) {
        Ok((guild, place.overwrites.clone()))
    } else {
        Err(ApiError::no_permission())
    }
}

fn exists(world: &World, guild: GuildId, target: Target) -> bool {
    match target {
        Target::Role(role) => world.server(guild).roles.contains_key(&role),
        Target::Member(user) => world.users.contains_key(&user),
    }
}

fn unknown() -> ApiError {
    ApiError::new(404, 10009, "Unknown Overwrite")
}
