//! A session: what a client identified as, and the events that it can still ask for again.

use std::{ops::Range, sync::Arc};

use axum::extract::ws::Utf8Bytes;
use chrono::{DateTime, Utc};
use tokio::{sync::OwnedSemaphorePermit, time::Instant};

use crate::{
    EventFault, Limits,
    gateway::{
        events::Event,
        out::{Out, Outlet},
        prebuilt::{Prebuilt, Run},
        replay::{Kept, Replay},
        script::Script,
    },
    seconds::reachable,
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
    /// Heartbeats received so far.
    pub(crate) heartbeats: u64,
    /// The latest events, for RESUME.
    pub(crate) replay: Replay,
    /// Its connection, if it has one.
    pub(crate) socket: Option<Outlet>,
    /// When it lost its socket, on the simulator's clock.
    pub(crate) lost_at: Option<DateTime<Utc>>,
    /// READY and the first GUILD_CREATEs are out.
    pub(crate) ready: bool,
    /// What will befall its events.
    pub(crate) script: Script,
    /// What waits for [`crate::GatewayControl::release`].
    pub(crate) held: Vec<Out>,
    /// Whether heartbeats are answered.
    pub(crate) beats: bool,
    /// Whether this connection's heartbeats go unanswered all the same.
    pub(crate) deaf: bool,
}

/// How events leave at the moment.
#[derive(Clone, Copy)]
pub(crate) struct Flow {
    /// Until they are released, they don't.
    pub(crate) held: bool,
    /// How many are kept for RESUME.
    pub(crate) keep: usize,
    /// How many may wait for the client.
    pub(crate) backlog: usize,
}

impl Flow {
    pub(crate) const fn new(held: bool, limits: &Limits) -> Self {
        Self {
            held,
            keep: limits.resume_buffer,
            backlog: limits.gateway_backlog,
        }
    }
}

impl Session {
    /// Number of its connection.
    pub(crate) fn connection(&self) -> Option<u64> {
        self.socket.as_ref().map(Outlet::number)
    }

    /// Hands something to the socket, if there is one.
    pub(crate) fn send(&self, out: Out) {
        if let Some(socket) = &self.socket {
            socket.send(out);
        }
    }

    /// From now on it has no connection, and waits for a RESUME.
    pub(crate) fn part(&mut self, now: DateTime<Utc>) {
        self.socket = None;
        self.lost_at = self.lost_at.or(Some(now));
    }

    /// Ends its connection on the TCP level; what was on its way there waits for a RESUME.
    pub(crate) fn cut(&mut self, now: DateTime<Utc>) {
        if let Some(socket) = &self.socket {
            socket.cut();
        }
        self.part(now);
    }

    /// Whether the client reads so slowly that more waits for it than may.
    pub(crate) fn is_behind(&self, flow: Flow) -> bool {
        self.socket
            .as_ref()
            .is_some_and(|socket| socket.waiting() > flow.backlog)
    }

    /// Gives an event its `s`, keeps it, and sends it; `fault` is what befalls it.
    pub(crate) fn event(
        &mut self,
        event: Event,
        body: &str,
        flow: Flow,
        fault: Option<EventFault>,
    ) {
        self.seq += 1;
        let frame = Utf8Bytes::from(format!(
            r#"{{"t":"{event}","s":{},"op":0,"d":{body}}}"#,
            self.seq
        ));
        self.replay
            .keep(Kept::One(self.seq, frame.clone()), flow.keep);
        self.hand_over(Out::Frame(frame), flow, fault);
    }

    /// As [`Session::event`] for some pre-built events; the permit comes back once they are with the kernel, or held or kept.
    pub(crate) fn run(
        &mut self,
        events: &Prebuilt,
        which: Range<usize>,
        flow: Flow,
        fault: Option<EventFault>,
        permit: &Arc<OwnedSemaphorePermit>,
    ) {
        let run = Run::new(self.seq + 1, events.clone(), which);
        self.seq += u64::try_from(run.len()).unwrap_or(u64::MAX);
        self.replay.keep(Kept::Run(run.clone()), flow.keep);
        let permit = (!flow.held).then(|| permit.clone());
        self.hand_over(Out::Run(run, permit), flow, fault);
    }

    fn hand_over(&mut self, out: Out, flow: Flow, fault: Option<EventFault>) {
        let out = match fault {
            Some(EventFault::Overtaken(by)) => {
                Out::Later(Instant::now() + reachable(by), Box::new(out))
            }
            _ => out,
        };
        if flow.held {
            self.held.push(out);
        } else {
            self.send(out);
        }
    }
}
