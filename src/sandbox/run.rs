//! A replay under way: people write, answer, tell, edit and tend, channels open and close, and the clock stops wherever
//! something is due.

mod happening;
mod scene;
mod writing;

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use discord_sim::{Limits, MessageId};

use self::scene::Scene;
use super::account::Observed;
use super::chat::Chat;
use super::clicks::Click;
use super::crowd::{self, Habits};
use super::draw::Draw;
use super::joining;
use super::kinds::Kinds;
use super::ledger::{Closed, Pace};
use super::plans::{Plan, Plans};
use super::replay::{Fault, Progress, Wishes};
use super::speech::channel_name;
use super::stage::{Props, Wire};
use super::survey::{Names, Recording};
use super::town::{Arrival, Town};
use super::turns;

/// Of so many channels, one is closed after its last message.
const ONE_CLOSED_IN: usize = 12;

/// Of so many channels, in one pings pass at once.
const ONE_SYNC_IN: usize = 8;

/// Of so many digests, one is tended to by its reader.
const ONE_TENDED_IN: usize = 3;

/// How long people wait for an answer, in real time: a machine that has much to do is no fault of the bot's.
const PATIENCE: Duration = Duration::from_secs(60);

/// A replay under way.
pub(super) struct Run {
    town: Town,
    plans: Plans,
    draw: Draw,
    fault: Fault,
    kinds: Kinds,
    /// How many lines were written so far.
    written: usize,
    /// How many texts carry a mark.
    marked: usize,
    since_rest: usize,
    deleted: HashSet<MessageId>,
    /// Until when people do more than read.
    ends_at: DateTime<Utc>,
}

impl Run {
    /// Builds the server with everybody in it, starts the bot, and lets everybody join who will.
    ///
    /// # Errors
    /// The bot doesn't start, or somebody can't join.
    pub(super) async fn begin(
        start_at: DateTime<Utc>,
        names: &[String],
        habits: Vec<Option<Habits>>,
        wishes: &Wishes,
        progress: &mut dyn Progress,
    ) -> anyhow::Result<Self> {
        let draw = Draw::new(wishes.seed);
        let props = Props {
            start_at,
            seed: wishes.seed,
            wire: Wire::Unlogged,
            ..Props::default()
        };
        let roles = crowd::roles(draw, names);
        let mut town = Town::build(props, "Replay", names, habits, roles).await?;
        town.sim().set_limits(Limits {
            interaction_deadline: PATIENCE,
            ..Limits::unlimited()
        });
        town.everybody_joins(|| progress.joined()).await?;
        Ok(Self {
            town,
            plans: Plans::default(),
            draw,
            fault: wishes.fault,
            kinds: Kinds::default(),
            written: 0,
            marked: 0,
            since_rest: 0,
            deleted: HashSet::new(),
            ends_at: start_at,
        })
    }

    /// Plays one recording in a channel of its own.
    ///
    /// # Errors
    /// The file has changed and can't be read any more, or the bot stopped answering.
    pub(super) async fn play(
        &mut self,
        recording: &Recording,
        names: &Names,
        progress: &mut dyn Progress,
    ) -> anyhow::Result<()> {
        // Less than 90 days after the recording before, whose rows are still there.
        self.town.count_recorded().await?;
        self.ends_at = recording.ends_at;
        let file = recording
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let mut scene = self.open_channel(&file).await?;
        if turns::is_announced(self.draw, &file) {
            scene = scene.announcing();
        }
        for line in Chat::open(&recording.path)? {
            let line = line?;
            let at = line.at + recording.shift;
            self.wait_until(at).await?;
            self.write(&mut scene, at, &line, names).await?;
            progress.wrote();
        }
        if self.draw.once_in(ONE_CLOSED_IN, "closed", &file) {
            let hide = Plan::Hide(scene.channel);
            self.plans.make(recording.ends_at, hide);
        }
        Ok(())
    }

    async fn open_channel(&mut self, file: &str) -> anyhow::Result<Scene> {
        let channel = self.town.guild.text(&channel_name(file));
        if !self.draw.once_in(ONE_SYNC_IN, "sync", file) {
            return Ok(Scene::new(channel, Pace::Waits));
        }
        self.rest().await?;
        joining::set_mode(&self.town.keeper, self.town.lobby, channel, "sync").await?;
        Ok(Scene::new(channel, Pace::Passes))
    }

    /// Lets time run until `at`, stopping wherever something is due or happens.
    ///
    /// # Errors
    /// The bot stopped answering.
    pub(super) async fn wait_until(&mut self, at: DateTime<Utc>) -> anyhow::Result<()> {
        while let Some(next) = self.next_stop().filter(|next| *next <= at) {
            self.rest().await?;
            if self.fault == Fault::DoubleDirect(self.town.observed.parcels.len() + 1) {
                self.double_the_next_direct_message();
            }
            self.town.stage.set_clock(next);
            while let Some(plan) = self.plans.take(next) {
                self.happen(plan, next).await?;
            }
            let arrivals = self.town.fall_due(next).await?;
            self.plan_to_tend(&arrivals, next);
        }
        self.town.stage.set_clock(at);
        Ok(())
    }

    fn next_stop(&self) -> Option<DateTime<Utc>> {
        let due = self.town.ledger.next_due().into_iter();
        due.chain(self.plans.next_at()).min()
    }

    /// Some of those who got a digest do something about it.
    fn plan_to_tend(&mut self, arrivals: &[Arrival], now: DateTime<Utc>) {
        for arrival in arrivals {
            let (person, Some(letter)) = (arrival.person, &arrival.letter) else {
                continue;
            };
            let about = letter.id.to_string();
            if now < self.ends_at && self.draw.once_in(ONE_TENDED_IN, "tends", &about) {
                let plan = Plan::Tend(person, letter.id, self.draw_click(&about));
                self.plans.make(now, plan);
            }
        }
    }

    fn draw_click(&self, about: &str) -> Click {
        Click::ALL[self.draw.below(Click::ALL.len(), "click", about)]
    }

    fn double_the_next_direct_message(&mut self) {
        self.fault = Fault::None;
        let faults = self.town.sim().faults();
        faults.next(
            ("POST", "/channels/*/messages"),
            discord_sim::Fault::AppliedTwice,
        );
    }

    /// Waits until the bot has nothing left to do now.
    async fn rest(&mut self) -> anyhow::Result<()> {
        self.since_rest = 0;
        let arrivals = self.town.rest().await?;
        self.plan_to_tend(&arrivals, self.town.stage.now());
        Ok(())
    }

    /// Waits until everything that was put off has come back, and closes the books.
    ///
    /// # Errors
    /// The bot stopped answering, or a direct message was overlooked.
    pub(super) async fn end(mut self) -> anyhow::Result<(Closed, Observed, Kinds)> {
        while self.town.ledger.last_due().is_some() {
            let Some(next) = self.next_stop() else { break };
            self.wait_until(next).await?;
        }
        let (closed, observed) = self.town.close().await?;
        Ok((closed, observed, self.kinds))
    }
}
