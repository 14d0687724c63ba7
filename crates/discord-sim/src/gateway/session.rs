//! A session: what a client identified as, and the events that it can still ask for again.

use std::collections::VecDeque;

use axum::extract::ws::Utf8Bytes;
use chrono::{DateTime, Utc};
use tokio::sync::mpsc::UnboundedSender;

/// What the socket's task does next.
pub(crate) enum Out {
    /// Sends a frame.
    Frame(Utf8Bytes),
    /// Sends a close frame.
    Close(u16, &'static str),
    /// Cuts the connection.
    Drop,
}

pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) shard: u64,
    pub(crate) shards: u64,
    pub(crate) intents: u64,
    /// `s` of the last event.
    pub(crate) seq: u64,
    /// What the client says that it has.
    pub(crate) acked: u64,
    /// The latest events with their `s`, for RESUME.
    pub(crate) buffer: VecDeque<(u64, Utf8Bytes)>,
    /// The connection's number and where its frames go.
    pub(crate) socket: Option<(u64, UnboundedSender<Out>)>,
    /// When it lost its socket, on the simulator's clock.
    pub(crate) lost_at: Option<DateTime<Utc>>,
    /// READY and the first GUILD_CREATEs are out.
    pub(crate) ready: bool,
    /// Events that will be lost: name and how many.
    pub(crate) losing: Vec<(String, usize)>,
    /// Frames that wait for [`crate::GatewayControl::release`].
    pub(crate) held: Vec<Utf8Bytes>,
    /// Whether heartbeats are answered.
    pub(crate) beats: bool,
}

impl Session {
    /// Hands a frame to the socket, if there is one.
    pub(crate) fn send(&self, out: Out) {
        if let Some((_, socket)) = &self.socket {
            // The task may have ended already; then the frame waits for RESUME.
            let _ = socket.send(out);
        }
    }

    /// Gives an event its `s`, keeps it, and sends it unless `held`.
    pub(crate) fn event(&mut self, name: &str, body: &str, held: bool, keep: usize) {
        if let Some(at) = self.losing.iter().position(|(losing, _)| losing == name) {
            self.losing[at].1 -= 1;
            if self.losing[at].1 == 0 {
                self.losing.swap_remove(at);
            }
            return;
        }
        self.seq += 1;
        let frame = Utf8Bytes::from(format!(
            r#"{{"t":"{name}","s":{},"op":0,"d":{body}}}"#,
            self.seq
        ));
        self.buffer.push_back((self.seq, frame.clone()));
        while self.buffer.len() > keep {
            self.buffer.pop_front();
        }
        if held {
            self.held.push(frame);
        } else {
            self.send(Out::Frame(frame));
        }
    }
}
