//! A session: what a client identified as, and the events that it can still ask for again.

use std::{ops::Range, sync::Arc};

use axum::extract::ws::Utf8Bytes;
use chrono::{DateTime, Utc};
use tokio::sync::{OwnedSemaphorePermit, mpsc::UnboundedSender};

use crate::gateway::{
    out::Out,
    prebuilt::{Prebuilt, Run},
    replay::{Kept, Replay},
};

pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) shard: u64,
    pub(crate) shards: u64,
    pub(crate) intents: u64,
    /// `s` of the last event.
    pub(crate) seq: u64,
    /// What the client says that it has.
    pub(crate) acked: u64,
    /// The latest events, for RESUME.
    pub(crate) replay: Replay,
    /// The connection's number and where its frames go.
    pub(crate) socket: Option<(u64, UnboundedSender<Out>)>,
    /// When it lost its socket, on the simulator's clock.
    pub(crate) lost_at: Option<DateTime<Utc>>,
    /// READY and the first GUILD_CREATEs are out.
    pub(crate) ready: bool,
    /// Events that will be lost: name and how many.
    pub(crate) losing: Vec<(String, usize)>,
    /// What waits for [`crate::GatewayControl::release`].
    pub(crate) held: Vec<Out>,
    /// Whether heartbeats are answered.
    pub(crate) beats: bool,
    /// Whether this connection's heartbeats go unanswered all the same.
    pub(crate) deaf: bool,
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
        if self.lose(name, 1) == 1 {
            return;
        }
        self.seq += 1;
        let frame = Utf8Bytes::from(format!(
            r#"{{"t":"{name}","s":{},"op":0,"d":{body}}}"#,
            self.seq
        ));
        self.replay.keep(Kept::One(self.seq, frame.clone()), keep);
        self.hand_over(Out::Frame(frame), held);
    }

    /// As [`Session::event`] for some pre-built events; the permit comes back once they are with the kernel, or held or kept.
    pub(crate) fn run(
        &mut self,
        events: &Prebuilt,
        which: Range<usize>,
        held: bool,
        keep: usize,
        permit: &Arc<OwnedSemaphorePermit>,
    ) {
        let first = self.seq + 1;
        let lost = self.lose(events.name(), which.len());
        let run = Run::new(first, events.clone(), which.start + lost..which.end);
        if run.len() == 0 {
            return;
        }
        self.seq += u64::try_from(run.len()).unwrap_or(u64::MAX);
        self.replay.keep(Kept::Run(run.clone()), keep);
        let permit = (!held).then(|| permit.clone());
        self.hand_over(Out::Run(run, permit), held);
    }

    fn hand_over(&mut self, out: Out, held: bool) {
        if held {
            self.held.push(out);
        } else {
            self.send(out);
        }
    }

    /// How many of `count` events of this name are to be lost.
    fn lose(&mut self, name: &str, count: usize) -> usize {
        let Some(at) = self.losing.iter().position(|(losing, _)| losing == name) else {
            return 0;
        };
        let left = &mut self.losing[at].1;
        let lost = count.min(*left);
        *left -= lost;
        if *left == 0 {
            self.losing.swap_remove(at);
        }
        lost
    }
}
