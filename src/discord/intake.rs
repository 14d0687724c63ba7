//! Takes frames in order: what they say about servers first, then events into a batch for the [`Recorder`].
//!
//! While one batch is recorded, the next one gathers: a burst of thousands of frames costs a few commits, and a single
//! frame waits for nothing. An event counts as handled after the commit. A full batch stops the reading until the
//! one before it is recorded; the full queue then stops the connection, so memory stays flat and nothing is lost.

mod record;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

pub(super) use self::record::Recorder;
use self::record::{Batch, rest};
use super::events::Translator;
use super::frames::{self, Dispatch, ReadyFrame};
use super::gateway::{Delivery, Progress, shard_of};
use super::members::Members;
use super::visibility::Visibility;
use crate::actions::Adagio;
use crate::actions::gateway::Position;
use crate::clock::Clock;
use crate::domain::event::Event;

/// Rows in one batch, more or less. Larger ones write fewer pages, and hold more memory: this is about 5 MiB.
const FULL: usize = 16_384;
/// The pause after the first try when the database or Discord doesn't answer.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

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
    /// How many frames of each type couldn't be read.
    unreadable: BTreeMap<String, u64>,
    batches: mpsc::Sender<Batch>,
    stop: watch::Receiver<bool>,
}

/// An intake that goes on where the shard's session stood, and what records its batches.
pub(super) fn open(
    shared: Arc<Shared>,
    shard: u32,
    position: Option<Position>,
    progress: Arc<Progress>,
    stop: watch::Receiver<bool>,
) -> (Intake, Recorder) {
    if let Some(position) = &position {
        progress.note(position.seq);
    }
    let (batches, gathered) = mpsc::channel(1);
    let recorder = Recorder::new(Arc::clone(&shared), progress, gathered, stop.clone());
    let intake = Intake {
        shared,
        shard,
        position,
        unreadable: BTreeMap::new(),
        batches,
        stop,
    };
    (intake, recorder)
}

impl Intake {
    /// Takes frames until there will be no more.
    pub(super) async fn run(mut self, mut frames: mpsc::Receiver<Delivery>) {
        // Whoever holds its one permit has its batch recorded.
        let recording = Arc::new(Semaphore::new(1));
        let mut batch = Batch::default();
        let mut flow = ControlFlow::Continue(());
        while flow.is_continue() {
            let is_full = batch.size() >= FULL;
            let is_ready = !batch.is_empty() && (is_full || frames.is_empty());
            tokio::select! {
                biased;
                Ok(turn) = Arc::clone(&recording).acquire_owned(), if is_ready => {
                    flow = self.hand_over(&mut batch, Some(turn)).await;
                }
                delivery = frames.recv(), if !is_full => match delivery {
                    Some(delivery) => flow = self.take_all(delivery, &mut batch).await,
                    None => break,
                }
            }
        }
        let _ = self.hand_over(&mut batch, None).await;
    }

    /// Lets the batch be recorded. It breaks off when nothing is recorded any more.
    async fn hand_over(
        &mut self,
        batch: &mut Batch,
        turn: Option<OwnedSemaphorePermit>,
    ) -> ControlFlow<()> {
        let mut batch = std::mem::take(batch);
        if let (Some(position), Some(seq)) = (&mut self.position, batch.last_seq) {
            position.seq = seq;
        }
        batch.position.clone_from(&self.position);
        batch.turn = turn;
        match self.batches.send(batch).await {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    /// Takes what came together into the batch.
    async fn take_all(&mut self, delivery: Delivery, batch: &mut Batch) -> ControlFlow<()> {
        batch.busy.push(delivery.busy);
        for text in &delivery.frames {
            self.take(text, batch).await?;
        }
        ControlFlow::Continue(())
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
                if let Some(event) = self.event(&dispatch).await? {
                    batch.draft.add(&self.shared.adagio, &event);
                }
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
            if !rest(&mut pause, &self.stop).await {
                return ControlFlow::Break(());
            }
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
