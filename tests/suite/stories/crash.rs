//! A digest is delivered once, wherever the bot is stopped dead on the way (PRODUCT P14).
//!
//! What was delivered is counted in the simulator's world, never in our rows.

use std::time::Duration;

use adagio::actions::{Adagio, Seal, digest, outbox};
use adagio::domain::ids::{ChannelId, UserId};
use adagio::domain::rights::{Rights, Sight};
use adagio::store::Store;
use chrono::TimeDelta;
use discord_sim::{Fault, MessageId, Permissions, Person, RouteMatch, Scope};

use crate::harness::{Story, at, link};

/// When Ben's digest is due: 09:00 in Berlin.
const DUE: &str = "2026-03-02 08:00";

/// How long the bot is away: the nonce of the first try still holds, or no longer does.
const AWAY: [TimeDelta; 2] = [TimeDelta::seconds(30), TimeDelta::minutes(15)];

/// Ben waits for one mention, and it is a moment before his digest.
struct Eve {
    story: Story,
    ben: Person,
    asked: MessageId,
}

impl Eve {
    async fn begin() -> Self {
        let mut story = Story::begin().await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        let text = format!("{} is the export final?", ben.mention());
        let asked = ana.post(story.support, &text).unwrap();
        story.until("2026-03-02 07:59").await;
        Self { story, ben, asked }
    }

    /// The bot is stopped dead; the digest is due.
    fn kill(&mut self) {
        self.story.stage.kill_bot();
        self.story
            .stage
            .set_clock(at(DUE).max(self.story.stage.now()));
    }

    /// The rows of the bot that was stopped, worked on by hand.
    async fn rows(&self) -> Adagio {
        let folder = self.story.stage.folder();
        let store = Store::open(&folder.join("adagio.db")).await.unwrap();
        let (seal, _) = Seal::from_file(&folder.join("adagio.key")).unwrap();
        Adagio::open(store, seal).await.unwrap()
    }

    /// Composes what is due, as the bot would.
    async fn compose(&self, adagio: &Adagio) {
        let ben = UserId::new(i64::try_from(self.ben.id().get()).unwrap());
        let support = ChannelId::new(i64::try_from(self.story.support.get()).unwrap());
        let mut rights = Rights::default();
        rights.note(ben, support, Sight::Readable);
        let composed = digest::compose(adagio, ben, at(DUE), &rights)
            .await
            .unwrap();
        assert!(
            matches!(composed, digest::Composed::Letter(_)),
            "{composed:?}"
        );
    }

    /// The bot comes back after a while, and time goes on for a day: one message with the ping in it has come.
    async fn comes_back_after(mut self, away: TimeDelta) {
        let back_at = self.story.stage.now() + away;
        self.story.stage.set_clock(back_at);
        self.story.stage.start_bot().await.unwrap();
        self.story.until("2026-03-03 12:00").await;
        let letter = self.story.letter(&self.ben);
        let jump = link(&self.story.acme, self.story.support, self.asked);
        assert_eq!(letter.text().matches(&jump).count(), 1, "{}", letter.text());
        self.story.end().await;
    }
}

#[tokio::test]
async fn a_digest_that_fell_due_while_the_bot_was_down_is_delivered_once() {
    for away in AWAY {
        let mut eve = Eve::begin().await;
        eve.kill();
        eve.comes_back_after(away).await;
    }
}

#[tokio::test]
async fn a_digest_that_was_composed_and_not_sent_is_delivered_once() {
    for away in AWAY {
        let mut eve = Eve::begin().await;
        eve.kill();
        let adagio = eve.rows().await;
        eve.compose(&adagio).await;
        drop(adagio);
        eve.comes_back_after(away).await;
    }
}

#[tokio::test]
async fn what_was_composed_before_a_crash_is_looked_at_again_before_it_is_sent() {
    let mut eve = Eve::begin().await;
    eve.kill();
    let adagio = eve.rows().await;
    eve.compose(&adagio).await;
    drop(adagio);
    let (acme, support) = (&eve.story.acme, eve.story.support);
    acme.overwrite(
        support,
        &eve.ben,
        Permissions::NONE,
        Permissions::VIEW_CHANNEL,
    );
    eve.story.stage.set_clock(at(DUE) + TimeDelta::minutes(30));
    eve.story.stage.start_bot().await.unwrap();
    eve.story.until("2026-03-03 12:00").await;
    assert_eq!(eve.ben.dms().len(), 0, "no trace of what he can't read");
    eve.story.end().await;
}

#[tokio::test]
async fn a_digest_that_was_about_to_be_sent_is_delivered_once() {
    for away in AWAY {
        let mut eve = Eve::begin().await;
        eve.kill();
        let adagio = eve.rows().await;
        eve.compose(&adagio).await;
        assert_eq!(outbox::claim(&adagio, at(DUE), 10).await.unwrap().len(), 1);
        drop(adagio);
        eve.comes_back_after(away).await;
    }
}

#[tokio::test]
async fn a_digest_that_was_sent_but_whose_answer_was_lost_is_delivered_once() {
    for away in AWAY {
        let mut eve = Eve::begin().await;
        let sending = ("POST", "/channels/*/messages");
        eve.story
            .sim()
            .faults()
            .next(sending, Fault::AppliedButNoAnswer);
        eve.story.stage.set_clock(at(DUE));
        while eve.story.sim().faults().hits() == 0 {
            tokio::task::yield_now().await;
        }
        eve.kill();
        assert_eq!(eve.ben.dms().len(), 1, "it was applied");
        eve.comes_back_after(away).await;
    }
}

