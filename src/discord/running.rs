//! Starts everything that talks with Discord, and stops it in order.
//!
//! Stopping: no more is read; what was read is committed and answered; what is on the wire is seen through;
//! the session stays alive at Discord, so that the next start resumes it. Dropped instead, everything ends at once,
//! as in a crash.

mod parts;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::{FutureExt as _, future};
use tokio::sync::{Mutex, mpsc, watch};
use tokio::task::JoinHandle;

use self::parts::Parts;
use super::activity::Activity;
use super::deliver::{Deliver, Sleep};
use super::errors::Fatal;
use super::events::Translator;
use super::gateway::{self, Brake, Opened, Opening, Progress};
use super::http::{Application, GatewayBot, Http};
use super::intake::{self, Shared};
use super::interactions::{Desk, Router};
use super::members::Members;
use super::patience::Patience;
use super::reach::{self, Greeting};
use super::registration;
use super::visibility::Visibility;
use crate::actions::Adagio;
use crate::actions::gateway::Position;
use crate::clock::Clock;
use crate::config::{DiscordSettings, Token};

/// How long an orderly stop may take before the rest is left to the next start.
const STOP_WITHIN: Duration = Duration::from_secs(20);

/// The connection to Discord while it runs.
pub struct Running {
    adagio: Arc<Adagio>,
    clock: Arc<dyn Clock>,
    activity: Arc<Activity>,
    progress: Vec<Arc<Progress>>,
    sleep: Arc<Sleep>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    fatal: Mutex<mpsc::Receiver<Fatal>>,
}

/// Connects to Discord and begins to listen and to deliver.
///
/// # Errors
/// If Discord can't be reached or doesn't take the token, or the database can't be read.
pub async fn start(
    adagio: Arc<Adagio>,
    settings: &DiscordSettings,
    token: &Token,
    clock: Arc<dyn Clock>,
    patience: Patience,
) -> anyhow::Result<Running> {
    let activity = Arc::new(Activity::default());
    let http = Arc::new(Http::new(
        settings,
        token,
        patience.answer,
        Arc::clone(&activity),
    )?);
    let said = reach::greet(&http).await;
    let Greeting {
        application,
        gateway,
    } = said.map_err(|error| reach::reason(error, settings))?;
    if let Err(error) = registration::register(&adagio, &http, application.id.0).await {
        // What waits can be delivered all the same.
        tracing::error!(
            error = format!("{error:#}"),
            "the commands could not be registered"
        );
    }
    let positions = positions(
        &adagio,
        settings.shards.map_or(gateway.shards, NonZeroU32::get),
    )
    .await?;
    let start = Start {
        adagio,
        settings,
        token,
        patience,
        clock,
        activity,
        http,
        application,
        gateway,
        positions,
    };
    Ok(start.run())
}

async fn positions(adagio: &Adagio, shards: u32) -> anyhow::Result<Vec<Option<Position>>> {
    let mut positions = Vec::new();
    for shard in 0..shards.max(1) {
        positions.push(crate::actions::gateway::load(adagio, shard).await?);
    }
    Ok(positions)
}

/// All that is known before the first task begins.
struct Start<'a> {
    adagio: Arc<Adagio>,
    settings: &'a DiscordSettings,
    token: &'a Token,
    patience: Patience,
    clock: Arc<dyn Clock>,
    activity: Arc<Activity>,
    http: Arc<Http>,
    application: Application,
    gateway: GatewayBot,
    positions: Vec<Option<Position>>,
}

impl Start<'_> {
    fn run(self) -> Running {
        let (stop, stopped) = watch::channel(false);
        let (fatal_tx, fatal) = mpsc::channel(1);
        let mut parts = Parts::new(fatal_tx);
        let progress: Vec<Arc<Progress>> = self.positions.iter().map(|_| Arc::default()).collect();
        let opened = self.open(&progress);
        let visibility = Arc::new(Visibility::new(Arc::clone(&self.http)));
        let links = Arc::new(opened.links);
        let opened = opened.connections.into_iter().zip(opened.frames);
        let members = Arc::new(Members::new(
            Arc::clone(&visibility),
            links,
            self.patience.members,
            self.clock.now(),
        ));
        let shared = self.shared(&visibility, &members);
        let sleep = Arc::new(Sleep::new(Arc::clone(&self.activity)));
        let deliver = self.deliver(members, &progress, &sleep);
        let shards = (0..).zip(self.positions).zip(&progress);
        for (((number, position), progress), (connection, frames)) in shards.zip(opened) {
            let (shared, progress) = (Arc::clone(&shared), Arc::clone(progress));
            let (intake, recorder) =
                intake::open(shared, number, position, progress, stopped.clone());
            let reading = connection.run(stopped.clone());
            let reading = parts.watched("reads from Discord", reading);
            let taking = parts.watched("takes events in", intake.run(frames).map(Ok));
            // One task: in two, each handful of frames would wake another thread.
            parts.run(future::join(reading, taking).map(|_| ()));
            parts.run(parts.watched("records events", recorder.run().map(Ok)));
        }
        parts.run(parts.watched("delivers", deliver.run(stopped).map(Ok)));
        Running {
            adagio: self.adagio,
            clock: self.clock,
            activity: self.activity,
            progress,
            sleep,
            stop,
            tasks: parts.into_tasks(),
            fatal: Mutex::new(fatal),
        }
    }

    fn deliver(
        &self,
        members: Arc<Members>,
        progress: &[Arc<Progress>],
        sleep: &Arc<Sleep>,
    ) -> Deliver {
        Deliver {
            adagio: Arc::clone(&self.adagio),
            http: Arc::clone(&self.http),
            members,
            clock: Arc::clone(&self.clock),
            bot: self.application.bot.id.0,
            progress: progress.to_vec(),
            sleep: Arc::clone(sleep),
        }
    }

    fn open(&self, progress: &[Arc<Progress>]) -> Opened {
        let brake = Brake::new(&self.gateway.session_start_limit, self.patience.session);
        let opening = Opening {
            settings: self.settings,
            token: self.token,
            patience: &self.patience,
            url: &self.gateway.url,
            brake: &brake,
            positions: &self.positions,
            progress,
            activity: &self.activity,
        };
        opening.open()
    }

    fn shared(&self, visibility: &Arc<Visibility>, members: &Arc<Members>) -> Arc<Shared> {
        let desk = Desk {
            adagio: Arc::clone(&self.adagio),
            http: Arc::clone(&self.http),
            members: Arc::clone(members),
            visibility: Arc::clone(visibility),
            bot: self.application.bot.id.0,
            content: self.settings.message_content,
        };
        let router = Router::new(desk, Arc::clone(&self.activity));
        Arc::new(Shared {
            adagio: Arc::clone(&self.adagio),
            clock: Arc::clone(&self.clock),
            visibility: Arc::clone(visibility),
            members: Arc::clone(members),
            translator: Translator {
                bot: self.application.bot.id.0,
                application: self.application.id.0,
                content: self.settings.message_content,
            },
            interactions: Arc::new(move |interaction| router.take(interaction)),
            shards: self.positions.len(),
        })
    }
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
        self.activity.in_flight() == 0 && self.sleep.is_sound(self.adagio.bell.rings(), now)
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
