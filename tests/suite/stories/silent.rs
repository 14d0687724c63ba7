//! `@silent`: whoever writes it wants nobody disturbed, so it never is more than an item of a digest (PRODUCT P3).

use adagio::config::MessageContent;
use adagio::sandbox::Props;

use crate::harness::{Story, at, link};

#[tokio::test]
async fn what_is_sent_silently_waits_even_in_a_sync_channel_with_or_without_its_words() {
    for content in [MessageContent::Readable, MessageContent::LinksOnly] {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
        let ben = story.joined("ben", "Europe/Berlin").await;
        let cem = story.undisturbed("cem", "Europe/Berlin").await;
        story.set_mode(&keeper, Some(story.support), "sync").await;
        story.until("2026-03-02 10:17").await;
        let text = format!("@silent {} {} the invoice", ben.mention(), cem.mention());
        let said = ana.post(story.support, &text).unwrap();

        let why = story.why(&cem, story.support, said).await.text();
        assert!(
            why.contains("but this was sent with `@silent`.\n- The next digest after that: "),
            "{why}"
        );
        story.until("2026-03-02 15:00").await;
        let jump = link(&story.acme, story.support, said);
        for reader in [&ben, &cem] {
            let letter = story.letter(reader);
            assert_eq!(letter.content, "1 waits for you.");
            let shown = letter.text();
            assert!(shown.contains(&jump), "{shown}");
            let quoted = content == MessageContent::Readable;
            assert_eq!(shown.contains("the invoice"), quoted, "{shown}");
            assert_eq!(story.pushes(reader), [at("2026-03-02 15:00")]);
        }
        story.end().await;
    }
}

#[tokio::test]
async fn nothing_is_held_of_a_silent_message_where_nothing_is_watched() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    story.set_mode(&keeper, Some(story.support), "off").await;
    ana.post(story.support, &format!("@silent {} lunch?", ben.mention()))
        .unwrap();
    story.until("2026-03-03 18:00").await;
    assert!(story.letters(&ben).is_empty());
    story.end().await;
}
