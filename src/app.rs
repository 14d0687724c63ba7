//! The running Adagio: database, housekeeping and Discord, wired together.
//!
//! Started in that order and stopped in the other one: first nothing more is read, then what is in hand is
//! seen through, then the database is closed. Dropped or killed instead, everything ends at once, as in a crash;
//! what was due is then found by the next start in its rows.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;

use crate::actions::seal::Origin;
use crate::actions::{Adagio, Seal, digest, history};
use crate::clock::{Clock, SystemClock};
use crate::config::Settings;
use crate::discord::{self, Patience, Running};
use crate::health::{self, Health};
use crate::scheduler::Scheduler;
use crate::store::Store;

/// Adagio while it runs.
pub struct App {
    adagio: Arc<Adagio>,
    clock: Arc<dyn Clock>,
    discord: Running,
    scheduler: Scheduler,
    /// What ends with the app, whatever it is doing.
    tasks: Vec<JoinHandle<()>>,
}

impl App {
    /// Opens the database, connects to Discord, and returns when every shard has a session.
    ///
    /// # Errors
    /// If a setting is of no use, the database can't be opened, or Discord doesn't let us in; each says what to do.
    pub async fn start(
        settings: Settings,
        clock: Arc<dyn Clock>,
        patience: Patience,
    ) -> anyhow::Result<Self> {
        let token = settings.token()?;
        let listener = match settings.service.listen {
            Some(address) => Some(health::bind(address).await?),
            None => None,
        };
        let store = Store::open(&settings.storage.database).await?;
        let seal = seal(settings.storage.key_file.as_deref())?;
        let adagio = Arc::new(Adagio::open(store, seal).await?);
        let (ours, time) = (Arc::clone(&adagio), Arc::clone(&clock));
        let discord = discord::start(ours, &settings.discord, &token, time, patience).await?;
        let (scheduler, housekeeping) = Scheduler::new(Arc::clone(&adagio), Arc::clone(&clock));
        let mut tasks = vec![tokio::spawn(housekeeping)];
        let is_connected = discord.whether_connected();
        tasks.extend(listener.map(|listener| tokio::spawn(serve(listener, is_connected))));
        let app = Self {
            adagio,
            clock,
            discord,
            scheduler,
            tasks,
        };
        app.wait_for_sessions().await?;
        Ok(app)
    }

    async fn wait_for_sessions(&self) -> anyhow::Result<()> {
        tokio::select! {
            () = self.discord.connected() => {}
            fatal = self.discord.fatal() => return Err(fatal.into()),
        }
        Ok(())
    }

    /// Resolves when nothing is in hand and nothing is due by the clock.
    pub async fn idle(&self) {
        self.scheduler.clone().idle(self.clock.now()).await;
        self.discord.idle().await;
    }

    /// The sequence number of the last event of a shard that is handled.
    pub fn handled_seq(&self, shard: u32) -> u64 {
        self.discord
            .handled(usize::try_from(shard).unwrap_or(usize::MAX))
    }

    /// When the next digest, outgoing message or reading of history is due.
    ///
    /// # Errors
    /// If the database can't be read.
    pub async fn next_due(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let sending = digest::next_due(&self.adagio).await?;
        let reading = history::next_due(&self.adagio).await?;
        Ok(sending.into_iter().chain(reading).min())
    }

    /// What the actions work with.
    pub const fn adagio(&self) -> &Arc<Adagio> {
        &self.adagio
    }

    /// Resolves with the reason when Adagio can't go on.
    pub async fn failed(&self) -> discord::Fatal {
        self.discord.fatal().await
    }

    /// Stops in order: no event in hand is lost.
    pub async fn stop(self) {
        self.discord.stop().await;
        for task in &self.tasks {
            task.abort();
        }
        self.adagio.store().close().await;
    }

    /// Stops dead, as a crash would.
    pub fn kill(self) {
        for task in &self.tasks {
            task.abort();
        }
        drop(self.discord);
    }
}

/// Runs Adagio until it is told to stop (ctrl-c or SIGTERM), and stops it in order.
///
/// # Errors
/// If it can't start, or can't go on.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let told_to_stop = told_to_stop()?;
    tokio::pin!(told_to_stop);
    let app = tokio::select! {
        app = App::start(settings, Arc::new(SystemClock), Patience::default()) => app?,
        () = &mut told_to_stop => return Ok(()),
    };
    tracing::info!("connected; ctrl-c or SIGTERM stops Adagio in order");
    let outcome = tokio::select! {
        fatal = app.failed() => Err(fatal.into()),
        () = told_to_stop => Ok(()),
    };
    app.stop().await;
    outcome
}

/// Resolves when the operator, or the machine, wants Adagio to stop.
fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("listen for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("listen for ctrl-c")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// The seal of the operator's key, made at the first start; without a key file no excerpt is stored.
fn seal(key_file: Option<&Path>) -> anyhow::Result<Seal> {
    let Some(path) = key_file else {
        return Ok(Seal::fleeting());
    };
    let (seal, origin) = Seal::from_file(path)?;
    if origin == Origin::Made {
        tracing::info!(
            path = %path.display(),
            "made a key that seals what people wrote; keep a copy of it apart from the database and its \
             backups: without it excerpts can't be read again"
        );
    }
    Ok(seal)
}

/// Answers `/healthz` until the app ends.
async fn serve(listener: TcpListener, is_connected: impl Fn() -> bool + Send + Sync + 'static) {
    let ask = move || {
        if is_connected() {
            Health::Well
        } else {
            Health::Unwell("not connected to Discord".to_owned())
        }
    };
    if let Err(error) = health::serve(listener, ask)
        .await
        .context("answer on service.listen")
    {
        tracing::error!(error = %format!("{error:#}"), "nobody answers on the health address any more");
    }
}
