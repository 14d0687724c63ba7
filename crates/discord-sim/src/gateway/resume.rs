//! RESUME: replays what the client missed, or says that the session is gone (facts §1.4).

use serde_json::{Value, json};

use crate::{
    gateway::{out::Out, socket::Connection},
    world::World,
};

pub(crate) fn resume(world: &mut World, connection: &mut Connection, d: &Value) {
    if connection.session.is_some() {
        return connection.close(world, 4005, "Already authenticated.");
    }
    let (Some(token), Some(id)) = (d["token"].as_str(), d["session_id"].as_str()) else {
        return connection.close(world, 4002, "Error while decoding payload.");
    };
    if !world.is_token(token) {
        return connection.close(world, 4004, "Authentication failed.");
    }
    let Some(seq) = d["seq"].as_u64() else {
        return connection.close(world, 4007, "Invalid seq.");
    };
    let (now, keeps) = (world.now(), world.limits.session_keeps);
    let Some(at) = world
        .gateway
        .sessions
        .iter()
        .position(|session| session.id == id)
    else {
        return world.invalid_session(connection, false);
    };
    let session = &mut world.gateway.sessions[at];
    if seq > session.seq {
        world.gateway.sessions.remove(at);
        return connection.close(world, 4007, "Invalid seq.");
    }
    let expired = session.lost_at.is_some_and(|lost| now - lost > keeps);
    let first_kept = session.replay.first().unwrap_or(session.seq + 1);
    if expired || seq + 1 < first_kept {
        let session = world.gateway.sessions.remove(at);
        for missed in session.replay.after(seq) {
            note_unheard(world, &missed);
        }
        return world.invalid_session(connection, false);
    }
    session.send(Out::Close(4000, "Resumed elsewhere."));
    session.socket = Some((connection.number, connection.out.clone()));
    session.lost_at = None;
    session.deaf = false;
    session.acked = session.acked.max(seq);
    session.held.clear();
    for missed in session.replay.after(seq) {
        session.send(missed);
    }
    connection.session = Some(id.to_owned());
    world.send_to(id, "RESUMED", &json!({ "_trace": [] }));
}

/// An event that could not be replayed any more.
fn note_unheard(world: &mut World, missed: &Out) {
    if let Out::Frame(frame) = missed
        && let Ok(event) = serde_json::from_str::<Value>(frame)
    {
        world.note_unheard(event["t"].as_str().unwrap_or_default(), &event["d"]);
    }
}
