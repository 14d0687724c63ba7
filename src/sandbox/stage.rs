//! A stage: the simulator and the bot in one process, on one clock that is moved by hand.
//!
//! ```no_run
//! # async fn play() -> anyhow::Result<()> {
//! use adagio::sandbox::{Props, Stage};
//!
//! let mut stage = Stage::build(Props::default()).await?;
//! let acme = stage.sim().create_guild("Acme");
//! stage.start_bot().await?;
//! // … people do things …
//! stage.settle().await?;
//! stage.advance_to("2026-03-03T08:00:00Z".parse()?).await?;
//! # Ok(()) }
//! ```
//!
//! The clock moves only when the bot has nothing left to do, and never past something that is due.

use std::num::{NonZeroU16, NonZeroU32};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};
use discord_sim::{Clock as HandMoved, Limits, Simulator, Traffic};

use super::folder::Folder;
use crate::app::App;
use crate::clock::{Clock, Sleep};
use crate::config::Settings;
use crate::discord::Patience;

/// How long, in real time, the bot may take to come to rest.
const PATIENCE: Duration = Duration::from_secs(60);

/// After how many looks whether the bot is at rest something must be under way that takes real time.
const LOOKS: u32 = 64;

/// What a stage is built from.
#[derive(Clone, Debug)]
pub struct Props {
    /// What the clock shows first.
    pub start_at: DateTime<Utc>,
    pub speed: Speed,
    /// Where the bot's database and key are kept. `None`: in a folder of its own, which goes with the stage.
    pub folder: Option<PathBuf>,
    pub seed: u64,
    pub wire: Wire,
}

/// Whether what is said on the wire is written down where `DISCORD_SIM_WIRE_LOG` says, if it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    Logged,
    /// For replays: it would be the same few things over and over.
    Unlogged,
}

/// How fast Discord lets the bot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// As in the real world, in real time.
    Discords,
    /// Without limits, on both sides: for replays and most stories.
    Unlimited,
}

impl Default for Props {
    fn default() -> Self {
        Self {
            // A Monday morning in Europe.
            start_at: DateTime::from_timestamp(1_772_438_400, 0).unwrap_or_default(),
            speed: Speed::Unlimited,
            folder: None,
            seed: 1,
            wire: Wire::Logged,
        }
    }
}

/// A simulated Discord, and the bot once it is started.
pub struct Stage {
    sim: Simulator,
    settings: Settings,
    patience: Patience,
    app: Option<App>,
    folder: Folder,
}

impl Stage {
    /// Starts the simulator; the bot comes with [`Stage::start_bot`].
    ///
    /// # Errors
    /// There is no loopback port, or no place for the bot's files.
    pub async fn build(props: Props) -> anyhow::Result<Self> {
        let limits = match props.speed {
            Speed::Discords => Limits::discord(),
            Speed::Unlimited => Limits::unlimited(),
        };
        let mut sim = Simulator::builder()
            .start_at(props.start_at)
            .limits(limits)
            .seed(props.seed);
        if props.wire == Wire::Unlogged {
            sim = sim.no_wire_log();
        }
        let sim = sim.start().await.context("start the simulator")?;
        let folder = Folder::new(props.folder).context("make a folder for the sandbox")?;
        let settings = settings(&sim, folder.path(), props.speed);
        Ok(Self {
            sim,
            settings,
            patience: Patience::default(),
            app: None,
            folder,
        })
    }

    /// The simulated Discord.
    pub const fn sim(&self) -> &Simulator {
        &self.sim
    }

    /// The running bot.
    ///
    /// # Errors
    /// It isn't running.
    pub fn app(&self) -> anyhow::Result<&App> {
        self.app
            .as_ref()
            .ok_or_else(|| anyhow!("the bot is not running"))
    }

    /// The bot's settings, to change before it is started.
    pub const fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// How long the bot waits for Discord, to change before it is started.
    pub const fn patience_mut(&mut self) -> &mut Patience {
        &mut self.patience
    }

