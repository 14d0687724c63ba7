//! Everything is looked at again in the minute of delivery (PRODUCT P6).

use discord_sim::{ChannelId, MessageId, Permissions, Person, Ping, SeenMessage};

use crate::harness::{Story, link};

const MORNING: &str = "2026-03-02 08:00";

/// A morning on which Ana has asked Ben one thing that nobody touches, and something else happens.
struct Morning {
    story: Story,
    ana: Person,
    ben: Person,
}

impl Morning {
    async fn begin() -> Self {
        Self::of(Story::begin().await).await
    }

    async fn of(mut story: Story) -> Self {
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        Self { story, ana, ben }
    }

    /// Ana asks Ben.
    fn ask(&self, channel: ChannelId, text: &str) -> MessageId {
        let text = format!("{} {text}", self.ben.mention());
        self.ana.post(channel, &text).unwrap()
    }

    async fn digest(&mut self) -> SeenMessage {
        self.story.until(MORNING).await;
        self.story.letter(&self.ben)
    }

    /// No digest came, and the inbox knows of nothing.
    async fn ends_with_nothing(mut self) {
        self.story.until("2026-03-03 18:00").await;
        assert!(self.story.letters(&self.ben).is_empty());
        let inbox = self.story.command(&self.ben, "inbox", &[]).await;
        let text = inbox.text();
        assert!(text.starts_with("Nothing waits for you."), "{text}");
        assert!(!text.contains("settled"), "{text}");
        self.story.end().await;
    }
}

#[tokio::test]
async fn what_is_settled_by_the_morning_is_one_number_in_the_digest() {
    let mut morning = Morning::begin().await;
    let (support, dev) = (morning.story.support, morning.story.dev);
    let waits = morning.ask(dev, "this one waits");
    let answered = morning.ask(support, "answered with a reply");
    morning
        .ben
        .reply(support, answered, "yes", Ping::Off)
        .unwrap();
    let in_thread = morning.ask(support, "answered in its thread");
    let thread = morning
        .ana
        .start_thread(support, in_thread, "more on this")
        .unwrap();
    morning.ben.post(thread, "here is why").unwrap();
    let by_sender = morning.ask(dev, "settled by its sender");
    morning.ana.react(dev, by_sender, "✅").unwrap();
    let by_reader = morning.ask(dev, "settled by its reader");
    morning.ben.react(dev, by_reader, "✅").unwrap();
    let deleted = morning.ask(dev, "deleted");
    morning.ana.delete(dev, deleted).unwrap();
    let renamed = morning.ask(dev, "edited away");
    morning.ana.edit(dev, renamed, "never mind").unwrap();

    let digest = morning.digest().await;

    let text = digest.text();
    assert_eq!(digest.content, "1 waits for you. 6 settled themselves.");
    assert!(
        text.contains(&link(&morning.story.acme, dev, waits)),
        "{text}"
    );
    for word in [
        "answered",
        "settled by",
        "deleted",
        "edited away",
        "never mind",
    ] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    morning.story.end().await;
}

#[tokio::test]
async fn messages_deleted_in_bulk_are_gone() {
    let mut morning = Morning::begin().await;
    let (support, dev) = (morning.story.support, morning.story.dev);
    morning.ask(dev, "this one waits");
    let spam = [1, 2, 3].map(|n| morning.ask(support, &format!("buy {n}")));
    morning.story.acme.delete_in_bulk(support, &spam);

    let digest = morning.digest().await;

    assert_eq!(digest.content, "1 waits for you. 3 settled themselves.");
    assert!(!digest.text().contains("buy"), "{}", digest.text());
    morning.story.end().await;
}

#[tokio::test]
async fn a_tick_that_is_taken_back_settles_nothing() {
    let mut morning = Morning::begin().await;
    let dev = morning.story.dev;
    let (asked, other) = (morning.ask(dev, "done?"), morning.ask(dev, "and this?"));
    morning.ben.react(dev, asked, "✅").unwrap();
    morning.story.stage.settle().await.unwrap();
    morning.ben.unreact(dev, asked, "✅").unwrap();
    let cara = morning.story.person("cara");
    cara.react(dev, other, "✅").unwrap();
    morning.ben.react(dev, other, "👀").unwrap();

    let digest = morning.digest().await;

    assert_eq!(digest.content, "2 wait for you.");
    morning.story.end().await;
}

