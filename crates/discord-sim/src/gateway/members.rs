//! Op 8, Request Guild Members (facts §1.5): by ids (≤ 100) or by the first letters of a name.

use serde_json::{Value, json};

use crate::{
    FindingKind, GuildId, UserId,
    gateway::{connection::Connection, intents},
    world::World,
};

/// Ids in one request, and results of a search.
const MOST: usize = 100;
/// Members in one chunk.
const CHUNK: usize = 1000;

pub(crate) fn request(world: &mut World, connection: &mut Connection, d: &Value) {
    let Some(session) = connection.session.clone() else {
        return;
    };
    let Some(guild) = d["guild_id"]
        .as_str()
        .and_then(|id| id.parse::<GuildId>().ok())
    else {
        return connection.close(world, 4002, "Error while decoding payload.");
    };
    let shard = world
        .gateway
        .sessions
        .iter()
        .find(|s| s.id == session)
        .map(|s| (s.shard, s.shards, s.intents));
    let Some((shard, shards, wanted)) = shard else {
        return;
    };
    if !world.bot_is_in(guild) || guild.shard(shards) != shard {
        return world.find(
            FindingKind::Protocol,
            format!("member request for server {guild}, which isn't on shard {shard}"),
        );
    }
    let ids: Option<Vec<&str>> = match &d["user_ids"] {
        Value::Null => None,
        Value::String(id) => Some(vec![id]),
        ids => Some(
            ids.as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect(),
        ),
    };
    let (found, missing) = match (ids, d["query"].as_str(), d["limit"].as_u64()) {
        (Some(ids), None, _) if ids.len() <= MOST => by_ids(world, guild, &ids),
        (None, Some(query), Some(limit)) => {
            if query.is_empty() && limit == 0 && wanted & intents::GUILD_MEMBERS == 0 {
                return connection.close(world, 4014, "Disallowed intent(s).");
            }
            let whole = query.is_empty() && limit == 0;
            let limit = if whole {
                usize::MAX
            } else {
                usize::try_from(limit).unwrap_or(MOST).clamp(1, MOST)
            };
            (world.search_members(guild, query, limit), Vec::new())
        }
        _ => return connection.close(world, 4002, "Error while decoding payload."),
    };
    let nonce = d["nonce"].as_str().filter(|nonce| nonce.len() <= 32);
    let members: Vec<Value> = world
        .guilds
        .get(&guild)
        .into_iter()
        .flat_map(|server| found.iter().filter_map(|user| server.members.get(user)))
        .map(|member| world.json_member(member))
        .collect();
    let chunks = members.len().div_ceil(CHUNK).max(1);
    for index in 0..chunks {
        let part =
            &members[(index * CHUNK).min(members.len())..((index + 1) * CHUNK).min(members.len())];
        let mut body = json!({ "guild_id": guild, "members": part, "chunk_index": index, "chunk_count": chunks });
        if !missing.is_empty() || d["user_ids"].is_array() || d["user_ids"].is_string() {
            body["not_found"] = json!(missing);
        }
        if let Some(nonce) = nonce {
            body["nonce"] = nonce.into();
        }
        world.send_to(&session, "GUILD_MEMBERS_CHUNK", &body);
    }
}

fn by_ids(world: &World, guild: GuildId, ids: &[&str]) -> (Vec<UserId>, Vec<String>) {
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for id in ids {
        let user = id.parse::<UserId>().ok();
        match user.filter(|user| {
            world
                .guilds
                .get(&guild)
                .is_some_and(|server| server.members.contains_key(user))
        }) {
            Some(user) if !found.contains(&user) => found.push(user),
            Some(_) => {}
            None => missing.push((*id).to_owned()),
        }
    }
    (found, missing)
}