    /// Where the bot keeps its files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What the clock shows.
    pub fn now(&self) -> DateTime<Utc> {
        self.sim.clock().now()
    }

    /// Moves the clock without looking whether anything is due in between.
    ///
    /// Whoever does so knows what is due when, and settles there.
    pub fn set_clock(&self, at: DateTime<Utc>) {
        self.sim.clock().set(at);
    }

    /// Starts the bot and waits until it has taken in its servers.
    ///
    /// # Errors
    /// It doesn't start, or doesn't come to rest.
    pub async fn start_bot(&mut self) -> anyhow::Result<()> {
        let clock = Arc::new(StageClock(self.sim.clock()));
        let app = App::start(self.settings.clone(), clock, self.patience)
            .await
            .context("start the bot")?;
        self.app = Some(app);
        self.settle().await
    }

    /// Stops the bot in good order.
    pub async fn stop_bot(&mut self) {
        if let Some(app) = self.app.take() {
            app.stop().await;
        }
    }

    /// Stops the bot dead, as a power cut would.
    pub fn kill_bot(&mut self) {
        if let Some(app) = self.app.take() {
            app.kill();
        }
    }

    /// Waits until everything that was sent to the bot is handled and the bot has nothing left to do now.
    ///
    /// # Errors
    /// It doesn't come to rest within a minute.
    pub async fn settle(&self) -> anyhow::Result<()> {
        let app = self.app()?;
        let rest = async {
            let mut before = None;
            for look in 1_u32.. {
                app.idle().await;
                let traffic = self.sim.traffic();
                let rests = self.has_handled_all(app, &traffic);
                if rests && before.as_ref() == Some(&traffic) {
                    return;
                }
                before = rests.then_some(traffic);
                if look.is_multiple_of(LOOKS) {
                    breathe().await;
                } else {
                    tokio::task::yield_now().await;
                }
            }
        };
        let rested = tokio::time::timeout(PATIENCE, rest).await;
        rested.map_err(|_| anyhow!("the bot did not come to rest: {:?}", self.sim.traffic()))
    }

    fn has_handled_all(&self, app: &App, traffic: &Traffic) -> bool {
        let handled = |shard: u64| u32::try_from(shard).map_or(0, |shard| app.handled_seq(shard));
        traffic.in_flight == 0
            && traffic.unanswered == 0
            && traffic
                .sessions
                .iter()
                .all(|session| handled(session.shard) >= self.sim.last_seq(session.shard))
    }

    /// Moves the clock to `at`, stopping at everything that falls due on the way.
    ///
    /// # Errors
    /// As [`Stage::settle`].
    pub async fn advance_to(&self, at: DateTime<Utc>) -> anyhow::Result<()> {
        self.settle().await?;
        while let Some(due_at) = self.app()?.next_due().await?.filter(|due_at| *due_at < at) {
            self.set_clock(due_at);
            self.settle().await?;
        }
        self.set_clock(at);
        self.settle().await
    }
}

/// Leaves the processor to whatever is under way.
#[expect(
    clippy::disallowed_methods,
    reason = "late answers and new connections take real time"
)]
async fn breathe() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

/// The built-in settings, made to fit the simulator.
fn settings(sim: &Simulator, folder: &Path, speed: Speed) -> Settings {
    let mut settings = Settings::built_in(sim.token().to_owned());
    settings.discord.api_base = sim.api_base();
    settings.storage.database = folder.join("adagio.db");
    settings.storage.key_file = Some(folder.join("adagio.key"));
    settings.service.listen = None;
    if speed == Speed::Unlimited {
        settings.discord.global_per_second = NonZeroU16::MAX;
        settings.discord.gateway_per_minute = NonZeroU32::MAX;
    }
    settings
}

/// The simulator's clock as the bot's.
struct StageClock(HandMoved);

impl Clock for StageClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep_until(&self, at: DateTime<Utc>) -> Sleep<'_> {
        Box::pin(self.0.until(at))
    }
}
