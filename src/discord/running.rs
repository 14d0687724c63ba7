//! Everything that talks with Discord while it runs, and how it is stopped in order.
//!
//! Stopping: no more is read; what was read is committed and answered; what is on the wire is seen through;
//! the session stays alive at Discord, so that the next start resumes it. Dropped instead, everything ends at once,
//! as in a crash.

mod parts;
mod start;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, mpsc, watch};
use tokio::task::JoinHandle;

pub use self::start::start;
use super::activity::Activity;
use super::errors::Fatal;
use super::gateway::{self, Progress};
use super::sleep::Sleep;
use crate::actions::Adagio;
use crate::clock::Clock;

/// How long an orderly stop may take before the rest is left to the next start.
const STOP_WITHIN: Duration = Duration::from_secs(20);

/// The connection to Discord while it runs.
pub struct Running {
    adagio: Arc<Adagio>,
    clock: Arc<dyn Clock>,
    activity: Arc<Activity>,
    progress: Vec<Arc<Progress>>,
    sleep: Arc<Sleep>,
    history_sleep: Arc<Sleep>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    fatal: Mutex<mpsc::Receiver<Fatal>>,
}

impl Running {
    /// The sequence number of the last event of a shard that is handled: committed or handed on.
    pub fn handled(&self, shard: usize) -> u64 {
        self.progress
            .get(shard)
            .map_or(0, |progress| progress.handled())
    }

    /// Resolves when every shard has had a live session.
    pub async fn connected(&self) {
        gateway::connected(&self.progress).await;
    }

    /// Tells at any time whether every shard has a live session.
    pub fn whether_connected(&self) -> impl Fn() -> bool + Send + Sync + use<> {
        let progress = self.progress.clone();
        move || progress.iter().all(|progress| progress.is_connected())
    }

    /// Whether nothing is in flight and nothing is due at `now`.
    pub fn is_idle(&self, now: DateTime<Utc>) -> bool {
        let Adagio { bell, behind, .. } = &*self.adagio;
        self.activity.in_flight() == 0
            && self.sleep.is_sound(bell.rings(), now)
            && self.history_sleep.is_sound(behind.rings(), now)
    }

    /// Resolves when nothing is in flight and nothing is due by the clock.
    pub async fn idle(&self) {
        loop {
            let quieter = self.activity.quieter();
            tokio::pin!(quieter);
            quieter.as_mut().enable();
            if self.is_idle(self.clock.now()) {
                return;
            }
            quieter.await;
        }
    }

    /// Resolves when Adagio can't go on.
    pub async fn fatal(&self) -> Fatal {
        match self.fatal.lock().await.recv().await {
            Some(fatal) => fatal,
            None => Fatal::Stopped("talks with Discord"),
        }
    }

    /// Stops in order; what is not done in time is left to the next start.
    pub async fn stop(mut self) {
        self.stop.send(true).ok();
        let tasks = std::mem::take(&mut self.tasks);
        let ended = async {
            for mut task in tasks {
                (&mut task).await.ok();
            }
            loop {
                let quieter = self.activity.quieter();
                if self.activity.in_flight() == 0 {
                    break;
                }
                quieter.await;
            }
        };
        if tokio::time::timeout(STOP_WITHIN, ended).await.is_err() {
            tracing::warn!("not everything was done in time; the next start goes on with it");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
