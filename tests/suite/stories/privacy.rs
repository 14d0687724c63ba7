//! Both ways out: forget me, and leave me out (PRODUCT A4).

use crate::harness::{Story, link};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_forgotten_gets_nothing_more() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    ana.post(story.support, &format!("{} ready?", ben.mention()))
        .unwrap();
    story.stage.settle().await.unwrap();
    let kept = story.command(&ben, "privacy", &[]).await;
    assert!(
        kept.text().contains("1 ping that waits for you."),
        "{}",
        kept.text()
    );
    let sure = story.press(&ben, &kept, "Forget me").await;
    let done = story.press(&ben, &sure, "Yes, forget me").await;
    assert!(done.text().starts_with("Forgotten."), "{}", done.text());
    let kept = story.command(&ben, "privacy", &[]).await;
    assert!(kept.text().contains("Nothing."), "{}", kept.text());
    story.until("2026-03-03 12:00").await;
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_senders_ping_keeps_its_link_without_name_and_words() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let text = format!("{} about Berg & Co", ben.mention());
    let asked = ana.post(story.support, &text).unwrap();
    story.stage.settle().await.unwrap();
    let kept = story.command(&ana, "privacy", &[]).await;
    let sure = story.press(&ana, &kept, "Forget me").await;
    story.press(&ana, &sure, "Yes, forget me").await;
    story.until("2026-03-02 08:00").await;
    let digest = story.letter(&ben).text();
    assert!(
        digest.contains(&link(&story.acme, story.support, asked)),
        "{digest}"
    );
    assert!(
        digest.contains("Somebody") && !digest.contains("Berg"),
        "{digest}"
    );
    assert!(
        !digest.contains(&ana.id().to_string()) && !digest.contains("ana"),
        "{digest}"
    );
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leave_me_out_works_without_joining_and_can_be_undone() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let kept = story.command(&ana, "privacy", &[]).await;
    let sure = story.press(&ana, &kept, "Leave me out").await;
    let out = story.press(&ana, &sure, "Yes, leave me out").await;
    assert!(out.text().starts_with("You are left out"), "{}", out.text());
    let refused = story.command(&ana, "hours", &[]).await;
    assert!(
        refused.text().contains("You asked to be left out"),
        "{}",
        refused.text()
    );
    let kept = story.command(&ana, "privacy", &[]).await;
    let back = story.press(&ana, &kept, "Count me in again").await;
    assert!(
        back.text().starts_with("You count again."),
        "{}",
        back.text()
    );
    story.joins(&ana, "Europe/Berlin").await;
    story.end().await;
}
