//! A digest hour at Discord's own speed: thousands are due at once, others can't wait, people go on using Adagio.
//!
//! It takes real time, because limits do: 10,000 digests three and a half minutes. `cargo test` plays a short form;
//! `ADAGIO_LONG=1 cargo test --test suite stories::rush` the whole.

use std::collections::{HashMap, HashSet};
use std::num::{NonZeroU16, NonZeroU32};
use std::time::Duration;

use adagio::actions::preferences::{self, Caller};
use adagio::domain::ids;
use adagio::sandbox::{Props, Wire};
use discord_sim::{ChannelId, FindingKind, Guild, Limits, Permissions, Person, RoleId, UserId};
use tokio::time::Instant;

use crate::harness::{Story, at, is_told_at_length, real_time};

/// As many mentions as fit into a message.
const MENTIONS: usize = 80;
/// Messages that pass in a second: Discord's fifty, less five in a hundred.
const PER_SECOND: f64 = 47.5;
/// How long somebody may wait for what can't wait.
const SOON: Duration = Duration::from_secs(1);

/// As many commands and urgent pings have to have been tried, or the slowest of them says little.
const FEWEST_COMMANDS: usize = 30;
const FEWEST_PINGS: usize = 5;

/// So many are due in another server, which has nothing to do with the crowd.
const FEW: usize = 3;

/// Somebody who is pinged urgently is left alone for so long: their channel takes five messages in five seconds.
const LEFT_ALONE: Duration = Duration::from_secs(2);

/// How many are due at once.
fn crowd() -> usize {
    if is_told_at_length() { 10_000 } else { 250 }
}

/// How many take turns at being pinged urgently: a short form has to see enough.
fn turns() -> u32 {
    if is_told_at_length() { 1 } else { 5 }
}

/// How long so many messages may take.
fn time_for(messages: usize) -> Duration {
    Duration::from_secs_f64(messages as f64 / PER_SECOND)
}

/// Everybody joined, their DM channels are known, and a ping waits for each: of so many in Acme, and of few in Bistro.
async fn crowded(count: usize) -> (Story, Vec<Person>, Vec<Person>) {
    let props = Props {
        wire: Wire::Unlogged,
        ..Props::default()
    };
    let story = Story::prepared(props, |_| {}).await;
    let bistro = story.sim().create_guild("Bistro");
    let tables = bistro.text("tables");
    story.stage.settle().await.unwrap();
    let crowd = gathered(&story, &story.acme, "person", count).await;
    let few = gathered(&story, &bistro, "guest", FEW).await;
    ask_everybody(&story, (&story.acme, story.dev), &crowd).await;
    ask_everybody(&story, (&bistro, tables), &few).await;
    (story, crowd, few)
}

async fn gathered(story: &Story, guild: &Guild, name: &str, count: usize) -> Vec<Person> {
    let people: Vec<_> = (0..count)
        .map(|n| story.sim().person(&format!("{name}-{n}")))
        .collect();
    for person in &people {
        guild.add_member(person);
        joins_quickly(story, guild, person).await;
    }
    people
}

/// Joins in Berlin and allows DMs, as the commands would have it.
async fn joins_quickly(story: &Story, guild: &Guild, person: &Person) {
    let adagio = story.stage.app().unwrap().adagio();
    let id = |id: u64| i64::try_from(id).unwrap();
    let caller = Caller {
        user: ids::UserId::new(id(person.id().get())),
        server: Some(ids::ServerId::new(id(guild.id().get()))),
        locale: None,
        now: story.stage.now(),
    };
    let zone = "Europe/Berlin".parse().unwrap();
    preferences::set_zone(adagio, &caller, zone).await.unwrap();
    let dm = ids::ChannelId::new(id(person.open_dm().get()));
    preferences::set_direct(adagio, &caller, Some(dm))
        .await
        .unwrap();
}

async fn ask_everybody(story: &Story, (guild, channel): (&Guild, ChannelId), people: &[Person]) {
    let asker = story.sim().person("asker");
    guild.add_member(&asker);
    for some in people.chunks(MENTIONS) {
        let mentions: String = some.iter().map(Person::mention).collect();
        asker.post(channel, &format!("{mentions} ready?")).unwrap();
    }
    story.stage.settle().await.unwrap();
}

/// From now on Discord's own limits hold, on both sides.
pub(super) async fn at_discords_speed(story: &mut Story) {
    story.stage.stop_bot().await;
    story.sim().set_limits(Limits::discord());
    let settings = story.stage.settings_mut();
    settings.discord.global_per_second = NonZeroU16::new(50).unwrap();
    settings.discord.gateway_per_minute = NonZeroU32::new(120).unwrap();
    story.stage.start_bot().await.unwrap();
}

/// How long each of them waited for its first response, one after the other, until told to stop.
async fn use_commands(story: &Story, who: &Person, until: Instant) -> Vec<Duration> {
    let mut waits = Vec::new();
    while Instant::now() < until {
        let began = Instant::now();
        let command = if waits.len() % 2 == 0 {
            "hours"
        } else {
            "inbox"
        };
        who.run_command(story.support, command, &[]).await.unwrap();
        waits.push(began.elapsed());
        real_time(between_commands()).await;
    }
    waits
}

