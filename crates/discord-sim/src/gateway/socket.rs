//! One WebSocket: reads the client's frames, writes what the session hands over.

use std::{collections::VecDeque, time::Instant};

use axum::extract::ws::{CloseFrame, Message as Frame, Utf8Bytes, WebSocket};
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::{
    FindingKind,
    gateway::{
        encoder::{Encoder, Transport},
        out::Out,
        writer::Writer,
    },
    world::{Handle, World},
};

/// A connection, before and after it has a session.
pub(crate) struct Connection {
    pub(crate) number: u64,
    pub(crate) out: UnboundedSender<Out>,
    /// The session that it identified as or resumed.
    pub(crate) session: Option<String>,
    /// When the client's latest frames came.
    pub(crate) sends: VecDeque<Instant>,
}

impl Connection {
    /// Sends a frame that is no event.
    pub(crate) fn send(&self, world: &World, op: u64, d: &Value) {
        world.wire.gateway("out", op, None, d);
        let _ = self.out.send(Out::Frame(Utf8Bytes::from(
            json!({ "op": op, "d": d, "s": null, "t": null }).to_string(),
        )));
    }

    pub(crate) fn close(&self, world: &mut World, code: u16, why: &'static str) {
        found_closing(world, code, why);
        let _ = self.out.send(Out::Close(code, why));
    }
}

/// Closes a connection that asked for what it can't have, before HELLO.
pub(crate) async fn refuse(shared: &Handle, mut socket: WebSocket, code: u16, why: &'static str) {
    found_closing(&mut shared.world(), code, why);
    shared.changed.notify_waiters();
    let reason = why.into();
    // A client that is gone already needs no reason.
    let _ = socket
        .send(Frame::Close(Some(CloseFrame { code, reason })))
        .await;
}

fn found_closing(world: &mut World, code: u16, why: &str) {
    world.find(
        FindingKind::Protocol,
        format!("gateway closed with {code}: {why}"),
    );
}

/// Serves one connection to its end.
pub(crate) async fn serve(shared: Handle, socket: WebSocket, transport: Transport) {
    let (out, next) = unbounded_channel();
    let mut connection = {
        let mut world = shared.world();
        world.gateway.connections += 1;
        let number = world.gateway.connections;
        let connection = Connection {
            number,
            out,
            session: None,
            sends: VecDeque::new(),
        };
        let interval =
            u64::try_from(world.limits.heartbeat_interval.as_millis()).unwrap_or(u64::MAX);
        connection.send(
            &world,
            10,
            &json!({ "heartbeat_interval": interval, "_trace": [] }),
        );
        connection
    };
    let (write, mut read) = socket.split();
    let mut stop = shared.stop.subscribe();
    // The writer is a task of its own so that a slow reader on the other side never keeps us from reading.
    let mut writer = tokio::spawn(Writer::new(write, Encoder::new(transport)).write_all(next));
    let closed_with = loop {
        let frame = tokio::select! {
            frame = read.next() => frame,
            _ = &mut writer => break None,
            _ = stop.wait_for(|stop| *stop) => break None,
        };
        match frame {
            Some(Ok(Frame::Text(text))) => read_frame(&shared, &mut connection, text.as_str()),
            Some(Ok(Frame::Binary(bytes))) => match std::str::from_utf8(&bytes) {
                Ok(text) => read_frame(&shared, &mut connection, text),
                Err(_) => {
                    connection.close(&mut shared.world(), 4002, "Error while decoding payload.")
                }
            },
            Some(Ok(Frame::Close(frame))) => break frame.map(|frame| frame.code),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => break None,
        }
    };
    writer.abort();
    end(&shared, &connection, closed_with);
}

fn read_frame(shared: &Handle, connection: &mut Connection, text: &str) {
    super::frames::handle(&mut shared.world(), connection, text);
    shared.changed.notify_waiters();
}

/// The connection is gone: its session waits for a RESUME, or ends with 1000 and 1001 (facts §1.4).
fn end(shared: &Handle, connection: &Connection, code: Option<u16>) {
    let mut world = shared.world();
    let now = world.now();
    let number = connection.number;
    let of_this = |socket: &Option<(u64, UnboundedSender<Out>)>| {
        socket.as_ref().is_some_and(|(n, _)| *n == number)
    };
    if matches!(code, Some(1000 | 1001)) {
        world
            .gateway
            .sessions
            .retain(|session| !of_this(&session.socket));
    }
    for session in &mut world.gateway.sessions {
        if of_this(&session.socket) {
            session.socket = None;
            session.lost_at = Some(now);
        }
    }
    drop(world);
    shared.changed.notify_waiters();
}