#[tokio::test]
async fn a_digest_that_never_left_is_delivered_once() {
    for away in AWAY {
        let mut eve = Eve::begin().await;
        let sending = ("POST", "/channels/*/messages");
        let faults = eve.story.sim().faults();
        faults.always(sending, Fault::RefuseConnection);
        eve.story.stage.set_clock(at(DUE));
        while faults.hits() == 0 {
            tokio::task::yield_now().await;
        }
        eve.kill();
        assert_eq!(eve.ben.dms().len(), 0, "it was lost on the way");
        faults.clear();
        eve.comes_back_after(away).await;
    }
}

/// Whoever asks again before is refused again, and after a quarter of a second Discord finds fault with it.
const LIMITED_FOR: Duration = Duration::from_millis(600);

#[tokio::test]
async fn a_rate_limit_is_waited_out() {
    for scope in [Scope::User, Scope::Global, Scope::Shared] {
        let eve = Eve::begin().await;
        let limit = Fault::TooMany {
            retry_after: LIMITED_FOR,
            scope,
        };
        let sending = ("POST", "/channels/*/messages");
        let faults = eve.story.sim().faults();
        faults.next(sending, limit);
        faults.always(sending, Fault::Delay(Duration::ZERO));
        eve.story.until(DUE).await;
        assert_eq!(
            faults.hits(),
            2,
            "{scope:?}: one was refused, the next one came"
        );
        eve.comes_back_running().await;
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_while_the_bot_runs_doubles_nothing() {
    let eve = Eve::begin().await;
    let sending = ("POST", "/channels/*/messages");
    eve.story
        .sim()
        .faults()
        .next(sending, Fault::AppliedButNoAnswer);
    eve.story.until(DUE).await;
    eve.comes_back_running().await;
}

#[tokio::test]
async fn a_digest_that_came_without_an_answer_before_the_door_closed_is_not_held_again() {
    let eve = Eve::begin().await;
    let (faults, to_ben) = (eve.story.sim().faults(), RouteMatch::dms_to(eve.ben.id()));
    let closed =
        serde_json::json!({"message": "Cannot send messages to this user", "code": 50_007});
    faults.next(to_ben.clone(), Fault::AppliedButNoAnswer);
    faults.next(to_ben, Fault::Status(403, closed));
    eve.story.until("2026-03-02 08:10").await;
    let inbox = eve.story.command(&eve.ben, "inbox", &[]).await;
    assert!(inbox.text().contains("Nothing waits"), "{}", inbox.text());
    eve.comes_back_running().await;
}

#[tokio::test]
async fn a_digest_that_discord_refuses_for_a_while_comes_once_it_can() {
    let eve = Eve::begin().await;
    let sending = ("POST", "/channels/*/messages");
    let overloaded = serde_json::json!({"message": "overloaded", "code": 130_000});
    eve.story
        .sim()
        .faults()
        .times(8, sending, Fault::Status(503, overloaded));
    eve.story.until(DUE).await;
    eve.comes_back_running().await;
}

impl Eve {
    /// The bot was never away: after a day one message has come.
    async fn comes_back_running(mut self) {
        self.story.until("2026-03-03 12:00").await;
        let letter = self.story.letter(&self.ben);
        let jump = link(&self.story.acme, self.story.support, self.asked);
        assert!(letter.text().contains(&jump), "{}", letter.text());
        self.story.end().await;
    }
}

/// How many points on the way from "due" to "marked as sent" are cut.
const CUTS: usize = 12;

/// How many turns of the executor it takes from "due" to "marked as sent".
async fn turns_of_a_delivery() -> usize {
    let mut eve = Eve::begin().await;
    eve.story.stage.set_clock(at(DUE));
    let mut turns = 0;
    while !eve.is_through().await {
        tokio::task::yield_now().await;
        turns += 1;
    }
    eve.story.letter(&eve.ben);
    eve.story.end().await;
    turns
}

impl Eve {
    async fn is_through(&self) -> bool {
        let adagio = self.story.stage.app().unwrap().adagio();
        digest::next_due(adagio).await.unwrap().is_none()
    }
}

/// Cuts the delivery short at points that are spread over all its steps, whatever the steps are.
#[tokio::test]
async fn wherever_the_bot_is_stopped_dead_a_digest_is_delivered_once() {
    // The fewer of two: something else may have kept the machine busy once.
    let (once, again) = (turns_of_a_delivery().await, turns_of_a_delivery().await);
    let whole = once.min(again);
    let mut cut_short = 0;
    for away in AWAY {
        for cut in 0..CUTS {
            let mut eve = Eve::begin().await;
            eve.story.stage.set_clock(at(DUE));
            for _ in 0..whole * cut / CUTS {
                tokio::task::yield_now().await;
                // The database and the wire have threads of their own: a look gives them time.
                eve.is_through().await;
            }
            cut_short += usize::from(!eve.is_through().await);
            eve.kill();
            eve.comes_back_after(away).await;
        }
    }
    assert!(
        cut_short > AWAY.len(),
        "{cut_short} deliveries were cut short"
    );
}
