//! What happens while Adagio is away comes in when it is back, however it went.

use chrono::TimeDelta;
use discord_sim::{Fault, Ping};

use crate::harness::{A_WHILE, Goes, Story, WAYS, at, link};

#[tokio::test]
async fn what_is_written_while_adagio_is_away_comes_with_the_digest() {
    for how in WAYS {
        let mut story = Story::begin().await;
        let (ana, ben) = (
            story.person("ana"),
            story.joined("ben", "Europe/Berlin").await,
        );
        story.goes(how).await;
        let asked = story.asks(&ana, &ben, "are you there?");
        story.comes_back_after(A_WHILE).await;
        let after = story.asks(&ana, &ben, "and now?");
        story.until("2026-03-02 08:00").await;
        let letter = story.letter(&ben);
        for message in [asked, after] {
            let jump = link(&story.acme, story.support, message);
            assert_eq!(
                letter.text().matches(&jump).count(),
                1,
                "{how:?} {}",
                letter.text()
            );
        }
        assert_eq!(story.sim().gateway().sessions_begun(), 1);
        story.end().await;
    }
}

#[tokio::test]
async fn a_digest_that_comes_late_knows_what_happened_meanwhile() {
    for how in WAYS {
        let mut story = Story::begin().await;
        let (ana, ben) = (
            story.person("ana"),
            story.joined("ben", "Europe/Berlin").await,
        );
        let withdrawn = story.asks(&ana, &ben, "forget it");
        let answered = story.asks(&ana, &ben, "where is it?");
        // Where Ben writes, what came before counts as seen: these two are elsewhere.
        let in_dev = |what: &str| {
            let text = format!("{} {what}", ben.mention());
            ana.post(story.dev, &text).unwrap()
        };
        let (changed, open) = (in_dev("the frist version"), in_dev("still open"));
        story.until("2026-03-02 07:59").await;
        story.goes(how).await;
        ana.delete(story.support, withdrawn).unwrap();
        ben.reply(story.support, answered, "In the wiki.", Ping::Off)
            .unwrap();
        let text = format!("{} the first version", ben.mention());
        ana.edit(story.dev, changed, &text).unwrap();
        story.comes_back_after(A_WHILE).await;
        let letter = story.letter(&ben).text();
        let letter = story.read(&letter);
        assert!(
            !letter.contains("forget it") && !letter.contains("where is it"),
            "{how:?} {letter}"
        );
        assert!(letter.contains("the first version"), "{how:?} {letter}");
        assert!(!letter.contains("frist"), "{how:?} {letter}");
        assert!(
            letter.contains(&link(&story.acme, story.dev, open)),
            "{how:?} {letter}"
        );
        story.end().await;
    }
}

#[tokio::test]
async fn a_bot_that_goes_in_the_middle_of_a_burst_has_all_of_it() {
    for how in WAYS {
        for turns in [0, 3, 30, 300] {
            let mut story = Story::begin().await;
            let (ana, ben) = (
                story.person("ana"),
                story.joined("ben", "Europe/Berlin").await,
            );
            for n in 0..40 {
                story.asks(&ana, &ben, &format!("question {n}"));
            }
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
            story.goes(how).await;
            story.asks(&ana, &ben, "one more");
            story.comes_back_after(A_WHILE).await;
            story.until("2026-03-02 08:00").await;
            let letter = story.letter(&ben);
            assert!(
                letter.content.starts_with("41 wait for you."),
                "{how:?} after {turns} turns: {}",
                letter.content
            );
            story.end().await;
        }
    }
}

#[tokio::test]
async fn a_stop_while_discord_does_not_say_where_a_ping_stands_loses_nothing() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    // A resumed session tells of no server: it has to be asked for.
    story.goes(Goes::InOrder).await;
    story.comes_back_after(A_WHILE).await;
    let faults = story.sim().faults();
    let overloaded = serde_json::json!({"message": "overloaded", "code": 130_000});
    faults.always(("GET", "/guilds/*"), Fault::Status(503, overloaded));
    let asked = [
        story.asks(&ana, &ben, "are you there?"),
        story.asks(&ana, &ben, "and now?"),
    ];
    while faults.hits() == 0 {
        tokio::task::yield_now().await;
    }
    story.goes(Goes::InOrder).await;
    faults.clear();
    story.comes_back_after(A_WHILE).await;
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ben).text();
    for message in asked {
        let jump = link(&story.acme, story.support, message);
        assert_eq!(letter.matches(&jump).count(), 1, "{letter}");
    }
    assert_eq!(story.sim().gateway().sessions_begun(), 1);
    story.end().await;
}

#[tokio::test]
async fn a_session_that_ran_out_meanwhile_is_replaced() {
    for how in WAYS {
        let mut story = Story::begin().await;
        let (ana, ben) = (
            story.person("ana"),
            story.joined("ben", "Europe/Berlin").await,
        );
        story.asks(&ana, &ben, "before");
        story.stage.settle().await.unwrap();
        story.goes(how).await;
        story.comes_back_after(TimeDelta::minutes(30)).await;
        assert_eq!(story.sim().gateway().sessions_begun(), 2);
        story.asks(&ana, &ben, "after");
        story.until("2026-03-02 08:00").await;
        let letter = story.letter(&ben).text();
        let letter = story.read(&letter);
        assert!(
            letter.contains("before") && letter.contains("after"),
            "{how:?} {letter}"
        );
        story.end().await;
    }
}

#[tokio::test]
async fn a_restart_at_the_minute_of_the_digest_is_not_seen() {
    for how in WAYS {
        let mut story = Story::begin().await;
        let (ana, ben) = (
            story.person("ana"),
            story.joined("ben", "Europe/Berlin").await,
        );
        story.asks(&ana, &ben, "could you look?");
        story.until("2026-03-02 07:59").await;
        story.goes(how).await;
        story.stage.set_clock(at("2026-03-02 08:00"));
        story.comes_back_after(TimeDelta::zero()).await;
        let letter = story.letter(&ben).text();
        assert!(story.read(&letter).contains("could you look?"));
        story.end().await;
    }
}
