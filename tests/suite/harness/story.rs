//! A story's stage, and what people do on it.

use std::collections::HashMap;

use adagio::sandbox::{Props, Stage};
use adagio::telemetry::Errors;
use chrono::{DateTime, NaiveDateTime, Utc};
use discord_sim::{Answer, ChannelId, Guild, MessageId, Person, SeenMessage, Simulator, UserId};
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt;

use super::words;
use crate::query_plans::{begin_recording, hold_what_is_recorded};

/// An instant in UTC: `at("2026-03-02 09:00")`.
pub(crate) fn at(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M")
        .unwrap()
        .and_utc()
}

/// The jump link to a message.
pub(crate) fn link(guild: &Guild, channel: ChannelId, message: MessageId) -> String {
    format!(
        "https://discord.com/channels/{}/{channel}/{message}",
        guild.id()
    )
}

/// A story under way: Monday 2 March 2026, 06:00 UTC (07:00 in Berlin), in the server Acme.
pub(crate) struct Story {
    pub(crate) stage: Stage,
    pub(crate) acme: Guild,
    pub(crate) support: ChannelId,
    pub(crate) dev: ChannelId,
    errors: Errors,
    /// How many of them are meant.
    meant: u64,
    /// Up to which of somebody's direct messages the story has looked.
    read: HashMap<UserId, MessageId>,
    pub(super) people: Vec<Person>,
    _log: DefaultGuard,
}

impl Story {
    /// Acme with #support and #dev, and the bot in it.
    pub(crate) async fn begin() -> Self {
        Self::prepared(Props::default(), |_| {}).await
    }

    /// The same at another time, in UTC: a story about one night begins the day before, because the bot has something to
    /// do every hour.
    pub(crate) async fn begin_at(text: &str) -> Self {
        Self::staged(at(text), Props::default(), |_| {}).await
    }

    /// The same, with other props, and something done to the stage before the bot starts.
    pub(crate) async fn prepared(props: Props, prepare: impl FnOnce(&mut Stage)) -> Self {
        Self::staged(at("2026-03-02 06:00"), props, prepare).await
    }

    async fn staged(
        start_at: DateTime<Utc>,
        props: Props,
        prepare: impl FnOnce(&mut Stage),
    ) -> Self {
        begin_recording();
        let errors = Errors::default();
        let log = tracing_subscriber::registry().with(errors.clone());
        let log = tracing::subscriber::set_default(log);
        let mut stage = Stage::build(Props { start_at, ..props }).await.unwrap();
        stage.settings_mut().discord.message_content = words::told();
        let acme = stage.sim().create_guild("Acme");
        let (support, dev) = (acme.text("support"), acme.text("dev"));
        prepare(&mut stage);
        stage.start_bot().await.unwrap();
        let (read, people) = (HashMap::new(), Vec::new());
        Self {
            stage,
            acme,
            support,
            dev,
            errors,
            meant: 0,
            read,
            people,
            _log: log,
        }
    }

    pub(crate) fn sim(&self) -> &Simulator {
        self.stage.sim()
    }

    /// Somebody in Acme who has nothing to do with Adagio.
    pub(crate) fn person(&mut self, name: &str) -> Person {
        let person = self.sim().person(name);
        self.acme.add_member(&person);
        self.people.push(person.clone());
        person
    }

    /// Somebody in Acme who set their clock and allowed DMs, by the real commands. Their digests come at 09:00 and
    /// 16:00, Monday to Friday.
    pub(crate) async fn joined(&mut self, name: &str, zone: &str) -> Person {
        let person = self.person(name);
        self.joins(&person, zone).await;
        person
    }

    /// Somebody sets their clock and allows DMs, by the real commands.
    pub(crate) async fn joins(&mut self, person: &Person, zone: &str) {
        let panel = self.command(person, "hours", &[("zone", zone)]).await;
        let question = if has_button(&panel, "Yes, by DM") {
            panel
        } else {
            self.press(person, &panel, "Delivery").await
        };
        self.press(person, &question, "Yes, by DM").await;
    }

    /// Runs a command in #support; it has to be answered.
    pub(crate) async fn command(
        &self,
        who: &Person,
        name: &str,
        options: &[(&str, &str)],
    ) -> Answer {
        let answer = who.run_command(self.support, name, options).await.unwrap();
        let answer = answer.settled().await.unwrap();
        self.stage.settle().await.unwrap();
        answer
    }

    /// Presses a button under an answer; that has to be answered.
    pub(crate) async fn press(&self, who: &Person, on: &Answer, label: &str) -> Answer {
        let answer = who
            .click_label(on, label)
            .await
            .unwrap()
            .settled()
            .await
            .unwrap();
        self.stage.settle().await.unwrap();
        answer
    }

    /// Lets time pass until this instant in UTC, stopping at everything that is due.
    pub(crate) async fn until(&self, text: &str) {
        self.stage.advance_to(at(text)).await.unwrap();
    }

    /// Adagio's direct messages that the story has not looked at yet, oldest first; now it has.
    pub(crate) fn letters(&mut self, to: &Person) -> Vec<SeenMessage> {
        let adagio = self.sim().bot_id();
        let looked = self.read.entry(to.id()).or_insert(MessageId::new(0));
        let mut letters = to.dms_after(*looked);
        letters.retain(|message| message.author == adagio);
        *looked = letters.last().map_or(*looked, |last| last.id);
        letters
    }

    /// The one direct message that the story has not looked at yet.
    #[track_caller]
    pub(crate) fn letter(&mut self, to: &Person) -> SeenMessage {
        let mut letters = self.letters(to);
        assert_eq!(letters.len(), 1, "new direct messages: {letters:#?}");
        letters.remove(0)
    }

    /// What comes is logged as an error, once, and that is meant.
    pub(crate) fn means_an_error(&mut self) {
        self.meant += 1;
    }

    /// Ends the story; fails on anything that nobody asked for.
    #[track_caller]
    pub(crate) fn end(mut self) -> impl Future<Output = ()> {
        for person in std::mem::take(&mut self.people) {
            let unread = self.letters(&person);
            assert!(
                unread.is_empty(),
                "{} got what nobody looked at: {unread:#?}",
                person.name()
            );
        }
        let findings = self.sim().findings();
        assert!(
            findings.is_empty(),
            "Discord found fault with: {findings:#?}"
        );
        assert_eq!(
            self.errors.count(),
            self.meant,
            "what was logged as an error"
        );
        async move {
            self.stage.stop_bot().await;
            hold_what_is_recorded().await;
        }
    }
}

fn has_button(answer: &Answer, label: &str) -> bool {
    answer
        .message()
        .is_some_and(|message| message.buttons().iter().any(|button| button.label == label))
}
