//! The discord layer against the simulator, on the wire: what comes in, what goes out, and what happens when
//! the wire breaks.

use std::future::Future;
use std::sync::Arc;

use adagio::actions::{Adagio, Seal};
use adagio::clock::{Clock, Sleep};
use adagio::discord::{self, Content, Running, Settings};
use adagio::domain::delivery::Notifier;
use adagio::domain::ids::{ServerId, UserId};
use adagio::domain::person::{DirectMessages, Person};
use adagio::store::{Store, person, server};
use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{
    ChannelId, Fault, Guild, Limits, Permissions, Person as Member, Simulator, Target,
};

/// The route on which messages are sent.
const CREATE: (&str, &str) = ("POST", "/channels/*/messages");

struct HandMoved(discord_sim::Clock);

impl Clock for HandMoved {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep_until(&self, at: DateTime<Utc>) -> Sleep<'_> {
        Box::pin(self.0.until(at))
    }
}

/// A server in which Ben has joined Adagio; its time is Monday, 2026-03-02, 09:00 in Berlin.
struct House {
    sim: Simulator,
    acme: Guild,
    ana: Member,
    ben: Member,
    support: ChannelId,
    folder: tempfile::TempDir,
    running: Option<Running>,
    content: Content,
    more: Vec<Member>,
}

impl House {
    async fn new() -> Self {
        Self::with(Content::Readable, Limits::unlimited(), 0).await
    }

    /// Ben is joined by some more people.
    async fn with(content: Content, limits: Limits, more: usize) -> Self {
        let sim = Simulator::builder()
            .limits(limits)
            .message_content(content == Content::Readable)
            .start()
            .await
            .unwrap();
        let acme = sim.create_guild("Acme");
        let (ana, ben) = (sim.person("ana"), sim.person("ben"));
        acme.add_member(&ana);
        let support = acme.text("support");
        let folder = tempfile::tempdir().unwrap();
        let mut house = Self {
            sim,
            acme,
            ana,
            ben,
            support,
            folder,
            running: None,
            content,
            more: Vec::new(),
        };
        house.more = (0..more)
            .map(|n| house.sim.person(&format!("p{n}")))
            .collect();
        house.join().await;
        house.start().await;
        house
    }

    /// Writes down who joined, as their own commands would.
    async fn join(&self) {
        let store = self.store().await;
        let now = self.sim.clock().now();
        let acme = ServerId::new(number(self.acme.id()));
        let mut write = store.write().await.unwrap();
        server::seen(&mut write, acme, now).await.unwrap();
        for member in self.more.iter().chain([&self.ben]) {
            self.acme.add_member(member);
            let user = UserId::new(number(member.id()));
            let mut person = Person::new(user);
            person.schedule.zone = Some("Europe/Berlin".parse().unwrap());
            person.notifier = Notifier::Adagio;
            person.direct = DirectMessages::Allowed;
            person::save(&mut write, &person, now).await.unwrap();
            server::join(&mut write, acme, user, now).await.unwrap();
        }
        write.commit().await.unwrap();
        store.close().await;
    }

    async fn store(&self) -> Store {
        Store::open(&self.folder.path().join("adagio.db"))
            .await
            .unwrap()
    }

    async fn start(&mut self) {
        let (seal, _) = Seal::from_file(&self.folder.path().join("adagio.key")).unwrap();
        let adagio = Adagio::open(self.store().await, seal).await.unwrap();
        let clock = Arc::new(HandMoved(self.sim.clock()));
        let running = discord::start(Arc::new(adagio), settings(&self.sim, self.content), clock)
            .await
            .unwrap();
        self.running = Some(running);
        self.sim.wait_ready(1).await;
        self.settle().await;
    }

    /// Ends in order.
    async fn stop(&mut self) {
        self.running.take().unwrap().stop().await;
    }

    /// Ends as in a crash.
    fn crash(&mut self) {
        self.running = None;
    }

    /// Waits until everything that Discord sent is handled and nothing is due.
    async fn settle(&self) {
        let running = self.running.as_ref().unwrap();
        within_a_minute(async {
            loop {
                running.idle().await;
                if running.handled(0) >= self.sim.last_seq(0) {
                    break;
                }
                tokio::task::yield_now().await;
            }
        })
        .await;
    }

