//! `/inbox` shows what waits at any time, a page at a time, and only what may be read (PRODUCT P5, P6, P8).

use discord_sim::Permissions;

use crate::harness::{Story, link};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_inbox_turns_its_pages_and_delivers_nothing() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let mut asked = Vec::new();
    for number in 1..=12 {
        asked.push(
            ana.post(
                story.support,
                &format!("{} question {number}", ben.mention()),
            )
            .unwrap(),
        );
    }
    story.stage.settle().await.unwrap();
    let first = story.command(&ben, "inbox", &[]).await;
    assert!(
        first.text().starts_with("12 wait for you.\nPage 1 of 2."),
        "{}",
        first.text()
    );
    assert!(first.is_ephemeral());
    let second = story.press(&ben, &first, "Later page").await;
    let last = link(&story.acme, story.support, asked[11]);
    assert!(second.text().contains(&last) && second.text().contains("question 12"));
    assert!(
        !second
            .text()
            .contains(&link(&story.acme, story.support, asked[0]))
    );
    story.until("2026-03-02 08:00").await;
    let digest = story.letter(&ben);
    assert!(
        digest.text().starts_with("12 wait for you."),
        "looking is no delivery"
    );
    let turned = ben
        .click_label(digest.id, "Later page")
        .await
        .unwrap()
        .settled()
        .await
        .unwrap();
    story.stage.settle().await.unwrap();
    assert!(turned.text().contains(&last), "{}", turned.text());
    let empty = story.command(&ben, "inbox", &[]).await;
    assert!(
        empty.text().starts_with("Nothing waits for you."),
        "{}",
        empty.text()
    );
    let buttons = empty.message().unwrap().buttons();
    assert_eq!(buttons[0].label, "Last digest");
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_inbox_leaves_no_trace_of_what_may_not_be_read() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    ana.post(story.dev, &format!("{} a secret", ben.mention()))
        .unwrap();
    story.stage.settle().await.unwrap();
    let everyone = discord_sim::Target::Role(story.acme.everyone());
    story.acme.overwrite(
        story.dev,
        everyone,
        Permissions::NONE,
        Permissions::VIEW_CHANNEL,
    );
    story.stage.settle().await.unwrap();
    let inbox = story.command(&ben, "inbox", &[]).await;
    assert!(
        inbox.text().starts_with("Nothing waits for you."),
        "{}",
        inbox.text()
    );
    story.until("2026-03-02 12:00").await;
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_never_set_their_hours_is_invited_to() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let inbox = story.command(&ana, "inbox", &[]).await;
    assert!(
        inbox.text().contains("you haven't set your hours yet"),
        "{}",
        inbox.text()
    );
    let clock = story.press(&ana, &inbox, "Set my hours").await;
    assert!(clock.text().contains("What does your clock say now?"));
    story.end().await;
}
