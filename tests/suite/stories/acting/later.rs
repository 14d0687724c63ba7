//! Put off: with the next digest, tomorrow, on Monday, on a date.

use discord_sim::{Answer, Ping};

use super::{AFTERNOON, Morning, filled, open, told};
use crate::harness::{Story, at};

/// What the list says of an instant.
fn tag(text: &str) -> String {
    format!("<t:{}:F>", at(text).timestamp())
}

#[tokio::test]
async fn what_is_put_off_comes_back_with_the_digest_that_was_said() {
    // (chosen, the digest with which it comes back, the one before, in which it doesn't)
    let table = [
        ("With the next digest", AFTERNOON, "2026-03-02 14:59"),
        ("Tomorrow", "2026-03-03 08:00", AFTERNOON),
        ("Monday", "2026-03-09 08:00", "2026-03-08 20:00"),
    ];
    for (label, comes, before) in table {
        let mut morning = Morning::with(&["is the export final?"]).await;
        let opened = morning.open(1).await;
        let list = morning.pick(&opened, label).await.text();
        let said = format!(
            "Nothing waits for you.\nPut off. It comes back with your digest of {}",
            tag(comes)
        );
        assert!(list.starts_with(&said), "{label}: {list}");
        morning.story.until(before).await;
        assert_eq!(morning.story.letters(&morning.ben), [], "{label}");
        morning.story.until(comes).await;
        let digest = morning.story.letter(&morning.ben);
        assert_eq!(digest.content, "1 waits for you.", "{label}");
        let text = morning.story.read(&digest.text());
        assert!(text.contains("> is the export final?"), "{label}: {text}");
        assert_eq!(digest.created_at, at(comes), "{label}");
        morning.story.until("2026-03-11 12:00").await;
        morning.story.end().await;
    }
}

async fn asked_for_a_date(morning: &Morning) -> Answer {
    let opened = morning.open(1).await;
    morning.pick(&opened, "On a date…").await
}

#[tokio::test]
async fn a_date_is_typed_as_one_likes_and_said_back() {
    let mut morning = Morning::with(&["is the export final?"]).await;
    let form = asked_for_a_date(&morning).await;
    let list = filled(
        &morning.story,
        &morning.ben,
        &form,
        "date",
        "the 30th of March",
    )
    .await;
    // The clocks have changed by then: nine in Berlin is seven.
    let comes = "2026-03-30 07:00";
    assert!(list.text().contains(&tag(comes)), "{}", list.text());
    assert_eq!(list.message_id(), Some(morning.digest.id));
    morning.story.until("2026-03-29 20:00").await;
    assert_eq!(morning.story.letters(&morning.ben), []);
    morning.story.until(comes).await;
    let letter = morning.story.letter(&morning.ben).text();
    assert!(morning.story.read(&letter).contains("is the export final?"));
    morning.story.end().await;
}

#[tokio::test]
async fn what_is_no_date_is_answered_with_what_is_one() {
    let morning = Morning::with(&["is the export final?"]).await;
    for (typed, said) in [
        (
            "soonish",
            "“soonish” is no date I can read. For example: *3 March*",
        ),
        ("1 March 2026", "“1 March 2026” is over."),
        ("in 14 weeks", "“in 14 weeks” is more than 90 days away"),
    ] {
        let form = asked_for_a_date(&morning).await;
        let answer = filled(&morning.story, &morning.ben, &form, "date", typed).await;
        assert!(told(&answer).starts_with(said), "{}", told(&answer));
        // The item is still open.
        assert!(morning.now().text().starts_with("This waits for you."));
        morning.press("Back to the list").await;
    }
    morning.story.end().await;
}

#[tokio::test]
async fn what_is_put_off_is_told_in_the_inbox_and_can_be_taken_back() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = story.asks(&ana, &ben, "is the export final?");
    let inbox = story.command(&ben, "inbox", &[]).await;
    let opened = open(&story, &ben, &inbox.message().unwrap(), 1).await;
    story.pick(&ben, &opened, &["Monday"]).await;

    let inbox = story.command(&ben, "inbox", &[]).await;
    let text = inbox.text();
    assert!(
        text.starts_with("Nothing waits for you. 1 is put off.\n"),
        "{text}"
    );
    let until = format!("put off until {}", tag("2026-03-08 23:00"));
    assert!(text.contains(&until), "{text}");
    let why = story.why(&ben, story.support, asked).await.text();
    let comes = tag("2026-03-09 08:00");
    assert!(
        why.starts_with(&format!("You read this with your digest of {comes}")),
        "{why}"
    );
    assert!(
        why.ends_with(&format!(
            "\n- You put it off until {}.",
            tag("2026-03-08 23:00")
        )),
        "{why}"
    );
    // Its sender learns no more than that it has been seen.
    let why = story.why(&ana, story.support, asked).await.text();
    assert_eq!(why, format!("{}: was in a digest.", ben.mention()));

    let opened = open(&story, &ben, &inbox.message().unwrap(), 1).await;
    assert!(opened.text().starts_with(&format!(
        "Put off. It comes back with your digest of {comes}"
    )));
    let list = story
        .press(&ben, &opened, "Not put off after all")
        .await
        .text();
    assert!(
        list.starts_with("1 waits for you.\nIt waits for you again."),
        "{list}"
    );
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("is the export final?"));
    story.end().await;
}

#[tokio::test]
async fn what_is_put_off_and_answered_meanwhile_is_settled_and_writing_there_alone_does_not_hide_it()
 {
    let mut morning = Morning::with(&["answered later?", "only near it?"]).await;
    for number in [1, 2] {
        let opened = morning.open(number).await;
        morning.pick(&opened, "Tomorrow").await;
    }
    let support = morning.story.support;
    morning
        .ben
        .reply(support, morning.asked[0], "yes", Ping::Off)
        .unwrap();
    morning.story.until("2026-03-03 08:00").await;
    let digest = morning.story.letter(&morning.ben);
    assert_eq!(digest.content, "1 waits for you. 1 settled itself.");
    let text = morning.story.read(&digest.text());
    assert!(text.contains("> only near it?"), "{text}");
    morning.story.end().await;
}

#[tokio::test]
async fn who_wants_no_digests_finds_what_is_put_off_in_the_inbox() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let panel = story.command(&ben, "hours", &[]).await;
    let delivery = story.press(&ben, &panel, "Delivery").await;
    story.press(&ben, &delivery, "No, inbox only").await;
    story.asks(&ana, &ben, "is the export final?");
    let inbox = story.command(&ben, "inbox", &[]).await;
    let opened = open(&story, &ben, &inbox.message().unwrap(), 1).await;
    let list = story.pick(&ben, &opened, &["Tomorrow"]).await.text();
    assert!(list.contains("\nPut off until "), "{list}");
    story.until("2026-03-03 12:00").await;
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.starts_with("1 waits for you.\n"), "{inbox}");
    story.end().await;
}
