//! Takes frames in order: what they say about servers first, then events into the database, in batches.
//!
//! What is ready is one batch, and one transaction with the place in the session that it reaches. While it
//! is committed, the next batch gathers: so a burst of a thousand frames costs one commit, and a single
//! frame waits for nothing. An event counts as handled after the commit. A database that fails is
//! tried again until it doesn't: the full queue then stops the reading, and nothing is lost.
//! Interactions are handed on after the commit, so that an answer sees everything that came before the question;
//! so is who may read what, so that a digest sees everything that came before it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use super::events::Translator;
use super::frames::{self, ChunkFrame, Dispatch, ReadyFrame};
use super::gateway::{Delivery, Progress, shard_of};
use super::members::Members;
use super::visibility::Visibility;
use crate::actions::gateway::Position;
use crate::actions::{Adagio, observe};
use crate::clock::Clock;
use crate::domain::event::Event;

/// Frames in one batch at most.
const BATCH: usize = 1_024;
/// The pauses between tries when the database or Discord doesn't answer.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Takes an interaction, as raw JSON. It has to return at once.
pub(super) type Handoff = Arc<dyn Fn(String) + Send + Sync>;

/// What the intakes of all shards share.
pub(super) struct Shared {
    pub(super) adagio: Arc<Adagio>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) visibility: Arc<Visibility>,
    pub(super) members: Arc<Members>,
    pub(super) translator: Translator,
    pub(super) interactions: Handoff,
    /// How many there are.
    pub(super) shards: usize,
}

/// The intake of one shard.
pub(super) struct Intake {
    shared: Arc<Shared>,
    shard: u32,
    position: Option<Position>,
    progress: Arc<Progress>,
    /// How many frames of each type couldn't be read.
    unreadable: BTreeMap<String, u64>,
    stop: watch::Receiver<bool>,
}

/// What a number of frames comes to.
#[derive(Default)]
struct Batch {
    events: Vec<Event>,
    interactions: Vec<String>,
    members: Vec<ChunkFrame>,
    last_seq: Option<u64>,
}

impl Intake {
    /// An intake that goes on where the shard's session stood.
    pub(super) fn new(
        shared: Arc<Shared>,
        shard: u32,
        position: Option<Position>,
        progress: Arc<Progress>,
        stop: watch::Receiver<bool>,
    ) -> Self {
        if let Some(position) = &position {
            progress.note(position.seq);
        }
        Self {
            shared,
            shard,
            position,
            progress,
            unreadable: BTreeMap::new(),
            stop,
        }
    }

    /// Takes frames until there will be no more.
    pub(super) async fn run(mut self, mut frames: mpsc::Receiver<Delivery>) {
        let mut ready = Vec::with_capacity(BATCH);
        while frames.recv_many(&mut ready, BATCH).await > 0 {
            let mut batch = Batch::default();
            let mut flow = ControlFlow::Continue(());
            for delivery in &ready {
                flow = self.take(&delivery.text, &mut batch).await;
                if flow.is_break() {
                    break;
                }
            }
            if !self.commit(&batch).await {
                return;
            }
            for chunk in batch.members {
                self.shared.members.receive(chunk);
            }
            for interaction in batch.interactions {
                (self.shared.interactions)(interaction);
            }
            if let Some(seq) = batch.last_seq {
                self.progress.note(seq);
            }
            // Only now are these frames no longer in flight.
            ready.clear();
            if flow.is_break() {
                return;
            }
        }
    }

    /// Takes one frame into the batch. It breaks off before a frame that can't be taken in any more: the
    /// session ends before it, and it comes again with the next start.
    async fn take(&mut self, text: &str, batch: &mut Batch) -> ControlFlow<()> {
        let frame = match frames::read(text) {
            Ok(Some(frame)) => frame,
            Ok(None) => return ControlFlow::Continue(()),
            Err(_) => {
                self.note_unreadable("without a type");
                return ControlFlow::Continue(());
            }
        };
        match frame.dispatch {
            Ok(Dispatch::Ready(ready)) => self.begin_session(ready, frame.seq),
            Ok(Dispatch::Interaction(data)) => batch.interactions.push(data.to_owned()),
            Ok(Dispatch::Members(chunk)) => batch.members.push(chunk),
            Ok(dispatch) => {
                self.shared.visibility.apply(&dispatch);
                batch.events.extend(self.event(&dispatch).await?);
            }
            Err(_) => self.note_unreadable(&frame.kind),
        }
        batch.last_seq = Some(frame.seq);
        ControlFlow::Continue(())
    }

    fn begin_session(&mut self, ready: ReadyFrame, seq: u64) {
        let (shard, shards) = (self.shard, self.shared.shards);
        let is_ours = |server| u32::try_from(shard_of(server, shards)) == Ok(shard);
        self.shared.visibility.forget(is_ours);
        self.position = Some(Position {
            shard,
            session: ready.session_id,
            resume_url: ready.resume_gateway_url,
            seq,
        });
    }

    /// The event in a frame. Discord may have to be asked where it happened: the frames behind it wait.
    /// It breaks off when Adagio is to stop and Discord doesn't say.
    async fn event(&self, dispatch: &Dispatch<'_>) -> ControlFlow<(), Option<Event>> {
        let Shared {
            translator,
            visibility,
            clock,
            ..
        } = &*self.shared;
        let mut pause = FIRST_PAUSE;
        loop {
            match translator.event(dispatch, visibility, clock.now()).await {
                Ok(event) => return ControlFlow::Continue(event),
                Err(error) => tracing::warn!(%error, "Discord does not say where a message stands"),
            }
            if !self.rest(&mut pause).await {
                return ControlFlow::Break(());
            }
        }
    }

    /// Makes the batch last. `false`: Adagio is to stop, and the database doesn't answer.
    async fn commit(&mut self, batch: &Batch) -> bool {
        if let (Some(position), Some(seq)) = (&mut self.position, batch.last_seq) {
            position.seq = seq;
        }
        if batch.last_seq.is_none() {
            return true;
        }
        let Shared { adagio, clock, .. } = &*self.shared;
        let mut pause = FIRST_PAUSE;
        loop {
            let position = self.position.as_ref();
            match observe::batch(adagio, &batch.events, position, clock.now()).await {
                Ok(()) => return true,
                Err(error) => tracing::error!(
                    error = format!("{error:#}"),
                    events = batch.events.len(),
                    "events can't be stored yet; trying again"
                ),
            }
            if !self.rest(&mut pause).await {
                return false;
            }
        }
    }

    /// Waits a little, then longer. `false`: Adagio is to stop.
    async fn rest(&self, pause: &mut Duration) -> bool {
        #[expect(
            clippy::disallowed_methods,
            reason = "a pause between tries, in real time"
        )]
        let rest = tokio::time::sleep(*pause);
        *pause = (*pause * 2).min(LONGEST_PAUSE);
        let mut stop = self.stop.clone();
        tokio::select! {
            () = rest => true,
            _ = stop.wait_for(|stop| *stop) => false,
        }
    }

    /// A frame that can't be read may be a lost ping: it is told once for each type, never its content.
    fn note_unreadable(&mut self, kind: &str) {
        let count = self.unreadable.entry(kind.to_owned()).or_default();
        *count += 1;
        if *count == 1 {
            tracing::warn!(
                frame.kind = kind,
                "a frame that isn't as documented was skipped"
            );
        }
    }
}
