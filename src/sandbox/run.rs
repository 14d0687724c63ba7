//! A replay under way: people write, answer, tell, edit and tend, channels open and close, and the clock stops wherever
//! something is due.

mod absence;
mod happening;
mod losing;
mod scene;
mod writing;

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::MessageId;

use self::scene::Scene;
use super::chat::Chat;
use super::clicks::Click;
use super::crowd::{self, Habits};
use super::draw::Draw;
use super::joining;
use super::kinds::Kinds;
use super::ledger::{Closed, Pace};
use super::observed::{Leeway, Observed};
use super::plans::{Plan, Plans};
use super::replay::{Fault, Progress, Wishes};
use super::speech::channel_name;
use super::stage::{Props, Wire};
use super::survey::{Names, Recording};
use super::town::{Arrival, Town};
use super::turns;
use super::weather::{Absence, Trouble, Weather};

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
    weather: Weather,
    /// Who is gone, and until when.
    away: Option<(Absence, DateTime<Utc>)>,
    /// By when the last line that the gateway didn't tell of must be found.
    untold_until: Option<DateTime<Utc>>,
    trouble: Trouble,
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
        let weather = wishes.weather;
        let mut town = Town::build(props, "Replay", names, habits, roles, weather).await?;
        town.sim().set_limits(weather.limits(PATIENCE));
        town.everybody_joins(|| progress.joined()).await?;
        if weather == Weather::Rough {
            town.observed.leeway = Leeway::Rough;
        }
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
            weather,
            away: None,
            untold_until: None,
            trouble: Trouble::default(),
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
        self.town.read_recorded().await?;
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
            let at = self.come_to(line.at + recording.shift).await?;
            self.write(&mut scene, at, &line, names).await?;
            self.may_go_away(&scene, at).await?;
            progress.wrote();
        }
        self.come_back().await?;
        if self.draw.once_in(ONE_CLOSED_IN, "closed", &file) {
            // Where Discord stumbled the last lines came late, and what was planned with them comes before this.
            let ended_at = recording.ends_at.max(self.town.stage.now());
            self.plans.make(ended_at, Plan::Hide(scene.channel));
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
        while let Some(next) = self.next_stop().await?.filter(|next| *next <= at) {
            self.rest().await?;
            if self.fault == Fault::DoubleDirect(self.town.observed.parcels.len() + 1) {
                self.double_the_next_direct_message();
            }
            let next = self.not_before(next);
            self.town.stage.set_clock(next);
            self.everything_happens(next).await?;
            let arrivals = self.town.fall_due(next).await?;
            self.plan_to_tend(&arrivals, next);
            self.try_again().await?;
        }
        let at = at.max(self.town.stage.now());
        self.town.stage.set_clock(at);
        Ok(())
    }

    /// Where Discord stumbled time has run on. What was to happen by then happens now, but not in the millisecond in which
    /// somebody wrote: whether they wrote before or after it nobody could tell.
    fn not_before(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let now = self.town.stage.now();
        if at < now {
            now + TimeDelta::milliseconds(1)
        } else {
            at
        }
    }

    async fn everything_happens(&mut self, now: DateTime<Utc>) -> anyhow::Result<()> {
        self.town.clear_up();
        while let Some(plan) = self.plans.take(now) {
            self.happen(plan, now).await?;
        }
        self.town.blow();
        Ok(())
    }

    /// When something is due or happens next; or when the bot looks, as long as there is something to be found.
    async fn next_stop(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let known = [self.town.ledger.next_due(), self.plans.next_at()];
        let next = known.into_iter().flatten().min();
        let Some(until) = self.untold_until else {
            return Ok(next);
        };
        let looks_at = self.town.stage.app()?.next_due().await?;
        let looks_at = looks_at.filter(|at| *at <= until);
        Ok(next.into_iter().chain(looks_at).min())
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
    pub(super) async fn end(mut self) -> anyhow::Result<(Closed, Observed, Kinds, Trouble)> {
        while self.town.ledger.last_due().is_some() {
            let Some(next) = self.next_stop().await? else {
                break;
            };
            self.wait_until(next).await?;
        }
        let mut trouble = self.trouble;
        trouble.add(&self.town.sim().faults().struck());
        let (closed, observed) = self.town.close().await?;
        Ok((closed, observed, self.kinds, trouble))
    }
}
