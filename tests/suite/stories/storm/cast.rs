//! Who lives in the story, where, and when they sleep.

use std::time::Duration;

use adagio::actions::preferences::{self, Caller};
use adagio::actions::{norms, quiet};
use adagio::discord::Patience;
use adagio::domain::delivery::Notifier;
use adagio::domain::ids;
use adagio::domain::mode::{Mode, Scope};
use adagio::domain::quiet_change::Preset;
use adagio::sandbox::{Props, Stage, Wire};
use chrono::{DateTime, Datelike as _, TimeDelta, Timelike as _, Utc};
use discord_sim::{ChannelId, Guild, Level, Limits, NotificationKind, Person, Settings};

use crate::harness::at;

/// Zones without a clock change that day, and what they are ahead of UTC, in minutes.
const ZONES: [(&str, i64); 6] = [
    ("Europe/Berlin", 60),
    ("Europe/London", 0),
    ("Asia/Kolkata", 330),
    ("Asia/Tokyo", 540),
    ("America/New_York", -300),
    ("America/Sao_Paulo", -180),
];

/// People in each server; everybody is in both.
const PEOPLE: usize = 12;

/// Somebody who left notifications to Adagio, is quiet from 22:00 to 08:00, and has digests at 09:00 and 16:00.
pub(super) struct Inhabitant {
    pub(super) person: Person,
    ahead: TimeDelta,
    /// From when on the nights begin at 21:00: a `/quiet` that was answered.
    pub(super) early_from: Option<DateTime<Utc>>,
    /// Whether they may: a `/quiet` that wasn't.
    pub(super) may_be_early: bool,
    /// When they let Adagio write to them again, after it was told that they don't.
    pub(super) opened: Vec<DateTime<Utc>>,
}

/// A channel and its server.
pub(super) struct Room {
    pub(super) guild: Guild,
    pub(super) channel: ChannelId,
    pub(super) passes_at_once: bool,
}

pub(super) struct Cast {
    pub(super) stage: Stage,
    pub(super) rooms: Vec<Room>,
    pub(super) people: Vec<Inhabitant>,
}

impl Inhabitant {
    /// Pushes in their own quiet hours.
    pub(super) fn disturbances(&self, cast: &Cast) -> Vec<DateTime<Utc>> {
        let notifications = cast.stage.sim().notifications_of(self.person.id());
        let pushes = notifications
            .iter()
            .filter(|it| it.kind == NotificationKind::Push);
        pushes
            .map(|it| it.at)
            .filter(|at| self.is_quiet_at(*at))
            .collect()
    }

    fn is_quiet_at(&self, at: DateTime<Utc>) -> bool {
        let hour = (at + self.ahead).hour();
        let early = self.early_from.is_some_and(|from| at >= from);
        !(8..22).contains(&hour) || (early && hour >= 21)
    }

    /// The first digest after this instant.
    pub(super) fn next_digest_after(&self, after: DateTime<Utc>) -> DateTime<Utc> {
        let today = (after + self.ahead).date_naive();
        let days = today
            .iter_days()
            .filter(|day| day.weekday().num_days_from_monday() < 5);
        let times = days.flat_map(|day| [9, 16].map(|hour| day.and_hms_opt(hour, 0, 0).unwrap()));
        times
            .map(|time| time.and_utc() - self.ahead)
            .find(|at| *at > after)
            .unwrap()
    }

    /// When what can't wait is due: at once, or with a digest if the night may begin within `so_long`.
    pub(super) fn reachable_from(&self, at: DateTime<Utc>, so_long: TimeDelta) -> DateTime<Utc> {
        let may_be_quiet =
            |at| self.is_quiet_at(at) || (self.may_be_early && (at + self.ahead).hour() == 21);
        if may_be_quiet(at) || may_be_quiet(at + so_long) {
            self.next_digest_after(at)
        } else {
            at
        }
    }
}

impl Cast {
    /// Lets time pass until then, stopping at everything that falls due. It stands still while the bot has no
    /// connection: that takes real time, and nobody is away from the gateway for hours.
    pub(super) async fn let_pass(&self, until: DateTime<Utc>) -> anyhow::Result<()> {
        loop {
            self.stage.settle().await?;
            self.stage.sim().wait_ready(1).await;
            self.stage.settle().await?;
            let due_at = self.stage.app()?.next_due().await?;
            match due_at.filter(|due_at| *due_at < until) {
                Some(due_at) => self.stage.set_clock(due_at),
                None => break,
            }
        }
        self.stage.set_clock(until);
        self.stage.settle().await
    }

    /// Somebody opens their DMs, and tells Adagio.
    pub(super) async fn lets_try_again(&mut self, no: usize, now: DateTime<Utc>) {
        let inhabitant = &mut self.people[no];
        let (caller, dm) = (
            caller(&self.rooms[0].guild, &inhabitant.person, now),
            dm(&inhabitant.person),
        );
        preferences::set_direct(self.stage.app().unwrap().adagio(), &caller, Some(dm))
            .await
            .unwrap();
        inhabitant.opened.push(now);
    }
}

