//! Nothing more from a thread, or from a person; and hearing of them again.

use discord_sim::{Answer, ChannelId, Permissions, Person};
use serde_json::json;

use super::{AFTERNOON, MORNING, open};
use crate::harness::Story;

/// Ana has asked Ben in a thread of #support and in #dev; the digest with both has come.
struct Day {
    story: Story,
    ana: Person,
    ben: Person,
    thread: ChannelId,
}

impl Day {
    async fn begin() -> (Self, Answer) {
        let mut story = Story::begin().await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        let first = ana.post(story.support, "a limiter?").unwrap();
        let thread = ana
            .start_thread(story.support, first, "rate limiter")
            .unwrap();
        ana.post(thread, &format!("{} the first?", ben.mention()))
            .unwrap();
        ana.post(story.dev, &format!("{} elsewhere?", ben.mention()))
            .unwrap();
        story.until(MORNING).await;
        let digest = story.letter(&ben);
        let opened = open(&story, &ben, &digest, 1).await;
        let text = story.read(&opened.text());
        assert!(text.contains("> the first?"), "{text}");
        let day = Self {
            story,
            ana,
            ben,
            thread,
        };
        (day, opened)
    }

    /// Ana asks again, in the thread and in #dev.
    async fn asks_again(&self) {
        let ben = self.ben.mention();
        self.ana
            .post(self.thread, &format!("{ben} in the thread?"))
            .unwrap();
        self.ana
            .post(self.story.dev, &format!("{ben} in dev?"))
            .unwrap();
        self.story.stage.settle().await.unwrap();
    }

    async fn press(&self, on: &Answer, label: &str) -> Answer {
        self.story.press(&self.ben, on, label).await
    }

    async fn inbox(&self) -> Answer {
        self.story.command(&self.ben, "inbox", &[]).await
    }
}

const COUNTED: &str = "1 ping of the last 7 days came from what you muted.";

#[tokio::test]
async fn a_muted_thread_is_counted_in_the_inbox_and_comes_with_no_digest() {
    let (mut day, opened) = Day::begin().await;
    let list = day.press(&opened, "Mute thread").await.text();
    // What came before stays.
    assert!(
        list.starts_with("2 wait for you.\nMuted. Pings from this thread"),
        "{list}"
    );
    assert!(day.story.read(&list).contains("the first?"), "{list}");
    day.asks_again().await;
    let inbox = day.inbox().await.text();
    assert!(
        inbox.starts_with("1 waits for you.\n") && inbox.contains(COUNTED),
        "{inbox}"
    );
    assert!(!inbox.contains("in the thread?"), "{inbox}");

    day.story.until(AFTERNOON).await;
    let digest = day.story.letter(&day.ben);
    assert_eq!(digest.content, "1 waits for you.");
    assert!(
        !digest.text().contains("in the thread?"),
        "{}",
        digest.text()
    );
    let inbox = day.inbox().await.text();
    assert!(
        inbox.starts_with("Nothing waits for you.\n") && inbox.contains(COUNTED),
        "{inbox}"
    );
    // A week later the line is gone.
    day.story.until("2026-03-10 12:00").await;
    let inbox = day.inbox().await.text();
    assert!(!inbox.contains("muted"), "{inbox}");
    day.story.end().await;
}

#[tokio::test]
async fn nothing_more_from_a_person_holds_everywhere_and_tells_them_nothing() {
    let (mut day, opened) = Day::begin().await;
    let list = day
        .press(&opened, "Nothing more from this person")
        .await
        .text();
    assert!(
        list.contains("\nUntil <t:1780214400:F>, pings from this person"),
        "{list}"
    );
    let li = day.story.person("li");
    day.asks_again().await;
    li.post(
        day.story.dev,
        &format!("{} and from li?", day.ben.mention()),
    )
    .unwrap();
    let asked = day
        .ana
        .post(
            day.story.support,
            &format!("{} once more?", day.ben.mention()),
        )
        .unwrap();
    day.story.stage.settle().await.unwrap();
    let ben = day.ben.mention();
    let (waits, came) = (
        format!("{ben} reads this with the digest of <t:1772463600:F> (<t:1772463600:R>)."),
        format!("{ben}: was in a digest."),
    );
    for told in [waits, came] {
        // She hears what anybody hears.
        let why = day
            .story
            .why(&day.ana, day.story.support, asked)
            .await
            .text();
        assert_eq!(why, told);
        let why = day
            .story
            .why(&day.ben, day.story.support, asked)
            .await
            .text();
        assert_eq!(
            why,
            "This no longer waits for you.\n- You muted where it stands, or who sent it."
        );
        day.story.until(AFTERNOON).await;
    }
    let digest = day.story.letter(&day.ben);
    assert_eq!(digest.content, "1 waits for you.");
    let text = day.story.read(&digest.text());
    assert!(text.contains("and from li?"), "{text}");
    let inbox = day.inbox().await.text();
    assert!(
        inbox.contains("3 pings of the last 7 days came from what you muted."),
        "{inbox}"
    );
    day.story.end().await;
}

