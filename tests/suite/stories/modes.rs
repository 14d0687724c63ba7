//! What a channel's mode makes of a ping: at once, with the digest, or nothing (PRODUCT P2).

use discord_sim::{Person, SeenMessage};

use crate::harness::{Story, at, link};

/// Ana asks in #support.
fn ask(story: &Story, ana: &Person, ben: &Person) -> String {
    let asked = ana.post(
        story.support,
        &format!("{} the site is down", ben.mention()),
    );
    link(&story.acme, story.support, asked.unwrap())
}

#[track_caller]
fn holds(letter: &SeenMessage, jump: &str) {
    assert!(letter.text().contains(jump), "{}", letter.text());
}

/// Without the intent its first line is "Somebody asks for you.": no name is kept of who didn't join.
#[tokio::test]
async fn a_sync_channel_reaches_at_once_who_made_adagio_their_notifier() {
    let mut story = Story::of_words().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    let panel = story.set_mode(&keeper, Some(story.support), "sync").await;
    assert!(
        panel.content().contains("`sync`: pings pass at once"),
        "{}",
        panel.text()
    );

    story.until("2026-03-02 10:17").await;
    let jump = ask(&story, &ana, &ben);
    story.stage.settle().await.unwrap();

    let letter = story.letter(&ben);
    holds(&letter, &jump);
    assert_eq!(letter.content, "ana asks for you.");
    assert_eq!(story.pushes(&ben), [at("2026-03-02 10:17")]);
    story.until("2026-03-03 18:00").await;
    assert_eq!(
        story.pushes(&ben).len(),
        1,
        "it does not come again with the digest"
    );
    story.end().await;
}

#[tokio::test]
async fn a_sync_ping_that_discord_pushes_itself_is_not_repeated() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    story.set_mode(&keeper, Some(story.support), "sync").await;

    story.until("2026-03-02 10:17").await;
    ask(&story, &ana, &ben);

    story.until("2026-03-03 18:00").await;
    assert_eq!(
        story.pushes(&ben),
        [at("2026-03-02 10:17")],
        "Discord's own"
    );
    assert!(story.letters(&ben).is_empty());
    story.end().await;
}

#[tokio::test]
async fn in_quiet_hours_even_a_sync_channel_waits_for_the_digest() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    story
        .command(&ben, "quiet", &[("from", "22:00"), ("until", "08:00")])
        .await;
    story.set_mode(&keeper, Some(story.support), "sync").await;

    story.until("2026-03-02 22:30").await;
    let jump = ask(&story, &ana, &ben);

    story.until("2026-03-03 08:00").await;
    holds(&story.letter(&ben), &jump);
    assert_eq!(story.pushes(&ben), [at("2026-03-03 08:00")]);
    story.end().await;
}

#[tokio::test]
async fn a_social_channel_waits_and_an_unwatched_one_is_left_alone() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    story.set_mode(&keeper, Some(story.support), "social").await;
    story.set_mode(&keeper, Some(story.dev), "off").await;
    let jump = ask(&story, &ana, &ben);
    ana.post(story.dev, &format!("{} unwatched", ben.mention()))
        .unwrap();

    story.until("2026-03-02 08:00").await;

    let letter = story.letter(&ben);
    assert_eq!(letter.content, "1 waits for you.");
    holds(&letter, &jump);
    story.end().await;
}

#[tokio::test]
async fn a_channel_takes_its_categorys_mode_then_its_servers() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    let on_call = story.acme.category("on call");
    let (pager, review) = (
        story.acme.text_in(on_call, "pager"),
        story.acme.text_in(on_call, "review"),
    );
    story.set_mode(&keeper, None, "off").await;
    story.set_mode(&keeper, Some(on_call), "sync").await;
    story.set_mode(&keeper, Some(review), "async").await;

    ask(&story, &ana, &ben);
    let paged = ana.post(pager, &format!("{} now", ben.mention())).unwrap();
    let thread = ana.start_thread(pager, paged, "what happened").unwrap();
    let threaded = ana
        .post(thread, &format!("{} and here", ben.mention()))
        .unwrap();
    let reviewed = ana
        .post(review, &format!("{} later", ben.mention()))
        .unwrap();
    story.stage.settle().await.unwrap();

    let at_once: String = story.letters(&ben).iter().map(SeenMessage::text).collect();
    assert!(
        at_once.contains(&link(&story.acme, pager, paged)),
        "{at_once}"
    );
    assert!(
        at_once.contains(&link(&story.acme, thread, threaded)),
        "{at_once}"
    );
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ben);
    assert_eq!(letter.content, "1 waits for you.");
    holds(&letter, &link(&story.acme, review, reviewed));

    story
        .set_mode(&keeper, Some(review), "as the server says")
        .await;
    let again = ana
        .post(review, &format!("{} now too", ben.mention()))
        .unwrap();
    story.stage.settle().await.unwrap();
    holds(&story.letter(&ben), &link(&story.acme, review, again));
    story.end().await;
}
