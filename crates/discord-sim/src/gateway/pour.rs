//! Pouring pre-built events: as fast as the client reads, and never more in memory than a few runs.

use std::{ops::Range, sync::Arc};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{GatewayControl, Prebuilt, world::World};

/// Events handed over at once. What else is dispatched meanwhile goes out between two runs.
const RUN: usize = 64;
/// Runs on their way to the kernel.
const WINDOW: u32 = 4;

impl GatewayControl {
    /// Dispatches these events to every session of the shard, whatever its intents: each with its `s`, in order, kept for
    /// RESUME as far as [`crate::Limits::resume_buffer`] goes, and not in the wire log.
    ///
    /// Waits for clients that read slowly, so that memory stays flat; returns once all events are handed to the kernel. A session
    /// without a socket is not waited for: it keeps what it may, like any event. The last `s` of the shard; 0 without a session.
    pub async fn pour(&self, shard: u64, events: &Prebuilt) -> u64 {
        let window = Arc::new(Semaphore::new(WINDOW as usize));
        for start in (0..events.len()).step_by(RUN) {
            // Nobody closes this semaphore.
            let Ok(permit) = window.clone().acquire_owned().await else {
                break;
            };
            let permit = Arc::new(permit);
            let which = start..events.len().min(start + RUN);
            let mut world = self.shared().world();
            for at in (0..world.gateway.sessions.len()).rev() {
                if world.gateway.sessions[at].shard == shard {
                    world.pour(at, events, which.clone(), &permit);
                }
            }
        }
        let _ = window.acquire_many(WINDOW).await;
        self.shared().world().gateway.last_seq(shard)
    }
}

impl World {
    /// Hands some pre-built events to the session at this place: one by one while something scripted may befall them.
    fn pour(
        &mut self,
        at: usize,
        events: &Prebuilt,
        mut which: Range<usize>,
        permit: &Arc<OwnedSemaphorePermit>,
    ) {
        let sessions = self.gateway.sessions.len();
        while !which.is_empty() && self.gateway.sessions.len() == sessions {
            let fault = self.gateway.sessions[at].script.next(events.name());
            let count = if fault.is_some() { 1 } else { which.len() };
            let part = which.start..which.start + count;
            which.start = part.end;
            self.let_have(at, fault, |session, flow| {
                session.run(events, part, flow, fault, permit);
            });
        }
    }
}
