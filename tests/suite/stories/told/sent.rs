//! `/inbox`, the tab "Sent": what one sent to others and they haven't read.

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use discord_sim::{Permissions, Target};
use serde_json::json;

use super::{reads, sent, tell};
use crate::harness::{Story, link};

#[tokio::test]
async fn what_one_sent_says_to_whom_where_and_when_it_is_read() {
    for content in [MessageContent::Readable, MessageContent::LinksOnly] {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let (ana, li) = (story.person("ana"), story.person("li"));
        let ben = story.joined("ben", "Europe/Berlin").await;
        let text = format!("{} {} is it final?", ben.mention(), li.mention());
        let asked = ana.post(story.support, &text).unwrap();
        tell(&story, &ana, &ben, "the invoice is ready").await;

        let page = sent(&story, &ana).await;
        assert!(page.is_ephemeral());
        let shown = page.message().unwrap();
        assert_eq!(shown.content, "2 that you sent wait to be read.");
        let reads = "read <t:1772438400:f> (<t:1772438400:R>)";
        // Of li, who has not joined, nothing is said.
        assert_eq!(
            shown.embeds[0]["description"],
            format!(
                "to {ben} · <#{support}> · [Open]({link}) · {reads}\n\
                 to {ben} · told in Acme · {reads}\n> the invoice is ready",
                ben = ben.mention(),
                support = story.support,
                link = link(&story.acme, story.support, asked)
            )
        );
        let back = story.press(&ana, &page, "Waiting").await;
        assert!(
            back.text().starts_with("Nothing waits for you here"),
            "{}",
            back.text()
        );
        story.until("2026-03-02 08:00").await;
        assert_eq!(story.letter(&ben).content, "2 wait for you.");
        let after = sent(&story, &ana).await.content();
        assert_eq!(after, "Nothing that you sent waits to be read.");
        story.end().await;
    }
}

#[tokio::test]
async fn nobody_sees_or_changes_what_others_sent() {
    let mut story = Story::begin().await;
    let (ana, eve) = (story.person("ana"), story.person("eve"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    let answer = tell(&story, &ana, &ben, "about the xylophone").await;
    let buttons = answer.message().unwrap().buttons();
    let ids: Vec<String> = buttons.into_iter().filter_map(|it| it.custom_id).collect();
    assert_eq!(ids.len(), 2);
    // Ben is its reader, not its sender.
    for who in [&eve, &ben] {
        for id in ids.iter().map(String::as_str).chain(["a1:sent:0"]) {
            let control = json!({ "type": 2, "style": 2, "label": "Press", "custom_id": id });
            let message = story.leftover(story.dev, control).await;
            let told = who
                .click(message, id)
                .await
                .unwrap()
                .settled()
                .await
                .unwrap();
            story.stage.settle().await.unwrap();
            let told = told.text();
            assert!(
                told.starts_with("That waits no longer")
                    || told.starts_with("Nothing that you sent"),
                "{id}: {told}"
            );
        }
    }
    story.until("2026-03-02 08:00").await;
    assert!(story.letter(&ben).text().contains("> about the xylophone"));
    story.end().await;
}

#[tokio::test]
async fn of_what_one_sent_to_channels_that_one_lost_nothing_is_shown() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    ana.post(story.support, &format!("{} hello", ben.mention()))
        .unwrap();
    let target = Target::Member(ana.id());
    let none = Permissions::default();
    story
        .acme
        .overwrite(story.support, target, none, Permissions::VIEW_CHANNEL);
    let inbox = story.command_in(story.dev, &ana, "inbox", &[]).await;
    let page = story.press(&ana, &inbox, "Sent").await.text();
    assert!(
        page.starts_with("Nothing that you sent waits to be read."),
        "{page}"
    );
    story.until("2026-03-02 08:00").await;
    story.letter(&ben);
    story.end().await;
}

#[tokio::test]
async fn what_one_sent_comes_ten_a_page() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    for number in 0..12 {
        tell(&story, &ana, &ben, &format!("note {number}.")).await;
    }
    let first = sent(&story, &ana).await;
    assert!(
        first.content().ends_with("\nPage 1 of 2."),
        "{}",
        first.content()
    );
    let second = story.press(&ana, &first, "Later page").await;
    let text = second.text();
    assert!(
        text.contains("> note 11.") && !text.contains("> note 9."),
        "{text}"
    );
    let back = story.press(&ana, &second, "Earlier page").await.text();
    assert!(
        back.contains("> note 9.") && !back.contains("> note 10."),
        "{back}"
    );
    story.until("2026-03-02 08:00").await;
    story.letter(&ben);
    story.end().await;
}

#[tokio::test]
async fn what_a_reader_muted_or_put_off_is_told_to_no_sender() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    tell(&story, &ana, &ben, "first").await;
    story.until("2026-03-02 06:10").await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    let item = story.pick(&ben, &inbox, &["1 · ana: first"]).await;
    assert!(
        item.message()
            .unwrap()
            .buttons()
            .iter()
            .all(|button| button.url.is_none())
    );
    story
        .press(&ben, &item, "Nothing more from this person")
        .await;
    story.until("2026-03-02 06:20").await;
    let answer = tell(&story, &ana, &ben, "second").await;
    // What anybody hears.
    assert!(answer.text().starts_with(&reads(&ben)), "{}", answer.text());
    let page = sent(&story, &ana).await.text();
    assert!(
        page.contains("read <t:1772438400:f> (<t:1772438400:R>)\n> second"),
        "{page}"
    );
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ben).text();
    assert!(
        letter.contains("> first") && !letter.contains("second"),
        "{letter}"
    );
    story.end().await;
}
