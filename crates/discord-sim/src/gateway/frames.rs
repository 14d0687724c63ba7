//! What a client sends: heartbeats, IDENTIFY, RESUME, presence, member requests; and what closes its connection.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{FindingKind, gateway::socket::Connection, world::World};

/// A payload may have so many bytes (facts §1.4).
const MAX_PAYLOAD: usize = 4096;

pub(crate) fn handle(world: &mut World, connection: &mut Connection, text: &str) {
    if text.len() > MAX_PAYLOAD {
        return connection.close(world, 4002, "Error while decoding payload.");
    }
    let Ok(frame) = serde_json::from_str::<Value>(text) else {
        return connection.close(world, 4002, "Error while decoding payload.");
    };
    let Some(op) = frame["op"].as_u64() else {
        return connection.close(world, 4002, "Error while decoding payload.");
    };
    world.wire.gateway("in", op, None, &frame["d"]);
    if is_too_fast(world, connection) {
        world.find(
            FindingKind::TooFast,
            "more gateway frames in 60 s than allowed",
        );
        return connection.close(world, 4008, "You are being rate limited.");
    }
    match op {
        1 => heartbeat(world, connection, &frame["d"]),
        2 => super::identify::identify(world, connection, &frame["d"]),
        6 => super::resume::resume(world, connection, &frame["d"]),
        3 | 4 | 8 | 31 | 43 if connection.session.is_none() => {
            connection.close(world, 4003, "Not authenticated.")
        }
        3 => presence(world, connection, &frame["d"]),
        8 => super::members::request(world, connection, &frame["d"]),
        4 | 31 | 43 => {}
        _ => connection.close(world, 4001, "Unknown opcode."),
    }
}

fn is_too_fast(world: &World, connection: &mut Connection) -> bool {
    let Some(limit) = world.limits.gateway_sends_per_minute else {
        return false;
    };
    let now = Instant::now();
    connection.sends.push_back(now);
    while connection
        .sends
        .front()
        .is_some_and(|sent| now - *sent > Duration::from_secs(60))
    {
        connection.sends.pop_front();
    }
    connection.sends.len() > usize::try_from(limit).unwrap_or(usize::MAX)
}

fn heartbeat(world: &mut World, connection: &Connection, d: &Value) {
    if !(d.is_null() || d.is_u64()) {
        return connection.close(world, 4002, "Error while decoding payload.");
    }
    let session = world
        .gateway
        .sessions
        .iter_mut()
        .find(|session| Some(&session.id) == connection.session.as_ref());
    let mut answers = true;
    if let Some(session) = session {
        session.acked = session.acked.max(d.as_u64().unwrap_or(0));
        answers = session.beats && !session.deaf;
    }
    if answers {
        connection.send(world, 11, &Value::Null);
    }
}

/// `since` is null or a number, `activities` a list, `status` a word, `afk` a bool; anything else is 4002.
fn presence(world: &mut World, connection: &Connection, d: &Value) {
    let status = d["status"]
        .as_str()
        .is_some_and(|status| ["online", "dnd", "idle", "invisible", "offline"].contains(&status));
    let sound = status
        && (d["since"].is_null() || d["since"].is_u64())
        && d["activities"].is_array()
        && d["afk"].is_boolean();
    if !sound {
        connection.close(world, 4002, "Error while decoding payload.");
    }
}

impl World {
    /// Op 9 on a connection.
    pub(crate) fn invalid_session(&self, connection: &Connection, resumable: bool) {
        connection.send(self, 9, &json!(resumable));
    }
}
