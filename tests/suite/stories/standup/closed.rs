//! The close: the run's message becomes the summary, and what comes late is taken in all the same (PRODUCT S6, S9).

use chrono::TimeDelta;
use discord_sim::Fault;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use super::keeper;
use crate::harness::{Goes, Story, at};

#[tokio::test]
async fn at_the_close_the_message_becomes_the_summary_with_what_is_in_the_way_first() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li, tom) = (story.person("ben"), story.person("li"), story.person("tom"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    story
        .answers(&ben, &[("q1", "the invoice"), ("q3", "no")])
        .await;
    story
        .answers(
            &li,
            &[("q1", "the *refund*"), ("q3", "I wait for the staging key")],
        )
        .await;
    let run = story.runs().remove(0);
    story.press_on(&tom, &run, "Skip today").await;
    story.until("2026-03-02 11:01").await;
    let run = story.runs().remove(0);
    let text = run.text();
    assert!(
        text.starts_with("**Daily · Mon 2 March** · 2 answered"),
        "{text}"
    );
    let blocks = &run.embeds;
    assert_eq!(blocks[0]["title"], "In the way");
    assert_eq!(
        blocks[0]["description"],
        "**li** · I wait for the staging key"
    );
    assert_eq!(
        blocks[1]["description"],
        "**ben** · the invoice\n**li** · the \\*refund\\*"
    );
    assert!(!text.contains("tom"), "who said nothing is not named");
    story.until("2026-03-02 20:00").await;
    assert_eq!(story.runs()[0].text(), text, "once");
    assert_eq!(story.sim().notifications(), []);
    story.end().await;
}

#[tokio::test]
async fn what_is_sent_after_the_close_is_taken_in_and_marked() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 10:59").await;
    let run = story.runs().remove(0);
    let form = story.asks_in(&ben, &run).await;
    story.until("2026-03-02 11:05").await;
    let closed = story.runs()[0].text();
    assert!(closed.contains("closed without an entry"), "{closed}");
    let saved = story.submits(&ben, &form, &[("q1", "the invoice")]).await;
    assert!(
        saved.text().contains("It had closed already"),
        "{}",
        saved.text()
    );
    story.until("2026-03-02 12:00").await;
    let posts = story.entries(&run);
    assert_eq!(posts[0].embeds[0]["footer"]["text"], "after the close");
    assert_eq!(
        story.runs()[0].text(),
        closed,
        "the summary is written once"
    );
    story.end().await;
}

#[tokio::test]
async fn what_is_sent_after_the_stand_up_was_deleted_is_kept_or_given_back() {
    for (button, told) in [
        ("Delete it", "kept in its history"),
        ("Delete it and its history", "no longer there"),
    ] {
        let mut story = Story::begin().await;
        let mia = keeper(&mut story).await;
        let ben = story.person("ben");
        story.begins(&mia, "Mon-Fri 9-12").await;
        story.until("2026-03-02 08:01").await;
        let run = story.runs().remove(0);
        let form = story.asks_in(&ben, &run).await;
        let list = story.command(&mia, "adagio standup list", &[]).await;
        let one = story.pick(&mia, &list, &["Daily"]).await;
        let sure = story.press(&mia, &one, "Delete").await;
        story.press(&mia, &sure, button).await;
        let answer = story.submits(&ben, &form, &[("q1", "the xylophone")]).await;
        assert!(answer.text().contains(told), "{}", answer.text());
        let shown = answer.embeds()[0]["description"].to_string();
        assert!(shown.contains("the xylophone"), "{shown}");
        story.until("2026-03-02 12:00").await;
        assert_eq!(story.entries(&run).len(), 0, "nothing is posted");
        let kept = story.command(&ben, "privacy", &[]).await.text();
        assert_eq!(
            kept.contains("What you answered in 1 stand-up"),
            button == "Delete it",
            "{kept}"
        );
        story.end().await;
    }
}

