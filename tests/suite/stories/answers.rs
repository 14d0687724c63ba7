//! Answers to one's own questions that ping nobody come with the digest (PRODUCT P5).

use discord_sim::{MessageId, Permissions, Person, Ping};

use super::acting::reply_to_item;
use crate::harness::{Story, link};

const MORNING: &str = "2026-03-02 08:00";
const AFTERNOON: &str = "2026-03-02 15:00";

/// Ana asked Ben something in #support; both joined.
pub(super) async fn asked() -> (Story, Person, Person, MessageId) {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let question = story.asks(&ana, &ben, "is the export final?");
    (story, ana, ben, question)
}

/// No digest came to Ana, and her inbox knows of nothing.
async fn ends_with_nothing_for(mut story: Story, ana: Person) {
    story.until("2026-03-03 12:00").await;
    assert_eq!(story.letters(&ana), []);
    let inbox = story.command_in(story.dev, &ana, "inbox", &[]).await.text();
    assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");
    story.end().await;
}

#[tokio::test]
async fn an_answer_that_pings_nobody_comes_with_the_digest_of_who_asked() {
    let (mut story, ana, ben, question) = asked().await;
    let answer = ben
        .reply(story.support, question, "yes, since Friday", Ping::Off)
        .unwrap();
    story.stage.settle().await.unwrap();
    let inbox = story.command(&ana, "inbox", &[]).await.text();
    let first = "1 of your questions was answered.";
    assert!(inbox.starts_with(first), "{inbox}");

    story.until(MORNING).await;

    let digest = story.letter(&ana);
    let text = story.read(&digest.text());
    assert_eq!(digest.content, first);
    assert!(
        text.contains("`1` **ben** answered your question · <t:"),
        "{text}"
    );
    assert!(text.contains("> yes, since Friday"), "{text}");
    let address = link(&story.acme, story.support, answer);
    assert!(text.contains(&address), "{text}");
    assert_eq!(
        story.pushes(&ana).last(),
        Some(&crate::harness::at(MORNING))
    );
    // It came once, and to nobody else.
    story.until("2026-03-03 12:00").await;
    story.end().await;
}

#[tokio::test]
async fn whoever_answers_is_told_of_whoever_was_asked() {
    let (mut story, ana, ben, question) = asked().await;
    let cara = story.person("cara");
    story.asks(&cara, &ana, "are you in?");
    cara.reply(story.support, question, "it is", Ping::Off)
        .unwrap();

    story.until(MORNING).await;

    let digest = story.letter(&ana);
    let first = "1 waits for you. 1 of your questions was answered.";
    assert_eq!(digest.content, first);
    let text = story.read(&digest.text());
    assert!(
        text.contains("`2` **cara** answered your question"),
        "{text}"
    );
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("is the export final?"));
    story.end().await;
}

#[tokio::test]
async fn a_thread_that_answers_is_one_line_and_a_later_word_there_another_digest() {
    let (mut story, ana, ben, question) = asked().await;
    let cara = story.person("cara");
    let thread = cara
        .start_thread(story.support, question, "the export")
        .unwrap();
    let first = ben.post(thread, "yes").unwrap();
    cara.post(thread, "since Friday, I think").unwrap();
    story.until(MORNING).await;
    let digest = story.letter(&ana);
    assert_eq!(digest.content, "1 of your questions was answered.");
    let text = story.read(&digest.text());
    assert!(text.contains(&link(&story.acme, thread, first)), "{text}");
    assert!(!text.contains("Friday"), "{text}");

    ben.post(thread, "no, wait").unwrap();
    story.until(AFTERNOON).await;
    let letter = story.letter(&ana).text();
    assert!(story.read(&letter).contains("> no, wait"), "{letter}");
    story.end().await;
}

