//! A connection: what may be said to its client, whether it has a session or not.

use std::{collections::VecDeque, time::Duration};

use axum::extract::ws::Utf8Bytes;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    FindingKind,
    gateway::{
        out::{Out, Outlet},
        session::Session,
    },
    seconds::reachable,
    world::World,
};

/// A connection, before and after it has a session.
pub(crate) struct Connection {
    pub(crate) out: Outlet,
    /// The session that it identified as or resumed; it may be over, or have another connection by now.
    pub(crate) session: Option<String>,
    /// When the client's latest frames came.
    pub(crate) sends: VecDeque<Instant>,
    /// When its next heartbeat must have come; `None`: whenever it likes.
    pub(crate) beat_by: Option<Instant>,
    /// Its close frame is on its way, and may be until then; what the client still says is not heard.
    pub(crate) leaves_by: Option<Instant>,
}

/// How long a close frame may take to go out, and its answer to come.
pub(crate) const FAREWELL: Duration = Duration::from_secs(1);

impl Connection {
    pub(crate) fn new(world: &World, out: Outlet) -> Self {
        let mut connection = Self {
            out,
            session: None,
            sends: VecDeque::new(),
            beat_by: None,
            leaves_by: None,
        };
        connection.expect_heartbeat(world);
        connection
    }

    /// The client has just been heard: from now on it has until the limit for its next heartbeat.
    pub(crate) fn expect_heartbeat(&mut self, world: &World) {
        let limits = &world.limits;
        let patience: Option<Duration> = limits
            .heartbeats_missed
            .map(|missed| limits.heartbeat_interval.saturating_mul(missed));
        self.beat_by = patience.map(|patience| Instant::now() + reachable(patience));
    }

    /// HELLO, with the interval for heartbeats.
    pub(crate) fn hello(&self, world: &World) {
        let interval = world.limits.heartbeat_interval.as_millis();
        let interval = u64::try_from(interval).unwrap_or(u64::MAX);
        self.send(
            world,
            10,
            &json!({ "heartbeat_interval": interval, "_trace": [] }),
        );
    }

    /// Sends a frame that is no event.
    pub(crate) fn send(&self, world: &World, op: u64, d: &Value) {
        world.wire.gateway("out", op, None, d);
        self.out.send(Out::Frame(plain(op, d)));
    }

    /// Op 9: the session is over, or (`d`: true) can still be resumed.
    pub(crate) fn invalid_session(&self, world: &World) {
        self.send(world, 9, &json!(false));
    }

    /// Closes it, which is held against the client once, and ends the session if the code says so.
    pub(crate) fn close(&mut self, world: &mut World, code: u16, why: &'static str) {
        if self.leaves_by.is_some() {
            return;
        }
        self.leaves_by = Some(Instant::now() + FAREWELL);
        self.beat_by = None;
        world.find_closing(code, why);
        self.out.send(Out::Close(code, why));
        if ends_session(code) {
            let number = self.out.number();
            world
                .gateway
                .sessions
                .retain(|session| session.connection() != Some(number));
        }
    }

    /// Its session, if it still is its.
    pub(crate) fn session_in<'a>(&self, world: &'a mut World) -> Option<&'a mut Session> {
        let number = self.out.number();
        world
            .gateway
            .sessions
            .iter_mut()
            .find(|session| session.connection() == Some(number))
    }
}

/// A frame that is no event.
pub(crate) fn plain(op: u64, d: &Value) -> Utf8Bytes {
    Utf8Bytes::from(json!({ "op": op, "d": d, "s": null, "t": null }).to_string())
}

/// Whether closing with this code ends the session (facts §1.4): 4004 and 4010 to 4014 must not reconnect, 4007 and 4009
/// start a new one, 1000 and 1001 invalidate it.
pub(crate) const fn ends_session(code: u16) -> bool {
    matches!(code, 1000 | 1001 | 4004 | 4007 | 4009..=4014)
}

impl World {
    /// Notes that the gateway closes a connection on a client that did wrong.
    pub(crate) fn find_closing(&mut self, code: u16, why: &str) {
        let kind = match code {
            4008 => FindingKind::TooFast,
            _ => FindingKind::Protocol,
        };
        self.find(kind, format!("gateway closed with {code}: {why}"));
    }
}
