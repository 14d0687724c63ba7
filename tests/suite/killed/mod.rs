//! `kill -9` under fire: the real program against the simulator's program, both on the machine's clock (PRODUCT P14).
//!
//! Digests are due; the bot starts, and is killed dead at a seeded moment, while Discord answers slowly or not at all. Half of the
//! times it comes back only after Discord has forgotten its nonces. What was delivered is counted in the simulator's world.
//!
//! `cargo test` kills it a few times; `ADAGIO_LONG=1 cargo test --test suite killed` fifty times.

mod discord;
mod rows;

use std::time::Duration;

use adagio::clock::{Clock as _, SystemClock};
use adagio::domain::digest_request;
use adagio::domain::schedule::Schedule;
use adagio::domain::weekdays::Weekdays;
use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::Instant;

use self::discord::Discord;
use self::rows::Rows;
use crate::cli::program::{Beside, Program};
use crate::harness::{at, is_told_at_length};

/// Who has joined. Ana asks them all.
const READERS: [&str; 8] = ["ben", "cleo", "dan", "emmy", "finn", "gwen", "hugo", "iris"];

/// Longer than Discord remembers a nonce (facts §3).
const LONG: TimeDelta = TimeDelta::minutes(15);

/// So long ago everybody was asked, when the bot comes to deliver it: before their digest's time, which is to the minute.
const LATELY: TimeDelta = TimeDelta::minutes(4);

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

#[expect(
    clippy::disallowed_methods,
    reason = "two programs on the machine's clock can be met in no other time"
)]
async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}

/// Looks again until it is so.
async fn until(what: &str, mut look: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !look().await {
        assert!(began.elapsed() < PATIENCE, "not in time: {what}");
        pass(Duration::from_millis(5)).await;
    }
}

/// The world, and all that Ana has asked in it.
struct Fire {
    discord: Discord,
    /// Whom, and the link to it.
    asked: Vec<(&'static str, String)>,
    /// How many kills left something undelivered.
    cut_short: u64,
}

impl Fire {
    fn begin() -> Self {
        let people = ["ana"].into_iter().chain(READERS);
        let named = people
            .clone()
            .map(|name| format!("{{ name = \"{name}\" }}"));
        let members = people.map(|name| format!("{{ person = \"{name}\" }}"));
        let [named, members] =
            [named.collect::<Vec<_>>(), members.collect()].map(|list: Vec<_>| list.join(", "));
        let world = format!(
            "people = [{named}]\n[[guilds]]\nname = \"Acme\"\nchannels = [{{ name = \"support\" }}]\nmembers = [{members}]\n"
        );
        Self {
            discord: Discord::begin(&world),
            asked: Vec::new(),
            cut_short: 0,
        }
    }

    /// The bot in its folder, connected.
    async fn bot(&self, folder: TempDir) -> Beside {
        let bot = Program::within(folder, &["run"])
            .with("DISCORD_TOKEN", &self.discord.token)
            .with("ADAGIO__DISCORD__API_BASE", &self.discord.api_base)
            .with("ADAGIO__SERVICE__LISTEN", "")
            .with("ADAGIO__LOG__FILTER", "error")
            .beside();
        until("the bot connects", async || {
            self.discord.is_connected().await
        })
        .await;
        bot
    }

    /// One kill, from a bot at rest to a bot at rest.
    async fn round(&mut self, seed: u64, bot: Beside) -> Beside {
        let mut rng = Rng::with_seed(seed);
        let folder = self.everybody_is_asked(seed, bot).await;
        for _ in READERS {
            let script = json!({ "method": "POST", "path": "/channels/*/messages", "fault": fault(&mut rng) });
            self.discord.post("/faults", script).await;
        }
        let folder = self.killed(&mut rng, folder).await;
        self.discord.be_well().await;
        let missing = self.missing().await;
        let rows = Rows::open(folder.path()).await;
        let cut_short = rows.open_rows().await > 0 || rows.held().await > 0;
        self.cut_short += u64::from(cut_short);
        let away_for_long = seed % 2 == 1;
        if away_for_long {
            self.discord.post("/limits/forget_nonces", json!({})).await;
            rows.grow_older(LONG).await;
        }
        rows.close().await;
        println!(
            "kill {seed}: away for long: {away_for_long}, cut short: {cut_short}, {missing} not delivered yet"
        );
        let bot = self.bot(folder).await;
        self.all_is_delivered(&bot).await;
        bot
    }