/// Discord takes two questions about members a second, from everybody together, and an inbox asks one. A short form has to see
/// enough.
fn between_commands() -> Duration {
    Duration::from_millis(if is_told_at_length() { 1_000 } else { 100 })
}

/// How long each urgent ping took until it was a DM: in turns one of the reader, and one of a role that they alone have.
async fn ping_urgently(
    story: &Story,
    ana: &Person,
    readers: &[(Person, RoleId)],
    until: Instant,
) -> Vec<Duration> {
    let mut waits = Vec::new();
    for (ben, role) in readers.iter().cycle() {
        if Instant::now() >= until {
            break;
        }
        let (began, before) = (Instant::now(), ben.dms().len());
        let whom = if waits.len() % 2 == 0 {
            ben.mention()
        } else {
            format!("<@&{role}>")
        };
        ana.post(story.support, &format!("{whom} now!")).unwrap();
        while ben.dms().len() == before && began.elapsed() < 10 * SOON {
            real_time(Duration::from_millis(20)).await;
        }
        waits.push(began.elapsed());
        real_time(LEFT_ALONE / turns()).await;
    }
    waits
}

fn percentile(mut waits: Vec<Duration>, hundredths: usize) -> Duration {
    waits.sort();
    waits[(waits.len() * hundredths / 100).min(waits.len() - 1)]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_due_at_once_hold_nobody_up_and_break_no_limit() {
    let count = crowd();
    let (mut story, crowd, few) = crowded(count).await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let herald = story.acme.role("herald", Permissions::MENTION_EVERYONE);
    story.acme.give_role(&ana, herald);
    let mut readers = Vec::new();
    for n in 0..turns() {
        let ben = story
            .undisturbed(&format!("ben-{n}"), "Europe/Berlin")
            .await;
        let role = story.acme.role(&format!("on-call-{n}"), Permissions::NONE);
        story.acme.give_role(&ben, role);
        readers.push((ben, role));
    }
    let support = story.support;
    story.set_mode(&keeper, Some(support), "sync").await;
    at_discords_speed(&mut story).await;

    let most = time_for(count);
    let began = Instant::now();
    story.stage.set_clock(at("2026-03-02 08:00"));
    let busy_until = began + most.mul_f64(0.8);
    let (commands, urgent, (arrived, took)) = tokio::join!(
        use_commands(&story, &keeper, busy_until),
        ping_urgently(&story, &ana, &readers, busy_until),
        arrivals(&story, [&crowd[..], &few].concat(), began + 2 * most + SOON),
    );

    let (asked, p99) = (commands.len(), percentile(commands, 99));
    let slowest = *urgent.iter().max().unwrap();
    let last_of_few = few.iter().map(|person| arrived[&person.id()][0]).max();
    let last_of_few = last_of_few.unwrap();
    println!(
        "{count} digests in {took:.1?}, {FEW} of another server within {last_of_few:.1?}; {asked} commands, 99 of 100 \
         answered within {p99:.1?}; {} urgent pings within {slowest:.1?}",
        urgent.len()
    );
    assert!(asked >= FEWEST_COMMANDS, "{asked} commands");
    assert!(
        urgent.len() >= FEWEST_PINGS,
        "{} urgent pings",
        urgent.len()
    );
    assert_eq!(arrived.len(), count + FEW, "who got a digest");
    assert!(arrived.values().all(|digests| digests.len() == 1));
    assert!(last_of_few < SOON, "{last_of_few:?}");
    assert!(took < time_for(count + urgent.len()) + SOON, "{took:?}");
    assert!(p99 < Duration::from_millis(300), "{p99:?}");
    assert!(slowest < SOON, "{slowest:?}");
    let findings = story.sim().findings();
    let too_fast = |kind| kind == FindingKind::TooFast;
    assert!(
        !findings.iter().any(|it| too_fast(it.kind)),
        "{findings:#?}"
    );
    for (reader, _) in &readers {
        story.letters(reader);
    }
    story.end().await;
}

/// After how long each of these people got DMs, once all have one or time is up, and how long that took. Meanwhile the
/// story's clock keeps pace with real time.
async fn arrivals(
    story: &Story,
    people: Vec<Person>,
    until: Instant,
) -> (HashMap<UserId, Vec<Duration>>, Duration) {
    let ours: HashSet<_> = people.iter().map(Person::id).collect();
    let (began, began_at) = (Instant::now(), story.stage.now());
    let mut arrived: HashMap<_, Vec<_>> = HashMap::new();
    while arrived.len() < people.len() && Instant::now() < until {
        real_time(Duration::from_millis(50)).await;
        story.stage.set_clock(began_at + began.elapsed());
        for notification in story.sim().take_notifications() {
            let by_adagio = notification.author == story.sim().bot_id();
            if by_adagio && ours.contains(&notification.person) {
                let waited = arrived.entry(notification.person).or_default();
                waited.push(began.elapsed());
            }
        }
    }
    (arrived, began.elapsed())
}
