//! Reads what was written in servers where the gateway may have lost something, and hourly everywhere.
//!
//! A server is due by its row (`actions::history`). Its channels and threads are read a page at a time, each page one
//! transaction with how far it goes, so that a reading that is broken off goes on there. Requests go last of all; what
//! fails is tried again a little later, and nobody waits for it longer than `Waiting` lets them.

mod directs;
mod pages;
mod signs;
mod sites;
mod waiting;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt as _;
use futures_util::future::join_all;
use tokio::sync::watch;

use self::pages::Door;
use self::sites::Site;
pub(super) use self::waiting::{Past, Waiting};
use super::activity::Activity;
use super::gateway::{self, Progress};
use super::http::{Http, HttpError};
use super::intake::Shared;
use super::sleep::{Sleep, State};
use crate::actions::history::{self, Obstacle, Reading};
use crate::domain::ids::{ChannelId, ServerId};

/// Servers that are read at once, and channels of each: so many pages are held in memory.
const SERVERS: u32 = 4;
const CHANNELS: usize = 4;
/// When something is looked at again that failed on our side.
const RETRY: TimeDelta = TimeDelta::seconds(30);

/// Reads history.
pub(super) struct History {
    pub(super) shared: Arc<Shared>,
    pub(super) http: Arc<Http>,
    /// How far each shard has come.
    pub(super) progress: Vec<Arc<Progress>>,
    pub(super) activity: Arc<Activity>,
    pub(super) sleep: Arc<Sleep>,
    pub(super) waiting: Arc<Waiting>,
}

/// Why the reading of a server ends early.
#[derive(Debug, thiserror::Error)]
enum Interrupted {
    #[error("Adagio is not in the server")]
    Absent,
    #[error("Discord does not say what Adagio may read")]
    RightsUnknown,
    #[error(transparent)]
    Discord(#[from] HttpError),
    #[error("{0:#}")]
    Database(#[from] anyhow::Error),
}

impl History {
    /// Reads until told to stop; then it drops what it has in hand, and the next start goes on with it.
    pub(super) async fn run(self, mut stop: watch::Receiver<bool>) {
        tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => {}
            () = self.keep_reading() => {}
        }
    }

    async fn keep_reading(&self) {
        gateway::connected(&self.progress).await;
        let behind = &self.shared.adagio.behind;
        loop {
            let heard = behind.rings();
            let until = match self.round().await {
                Ok(until) => until,
                Err(error) => {
                    log("whose history is to be read can't be read", &error);
                    Some(self.now() + RETRY)
                }
            };
            self.sleep.set(State::Asleep { heard, until });
            tokio::select! {
                () = behind.rung_since(heard) => {}
                () = self.sleep_until(until) => {}
            }
            self.sleep.set(State::Awake);
        }
    }

    async fn sleep_until(&self, until: Option<DateTime<Utc>>) {
        match until {
            Some(until) => self.shared.clock.sleep_until(until).await,
            None => std::future::pending().await,
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.shared.clock.now()
    }

    /// Reads every server that is due, and says when the next one is.
    async fn round(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let adagio = &self.shared.adagio;
        loop {
            let due = history::due(adagio, self.now(), SERVERS).await?;
            if due.is_empty() {
                return history::next_due(adagio).await;
            }
            let read = due.into_iter().map(|server| self.see_to(server).boxed());
            let read: Vec<_> = read.collect();
            for seen_to in join_all(read).await {
                seen_to?;
            }
        }
    }

    /// Reads a server or puts it off; even a panic is its alone. An error: it is as due as before.
    async fn see_to(&self, server: ServerId) -> anyhow::Result<()> {
        let _busy = self.activity.begin();
        let adagio = &self.shared.adagio;
        let now = self.now();
        let obstacle = match AssertUnwindSafe(self.read(server, now))
            .catch_unwind()
            .await
        {
            Ok(Ok(obstacle)) => obstacle,
            Ok(Err(Interrupted::Database(error))) => return Err(error),
            Ok(Err(Interrupted::Absent)) => Some(Obstacle::NothingThere),
            Ok(Err(error)) => {
                tracing::warn!(guild.id = server.get(), %error, "history can't be read yet");
                Some(Obstacle::NotNow)
            }
            Err(_) => {
                tracing::error!(guild.id = server.get(), "reading history panicked");
                Some(Obstacle::NotNow)
            }
        };
        if let Some(obstacle) = obstacle {
            history::put_off(adagio, server, obstacle, now).await?;
        }
        let is_there = |user| adagio.known().servers_of(user).any(|at| at == server);
        let woken = self.waiting.who(is_there);
        if !woken.is_empty() {
            history::make_due(adagio, &woken, now).await?;
        }
        Ok(())
    }

    /// Reads what there is to read in a server, and says what keeps it from being done, if anything does.
    async fn read(
        &self,
        server: ServerId,
        now: DateTime<Utc>,
    ) -> Result<Option<Obstacle>, Interrupted> {
        let adagio = &self.shared.adagio;
        let Some(reading) = history::begin(adagio, server, now).await? else {
            return Ok(Some(Obstacle::NothingThere));
        };
        if self.shared.visibility.is_out(server) {
            // When the outage is over, the gateway tells of the server anew.
            return Ok(Some(Obstacle::NothingThere));
        }
        let mut survey = self.survey(&reading).await?;
        // What was asked comes before what was answered in its thread.
        for sites in [&survey.channels, &survey.threads] {
            let refused = self.read_all(&reading, sites).await?;
            survey.found.shut.extend(refused);
        }
        self.read_directs(&reading).await?;
        history::finish(adagio, &reading, &survey.found).await?;
        Ok(None)
    }

    /// Reads some at once, and says which channels can't be read.
    async fn read_all(
        &self,
        reading: &Reading,
        sites: &[Site],
    ) -> Result<Vec<ChannelId>, Interrupted> {
        let next = AtomicUsize::new(0);
        let readers = (0..CHANNELS).map(|_| self.read_some(reading, sites, &next).boxed());
        let readers: Vec<_> = readers.collect();
        let mut refused = Vec::new();
        for outcome in join_all(readers).await {
            refused.extend(outcome?);
        }
        Ok(refused)
    }

    /// Reads one site after the other, whichever nobody else has begun. What fails keeps nothing else from being read.
    async fn read_some(
        &self,
        reading: &Reading,
        sites: &[Site],
        next: &AtomicUsize,
    ) -> Result<Vec<ChannelId>, Interrupted> {
        let mut outcome = Ok(Vec::new());
        while let Some(site) = sites.get(next.fetch_add(1, Ordering::Relaxed)) {
            match (self.read_site(reading, site).await, &mut outcome) {
                (Ok(Door::Shut), Ok(refused)) => refused.push(site.place.governing()),
                (Err(error), Ok(_)) => outcome = Err(error),
                _ => {}
            }
        }
        outcome
    }
}

fn log(what: &str, error: &anyhow::Error) {
    tracing::error!(error = format!("{error:#}"), "{what}");
}
