//! READY, then a GUILD_CREATE for each server (facts §1.4).

use serde_json::{Value, json};

use crate::{
    GuildId,
    gateway::{
        events::{self, Event},
        intents,
    },
    world::World,
};

impl World {
    /// The servers of a shard that the bot is in, those that are down too.
    pub(crate) fn guilds_of_shard(&self, shard: u64, shards: u64) -> Vec<GuildId> {
        self.guilds
            .values()
            .filter(|server| server.members.contains_key(&self.app.bot))
            .map(|server| server.id)
            .filter(|guild| guild.shard(shards) == shard)
            .collect()
    }

    /// Tells a new session who the bot is and what it is in.
    pub(crate) fn send_ready(&mut self, id: &str) {
        let session = self
            .gateway
            .sessions
            .iter()
            .find(|session| session.id == id);
        let Some((shard, shards, wanted)) =
            session.map(|session| (session.shard, session.shards, session.intents))
        else {
            return;
        };
        let guilds = self.guilds_of_shard(shard, shards);
        let body = self.json_ready(id, [shard, shards], &guilds);
        self.send_to(id, events::READY, &body);
        if wanted & intents::GUILDS != 0 {
            for guild in guilds {
                let Some(server) = self.guilds.get(&guild).filter(|server| !server.unavailable)
                else {
                    continue;
                };
                let body = self.json_guild_create(server);
                self.send_to(id, events::GUILD_CREATE, &body);
            }
        }
        let mut sessions = self.gateway.sessions.iter_mut();
        if let Some(session) = sessions.find(|session| session.id == id) {
            session.ready = true;
        }
    }

    fn json_ready(&self, id: &str, shard: [u64; 2], guilds: &[GuildId]) -> Value {
        let unavailable: Vec<_> = guilds
            .iter()
            .map(|guild| json!({ "id": guild, "unavailable": true }))
            .collect();
        json!({
            "v": 10, "user": self.json_me(), "guilds": unavailable, "session_id": id, "session_type": "normal",
            "resume_gateway_url": self.gateway_url(), "shard": shard,
            "application": { "id": self.app.id, "flags": self.application_flags() }, "private_channels": [], "presences": [],
            "relationships": [], "user_settings": {}, "guild_join_requests": [], "geo_ordered_rtc_regions": [], "auth": {}, "_trace": [],
        })
    }

    /// An event for one session.
    pub(crate) fn send_to(&mut self, session_id: &str, event: Event, body: &Value) {
        let text = body.to_string();
        self.send_event(event, body, &text, |session| session.id == session_id);
    }

    /// `ws://127.0.0.1:PORT`.
    pub(crate) fn gateway_url(&self) -> String {
        self.origin.replacen("http", "ws", 1)
    }
}