    async fn pass(&self, time: TimeDelta) {
        self.sim.clock().advance(time);
        self.settle().await;
    }

    /// Ana mentions Ben and waits until Adagio knows.
    async fn ana_asks_ben(&self, what: &str) {
        self.ana
            .post(self.support, &format!("{} {what}", self.ben.mention()))
            .unwrap();
        self.settle().await;
    }

    /// 16:00 in Berlin.
    async fn the_digest_comes(&self) {
        self.sim
            .clock()
            .set("2026-03-02T15:00:00Z".parse().unwrap());
        self.settle().await;
    }

    /// What stands in Ben's DMs, all in one text, and how many messages that is.
    fn read(&self) -> (usize, String) {
        let dms = self.ben.dms();
        let texts: Vec<String> = dms.iter().map(|dm| dm.text()).collect();
        (dms.len(), texts.join("\n"))
    }

    async fn ends_well(mut self) {
        assert_eq!(self.sim.findings(), []);
        if self.running.is_some() {
            self.stop().await;
        }
        self.sim.shutdown().await;
    }
}

fn settings(sim: &Simulator, content: Content) -> Settings {
    Settings {
        token: sim.token().to_owned().into(),
        api_base: sim.api_base(),
        content,
        global_per_second: 50,
        gateway_per_minute: 10_000,
        shards: None,
    }
}

fn number(id: impl ToString) -> i64 {
    id.to_string().parse().unwrap()
}

