//! RESUME: replays what the client missed, or says that the session is gone (facts §1.4).

use serde_json::{Value, json};

use crate::{
    gateway::{connection::Connection, events, frames::UNREADABLE, out::Out, session::Session},
    world::World,
};

pub(crate) fn resume(world: &mut World, connection: &mut Connection, d: &Value) {
    if connection.session_in(world).is_some() {
        return connection.close(world, 4005, "Already authenticated.");
    }
    let (Some(token), Some(id)) = (d["token"].as_str(), d["session_id"].as_str()) else {
        return connection.close(world, 4002, UNREADABLE);
    };
    if !world.is_token(token) {
        return connection.close(world, 4004, "Authentication failed.");
    }
    let Some(seq) = d["seq"].as_u64() else {
        return connection.close(world, 4007, "Invalid seq.");
    };
    let (now, keeps) = (world.now(), world.limits.session_keeps);
    let sessions = &mut world.gateway.sessions;
    let Some(at) = sessions.iter().position(|session| session.id == id) else {
        return connection.invalid_session(world);
    };
    let session = &mut sessions[at];
    if seq > session.seq {
        sessions.remove(at);
        return connection.close(world, 4007, "Invalid seq.");
    }
    let expired = session.lost_at.is_some_and(|lost| now - lost > keeps);
    let first_kept = session.replay.first().unwrap_or(session.seq + 1);
    if expired || seq + 1 < first_kept {
        let session = sessions.remove(at);
        world.note_missed(&session, seq);
        return connection.invalid_session(world);
    }
    session.send(Out::Close(4000, "Resumed elsewhere."));
    session.socket = Some(connection.out.clone());
    session.lost_at = None;
    session.deaf = false;
    session.acked = session.acked.max(seq);
    session.held.clear();
    for missed in session.replay.after(seq) {
        session.send(missed);
    }
    connection.session = Some(id.to_owned());
    world.send_to(id, events::RESUMED, &json!({ "_trace": [] }));
}

impl World {
    /// Notes what a session that is over had for its client after `seq` and can't replay any more.
    pub(super) fn note_missed(&mut self, session: &Session, seq: u64) {
        for missed in session.replay.after(seq) {
            if let Out::Frame(frame) = missed
                && let Ok(event) = serde_json::from_str::<Value>(&frame)
            {
                self.note_unheard(event["t"].as_str().unwrap_or_default(), &event["d"]);
            }
        }
    }
}
