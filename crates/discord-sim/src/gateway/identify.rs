//! IDENTIFY: checks what the client asks for, then READY and a GUILD_CREATE for each server (facts §1.1, §1.4).

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    GuildId,
    gateway::{intents, out::Out, replay::Replay, session::Session, socket::Connection},
    world::World,
};

pub(crate) fn identify(world: &mut World, connection: &mut Connection, d: &Value) {
    if connection.session.is_some() {
        return connection.close(world, 4005, "Already authenticated.");
    }
    let (Some(token), Some(wanted), true) = (
        d["token"].as_str(),
        d["intents"].as_u64(),
        d["properties"].is_object(),
    ) else {
        return connection.close(world, 4002, "Error while decoding payload.");
    };
    if !world.is_token(token) {
        return connection.close(world, 4004, "Authentication failed.");
    }
    let (shard, shards) = match &d["shard"] {
        Value::Null => (0, 1),
        shard => (
            shard[0].as_u64().unwrap_or(u64::MAX),
            shard[1].as_u64().unwrap_or(0),
        ),
    };
    if shard >= shards {
        return connection.close(world, 4010, "Invalid shard.");
    }
    if u64::try_from(world.guilds.len()).unwrap_or(u64::MAX) > shards.saturating_mul(2500) {
        return connection.close(world, 4011, "Sharding required.");
    }
    if wanted & !intents::VALID != 0 {
        return connection.close(world, 4013, "Invalid intent(s).");
    }
    let refused = intents::GUILD_PRESENCES
        | if world.app.message_content {
            0
        } else {
            intents::MESSAGE_CONTENT
        }
        | if world.app.privileged_members {
            0
        } else {
            intents::GUILD_MEMBERS
        };
    if wanted & refused != 0 {
        return connection.close(world, 4014, "Disallowed intent(s).");
    }
    if !world.may_identify(shard) {
        return world.invalid_session(connection, false);
    }
    if d["compress"] == true {
        let _ = connection.out.send(Out::CompressPayloads);
    }
    let id = world.random.word(32).to_lowercase();
    world.gateway.begun += 1;
    connection.session = Some(id.clone());
    world.gateway.sessions.push(Session {
        id: id.clone(),
        shard,
        shards,
        intents: wanted,
        seq: 0,
        acked: 0,
        replay: Replay::default(),
        socket: Some((connection.number, connection.out.clone())),
        lost_at: None,
        ready: false,
        losing: Vec::new(),
        held: Vec::new(),
        beats: true,
        deaf: false,
    });
    world.ready(&id, shard, shards, wanted);
}

impl World {
    /// The bot's token, with or without `Bot `.
    pub(crate) fn is_token(&self, token: &str) -> bool {
        token.strip_prefix("Bot ").unwrap_or(token) == self.app.token
    }

    /// IDENTIFYs left today.
    pub(crate) fn identifies_left(&mut self) -> u32 {
        let day_ago = self.now() - TimeDelta::days(1);
        while self
            .gateway
            .identifies
            .front()
            .is_some_and(|at| *at <= day_ago)
        {
            self.gateway.identifies.pop_front();
        }
        self.limits
            .identifies_per_day
            .saturating_sub(u32::try_from(self.gateway.identifies.len()).unwrap_or(u32::MAX))
    }

    /// Counts an IDENTIFY; false if it comes too soon after the last one of its bucket, or is one too many today.
    fn may_identify(&mut self, shard: u64) -> bool {
        let bucket = shard % self.limits.max_concurrency.max(1);
        let now = Instant::now();
        let last = self.gateway.identified.insert(bucket, now);
        let soon = last.is_some_and(|last| now - last < Duration::from_millis(4900));
        if self.identifies_left() == 0 {
            self.find(
                crate::FindingKind::TooFast,
                "more IDENTIFYs than a day allows",
            );
            return false;
        }
        let at = self.now();
        self.gateway.identifies.push_back(at);
        if soon && self.limits.enforce_identify_rate {
            self.find(
                crate::FindingKind::TooFast,
                format!("two IDENTIFYs within 5 s in bucket {bucket}"),
            );
            return false;
        }
        true
    }

    fn ready(&mut self, id: &str, shard: u64, shards: u64, wanted: u64) {
        let bot = self.app.bot;
        let guilds: Vec<GuildId> = self
            .guilds
            .values()
            .filter(|server| server.members.contains_key(&bot) && server.id.shard(shards) == shard)
            .map(|server| server.id)
            .collect();
        let unavailable: Vec<_> = guilds
            .iter()
            .map(|guild| json!({ "id": guild, "unavailable": true }))
            .collect();
        let body = json!({
            "v": 10, "user": self.json_me(), "guilds": unavailable, "session_id": id, "session_type": "normal",
            "resume_gateway_url": self.gateway_url(), "shard": [shard, shards],
            "application": { "id": self.app.id, "flags": self.application_flags() }, "private_channels": [], "presences": [],
            "relationships": [], "user_settings": {}, "guild_join_requests": [], "geo_ordered_rtc_regions": [], "auth": {}, "_trace": [],
        });
        self.send_to(id, "READY", &body);
        if wanted & intents::GUILDS != 0 {
            for guild in guilds {
                let Some(server) = self.guilds.get(&guild).filter(|server| !server.unavailable)
                else {
                    continue;
                };
                let body = self.json_guild_create(server, wanted & intents::GUILD_MEMBERS != 0);
                self.send_to(id, "GUILD_CREATE", &body);
            }
        }
        if let Some(session) = self
            .gateway
            .sessions
            .iter_mut()
            .find(|session| session.id == id)
        {
            session.ready = true;
        }
    }

    /// An event for one session.
    pub(crate) fn send_to(&mut self, session_id: &str, name: &str, body: &Value) {
        let text = body.to_string();
        self.send_event(name, body, &text, |session| session.id == session_id);
    }

    /// `ws://127.0.0.1:PORT`.
    pub(crate) fn gateway_url(&self) -> String {
        self.origin.replacen("http", "ws", 1)
    }
}
