//! What was told, reworded and taken back while it waits.

use discord_sim::{Answer, Person};

use super::{sent, tell};
use crate::harness::Story;

/// Sends a form.
async fn fill(story: &Story, who: &Person, form: &Answer, words: &str) -> Answer {
    let sent = who.submit_modal(form, &[("words", words)]).await.unwrap();
    let sent = sent.settled().await.unwrap();
    story.stage.settle().await.unwrap();
    sent
}

#[tokio::test]
async fn what_was_told_is_reworded_in_a_form_and_read_in_its_last_words() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let answer = tell(&story, &ana, &ben, "the invoce is ready").await;
    let form = story.press(&ana, &answer, "Change the words").await;
    let modal = form.modal().unwrap();
    assert_eq!(
        modal["components"][0]["component"]["value"],
        "the invoce is ready"
    );
    let changed = fill(&story, &ana, &form, "the invoice is *ready*").await;
    assert!(
        changed.text().contains("the invoice is \\*ready\\*"),
        "{}",
        changed.text()
    );

    // From the list as well; each revision has a form of its own, because phones keep drafts by it.
    let page = sent(&story, &ana).await;
    let item = story.pick(&ana, &page, &["the invoice is *ready*"]).await;
    let again = story.press(&ana, &item, "Change the words").await;
    assert_ne!(again.modal().unwrap()["custom_id"], modal["custom_id"]);
    let empty = fill(&story, &ana, &again, "\u{200b} ").await;
    let told = empty.follow_ups().pop().unwrap().text();
    assert_eq!(
        told,
        "There are no words in it. Write what they should read."
    );
    story.until("2026-03-02 08:00").await;
    let text = story.letter(&ben).text();
    assert!(
        text.contains("> the invoice is \\*ready\\*") && !text.contains("invoce"),
        "{text}"
    );
    story.end().await;
}

#[tokio::test]
async fn what_was_told_is_taken_back_and_given_again() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let answer = tell(&story, &ana, &ben, "never mind").await;
    let taken = story.press(&ana, &answer, "Take it back").await;
    assert!(
        taken.text().starts_with("Taken back. Nobody reads it."),
        "{}",
        taken.text()
    );
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");
    // Its digest passes; given again, it waits for the next, not at once.
    story.until("2026-03-02 09:00").await;
    assert!(story.letters(&ben).is_empty());
    let given = story.press(&ana, &taken, "Let it wait again").await;
    assert!(
        given.text().starts_with(&format!(
            "{} reads this with the digest of <t:1772463600:F>",
            ben.mention()
        )),
        "{}",
        given.text()
    );
    story.until("2026-03-02 14:59").await;
    assert!(story.letters(&ben).is_empty());
    story.until("2026-03-02 15:00").await;
    assert!(story.letter(&ben).text().contains("> never mind"));
    story.end().await;
}

#[tokio::test]
async fn what_was_delivered_can_not_be_changed_any_more() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let answer = tell(&story, &ana, &ben, "the site is slow").await;
    let form = story.press(&ana, &answer, "Change the words").await;
    story.until("2026-03-02 08:00").await;
    story.letter(&ben);
    let late = fill(&story, &ana, &form, "the site is fast").await.text();
    assert!(
        late.starts_with("That waits no longer, so it can't be changed"),
        "{late}"
    );
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");
    story.until("2026-03-03 18:00").await;
    story.end().await;
}

#[tokio::test]
async fn what_its_reader_put_off_keeps_the_words_that_they_read() {
    let mut story = Story::begin().await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let answer = tell(&story, &ana, &ben, "the site is slow").await;
    let form = story.press(&ana, &answer, "Change the words").await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    let item = story
        .pick(&ben, &inbox, &["1 · ana: the site is slow"])
        .await;
    story.pick(&ben, &item, &["Tomorrow"]).await;
    let gone = "That waits no longer, so it can't be changed";
    let late = fill(&story, &ana, &form, "the site is fast").await;
    assert!(late.text().starts_with(gone), "{}", late.text());
    let back = story.press(&ana, &late, "All that I sent").await.text();
    assert!(
        back.starts_with("Nothing that you sent waits to be read."),
        "{back}"
    );
    // It has come back and waits for the digest: he knows its words all the same.
    story.until("2026-03-03 07:30").await;
    let page = sent(&story, &ana).await.text();
    assert!(
        page.starts_with("Nothing that you sent waits to be read."),
        "{page}"
    );
    story.until("2026-03-03 08:00").await;
    let letter = story.letter(&ben).text();
    assert!(letter.contains("> the site is slow"), "{letter}");
    story.end().await;
}
