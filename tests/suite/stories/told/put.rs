//! "Put in their digest": on one's own message, for whom it mentions or answers.

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use discord_sim::{Permissions, Ping, Target};

use super::super::acting::open;
use super::{put, put_in, reads};
use crate::harness::{Story, link};

#[tokio::test]
async fn a_message_is_put_into_the_digests_of_whom_it_mentions_or_answers() {
    for content in [MessageContent::Readable, MessageContent::LinksOnly] {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let (ana, li) = (story.person("ana"), story.person("li"));
        let ben = story.joined("ben", "Europe/Berlin").await;
        let asked = ben.post(story.support, "who has the export?").unwrap();
        // It answers Ben without a ping, and mentions li, who has not joined.
        let text = format!("it is done, and {} checks it", li.mention());
        let said = ana.reply(story.support, asked, &text, Ping::Off).unwrap();
        let answer = put(&story, &ana, said).await;
        assert!(answer.is_ephemeral());
        let text = answer.text();
        let no_reader = format!(
            "{} reads no digests here, so nothing is kept for them.",
            li.mention()
        );
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        let mut expected = [reads(&ben), no_reader];
        expected.sort_unstable();
        assert_eq!(lines, expected);
        let why = story.why(&ben, story.support, said).await.text();
        assert!(
            why.contains("\n- Its sender put it into your digest.\n- The next digest after that: "),
            "{why}"
        );

        story.until("2026-03-02 08:00").await;
        let letter = story.letter(&ben);
        assert_eq!(letter.content, "1 waits for you.");
        let text = letter.text();
        assert!(text.contains("** put this into your digest · "), "{text}");
        assert!(
            text.contains(&link(&story.acme, story.support, said)),
            "{text}"
        );
        let quotes = content == MessageContent::Readable;
        assert_eq!(
            text.contains("> it is done, and @li checks it"),
            quotes,
            "{text}"
        );
        story.end().await;
    }
}

#[tokio::test]
async fn what_is_there_already_is_not_doubled() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let asked = story.asks(&ana, &ben, "is it final?");
    for _ in 0..2 {
        let answer = put(&story, &ana, asked).await.text();
        assert_eq!(answer, format!("{} It was there already.", reads(&ben)));
    }
    story.until("2026-03-02 08:00").await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    let answer = put(&story, &ana, asked).await.text();
    assert_eq!(
        answer,
        format!("{}: was in a digest. It was there already.", ben.mention())
    );
    story.until("2026-03-03 18:00").await;
    story.end().await;
}

#[tokio::test]
async fn what_passed_in_a_sync_channel_waits_once_more() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    story.set_mode(&keeper, Some(story.support), "sync").await;
    let asked = story.asks(&ana, &ben, "is it final?");
    // The digests since the message have passed: this is not late for them.
    story.until("2026-03-02 09:00").await;
    let answer = put(&story, &ana, asked).await.text();
    assert!(
        answer.contains("with the digest of <t:1772463600:F>"),
        "{answer}"
    );
    story.until("2026-03-02 14:59").await;
    assert!(story.letters(&ben).is_empty());
    story.until("2026-03-02 15:00").await;
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("> is it final?"));
    story.end().await;
}