/// The stage with everybody on it, before anything goes wrong.
pub(super) async fn assemble(seed: u64) -> Cast {
    let mut stage = bare_stage(seed).await;
    let guilds = ["Acme", "Bolt"].map(|name| stage.sim().create_guild(name));
    stage.start_bot().await.unwrap();
    let rooms = guilds.iter().flat_map(rooms).collect();
    let mut cast = Cast {
        stage,
        rooms,
        people: Vec::new(),
    };
    for n in 0..PEOPLE {
        let inhabitant = move_in(&cast.stage, &guilds, n).await;
        cast.people.push(inhabitant);
    }
    for room in cast.rooms.iter().filter(|room| room.passes_at_once) {
        passes_at_once(&cast.stage, room).await;
    }
    cast.stage.settle().await.unwrap();
    cast
}

/// A stage on which waiting is short.
async fn bare_stage(seed: u64) -> Stage {
    let props = Props {
        start_at: at("2026-03-02 00:30"),
        seed,
        wire: Wire::Unlogged,
        ..Props::default()
    };
    let mut stage = Stage::build(props).await.unwrap();
    stage.sim().set_limits(Limits {
        heartbeat_interval: Duration::from_millis(300),
        // A machine that has much to do is no fault of the bot's: nothing here is so short that it matters.
        heartbeats_missed: Some(10),
        interaction_deadline: Duration::from_secs(6),
        session_keeps: TimeDelta::days(1),
        ..Limits::unlimited()
    });
    *stage.patience_mut() = Patience {
        answer: Duration::from_millis(500),
        // A machine that has much to do is no fault of the bot's here either.
        response: Duration::from_secs(2),
        upload: Duration::from_secs(2),
        again: Duration::from_millis(2),
        members: Duration::from_secs(1),
        resume: Duration::from_millis(200),
        identify: Duration::from_secs(5),
        // They double up to a thousandfold in one day like this.
        reconnect: Duration::from_micros(50),
        session: Duration::from_micros(50),
    };
    stage
}

fn rooms(guild: &Guild) -> [Room; 3] {
    ["support", "dev", "incidents"].map(|name| Room {
        guild: guild.clone(),
        channel: guild.text(name),
        passes_at_once: name == "incidents",
    })
}

/// Somebody new, in both servers.
async fn move_in(stage: &Stage, guilds: &[Guild], n: usize) -> Inhabitant {
    let (zone, minutes) = ZONES[n % ZONES.len()];
    let person = stage.sim().person(&format!("person-{n}"));
    for guild in guilds {
        guild.add_member(&person);
        let nothing = Settings {
            level: Level::Nothing,
            suppress_roles: true,
            suppress_everyone: true,
            ..Settings::default()
        };
        person.notification_settings(guild, nothing);
        joins(stage, guild, &person, zone).await;
    }
    Inhabitant {
        person,
        ahead: TimeDelta::minutes(minutes),
        early_from: None,
        may_be_early: false,
        opened: Vec::new(),
    }
}

/// As the commands would have it: hours, nights, DMs, and Adagio for a notifier.
async fn joins(stage: &Stage, guild: &Guild, person: &Person, zone: &str) {
    let adagio = stage.app().unwrap().adagio();
    let caller = caller(guild, person, stage.now());
    let zone = zone.parse().unwrap();
    preferences::set_zone(adagio, &caller, zone).await.unwrap();
    let nights = Preset::Nights;
    quiet::take_preset(adagio, &caller, nights).await.unwrap();
    let dm = Some(dm(person));
    preferences::set_direct(adagio, &caller, dm).await.unwrap();
    let notifier = Notifier::Adagio;
    preferences::set_notifier(adagio, &caller, notifier)
        .await
        .unwrap();
}

fn caller(guild: &Guild, person: &Person, now: DateTime<Utc>) -> Caller {
    Caller {
        user: ids::UserId::new(id(person.id().get())),
        server: Some(ids::ServerId::new(id(guild.id().get()))),
        locale: None,
        now,
    }
}

fn dm(person: &Person) -> ids::ChannelId {
    ids::ChannelId::new(id(person.open_dm().get()))
}

async fn passes_at_once(stage: &Stage, room: &Room) {
    let server = ids::ServerId::new(id(room.guild.id().get()));
    let scope = Scope::Channel(ids::ChannelId::new(id(room.channel.get())));
    let adagio = stage.app().unwrap().adagio();
    norms::choose(adagio, server, scope, Some(Mode::Sync), stage.now())
        .await
        .unwrap();
}

fn id(id: u64) -> i64 {
    i64::try_from(id).unwrap()
}