#[tokio::test]
async fn what_can_not_be_saved_is_given_back() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    let run = story.runs().remove(0);
    let form = story.asks_in(&ben, &run).await;
    let file = story.stage.folder().join("adagio.db");
    let mut db = SqliteConnectOptions::new()
        .filename(file)
        .connect()
        .await
        .unwrap();
    sqlx::query("alter table entry rename to away")
        .execute(&mut db)
        .await
        .unwrap();
    story.means_an_error();
    let answer = story.submits(&ben, &form, &[("q1", "the xylophone")]).await;
    assert!(
        answer.text().starts_with("Something went wrong on my side"),
        "{}",
        answer.text()
    );
    assert!(answer.text().contains("the xylophone"), "{}", answer.text());
    sqlx::query("alter table away rename to entry")
        .execute(&mut db)
        .await
        .unwrap();
    let form = story.press(&ben, &answer, "Answer again").await;
    let saved = story.submits(&ben, &form, &[("q1", "the xylophone")]).await;
    assert!(saved.text().starts_with("Saved."), "{}", saved.text());
    assert_eq!(story.entries(&run).len(), 1);
    db.close().await.unwrap();
    story.end().await;
}

#[tokio::test]
async fn what_is_written_while_discord_is_away_is_posted_when_there_is_a_thread() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    let thread = ("POST", "/channels/*/messages/*/threads");
    story.sim().faults().always(thread, Fault::RefuseConnection);
    story.stage.set_clock(at("2026-03-02 08:00"));
    while story.sim().faults().hits() == 0 {
        tokio::task::yield_now().await;
    }
    let saved = story.answers(&ben, &[("q1", "the invoice")]).await;
    assert!(
        saved.text().contains("as soon as there is a thread"),
        "{}",
        saved.text()
    );
    story.sim().faults().clear();
    story.until("2026-03-02 09:00").await;
    assert_eq!(story.entries(&story.runs()[0]).len(), 1);
    story.end().await;
}

/// Requests on the way from an open run to its summary.
const STEPS: [(&str, &str); 1] = [("PATCH", "/channels/*/messages/*")];

#[tokio::test]
async fn wherever_it_is_stopped_dead_there_is_one_summary() {
    for (step, fault) in STEPS
        .into_iter()
        .flat_map(|step| [Fault::AppliedButSilent, Fault::RefuseConnection].map(|way| (step, way)))
    {
        let mut story = Story::begin().await;
        let mia = keeper(&mut story).await;
        let ben = story.person("ben");
        story.begins(&mia, "Mon-Fri 9-12").await;
        story.until("2026-03-02 08:01").await;
        story.answers(&ben, &[("q1", "the invoice")]).await;
        story.until("2026-03-02 10:59").await;
        story.sim().faults().next(step, fault.clone());
        story.stage.set_clock(at("2026-03-02 11:00"));
        while story.sim().faults().hits() == 0 {
            tokio::task::yield_now().await;
        }
        story.goes(Goes::Dead).await;
        story.comes_back_after(TimeDelta::minutes(15)).await;
        story.until("2026-03-02 13:00").await;
        let runs = story.runs();
        assert_eq!(runs.len(), 1, "{fault:?}");
        assert!(
            runs[0].text().contains("· 1 answered"),
            "{fault:?} {}",
            runs[0].text()
        );
        story.end().await;
    }
}

#[tokio::test]
async fn who_skipped_and_answers_after_the_close_is_late_whatever_others_take_back() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    story.until("2026-03-02 08:01").await;
    story.answers(&ben, &[("q1", "the invoice")]).await;
    story.press_on(&li, &story.runs()[0], "Skip today").await;
    story.until("2026-03-02 11:30").await;
    let form = story.press_on(&li, &story.runs()[0], "Answer late").await;
    story.submits(&li, &form, &[("q1", "the roadmap")]).await;
    story.until("2026-03-02 12:00").await;
    let form = story.press_on(&ben, &story.runs()[0], "Answer late").await;
    story.submits(&ben, &form, &[("q1", "the refund")]).await;
    story.until("2026-03-02 13:00").await;
    let summary = story.runs()[0].text();
    assert!(
        summary.contains("the refund"),
        "what was in it is edited: {summary}"
    );
    assert!(!summary.contains("the roadmap"), "{summary}");
    story.end().await;
}