#[tokio::test]
async fn what_is_muted_is_heard_again_from_the_answer_the_item_and_the_list() {
    let (mut day, opened) = Day::begin().await;
    let list = day.press(&opened, "Mute thread").await;
    let heard = day.press(&list, "Unmute thread").await.text();
    assert!(
        heard.contains("\nFrom now on you hear of it again."),
        "{heard}"
    );

    let reopened = open(&day.story, &day.ben, &list.message().unwrap(), 1).await;
    let list = day.press(&reopened, "Nothing more from this person").await;
    let reopened = open(&day.story, &day.ben, &list.message().unwrap(), 1).await;
    let heard = day.press(&reopened, "Hear this person again").await;

    let reopened = open(&day.story, &day.ben, &heard.message().unwrap(), 1).await;
    let list = day.press(&reopened, "Mute thread").await;
    let reopened = open(&day.story, &day.ben, &list.message().unwrap(), 1).await;
    day.press(&reopened, "Nothing more from this person").await;
    let panel = day.story.command(&day.ben, "hours", &[]).await;
    let mutes = day.press(&panel, "What I muted").await;
    assert!(mutes.is_ephemeral());
    let text = mutes.text();
    let thread = format!("`1` <#{}> › <#{}> · since", day.story.support, day.thread);
    let person = format!("`2` {} · until", day.ana.mention());
    assert!(text.contains(&thread) && text.contains(&person), "{text}");
    let mutes = day.story.pick(&day.ben, &mutes, &["1 · a thread"]).await;
    assert!(
        !mutes.text().contains("rate limiter") && mutes.text().contains("`1` <@"),
        "{}",
        mutes.text()
    );
    let mutes = day.story.pick(&day.ben, &mutes, &["1 · a person"]).await;
    assert!(
        mutes.text().starts_with("You have muted nothing."),
        "{}",
        mutes.text()
    );

    day.asks_again().await;
    day.story.until(AFTERNOON).await;
    assert_eq!(day.story.letter(&day.ben).content, "2 wait for you.");
    day.story.end().await;
}

#[tokio::test]
async fn what_was_muted_by_mistake_and_heard_again_before_the_digest_comes_with_it() {
    let (mut day, opened) = Day::begin().await;
    let list = day.press(&opened, "Mute thread").await;
    day.asks_again().await;
    day.press(&list, "Unmute thread").await;
    day.story.until(AFTERNOON).await;
    let digest = day.story.letter(&day.ben);
    assert_eq!(digest.content, "2 wait for you.");
    day.story.end().await;
}

#[tokio::test]
async fn of_what_is_muted_nothing_shows_that_its_reader_may_not_read_now() {
    let (mut day, opened) = Day::begin().await;
    day.press(&opened, "Mute thread").await;
    day.asks_again().await;
    day.story.until(AFTERNOON).await;
    day.story.letter(&day.ben);
    let acme = day.story.acme.clone();
    acme.overwrite(
        day.story.support,
        acme.everyone(),
        Permissions::NONE,
        Permissions::VIEW_CHANNEL,
    );
    day.story.stage.settle().await.unwrap();
    let dm = day.ben.open_dm();
    let inbox = day
        .story
        .command_in(dm, &day.ben, "inbox", &[])
        .await
        .text();
    assert!(!inbox.contains("muted"), "not even a count: {inbox}");
    let panel = day.story.command_in(dm, &day.ben, "hours", &[]).await;
    let mutes = day.press(&panel, "What I muted").await.text();
    assert!(mutes.starts_with("You have muted nothing."), "{mutes}");
    day.story.end().await;
}

#[tokio::test]
async fn what_is_muted_is_listed_by_privacy_and_goes_with_either_of_the_two() {
    let (mut day, opened) = Day::begin().await;
    let list = day.press(&opened, "Mute thread").await;
    let reopened = open(&day.story, &day.ben, &list.message().unwrap(), 1).await;
    day.press(&reopened, "Nothing more from this person").await;
    let kept = day.story.command(&day.ben, "privacy", &[]).await.text();
    assert!(
        kept.contains("• 2 threads and people that you muted"),
        "{kept}"
    );
    // Who is forgotten is forgotten by those, too, who muted them.
    forget(&day, &day.ana).await;
    let kept = day.story.command(&day.ben, "privacy", &[]).await.text();
    assert!(
        kept.contains("• 1 thread or person that you muted"),
        "{kept}"
    );
    forget(&day, &day.ben).await;
    let kept = day.story.command(&day.ben, "privacy", &[]).await.text();
    assert!(!kept.contains("muted"), "{kept}");
    day.story.letters(&day.ben);
    day.story.end().await;
}

async fn forget(day: &Day, who: &Person) {
    let kept = day.story.command(who, "privacy", &[]).await;
    let sure = day.story.press(who, &kept, "Forget me").await;
    day.story.press(who, &sure, "Yes, forget me").await;
}

#[tokio::test]
async fn a_mute_that_is_pressed_again_says_when_it_ends_and_not_later() {
    let (mut day, opened) = Day::begin().await;
    let press = opened.message().unwrap().buttons().into_iter();
    let hush = press.filter(|it| it.label == "Nothing more from this person");
    let hush = hush.map(|it| it.custom_id.unwrap()).next().unwrap();
    let button = json!({ "type": 2, "style": 2, "label": "Press", "custom_id": hush });
    let dm = day.ben.open_dm();
    let old = day.story.leftover(dm, button).await;
    let until = "\nUntil <t:1780214400:F>, pings from this person";
    let first = day.press(&opened, "Nothing more from this person").await;
    assert!(first.text().contains(until), "{}", first.text());
    day.story.until("2026-03-04 12:00").await;
    let again = day.story.press_on(&day.ben, old, "Press").await.text();
    assert!(again.contains(until), "{again}");
    day.story.letters(&day.ben);
    day.story.end().await;
}
