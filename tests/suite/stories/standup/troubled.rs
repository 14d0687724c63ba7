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

#[tokio::test]
async fn a_thread_that_is_gone_or_locked_is_told_once_and_nothing_is_lost() {
    for is_locked in [false, true] {
        let mut story = Story::begin().await;
        let mia = keeper(&mut story).await;
        let (ben, li) = (story.person("ben"), story.person("li"));
        story.begins(&mia, "Mon-Fri 9-12").await;
        story.until("2026-03-02 08:01").await;
        let run = story.runs().remove(0);
        let thread = discord_sim::ThreadId::new(run.id.get());
        if is_locked {
            story.acme.lock(thread);
        } else {
            story.acme.delete_channel(thread);
        }
        for (who, words) in [(&ben, "the invoice"), (&li, "the roadmap")] {
            let saved = story.answers(who, &[("q1", words)]).await;
            assert!(saved.text().starts_with("Saved."), "{}", saved.text());
        }
        story.until("2026-03-02 11:01").await;
        let told = story.letter(&mia);
        assert!(
            told.text().contains("its thread is gone, or locked"),
            "{}",
            told.text()
        );
        let summary = story.runs().remove(0).text();
        assert!(
            summary.contains("the invoice") && summary.contains("the roadmap"),
            "{summary}"
        );
        story.sim().take_findings();
        story.end().await;
    }
}

#[tokio::test]
async fn where_the_message_is_gone_the_summary_is_posted_anew() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    story.answers(&ben, &[("q1", "the invoice")]).await;
    story.until("2026-03-02 08:10").await;
    let run = story.runs().remove(0);
    story.acme.delete_in_bulk(story.dev, &[run.id]);
    story.until("2026-03-02 12:00").await;
    let posted = story.runs();
    assert_eq!(posted.len(), 1, "{posted:#?}");
    assert!(posted[0].id != run.id && posted[0].text().contains("the invoice"));
    story.sim().take_findings();
    story.end().await;
}
