//! Records what the intake gathered, one batch after the other.
//!
//! A batch is one transaction with the place in the session that it reaches. A database that fails is tried again until
//! it doesn't. Interactions are handed on after the commit, so that an answer sees everything that came before the
//! question; so is who may read what, so that a digest sees everything that came before it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};

use super::{FIRST_PAUSE, Shared};
use crate::actions::gateway::Position;
use crate::actions::observe::{self, Draft};
use crate::discord::activity::Busy;
use crate::discord::frames::ChunkFrame;
use crate::discord::gateway::Progress;

/// The longest pause between tries when the database or Discord doesn't answer.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What a number of frames comes to.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) draft: Draft,
    pub(super) interactions: Vec<String>,
    pub(super) members: Vec<ChunkFrame>,
    pub(super) last_seq: Option<u64>,
    /// Where the session stands with its last frame.
    pub(super) position: Option<Position>,
    /// Its frames are in flight as long as it lives.
    pub(super) busy: Vec<Busy>,
    /// The next batch waits for this.
    pub(super) turn: Option<OwnedSemaphorePermit>,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.busy.is_empty()
    }

    /// How much it holds, in rows that it will write, more or less. What comes to no row takes room too.
    pub(super) fn size(&self) -> usize {
        self.draft.rows() + self.busy.len() + self.interactions.len() + self.members.len()
    }
}

/// What records the batches of one shard.
pub(in super::super) struct Recorder {
    shared: Arc<Shared>,
    progress: Arc<Progress>,
    batches: mpsc::Receiver<Batch>,
    stop: watch::Receiver<bool>,
}

impl Recorder {
    pub(super) fn new(
        shared: Arc<Shared>,
        progress: Arc<Progress>,
        batches: mpsc::Receiver<Batch>,
        stop: watch::Receiver<bool>,
    ) -> Self {
        Self {
            shared,
            progress,
            batches,
            stop,
        }
    }

    /// Records until there will be no more.
    pub(in super::super) async fn run(mut self) {
        while let Some(mut batch) = self.batches.recv().await {
            if !self.commit(&mut batch).await {
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
            // Only now are its frames no longer in flight.
            drop(batch.busy);
        }
    }

    /// Makes the batch last. `false`: Adagio is to stop, and the database doesn't answer.
    async fn commit(&self, batch: &mut Batch) -> bool {
        if batch.last_seq.is_none() {
            return true;
        }
        let Shared { adagio, clock, .. } = &*self.shared;
        let mut pause = FIRST_PAUSE;
        loop {
            let position = batch.position.as_ref();
            match observe::record(adagio, &mut batch.draft, position, clock.now()).await {
                Ok(()) => return true,
                Err(error) => tracing::error!(
                    error = format!("{error:#}"),
                    rows = batch.draft.rows(),
                    "events can't be stored yet; trying again"
                ),
            }
            if !rest(&mut pause, &self.stop).await {
                return false;
            }
        }
    }
}

/// Waits a little, then longer. `false`: Adagio is to stop.
pub(super) async fn rest(pause: &mut Duration, stop: &watch::Receiver<bool>) -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "a pause between tries, in real time"
    )]
    let rest = tokio::time::sleep(*pause);
    *pause = (*pause * 2).min(LONGEST_PAUSE);
    let mut stop = stop.clone();
    tokio::select! {
        () = rest => true,
        _ = stop.wait_for(|stop| *stop) => false,
    }
}