/// Without the intent the link leads to what it reads now.
#[tokio::test]
async fn an_edited_message_is_shown_as_it_reads_now() {
    let mut morning = Morning::of(Story::of_words().await).await;
    let dev = morning.story.dev;
    let asked = morning.ask(dev, "is the February export final?");
    let corrected = format!("{} is the **March** export final?", morning.ben.mention());
    morning.ana.edit(dev, asked, &corrected).unwrap();

    let digest = morning.digest().await;

    let text = digest.text();
    assert!(
        text.contains(r"> is the \*\*March\*\* export final?"),
        "{text}"
    );
    assert!(!text.contains("February"), "{text}");
    morning.story.end().await;
}

#[tokio::test]
async fn a_channel_that_is_made_private_leaves_no_trace() {
    let mut morning = Morning::begin().await;
    let (acme, support, dev) = (
        morning.story.acme.clone(),
        morning.story.support,
        morning.story.dev,
    );
    morning.ask(dev, "this one waits");
    let hidden = morning.ask(support, "between us");
    let thread = morning
        .ana
        .start_thread(support, hidden, "the plan")
        .unwrap();
    morning.ask(thread, "and here");
    morning.story.until("2026-03-02 07:59").await;
    acme.overwrite(
        support,
        acme.everyone(),
        Permissions::NONE,
        Permissions::VIEW_CHANNEL,
    );

    let digest = morning.digest().await;

    let text = digest.text();
    assert_eq!(
        digest.content, "1 waits for you.",
        "no count of what is hidden"
    );
    for trace in [
        support.to_string(),
        thread.to_string(),
        "between us".to_owned(),
    ] {
        assert!(!text.contains(&trace), "{trace} in {text}");
    }
    morning.story.end().await;
}

#[tokio::test]
async fn a_role_that_is_taken_the_second_before_leaves_no_trace() {
    let morning = Morning::begin().await;
    let acme = morning.story.acme.clone();
    let board = acme.role("board", Permissions::NONE);
    let room = acme.private_text("board-room", &[board.into(), acme.bot_role().into()]);
    acme.give_role(&morning.ana, board);
    acme.give_role(&morning.ben, board);
    morning.ask(room, "the figures");
    morning.story.until("2026-03-02 07:59").await;
    morning
        .story
        .stage
        .set_clock(crate::harness::at(MORNING) - chrono::TimeDelta::seconds(1));
    acme.take_role(&morning.ben, board);
    morning.ends_with_nothing().await;
}

#[tokio::test]
async fn of_a_server_that_somebody_left_there_is_no_trace() {
    let morning = Morning::begin().await;
    morning.ask(morning.story.support, "before the kick");
    morning.story.until("2026-03-02 07:59").await;
    morning.story.acme.kick(&morning.ben);
    morning.story.until("2026-03-03 18:00").await;
    morning.story.acme.add_member(&morning.ben);
    morning.ends_with_nothing().await;
}

#[tokio::test]
async fn a_channel_that_is_deleted_takes_its_pings_along() {
    let morning = Morning::begin().await;
    morning.ask(morning.story.dev, "in a channel that goes");
    morning.story.stage.settle().await.unwrap();
    morning.story.acme.delete_channel(morning.story.dev);
    morning.ends_with_nothing().await;
}

#[tokio::test]
async fn where_the_reader_wrote_since_one_line_is_enough() {
    let mut morning = Morning::begin().await;
    let (support, dev) = (morning.story.support, morning.story.dev);
    let first = morning.ask(support, "one");
    morning.ask(support, "two");
    morning.ben.post(support, "on it").unwrap();
    let waits = morning.ask(dev, "three");

    let digest = morning.digest().await;

    let text = digest.text();
    assert_eq!(digest.content, "1 waits for you.");
    assert!(
        text.contains(&link(&morning.story.acme, dev, waits)),
        "{text}"
    );
    let line = format!("Probably seen, because you wrote there since: <#{support}> (2, ");
    assert!(text.contains(&line), "{text}");
    assert!(
        text.contains(&link(&morning.story.acme, support, first)),
        "{text}"
    );
    assert!(!text.contains("> one"), "{text}");
    morning.story.end().await;
}

#[tokio::test]
async fn what_was_only_seen_is_nothing_new() {
    let morning = Morning::begin().await;
    morning.ask(morning.story.support, "one");
    morning.ben.post(morning.story.support, "on it").unwrap();
    morning.ends_with_nothing().await;
}

#[tokio::test]
async fn where_everything_settled_itself_nothing_comes() {
    let morning = Morning::begin().await;
    let asked = morning.ask(morning.story.support, "one");
    morning.ana.delete(morning.story.support, asked).unwrap();
    morning.ends_with_nothing().await;
}