#[tokio::test]
async fn an_answer_that_pings_is_an_item_like_any_reply() {
    let (mut story, ana, ben, question) = asked().await;
    ben.reply(story.support, question, "yes", Ping::On).unwrap();
    story.until(MORNING).await;
    let digest = story.letter(&ana);
    assert_eq!(digest.content, "1 waits for you.");
    let text = story.read(&digest.text());
    assert!(text.contains("**ben** replied to you"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn an_answer_is_read_again_at_delivery() {
    let (mut story, ana, ben, question) = asked().await;
    let support = story.support;
    let answer = ben.reply(support, question, "no", Ping::Off).unwrap();
    ben.edit(support, answer, "yes, in fact").unwrap();
    story.until(MORNING).await;
    let letter = story.letter(&ana).text();
    let text = story.read(&letter);
    assert!(text.contains("> yes, in fact"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn a_deleted_answer_is_none_and_the_next_one_counts() {
    let (mut story, ana, ben, question) = asked().await;
    let support = story.support;
    let first = ben.reply(support, question, "no", Ping::Off).unwrap();
    ben.delete(support, first).unwrap();
    story.stage.settle().await.unwrap();
    ben.reply(support, question, "yes", Ping::Off).unwrap();
    story.until(MORNING).await;
    let digest = story.letter(&ana);
    assert_eq!(digest.content, "1 of your questions was answered.");
    let text = story.read(&digest.text());
    assert!(text.contains("> yes"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn an_answer_that_was_seen_or_ticked_or_hidden_needs_no_line() {
    for what in ["seen", "ticked", "hidden"] {
        let (story, ana, ben, question) = asked().await;
        let support = story.support;
        let answer = ben.reply(support, question, "yes", Ping::Off).unwrap();
        story.stage.settle().await.unwrap();
        match what {
            "seen" => drop(ana.post(support, "great").unwrap()),
            "ticked" => ana.react(support, answer, "✅").unwrap(),
            _ => {
                let everyone = story.acme.everyone();
                let (none, view) = (Permissions::NONE, Permissions::VIEW_CHANNEL);
                story.acme.overwrite(support, everyone, none, view);
            }
        }
        story.stage.settle().await.unwrap();
        ends_with_nothing_for(story, ana).await;
    }
}

#[tokio::test]
async fn what_is_no_question_and_who_did_not_join_get_no_answers() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let (ben, cara) = (story.person("ben"), story.person("cara"));
    let said = ana.post(story.support, "the export is final").unwrap();
    ben.reply(story.support, said, "good", Ping::Off).unwrap();
    let asked = story.asks(&cara, &ben, "and the invoice?");
    ben.reply(story.support, asked, "too", Ping::Off).unwrap();
    // Who answers asks nothing by that.
    let back = ana.reply(story.support, asked, "yes", Ping::On).unwrap();
    ben.reply(story.support, back, "thanks", Ping::Off).unwrap();
    ends_with_nothing_for(story, ana).await;
}

#[tokio::test]
async fn a_reply_from_where_an_item_stands_is_told_to_who_asked() {
    let (mut story, ana, ben, _) = asked().await;
    story.until(MORNING).await;
    let digest = story.letter(&ben);
    reply_to_item(&story, &ben, (&digest, 1), "since Friday").await;

    story.until(AFTERNOON).await;

    let digest = story.letter(&ana);
    assert_eq!(digest.content, "1 of your questions was answered.");
    // Its words were told to Adagio itself: they need no intent.
    let text = digest.text();
    let said = "**ben** answered your question";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("> since Friday"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn the_words_of_a_reply_from_an_item_go_where_its_reader_may_look_and_with_its_writer() {
    for what in ["hidden", "forgotten"] {
        let (mut story, ana, ben, _) = asked().await;
        story.until(MORNING).await;
        let digest = story.letter(&ben);
        reply_to_item(&story, &ben, (&digest, 1), "since Friday").await;
        if what == "hidden" {
            let everyone = story.acme.everyone();
            let (none, view) = (Permissions::NONE, Permissions::VIEW_CHANNEL);
            story.acme.overwrite(story.support, everyone, none, view);
            story.stage.settle().await.unwrap();
            ends_with_nothing_for(story, ana).await;
            continue;
        }
        let kept = story.command(&ben, "privacy", &[]).await;
        let sure = story.press(&ben, &kept, "Forget me").await;
        story.press(&ben, &sure, "Yes, forget me").await;
        story.until(AFTERNOON).await;
        let text = story.letter(&ana).text();
        assert!(
            !text.contains("Friday") && !text.contains("**ben**"),
            "{text}"
        );
        story.end().await;
    }
}

#[tokio::test]
async fn an_answer_arrives_with_or_without_its_words() {
    let mut story = Story::prepared(adagio::sandbox::Props::default(), |stage| {
        stage.settings_mut().discord.message_content = adagio::config::MessageContent::LinksOnly;
    })
    .await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let question = story.asks(&ana, &ben, "is the export final?");
    let answer = ben
        .reply(story.support, question, "yes", Ping::Off)
        .unwrap();
    story.until(MORNING).await;
    let text = story.letter(&ana).text();
    let address = link(&story.acme, story.support, answer);
    assert!(text.contains(&address) && !text.contains("> yes"), "{text}");
    story.end().await;
}
