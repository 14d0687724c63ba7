//! "All at the close": nobody sees others' answers first (PRODUCT S14). And nobody joined (S3).

use discord_sim::{Fault, SeenMessage};

use super::keeper;
use crate::harness::{Goes, Story, at};

fn first_answers(posts: &[SeenMessage]) -> Vec<String> {
    let first = |post: &SeenMessage| post.embeds[0]["fields"][0]["value"].clone();
    let words = posts.iter().map(first);
    words
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn all_at_the_close_keeps_answers_unseen_until_then() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    let (noa, tom) = (story.person("noa"), story.person("tom"));
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    assert!(
        panel.text().contains("each is posted at once"),
        "{}",
        panel.text()
    );
    let panel = story.press(&mia, &panel, "All at the close").await;
    assert!(
        panel.text().contains("all are posted when it closes"),
        "{}",
        panel.text()
    );
    story.press(&mia, &panel, "Begin").await;
    story.until("2026-03-02 08:01").await;
    let run = story.runs().remove(0);
    assert!(
        run.text().contains("Answers are shown when it closes."),
        "{}",
        run.text()
    );
    let saved = story.answers(&ben, &[("q1", "the invoice")]).await;
    assert!(
        saved.text().contains("together with all others"),
        "{}",
        saved.text()
    );
    story.answers(&li, &[("q1", "the roadmap")]).await;
    story.press_on(&noa, &run, "Skip today").await;
    let form = story.press(&ben, &saved, "Edit").await;
    story
        .submits(&ben, &form, &[("q1", "the invoice, sent")])
        .await;
    story.until("2026-03-02 10:59").await;
    assert_eq!(story.entries(&run).len(), 0, "they are to be unseen");
    assert!(story.runs()[0].text().contains("· 2 so far"));

    story.until("2026-03-02 11:01").await;
    let posts = story.entries(&run);
    assert_eq!(first_answers(&posts), ["the invoice, sent", "the roadmap"]);
    let summary = story.runs().remove(0);
    assert!(
        summary.text().contains("· 2 answered"),
        "{}",
        summary.text()
    );
    let form = story.press_on(&tom, &summary, "Answer late").await;
    story.submits(&tom, &form, &[("q1", "the export")]).await;
    story.until("2026-03-02 12:00").await;
    assert_eq!(
        first_answers(&story.entries(&run)).len(),
        3,
        "what is late comes at once"
    );
    story.end().await;
}

#[tokio::test]
async fn what_is_posted_at_the_close_is_posted_once_wherever_it_is_stopped_dead() {
    for fault in [Fault::RefuseConnection, Fault::AppliedButNoAnswer] {
        let mut story = Story::begin().await;
        let mia = keeper(&mut story).await;
        let (ben, li) = (story.person("ben"), story.person("li"));
        let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
        let dev = story.dev.to_string();
        let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
        let panel = story.press(&mia, &panel, "All at the close").await;
        story.press(&mia, &panel, "Begin").await;
        story.until("2026-03-02 08:01").await;
        for who in [&ben, &li] {
            story.answers(who, &[("q1", "the invoice")]).await;
        }
        story.until("2026-03-02 10:59").await;
        let faults = story.sim().faults();
        faults.always(("POST", "/channels/*/messages"), fault);
        story.stage.set_clock(at("2026-03-02 11:00"));
        while faults.hits() == 0 {
            tokio::task::yield_now().await;
        }
        story.goes(Goes::Dead).await;
        story.sim().faults().clear();
        story.comes_back_after(chrono::TimeDelta::minutes(1)).await;
        story.until("2026-03-02 11:30").await;
        let run = story.runs().remove(0);
        assert_eq!(story.entries(&run).len(), 2);
        assert!(run.text().contains("· 2 answered"), "{}", run.text());
        story.end().await;
    }
}

#[tokio::test]
async fn who_began_a_stand_up_is_told_after_two_days_that_nobody_joined() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Fri 9-12").await;
    story.begins(&mia, "Thu 9-12").await;
    let ben = story.person("ben");
    let newest = story.sim().messages(story.dev).pop().unwrap();
    story.press_on(&ben, &newest, "Join").await;
    let begun_at = story.stage.now();
    story.letters(&mia);
    story.until("2026-03-03 23:00").await;
    let early = story.letters(&mia).len();
    story.until("2026-03-05 20:00").await;
    assert!(story.stage.now() - begun_at > chrono::TimeDelta::days(2));
    let told: Vec<_> = story
        .letters(&mia)
        .iter()
        .map(|letter| letter.text())
        .collect();
    assert_eq!((early, told.len()), (0, 1), "{told:?}");
    assert!(
        told[0].starts_with("Nobody has joined **Daily** yet"),
        "{told:?}"
    );
    assert_eq!(story.pushes(&mia).len(), 0, "it is no alarm");
    story.end().await;
}