    /// Each reader is asked something before their digest's time; that has passed, and the bot has stopped.
    async fn everybody_is_asked(&mut self, seed: u64, bot: Beside) -> TempDir {
        let digests = digests_before(SystemClock.now());
        for reader in READERS {
            let hours = json!({ "zone": "UTC", "digests": digests });
            self.discord.sets_hours(reader, hours).await;
            let link = self
                .discord
                .ana_asks(reader, &format!("question {seed}?"))
                .await;
            self.asked.push((reader, link));
        }
        let rows = Rows::open(bot.folder()).await;
        let all = i64::try_from(READERS.len()).unwrap();
        until("every ping is recorded", async || rows.held().await == all).await;
        let (status, log, folder) = bot.told_to_stop().await;
        assert!(status.success() && log.is_empty(), "{status}: {log}");
        rows.digests_are_due(LATELY).await;
        rows.close().await;
        folder
    }

    /// The bot starts, and is killed at a moment of its own: so long after it connected, or after so many requests went wrong.
    async fn killed(&self, rng: &mut Rng, folder: TempDir) -> TempDir {
        let before = self.discord.hits().await;
        let bot = self.bot(folder).await;
        if rng.bool() {
            let wanted = before + rng.u64(1..=8);
            let began = Instant::now();
            while self.discord.hits().await < wanted && began.elapsed() < Duration::from_secs(2) {}
        }
        let longest = [5, 30, 150][rng.usize(0..3)];
        pass(Duration::from_millis(rng.u64(0..longest))).await;
        let (log, folder) = bot.killed();
        assert_eq!(log, "", "logged before it was killed");
        folder
    }

    /// How many of the questions have not reached their reader.
    async fn missing(&self) -> usize {
        let arrivals = self.arrivals().await;
        arrivals.iter().filter(|times| **times == 0).count()
    }

    /// How often each question has reached its reader.
    async fn arrivals(&self) -> Vec<usize> {
        let mut arrivals = Vec::with_capacity(self.asked.len());
        for reader in READERS {
            let letters = self.discord.letters_to(reader).await;
            let of_theirs = self.asked.iter().filter(|(whom, _)| *whom == reader);
            arrivals.extend(of_theirs.map(|(_, link)| letters.matches(link.as_str()).count()));
        }
        arrivals
    }

    /// Waits until nothing is on its way; each question has arrived once, those of all rounds.
    async fn all_is_delivered(&self, bot: &Beside) {
        let rows = Rows::open(bot.folder()).await;
        until("everything is delivered", async || {
            rows.held().await == 0 && rows.open_rows().await == 0 && self.missing().await == 0
        })
        .await;
        rows.close().await;
        let arrivals = self.arrivals().await;
        assert!(
            arrivals.iter().all(|times| *times == 1),
            "arrivals: {arrivals:?}"
        );
    }
}

/// The digest times of somebody whose digest has just passed, as `/hours` takes them.
fn digests_before(now: DateTime<Utc>) -> String {
    let time = (now - LATELY / 2).format("%H:%M");
    format!("{time} every day")
}

#[test]
fn what_is_asked_lately_is_due_by_now_at_any_time_of_day() {
    let midnight = at("2026-11-22 00:00");
    for seconds in (0..24 * 60 * 60).step_by(20) {
        let now = midnight + TimeDelta::seconds(seconds);
        let digests = digest_request::read(&digests_before(now), Weekdays::ALL).unwrap();
        let schedule = Schedule {
            zone: Some("UTC".parse().unwrap()),
            digests,
            ..Schedule::default()
        };
        let due_at = schedule.next_digest_after(now - LATELY).unwrap();
        assert!(due_at <= now, "at {now} it is due at {due_at}");
    }
}

/// What befalls one of the bot's messages: it widens the moments in which a kill hurts.
fn fault(rng: &mut Rng) -> Value {
    match rng.u8(0..5) {
        0 => json!({ "delay": 0.0 }),
        1 => json!({ "delay": 0.02 }),
        2 => json!({ "delay": 0.2 }),
        3 => json!("applied_but_silent"),
        _ => json!("applied_but_no_answer"),
    }
}

#[tokio::test]
async fn killed_dead_under_fire_the_program_delivers_every_ping_once() {
    let kills = if is_told_at_length() { 50 } else { 6 };
    let mut fire = Fire::begin();
    let mut bot = fire.bot(tempfile::tempdir().unwrap()).await;
    for reader in READERS {
        fire.discord.joins(reader).await;
    }
    for seed in 0..kills {
        bot = fire.round(seed, bot).await;
    }
    let (status, log, _) = bot.told_to_stop().await;
    assert!(status.success() && log.is_empty(), "{status}: {log}");
    assert!(
        fire.cut_short * 2 >= kills,
        "{} of {kills} kills cut a delivery short",
        fire.cut_short
    );
    assert_eq!(fire.discord.get("/findings").await, json!([]));
}
