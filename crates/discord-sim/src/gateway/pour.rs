//! Pouring pre-built events: as fast as the client reads, and never more in memory than a few runs.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::{GatewayControl, Prebuilt};

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
            let mut world = self.shared().world();
            let keep = world.limits.resume_buffer;
            let gateway = &mut world.gateway;
            for session in &mut gateway.sessions {
                if session.shard == shard {
                    let which = start..events.len().min(start + RUN);
                    session.run(events, which, gateway.held, keep, &permit);
                }
            }
        }
        let _ = window.acquire_many(WINDOW).await;
        self.shared().world().gateway.last_seq(shard)
    }
}
