//! What can't be opened is never a silent stop: it is told, once, and tried again (PRODUCT S5).

use discord_sim::{Permissions, Target};

use super::keeper;
use crate::harness::Story;

#[tokio::test]
async fn a_right_that_is_lost_is_told_once_and_mended_it_opens_again() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    let bot = || Target::Role(story.acme.bot_role());
    let sending = Permissions::SEND_MESSAGES;
    story
        .acme
        .overwrite(story.dev, bot(), Permissions::NONE, sending);
    story.until("2026-03-03 12:00").await;
    let told = story.letters(&mia);
    assert_eq!(told.len(), 1, "once, not every day: {told:#?}");
    assert!(
        told[0].text().contains("could not be opened: in <#"),
        "{}",
        told[0].text()
    );
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    assert!(one.text().contains("could not be opened"), "{}", one.text());
    story.acme.overwrite(
        story.dev,
        Target::Role(story.acme.bot_role()),
        sending,
        Permissions::NONE,
    );
    story.until("2026-03-04 12:00").await;
    assert_eq!(story.threads(), ["Daily · Wed 4 March"]);
    let one = story.press(&mia, &one, "All stand-ups").await;
    let one = story.pick(&mia, &one, &["Daily"]).await;
    assert!(
        !one.text().contains("could not be opened"),
        "{}",
        one.text()
    );
    story.sim().take_findings();
    story.end().await;
}

#[tokio::test]
async fn a_channel_that_is_gone_is_told_and_another_chosen() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.acme.delete_channel(story.dev);
    story.until("2026-03-02 12:00").await;
    let told = story.letter(&mia);
    assert!(
        told.text().contains("its channel is gone"),
        "{}",
        told.text()
    );
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let panel = story.press(&mia, &one, "Edit").await;
    let support = story.support.to_string();
    let panel = story
        .choose(&mia, &panel, "a1:suchannel", &[&support])
        .await;
    story.press(&mia, &panel, "Save").await;
    story.until("2026-03-03 12:00").await;
    let posted = story.sim().messages(story.support);
    assert_eq!(posted.len(), 1, "{posted:#?}");
    assert_eq!(
        story.thread(posted[0].id).as_deref(),
        Some("Daily · Tue 3 March")
    );
    story.end().await;
}
