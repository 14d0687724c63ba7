//! `/tell`: words for one person that are posted nowhere and wait for their digest.

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use discord_sim::{Permissions, Target};

use super::{OFFER, tell, tell_id};
use crate::harness::Story;

/// What a digest says of what was told, without its instant.
const TOLD: &str = "Told to you, posted nowhere\n`1` **ana** told you · <t:";

#[tokio::test]
async fn what_is_told_is_posted_nowhere_and_stands_in_the_digest() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let answer = tell(&story, &ana, &ben, "the invoice for **Berg** is ready").await;
    assert!(answer.is_ephemeral());
    assert_eq!(
        answer.text(),
        format!(
            "{} reads this with the digest of <t:1772438400:F> (<t:1772438400:R>). It is posted nowhere.\n\
             the invoice for \\*\\*Berg\\*\\* is ready\nChange the words\nTake it back",
            ben.mention()
        )
    );
    assert!(story.sim().messages(story.support).is_empty());
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.contains(TOLD), "{inbox}");
    assert!(story.pushes(&ben).is_empty());

    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ben);
    assert_eq!(letter.content, "1 waits for you.");
    let text = letter.text();
    assert!(text.contains("Acme\n") && text.contains(TOLD), "{text}");
    assert!(
        text.contains("> the invoice for \\*\\*Berg\\*\\* is ready"),
        "{text}"
    );
    assert!(
        !text.contains("discord.com/channels"),
        "there is nothing to open: {text}"
    );
    story.until("2026-03-03 18:00").await;
    story.end().await;
}

#[tokio::test]
async fn what_is_told_needs_no_message_content() {
    let mut story = Story::prepared(Props::default(), |stage| {
        stage.settings_mut().discord.message_content = MessageContent::LinksOnly;
    })
    .await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    tell(&story, &ana, &ben, "lunch at one?").await;
    story.until("2026-03-02 08:00").await;
    let text = story.letter(&ben).text();
    assert!(
        text.contains(TOLD) && text.contains("> lunch at one?"),
        "{text}"
    );
    story.end().await;
}

#[tokio::test]
async fn told_words_are_for_who_is_in_the_server_whatever_they_read_there() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let cem = story.joined("cem", "Europe/Berlin").await;
    for reader in [&ben, &cem] {
        let denied = Permissions::VIEW_CHANNEL;
        let target = Target::Member(reader.id());
        story
            .acme
            .overwrite(story.support, target, Permissions::default(), denied);
        tell(&story, &ana, reader, "the xylophone is tuned").await;
    }
    story.acme.kick(&cem);
    story.until("2026-03-02 08:00").await;
    let text = story.letter(&ben).text();
    assert!(text.contains("the xylophone is tuned"), "{text}");
    let place = story.support.to_string();
    assert!(
        !text.contains(&place),
        "where it was told is not said: {text}"
    );
    // Cem left: there is no trace.
    assert!(story.letters(&cem).is_empty());
    story.end().await;
}

#[tokio::test]
async fn what_can_not_be_told_is_answered_kindly() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let bot = story.sim().bot_id();
    let gone = story.sim().person("gone");
    let table = [
        (
            ana.id(),
            "hi",
            "That is you. `/tell` is for somebody else.".to_owned(),
        ),
        (
            bot,
            "hi",
            "Bots read no digests. `/tell` is for people.".to_owned(),
        ),
        (
            ben.id(),
            "\u{200b} ",
            "There are no words in it. Write what they should read.".to_owned(),
        ),
        (
            gone.id(),
            "hi",
            format!(
                "{} isn't in this server, so nothing told here would reach them.",
                gone.mention()
            ),
        ),
    ];
    for (whom, words, expected) in table {
        assert_eq!(tell_id(&story, &ana, whom, words).await.text(), expected);
    }
    let leaving = story.command(&ana, "privacy", &[]).await;
    let sure = story.press(&ana, &leaving, "Leave me out").await;
    story.press(&ana, &sure, "Yes, leave me out").await;
    let refused = tell(&story, &ana, &ben, "hi").await.text();
    assert!(
        refused.starts_with("You asked to be left out, so I keep nothing for you."),
        "{refused}"
    );
    story.until("2026-03-02 08:00").await;
    assert!(story.letters(&ben).is_empty());
    story.end().await;
}

#[tokio::test]
async fn told_words_ping_nobody_and_are_shown_as_they_read() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let li = story.person("li");
    let long = "word ".repeat(100);
    let words = [
        format!(
            "@everyone <@{}> [here](https://example.org) ||secret|| # big",
            ben.id()
        ),
        long.trim().to_owned(),
    ];
    for words in &words {
        tell(&story, &ana, &ben, words).await;
        let answer = tell(&story, &ana, &li, words).await;
        story.press(&ana, &answer, OFFER).await;
    }
    story.until("2026-03-02 08:00").await;
    let text = story.letter(&ben).text();
    assert!(text.contains("@\u{200b}everyone @ben \\[here\\]"), "{text}");
    assert!(
        text.contains("(spoiler)") && !text.contains("secret"),
        "{text}"
    );
    assert!(text.contains(&format!("> {}", long.trim())), "{text}");
    for message in story.sim().messages(story.support) {
        assert_eq!(message.mentions, [li.id()], "{message:?}");
    }
    story.end().await;
}

#[tokio::test]
async fn who_is_forgotten_takes_back_what_they_told() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    tell(&story, &ana, &ben, "the site is slow").await;
    let kept = story.command(&ana, "privacy", &[]).await;
    assert!(
        kept.text()
            .contains("Your id with 1 ping of yours to somebody else."),
        "{}",
        kept.text()
    );
    let sure = story.press(&ana, &kept, "Forget me").await;
    story.press(&ana, &sure, "Yes, forget me").await;
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");
    story.until("2026-03-03 18:00").await;
    assert!(story.letters(&ben).is_empty());
    story.end().await;
}
