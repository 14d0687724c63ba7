//! Closed direct messages: nothing is lost, it is told once, and it can be mended (PRODUCT P4).

use crate::harness::Story;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_dms_are_told_once_and_what_waited_comes_when_they_open() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    ben.close_dms();
    ana.post(story.support, &format!("{} ready?", ben.mention()))
        .unwrap();
    story.until("2026-03-02 09:00").await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    assert!(
        inbox.text().starts_with("1 waits for you."),
        "{}",
        inbox.text()
    );
    let told = inbox.follow_ups();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0]
            .text()
            .contains("your direct messages are closed for me")
    );
    let again = story.command(&ben, "help", &[]).await;
    assert!(again.follow_ups().is_empty(), "told once");
    ben.open_dms();
    let answer = ben.click_label(told[0].id, "Try again").await.unwrap();
    story.stage.settle().await.unwrap();
    let text = answer.text();
    assert!(
        text.contains("What waits comes with your next digest."),
        "{text}"
    );
    story.until("2026-03-02 15:00").await;
    assert!(story.letter(&ben).text().starts_with("1 waits for you."));
    story.end().await;
}
