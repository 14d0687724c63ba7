//! `resolved`: what the ids in an interaction stand for.

use serde_json::{Map, Value, json};

use super::{Typed, value::read_value};
use crate::{
    ChannelId, CommandRefusal, RoleId, UserId,
    world::{World, command::option},
};

/// `resolved` of ids with their option types. The server is the channel's own, or the one that the ids are in.
pub(crate) fn resolved(world: &World, place: ChannelId, ids: &[(u64, u64)]) -> Value {
    let mut maps: Map<String, Value> = Map::new();
    let mut put = |map: &str, id: u64, value: Value| {
        let entry = maps.entry(map).or_insert_with(|| json!({}));
        entry[id.to_string()] = value;
    };
    for (kind, id) in ids {
        let (user, role, channel) = (UserId::new(*id), RoleId::new(*id), ChannelId::new(*id));
        let server = world
            .guild_of(place)
            .and_then(|guild| world.guilds.get(&guild));
        let server = server.or_else(|| {
            world
                .guilds
                .values()
                .find(|server| server.roles.contains_key(&role))
        });
        if *kind == option::CHANNEL {
            if let Some(found) = world.channels.get(&channel) {
                let mut json = world.json_channel(found);
                json["permissions"] = json!(world.raw_rights(world.app.bot, channel));
                put("channels", *id, json);
            }
        } else if let Some(role) = server.and_then(|server| server.roles.get(&role)) {
            put("roles", *id, world.json_role(role));
        } else if world.users.contains_key(&user) {
            put("users", *id, world.json_user(user));
            if let Some(member) = server.and_then(|server| server.members.get(&user)) {
                let mut json = world.json_partial_member(member);
                json["permissions"] = json!(world.raw_rights(user, place));
                put("members", *id, json);
            }
        }
    }
    Value::Object(maps)
}

/// `resolved` of a user, role, mentionable or channel menu.
pub(crate) fn resolve_values(
    world: &World,
    place: ChannelId,
    component: u64,
    values: &[&str],
) -> Typed<Value> {
    let kind = match component {
        5 => option::USER,
        6 => option::ROLE,
        7 => option::MENTIONABLE,
        _ => option::CHANNEL,
    };
    let mut ids = Vec::new();
    for value in values {
        let id: u64 = value
            .parse()
            .map_err(|_| CommandRefusal::Component(format!("\"{value}\" is no id")))?;
        let json = json!({});
        read_value(world, &json, kind, value).map_err(CommandRefusal::Component)?;
        ids.push((kind, id));
    }
    Ok(resolved(world, place, &ids))
}
