//! IDENTIFY: checks what the client asks for (facts §1.1, §1.4).

use serde_json::Value;

use crate::{
    gateway::{
        budget::Counted, connection::Connection, frames::UNREADABLE, intents, out::Out, presence,
        replay::Replay, script::Script, session::Session,
    },
    world::World,
};

/// One shard has at most so many servers, and who has this many must shard.
const MOST_GUILDS: usize = 2500;

/// What an IDENTIFY asks for.
struct Asked<'a> {
    token: &'a str,
    intents: u64,
    compress: bool,
    shard: u64,
    shards: u64,
}

/// A close code and its reason.
type Refused = (u16, &'static str);

pub(crate) fn identify(world: &mut World, connection: &mut Connection, d: &Value) {
    if connection.session_in(world).is_some() {
        return connection.close(world, 4005, "Already authenticated.");
    }
    let Some(asked) = Asked::read(d) else {
        return connection.close(world, 4002, UNREADABLE);
    };
    if let Err((code, why)) = world.may_identify(&asked) {
        return connection.close(world, code, why);
    }
    match world.count_identify(asked.shard) {
        Counted::Fine => world.begin_session(connection, &asked),
        Counted::TooSoon => connection.invalid_session(world),
        Counted::TooMany => connection.close(world, 4004, "Authentication failed."),
    }
}

impl<'a> Asked<'a> {
    /// `None`: a field is missing or isn't what it should be.
    fn read(d: &'a Value) -> Option<Self> {
        let (shard, shards) = match &d["shard"] {
            Value::Null => (0, 1),
            Value::Array(pair) if pair.len() == 2 => (pair[0].as_u64()?, pair[1].as_u64()?),
            _ => return None,
        };
        let threshold = &d["large_threshold"];
        let sound = has_properties(&d["properties"])
            && (d["compress"].is_null() || d["compress"].is_boolean())
            && (threshold.is_null() || matches!(threshold.as_u64(), Some(50..=250)))
            && (d["presence"].is_null() || presence::is_sound(&d["presence"]));
        sound.then_some(Self {
            token: d["token"].as_str()?,
            intents: d["intents"].as_u64()?,
            compress: d["compress"] == true,
            shard,
            shards,
        })
    }
}

/// `os`, `browser` and `device`, also with the `$` of old.
fn has_properties(properties: &Value) -> bool {
    ["os", "browser", "device"]
        .iter()
        .all(|name| properties[name].is_string() || properties[format!("${name}")].is_string())
}

impl World {
    fn may_identify(&self, asked: &Asked<'_>) -> Result<(), Refused> {
        if !self.is_token(asked.token) {
            return Err((4004, "Authentication failed."));
        }
        if asked.shard >= asked.shards {
            return Err((4010, "Invalid shard."));
        }
        let guilds = self.guilds_of_shard(asked.shard, asked.shards).len();
        if guilds > MOST_GUILDS || asked.shards == 1 && guilds == MOST_GUILDS {
            return Err((4011, "Sharding required."));
        }
        if asked.intents & !intents::VALID != 0 {
            return Err((4013, "Invalid intent(s)."));
        }
        if asked.intents & self.disallowed_intents() != 0 {
            return Err((4014, "Disallowed intent(s)."));
        }
        Ok(())
    }

    /// Privileged intents that the portal doesn't grant.
    const fn disallowed_intents(&self) -> u64 {
        let mut disallowed = intents::GUILD_PRESENCES;
        if !self.app.message_content {
            disallowed |= intents::MESSAGE_CONTENT;
        }
        if !self.app.privileged_members {
            disallowed |= intents::GUILD_MEMBERS;
        }
        disallowed
    }

    fn begin_session(&mut self, connection: &mut Connection, asked: &Asked<'_>) {
        if asked.compress {
            connection.out.send(Out::CompressPayloads);
        }
        self.forget_abandoned(asked.shard, asked.shards);
        let id = self.random.word(32).to_lowercase();
        self.gateway.begun += 1;
        connection.session = Some(id.clone());
        self.gateway.sessions.push(Session {
            id: id.clone(),
            shard: asked.shard,
            shards: asked.shards,
            intents: asked.intents,
            seq: 0,
            acked: 0,
            heartbeats: 0,
            replay: Replay::default(),
            socket: Some(connection.out.clone()),
            lost_at: None,
            ready: false,
            script: Script::default(),
            held: Vec::new(),
            beats: true,
            deaf: false,
        });
        self.send_ready(&id);
    }

    /// A client that identifies anew doesn't resume what it had: it may have lost its connection before it heard READY.
    fn forget_abandoned(&mut self, shard: u64, shards: u64) {
        let is_abandoned = |session: &mut Session| {
            (session.shard, session.shards) == (shard, shards) && session.socket.is_none()
        };
        let abandoned: Vec<_> = self.gateway.sessions.extract_if(.., is_abandoned).collect();
        for session in abandoned {
            self.note_missed(&session, session.acked);
        }
    }
}
