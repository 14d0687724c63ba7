//! What a session or a connection hands to the task that writes its socket, and the way there.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::extract::ws::Utf8Bytes;
use tokio::{
    sync::{
        Notify, OwnedSemaphorePermit,
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    },
    time::Instant,
};

use crate::gateway::prebuilt::Run;

/// What the socket's task does next.
pub(crate) enum Out {
    /// Sends a frame.
    Frame(Utf8Bytes),
    /// Sends pre-built events, hands them to the kernel, then gives back the permit that whoever poured them waits for.
    Run(Run, Option<Arc<OwnedSemaphorePermit>>),
    /// Waits so long, in real time.
    Pause(Duration),
    /// Does it then, and goes on with the rest meanwhile.
    Later(Instant, Box<Self>),
    /// From now on payloads may be compressed.
    CompressPayloads,
    /// Sends a close frame, and nothing after it.
    Close(u16, &'static str),
}

/// What both ends know of a connection.
#[derive(Default)]
struct State {
    /// Handed over and not yet taken.
    waiting: AtomicUsize,
    cut: Notify,
}

/// Where a connection's frames go. Clones lead to the same connection.
#[derive(Clone)]
pub(crate) struct Outlet {
    /// The connection's number.
    number: u64,
    queue: UnboundedSender<Out>,
    state: Arc<State>,
}

/// The other end, for the task that writes.
pub(crate) struct Queue {
    next: UnboundedReceiver<Out>,
    state: Arc<State>,
}

impl Outlet {
    pub(crate) fn new(number: u64) -> (Self, Queue) {
        let (queue, next) = unbounded_channel();
        let state = Arc::<State>::default();
        let outlet = Self {
            number,
            queue,
            state: state.clone(),
        };
        (outlet, Queue { next, state })
    }

    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn send(&self, out: Out) {
        self.state.waiting.fetch_add(1, Ordering::Relaxed);
        // The connection may be over already; an event then waits for RESUME.
        let _ = self.queue.send(out);
    }

    /// How many frames (a run counts once) the client hasn't made room for.
    pub(crate) fn waiting(&self) -> usize {
        self.state.waiting.load(Ordering::Relaxed)
    }

    /// Ends the TCP connection, both halves, whatever still waits.
    pub(crate) fn cut(&self) {
        self.state.cut.notify_one();
    }

    /// Until somebody calls [`Outlet::cut`].
    pub(crate) async fn is_cut(&self) {
        self.state.cut.notified().await;
    }
}

impl Queue {
    /// `None`: nobody is left to hand anything over.
    pub(crate) async fn next(&mut self) -> Option<Out> {
        let out = self.next.recv().await;
        if out.is_some() {
            self.state.waiting.fetch_sub(1, Ordering::Relaxed);
        }
        out
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.next.is_empty()
    }
}
