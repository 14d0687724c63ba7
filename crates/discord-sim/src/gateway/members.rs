//! Op 8, Request Guild Members (facts §1.5): by ids, by the first letters of a name, or the whole list.

use std::time::Instant;

use serde_json::{Value, json};

use crate::{
    FindingKind, GuildId, UserId,
    gateway::{connection::Connection, events, frames::UNREADABLE, intents},
    world::World,
};

/// Ids in one request, and results of a search.
const MOST: usize = 100;
/// Members in one chunk.
const CHUNK: usize = 1000;
/// Bytes of a nonce; a longer one is ignored.
const LONGEST_NONCE: usize = 32;

/// What a request asks for.
struct Asked<'a> {
    guild: GuildId,
    whom: Whom<'a>,
    nonce: Option<&'a str>,
}

/// Which members.
enum Whom<'a> {
    These(Vec<String>),
    /// Whose names begin so; at most so many.
    NamedLike(&'a str, usize),
    /// Everybody, or so many.
    All(usize),
}

pub(crate) fn request(world: &mut World, connection: &mut Connection, d: &Value) {
    let Some(asked) = Asked::read(d) else {
        return connection.close(world, 4002, UNREADABLE);
    };
    let Some(session) = connection.session_in(world) else {
        return;
    };
    let id = session.id.clone();
    let (shard, shards, wanted) = (session.shard, session.shards, session.intents);
    if !world.bot_is_in(asked.guild) || asked.guild.shard(shards) != shard {
        let what = format!(
            "member request for server {}, which isn't on shard {shard}",
            asked.guild
        );
        return world.find(FindingKind::Protocol, what);
    }
    if matches!(asked.whom, Whom::All(_)) {
        if wanted & intents::GUILD_MEMBERS == 0 {
            return connection.close(world, 4014, "Disallowed intent(s).");
        }
        if let Some(retry_after) = world.whole_list_must_wait(asked.guild) {
            return world.refuse_whole_list(&id, &asked, retry_after);
        }
    }
    world.send_chunks(&id, &asked);
}

impl<'a> Asked<'a> {
    /// `None`: not one guild, not one of `query` and `user_ids`, or more than may be asked for.
    fn read(d: &'a Value) -> Option<Self> {
        if !(d["presences"].is_null() || d["presences"].is_boolean()) {
            return None;
        }
        let guild = snowflake(&d["guild_id"])?.parse().ok()?;
        let whom = match (&d["user_ids"], d["query"].as_str()) {
            (Value::Null, Some(query)) => {
                let limit = usize::try_from(d["limit"].as_u64()?).ok()?;
                match (query, limit) {
                    ("", 0) => Whom::All(usize::MAX),
                    ("", limit) => Whom::All(limit),
                    (query, 0) => Whom::NamedLike(query, MOST),
                    (query, limit) => Whom::NamedLike(query, limit.min(MOST)),
                }
            }
            (Value::Array(ids), None) if ids.len() <= MOST => {
                Whom::These(ids.iter().map(snowflake).collect::<Option<_>>()?)
            }
            (Value::Array(_) | Value::Null, _) | (_, Some(_)) => return None,
            (id, None) => Whom::These(vec![snowflake(id)?]),
        };
        Some(Self {
            guild,
            whom,
            nonce: d["nonce"]
                .as_str()
                .filter(|nonce| nonce.len() <= LONGEST_NONCE),
        })
    }
}

/// An id as text, whether it came as text or as a number.
fn snowflake(id: &Value) -> Option<String> {
    match id {
        Value::String(id) if id.parse::<u64>().is_ok() => Some(id.clone()),
        Value::Number(id) => id.as_u64().map(|id| id.to_string()),
        _ => None,
    }
}

impl World {
    /// How many seconds it is too soon for the whole list of this server; counts the request if it isn't.
    fn whole_list_must_wait(&mut self, guild: GuildId) -> Option<f64> {
        let limit = self.limits.whole_member_list?;
        let now = Instant::now();
        let lists = self.gateway.whole_lists.entry(guild).or_default();
        lists.retain(|at| now - *at < limit.per);
        if lists.len() < usize::try_from(limit.requests).unwrap_or(usize::MAX) {
            lists.push_back(now);
            return None;
        }
        let oldest = lists.front()?;
        Some((limit.per - (now - *oldest)).as_secs_f64())
    }

    fn refuse_whole_list(&mut self, session: &str, asked: &Asked<'_>, retry_after: f64) {
        self.find(
            FindingKind::TooFast,
            format!("the whole list of members of server {} again", asked.guild),
        );
        let mut meta = json!({ "guild_id": asked.guild });
        if let Some(nonce) = asked.nonce {
            meta["nonce"] = nonce.into();
        }
        let body = json!({ "opcode": 8, "retry_after": retry_after, "meta": meta });
        self.send_to(session, events::RATE_LIMITED, &body);
    }

    fn send_chunks(&mut self, session: &str, asked: &Asked<'_>) {
        let (found, missing) = match &asked.whom {
            Whom::These(ids) => self.members_by_ids(asked.guild, ids),
            Whom::NamedLike(query, limit) => {
                (self.search_members(asked.guild, query, *limit), None)
            }
            Whom::All(limit) => (self.search_members(asked.guild, "", *limit), None),
        };
        let members: Vec<Value> = self
            .guilds
            .get(&asked.guild)
            .into_iter()
            .flat_map(|server| found.iter().filter_map(|user| server.members.get(user)))
            .map(|member| self.json_member(member))
            .collect();
        let count = members.len().div_ceil(CHUNK).max(1);
        for index in 0..count {
            let part = members.chunks(CHUNK).nth(index).unwrap_or_default();
            let mut body = json!({
                "guild_id": asked.guild, "members": part, "chunk_index": index, "chunk_count": count,
            });
            if let Some(missing) = &missing {
                body["not_found"] = json!(missing);
            }
            if let Some(nonce) = asked.nonce {
                body["nonce"] = nonce.into();
            }
            self.send_to(session, events::GUILD_MEMBERS_CHUNK, &body);
        }
    }

    /// The members among these, each once, and the ids that are nobody's.
    fn members_by_ids(&self, guild: GuildId, ids: &[String]) -> (Vec<UserId>, Option<Vec<String>>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        let server = self.guilds.get(&guild);
        for id in ids {
            let member = id
                .parse::<UserId>()
                .ok()
                .filter(|user| server.is_some_and(|server| server.members.contains_key(user)));
            match member {
                Some(user) if !found.contains(&user) => found.push(user),
                Some(_) => {}
                None => missing.push(id.clone()),
            }
        }
        (found, Some(missing))
    }
}
