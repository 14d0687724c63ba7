//! Who lives in the story, where, and when they sleep.

use std::time::Duration;

use adagio::actions::Adagio;
use adagio::actions::preferences::{self, Caller};
use adagio::actions::{norms, quiet};
use adagio::config::Patience;
use adagio::domain::delivery::Notifier;
use adagio::domain::ids;
use adagio::domain::mode::{Mode, Scope};
use adagio::domain::quiet_change::Preset;
use adagio::sandbox::{Props, Stage, Wire};
use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
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

/// Somebody who left notifications to Adagio and is quiet from 22:00 to 08:00.
pub(super) struct Inhabitant {
    pub(super) person: Person,
    ahead: TimeDelta,
    /// From when on the nights begin at 21:00: a `/quiet` that was answered.
    pub(super) early_from: Option<DateTime<Utc>>,
}

/// A channel and its server.
pub(super) struct Room {
    pub(super) guild: Guild,
    pub(super) channel: ChannelId,
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
}

/// The stage with everybody on it, before anything goes wrong.
pub(super) async fn assemble(seed: u64) -> Cast {
    let props = Props {
        start_at: at("2026-03-02 00:30"),
        seed,
        wire: Wire::Unlogged,
        ..Props::default()
    };
    let mut stage = Stage::build(props).await.unwrap();
    stage.sim().set_limits(Limits {
        heartbeat_interval: Duration::from_millis(300),
        interaction_deadline: Duration::from_millis(400),
        session_keeps: TimeDelta::days(1),
        ..Limits::unlimited()
    });
    stage.settings_mut().discord.patience = Patience {
        answer: Duration::from_millis(200),
        members: Duration::from_millis(200),
        // They double up to a thousandfold in one day like this.
        reconnect: Duration::from_micros(50),
        session: Duration::from_micros(50),
    };
    let guilds = ["Acme", "Bolt"].map(|name| stage.sim().create_guild(name));
    let rooms: Vec<_> = guilds
        .iter()
        .flat_map(|guild| ["support", "dev", "incidents"].map(|name| (guild, guild.text(name))))
        .map(|(guild, channel)| Room {
            guild: guild.clone(),
            channel,
        })
        .collect();
    stage.start_bot().await.unwrap();
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        let (zone, minutes) = ZONES[n % ZONES.len()];
        let person = stage.sim().person(&format!("person-{n}"));
        for guild in &guilds {
            guild.add_member(&person);
            let nothing = Settings {
                level: Level::Nothing,
                suppress_roles: true,
                suppress_everyone: true,
                ..Settings::default()
            };
            person.notification_settings(guild, nothing);
            joins(
                stage.app().unwrap().adagio(),
                guild,
                &person,
                zone,
                stage.now(),
            )
            .await;
        }
        people.push(Inhabitant {
            person,
            ahead: TimeDelta::minutes(minutes),
            early_from: None,
        });
    }
    for room in rooms.iter().skip(2).step_by(3) {
        passes_at_once(&stage, room).await;
    }
    stage.settle().await.unwrap();
    Cast {
        stage,
        rooms,
        people,
    }
}

/// As the commands would have it: hours, nights, DMs, and Adagio for a notifier.
async fn joins(adagio: &Adagio, guild: &Guild, person: &Person, zone: &str, now: DateTime<Utc>) {
    let caller = Caller {
        user: ids::UserId::new(id(person.id().get())),
        server: Some(ids::ServerId::new(id(guild.id().get()))),
        locale: None,
        now,
    };
    let dm = ids::ChannelId::new(id(person.open_dm().get()));
    preferences::set_zone(adagio, &caller, zone.parse().unwrap())
        .await
        .unwrap();
    quiet::take_preset(adagio, &caller, Preset::Nights)
        .await
        .unwrap();
    preferences::set_direct(adagio, &caller, Some(dm))
        .await
        .unwrap();
    preferences::set_notifier(adagio, &caller, Notifier::Adagio)
        .await
        .unwrap();
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
