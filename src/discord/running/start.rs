//! Puts the parts that talk with Discord together, and sets them going.

use std::num::NonZeroU32;
use std::sync::Arc;

use futures_util::{FutureExt as _, future};
use tokio::sync::{Mutex, mpsc, watch};

use super::Running;
use super::parts::Parts;
use crate::actions::Adagio;
use crate::actions::gateway::Position;
use crate::clock::Clock;
use crate::config::{DiscordSettings, Token};
use crate::discord::activity::Activity;
use crate::discord::deliver::Deliver;
use crate::discord::events::Translator;
use crate::discord::gateway::{Brake, Opened, Opening, Progress};
use crate::discord::history::{History, Waiting};
use crate::discord::http::{Application, GatewayBot, Http};
use crate::discord::intake::{self, Shared};
use crate::discord::interactions::{Desk, Router};
use crate::discord::members::Members;
use crate::discord::patience::Patience;
use crate::discord::reach::{self, Greeting};
use crate::discord::registration;
use crate::discord::sleep::Sleep;
use crate::discord::visibility::Visibility;

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
        &patience,
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
        let (links, opened) = (
            Arc::new(opened.links),
            opened.connections.into_iter().zip(opened.frames),
        );
        let members = Arc::new(Members::new(
            Arc::clone(&visibility),
            links,
            self.patience.members,
            self.clock.now(),
        ));
        let shared = self.shared(&visibility, &members);
        let sleep = Arc::new(Sleep::new(Arc::clone(&self.activity)));
        let history_sleep = Arc::new(Sleep::new(Arc::clone(&self.activity)));
        let history = self.history(&shared, &progress, &history_sleep);
        let deliver = self.deliver(members, &progress, &sleep, &history);
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
        parts.run(parts.watched("delivers", deliver.run(stopped.clone()).map(Ok)));
        parts.run(parts.watched("reads history", history.run(stopped).map(Ok)));
        Running {
            adagio: self.adagio,
            clock: self.clock,
            activity: self.activity,
            progress,
            sleep,
            history_sleep,
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
        history: &History,
    ) -> Deliver {
        Deliver {
            adagio: Arc::clone(&self.adagio),
            http: Arc::clone(&self.http),
            members,
            clock: Arc::clone(&self.clock),
            bot: self.application.bot.id.0,
            progress: progress.to_vec(),
            sleep: Arc::clone(sleep),
            waiting: Arc::clone(&history.waiting),
        }
    }

    fn history(
        &self,
        shared: &Arc<Shared>,
        progress: &[Arc<Progress>],
        sleep: &Arc<Sleep>,
    ) -> History {
        History {
            shared: Arc::clone(shared),
            http: Arc::clone(&self.http),
            progress: progress.to_vec(),
            activity: Arc::clone(&self.activity),
            sleep: Arc::clone(sleep),
            waiting: Arc::new(Waiting::default()),
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