#[tokio::test]
async fn only_its_author_puts_a_message_into_a_digest() {
    let mut story = Story::begin().await;
    let (ana, eve) = (story.person("ana"), story.person("eve"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = ana
        .post(story.support, &format!("{} hi", ben.mention()))
        .unwrap();
    let plain = ana.post(story.support, "good morning").unwrap();
    let of_another = put(&story, &eve, asked).await.text();
    assert!(
        of_another.starts_with(&format!("This is {}'s message;", ana.mention())),
        "{of_another}"
    );
    let to_nobody = put(&story, &ana, plain).await.text();
    assert!(
        to_nobody.starts_with("It mentions nobody and answers nobody"),
        "{to_nobody}"
    );

    let target = Target::Member(ben.id());
    let none = Permissions::default();
    story
        .acme
        .overwrite(story.support, target, none, Permissions::VIEW_CHANNEL);
    let said = ana
        .post(story.support, &format!("@silent {} hello", ben.mention()))
        .unwrap();
    let hidden = put(&story, &ana, said).await.text();
    assert_eq!(
        hidden,
        format!(
            "{} can't read this channel, so nothing of it comes to them.",
            ben.mention()
        )
    );
    let leaving = story.command(&ana, "privacy", &[]).await;
    let sure = story.press(&ana, &leaving, "Leave me out").await;
    story.press(&ana, &sure, "Yes, leave me out").await;
    let left_out = put(&story, &ana, asked).await.text();
    assert!(
        left_out.starts_with("You asked to be left out"),
        "{left_out}"
    );
    story.until("2026-03-02 12:00").await;
    assert!(story.letters(&ben).is_empty());
    story.end().await;
}

#[tokio::test]
async fn what_was_put_there_is_read_again_at_delivery() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let asked = ben.post(story.support, "who has the export?").unwrap();
    let answer = |text: &str| ana.reply(story.support, asked, text, Ping::Off).unwrap();
    let (edited, deleted, answered) = (answer("first words"), answer("soon gone"), answer("ready"));
    for message in [edited, deleted, answered] {
        put(&story, &ana, message).await;
    }
    story.until("2026-03-02 07:00").await;
    ana.edit(story.support, edited, "last words").unwrap();
    ana.delete(story.support, deleted).unwrap();
    ben.reply(story.support, answered, "thanks", Ping::Off)
        .unwrap();
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ben);
    assert_eq!(letter.content, "1 waits for you. 2 settled themselves.");
    let text = letter.text();
    assert!(
        text.contains(&link(&story.acme, story.support, edited)),
        "{text}"
    );
    // Its new words stand behind the link: an edit that mentions nobody doesn't bring them.
    assert!(!text.contains("first words"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn from_whom_its_reader_wants_nothing_more_it_comes_with_no_digest() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    story.set_mode(&keeper, Some(story.dev), "off").await;
    let text = format!("{} from before the mute?", ben.mention());
    let before = ana.post(story.dev, &text).unwrap();
    story.asks(&ana, &ben, "is it final?");
    story.until("2026-03-02 06:10").await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    let item = open(&story, &ben, &inbox.message().unwrap(), 1).await;
    story
        .press(&ben, &item, "Nothing more from this person")
        .await;
    story.until("2026-03-02 06:20").await;
    let answer = put_in(&story, &ana, story.dev, before).await;
    // She hears what anybody hears.
    assert_eq!(answer.text(), reads(&ben));
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ben);
    assert_eq!(letter.content, "1 waits for you.");
    let link = link(&story.acme, story.dev, before);
    assert!(!letter.text().contains(&link), "{}", letter.text());
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(
        inbox.contains("1 ping of the last 7 days came from what you muted."),
        "{inbox}"
    );
    // Heard again, what is put there comes.
    let panel = story.command(&ben, "hours", &[]).await;
    let mutes = story.press(&ben, &panel, "What I muted").await;
    story.pick(&ben, &mutes, &["1 · a person"]).await;
    let other = ana.post(story.dev, &format!("{} and now?", ben.mention()));
    put_in(&story, &ana, story.dev, other.unwrap()).await;
    story.until("2026-03-02 15:00").await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    story.end().await;
}

#[tokio::test]
async fn what_was_put_there_and_put_off_stays_when_its_sender_is_muted_then() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let said = ana.post(story.support, &format!("@silent {} hi", ben.mention()));
    put(&story, &ana, said.unwrap()).await;
    story.until("2026-03-02 06:10").await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    let item = open(&story, &ben, &inbox.message().unwrap(), 1).await;
    let list = story.pick(&ben, &item, &["Tomorrow"]).await;
    let item = open(&story, &ben, &list.message().unwrap(), 1).await;
    story
        .press(&ben, &item, "Nothing more from this person")
        .await;
    story.until("2026-03-03 08:00").await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    story.end().await;
}