/// A guard against a test that hangs, not a wait.
async fn within_a_minute(future: impl Future<Output = ()>) {
    let minute = std::time::Duration::from_secs(60);
    tokio::time::timeout(minute, future)
        .await
        .expect("something never came to rest");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mention_arrives_with_the_next_digest() {
    let house = House::new().await;
    house.ana_asks_ben("could you look at the invoice?").await;
    assert_eq!(house.read().0, 0);
    house.the_digest_comes().await;
    let (count, text) = house.read();
    assert_eq!(count, 1, "{text}");
    assert!(text.contains("look at the invoice?"), "{text}");
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_lost_makes_no_second_message() {
    let house = House::new().await;
    house.ana_asks_ben("could you look at the invoice?").await;
    house.sim.faults().next(CREATE, Fault::AppliedButNoAnswer);
    house.the_digest_comes().await;
    house.pass(TimeDelta::seconds(30)).await;
    assert_eq!(house.read().0, 1);
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_was_sent_before_a_crash_is_found_again_long_after() {
    let mut house = House::new().await;
    house.ana_asks_ben("could you look at the invoice?").await;
    house.sim.faults().next(CREATE, Fault::AppliedButNoAnswer);
    house.the_digest_comes().await;
    house.crash();
    house.sim.clock().advance(TimeDelta::minutes(30));
    house.start().await;
    assert_eq!(house.read().0, 1);
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_never_left_is_sent_after_a_crash() {
    let mut house = House::new().await;
    house.ana_asks_ben("could you look at the invoice?").await;
    house.sim.faults().next(CREATE, Fault::RefuseConnection);
    house.the_digest_comes().await;
    house.crash();
    house.sim.clock().advance(TimeDelta::minutes(30));
    house.start().await;
    assert_eq!(house.read().0, 1);
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_while_adagio_was_away_comes_with_the_resumed_session() {
    let mut house = House::new().await;
    house.stop().await;
    house
        .ana
        .post(
            house.support,
            &format!("{} are you there?", house.ben.mention()),
        )
        .unwrap();
    house.start().await;
    house.ana_asks_ben("and now?").await;
    house.the_digest_comes().await;
    let (count, text) = house.read();
    assert_eq!(count, 1, "{text}");
    assert!(
        text.contains("are you there?") && text.contains("and now?"),
        "{text}"
    );
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_connection_loses_nothing() {
    let house = House::new().await;
    house.sim.gateway().drop_socket(0);
    house.ana_asks_ben("during the drop").await;
    house.sim.gateway().reconnect(0);
    house.ana_asks_ben("during the reconnect").await;
    house.sim.gateway().repeat_last_event(0);
    house.the_digest_comes().await;
    let (count, text) = house.read();
    assert_eq!(count, 1, "{text}");
    assert_eq!(text.matches("during the").count(), 2, "{text}");
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_no_longer_read_a_channel_finds_no_trace_of_it() {
    let house = House::new().await;
    let team = house.acme.role("team", Permissions::default());
    house.acme.give_role(&house.ben, team);
    house.acme.give_role(&house.ana, team);
    let secret = house.acme.private_text("secret", &[Target::Role(team)]);
    house
        .ana
        .post(secret, &format!("{} the plan", house.ben.mention()))
        .unwrap();
    house.settle().await;
    house.acme.take_role(&house.ben, team);
    house.the_digest_comes().await;
    assert_eq!(house.read(), (0, String::new()));
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_dms_are_tried_once() {
    let house = House::new().await;
    house.ben.close_dms();
    house.ana_asks_ben("could you look at the invoice?").await;
    house.the_digest_comes().await;
    house.ben.open_dms();
    house.pass(TimeDelta::hours(4)).await;
    assert_eq!(house.read().0, 0);
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rate_limit_is_waited_out() {
    let house = House::new().await;
    house.ana_asks_ben("could you look at the invoice?").await;
    let retry_after = std::time::Duration::from_millis(50);
    house.sim.faults().next(
        CREATE,
        Fault::TooMany {
            retry_after,
            scope: "user",
        },
    );
    house.the_digest_comes().await;
    assert_eq!(house.read().0, 1);
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_intent_that_is_not_allowed_ends_adagio_with_what_to_do() {
    let sim = Simulator::builder()
        .limits(Limits::unlimited())
        .message_content(false)
        .start()
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("adagio.db")).await.unwrap();
    let adagio = Arc::new(Adagio::open(store, Seal::fleeting()).await.unwrap());
    let clock = Arc::new(HandMoved(sim.clock()));
    let running = discord::start(adagio, settings(&sim, Content::Readable), clock)
        .await
        .unwrap();
    let fatal = running.fatal().await;
    assert!(
        fatal.to_string().contains("discord.message_content"),
        "{fatal}"
    );
    running.stop().await;
    sim.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_discord_forgot_is_replaced() {
    let house = House::new().await;
    house.ana_asks_ben("before").await;
    house.sim.gateway().invalidate(0, false);
    house.sim.wait_ready(1).await;
    house.ana_asks_ben("after").await;
    house.the_digest_comes().await;
    let (count, text) = house.read();
    assert_eq!(count, 1, "{text}");
    assert!(text.contains("before") && text.contains("after"), "{text}");
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_in_a_private_thread_hears_of_it() {
    let house = House::new().await;
    let may_see_threads = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
    house.acme.bot_permissions(may_see_threads);
    let plan = house
        .ana
        .start_private_thread(house.support, "plan", &[&house.ben])
        .unwrap();
    house
        .ana
        .post(plan, &format!("{} in here", house.ben.mention()))
        .unwrap();
    house.settle().await;
    house.the_digest_comes().await;
    let (count, text) = house.read();
    assert_eq!(count, 1, "{text}");
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rights_that_cannot_be_found_out_are_asked_for_again() {
    let house = House::new().await;
    house.ana_asks_ben("could you look at the invoice?").await;
    house.sim.gateway().lose_next(0, "GUILD_MEMBERS_CHUNK", 1);
    house.the_digest_comes().await;
    assert_eq!(house.read().0, 0);
    house.pass(TimeDelta::minutes(1)).await;
    assert_eq!(house.read().0, 1);
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_content_intent_digests_have_links_and_no_words() {
    let house = House::with(Content::Hidden, Limits::unlimited(), 0).await;
    house.ana_asks_ben("could you look at the invoice?").await;
    house.the_digest_comes().await;
    let (count, text) = house.read();
    assert_eq!(count, 1, "{text}");
    assert!(!text.contains("invoice"), "{text}");
    assert!(text.contains("https://discord.com/channels/"), "{text}");
    house.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_digest_hour_keeps_to_discords_limits() {
    let house = House::with(Content::Readable, Limits::discord(), 40).await;
    for member in &house.more {
        let question = format!("{} could you look?", member.mention());
        house.ana.post(house.support, &question).unwrap();
    }
    house.settle().await;
    house.the_digest_comes().await;
    assert!(house.more.iter().all(|member| member.dms().len() == 1));
    house.ends_well().await;
}
