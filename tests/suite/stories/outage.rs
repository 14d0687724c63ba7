//! One server has an outage: what can't wait and stands in another arrives at once all the same.

use chrono::TimeDelta;
use discord_sim::{ChannelId, Guild, Permissions, Person, RoleId};

use crate::harness::{Story, at};

/// Ben made Adagio his notifier. He is in Acme, where #support is `sync`, and has a role in Beta; Ana is in both.
struct TwoServers {
    story: Story,
    beta: Guild,
    desk: ChannelId,
    billing: RoleId,
    ana: Person,
    ben: Person,
}

impl TwoServers {
    async fn open() -> Self {
        let mut story = Story::begin().await;
        let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
        let ben = story.undisturbed("ben", "Europe/Berlin").await;
        story.set_mode(&keeper, Some(story.support), "sync").await;
        let beta = story.another_server("Beta");
        let desk = beta.text("desk");
        for person in [&ana, &ben] {
            beta.add_member(person);
        }
        let billing = beta.role("billing", Permissions::NONE);
        beta.make_mentionable(billing);
        beta.give_role(&ben, billing);
        story.stage.settle().await.unwrap();
        story.command_in(desk, &ben, "hours", &[]).await;
        Self {
            story,
            beta,
            desk,
            billing,
            ana,
            ben,
        }
    }

    /// Beta's role is asked, and right after that Beta is out.
    async fn falls_out(&self) {
        let asked = format!("<@&{}> is the export final?", self.billing);
        self.ana.post(self.desk, &asked).unwrap();
        self.story.stage.settle().await.unwrap();
        self.beta.begin_outage();
        self.story.stage.settle().await.unwrap();
    }

    /// Ana asks Ben in #support, and he is pushed in this minute.
    async fn asks_at_once(&mut self, time: &str) {
        let before = self.story.pushes(&self.ben).len();
        self.story.until(time).await;
        let ask = format!("{} can you look?", self.ben.mention());
        self.ana.post(self.story.support, &ask).unwrap();
        self.story.stage.settle().await.unwrap();
        let letter = self.story.letter(&self.ben).text();
        assert!(!letter.contains("Beta"), "{letter}");
        assert_eq!(self.story.pushes(&self.ben)[before..], [at(time)]);
    }

    async fn advance(&self, minutes: i64) {
        let then = self.story.stage.now() + TimeDelta::minutes(minutes);
        self.story.stage.advance_to(then).await.unwrap();
    }
}

#[tokio::test]
async fn what_cannot_wait_does_not_wait_for_the_outage_of_another_server() {
    let mut both = TwoServers::open().await;
    both.story.until("2026-03-02 10:00").await;
    both.falls_out().await;
    both.asks_at_once("2026-03-02 10:17").await;
    both.beta.end_outage();
    both.story.until("2026-03-02 15:00").await;
    let digest = both.story.letter(&both.ben).text();
    assert!(digest.contains("Beta"), "{digest}");
    both.story.end().await;
}

#[tokio::test]
async fn while_a_digest_waits_for_an_outage_to_end_what_cannot_wait_is_pushed() {
    let mut both = TwoServers::open().await;
    both.story.until("2026-03-02 10:00").await;
    both.falls_out().await;
    both.story.until("2026-03-02 15:00").await;
    assert_eq!(both.story.letters(&both.ben), [], "the digest waits");
    both.asks_at_once("2026-03-02 15:03").await;
    both.beta.end_outage();
    both.advance(1).await;
    let digest = both.story.letter(&both.ben).text();
    assert!(digest.contains("Beta"), "{digest}");
    both.story.until("2026-03-03 18:00").await;
    assert_eq!(both.story.letters(&both.ben), []);
    both.story.end().await;
}
