//! What was answered before, for who reads the channel (PRODUCT S11).

use super::keeper;
use crate::harness::Story;

#[tokio::test]
async fn who_reads_the_channel_reads_what_was_answered_there_and_nobody_else_does() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    let none = story
        .command_in(story.dev, &li, "standup history", &[])
        .await;
    assert!(
        none.text().starts_with("Nobody has answered"),
        "{}",
        none.text()
    );
    for (day, words) in [(2, "the invoice"), (3, "the refund"), (5, "the export")] {
        story.until(&format!("2026-03-0{day} 08:01")).await;
        story.answers(&ben, &[("q1", words), ("q2", "tea")]).await;
    }
    story.until("2026-03-05 10:00").await;
    let newest = story
        .command_in(story.dev, &li, "standup history", &[])
        .await;
    let text = newest.text();
    assert!(
        newest.is_ephemeral() && text.starts_with("**Daily · Tue 3 March** · 2 of 2"),
        "{text}"
    );
    assert!(
        text.contains("**ben**\n- the refund\n- tea"),
        "what is open isn't past: {text}"
    );
    let older = story.press(&li, &newest, "Older").await;
    assert!(older.text().contains("the invoice") && older.text().contains("1 of 2"));
    let newer = story.press(&li, &older, "Newer").await;
    assert!(newer.text().contains("the refund"), "{}", newer.text());

    let elsewhere = story.command(&li, "standup history", &[]).await;
    assert!(
        elsewhere.text().starts_with("Nobody has answered"),
        "{}",
        elsewhere.text()
    );
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let sure = story.press(&mia, &one, "Delete").await;
    story.press(&mia, &sure, "Delete it").await;
    let kept = story
        .command_in(story.dev, &li, "standup history", &[])
        .await;
    assert!(
        kept.text().contains("the refund"),
        "its history is kept: {}",
        kept.text()
    );
    let forgets = story.command(&ben, "privacy", &[]).await;
    let sure = story.press(&ben, &forgets, "Forget me").await;
    story.press(&ben, &sure, "Yes, forget me").await;
    let gone = story
        .command_in(story.dev, &li, "standup history", &[])
        .await;
    assert!(
        gone.text().starts_with("Nobody has answered"),
        "{}",
        gone.text()
    );
    story.end().await;
}
