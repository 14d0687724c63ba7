//! What a client sends: heartbeats, IDENTIFY, RESUME, presence, member requests; and what closes its connection.

use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use crate::{
    FindingKind,
    gateway::{connection::Connection, identify, members, presence, resume},
    world::World,
};

/// A payload may have so many bytes (facts §1.4).
const MAX_PAYLOAD: usize = 4096;

/// Why 4002 closes a connection.
pub(crate) const UNREADABLE: &str = "Error while decoding payload.";

pub(crate) fn handle(world: &mut World, connection: &mut Connection, text: &str) {
    let frame = serde_json::from_str::<Value>(text).ok();
    let Some((op, frame)) = frame
        .filter(|_| text.len() <= MAX_PAYLOAD)
        .and_then(|frame| Some((frame["op"].as_u64()?, frame)))
    else {
        return connection.close(world, 4002, UNREADABLE);
    };
    let d = &frame["d"];
    world.wire.gateway("in", op, None, d);
    if is_too_fast(world, connection) {
        return connection.close(world, 4008, "You are being rate limited.");
    }
    match op {
        1 => heartbeat(world, connection, d),
        2 => identify::identify(world, connection, d),
        6 => resume::resume(world, connection, d),
        3 | 4 | 8 | 31 | 43 if connection.session_in(world).is_none() => {
            connection.close(world, 4003, "Not authenticated.");
        }
        3 if presence::is_sound(d) => {}
        3 => connection.close(world, 4002, UNREADABLE),
        8 => members::request(world, connection, d),
        4 | 31 | 43 => world.find(
            FindingKind::UnknownRoute,
            format!("gateway op {op} isn't modelled: nothing came of it"),
        ),
        _ => connection.close(world, 4001, "Unknown opcode."),
    }
}

fn is_too_fast(world: &World, connection: &mut Connection) -> bool {
    let Some(limit) = world.limits.gateway_sends_per_minute else {
        return false;
    };
    let now = Instant::now();
    let sends = &mut connection.sends;
    sends.push_back(now);
    while sends
        .front()
        .is_some_and(|sent| now - *sent > Duration::from_secs(60))
    {
        sends.pop_front();
    }
    sends.len() > usize::try_from(limit).unwrap_or(usize::MAX)
}

/// Also without a session: a client beats from HELLO on.
fn heartbeat(world: &mut World, connection: &mut Connection, d: &Value) {
    if !(d.is_null() || d.is_u64()) {
        return connection.close(world, 4002, UNREADABLE);
    }
    connection.expect_heartbeat(world);
    let mut answers = true;
    if let Some(session) = connection.session_in(world) {
        session.acked = session.acked.max(d.as_u64().unwrap_or(0));
        session.heartbeats += 1;
        answers = session.beats && !session.deaf;
    }
    if answers {
        connection.send(world, 11, &Value::Null);
    }
}
