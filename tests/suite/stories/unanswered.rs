//! An answer that is deleted answers nothing any more: not for who wrote it, not for a role, not for who asked.

use discord_sim::{Permissions, Person, Ping, RoleId};

use super::acting::reply_to_item;
use crate::harness::Story;

const MORNING: &str = "2026-03-02 08:00";

#[tokio::test]
async fn an_answer_that_is_deleted_settles_nothing_and_another_still_does() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let (support, dev) = (story.support, story.dev);
    let asked = story.asks(&ana, &ben, "answered in its thread?");
    let thread = ana.start_thread(support, asked, "more").unwrap();
    let in_thread = ben.post(thread, "yes").unwrap();
    let asks = |place, what: &str| {
        let text = format!("{} {what}", ben.mention());
        ana.post(place, &text).unwrap()
    };
    let twice = asks(dev, "answered twice?");
    let wrong = ben.reply(dev, twice, "no", Ping::Off).unwrap();
    ben.reply(dev, twice, "yes", Ping::Off).unwrap();
    let elsewhere = story.acme.text("invoices");
    let once = asks(elsewhere, "answered once?");
    let only = ben.reply(elsewhere, once, "no", Ping::Off).unwrap();
    story.stage.settle().await.unwrap();
    for (place, answer) in [(thread, in_thread), (dev, wrong), (elsewhere, only)] {
        ben.delete(place, answer).unwrap();
    }

    story.until(MORNING).await;

    let digest = story.letter(&ben);
    assert_eq!(digest.content, "1 waits for you. 1 settled itself.");
    let text = story.read(&digest.text());
    assert!(text.contains("answered in its thread?"), "{text}");
    // Whoever wrote there has seen what came before.
    assert!(text.contains(&format!("<#{elsewhere}>")), "{text}");
    story.end().await;
}

/// A role that anybody may mention, and these people have.
fn in_billing(story: &Story, people: &[&Person]) -> RoleId {
    let billing = story.acme.role("billing", Permissions::NONE);
    story.acme.make_mentionable(billing);
    for person in people {
        story.acme.give_role(*person, billing);
    }
    billing
}

#[tokio::test]
async fn an_answer_for_a_role_that_is_deleted_settles_it_for_nobody() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.person("ben");
    let cara = story.joined("cara", "Europe/Berlin").await;
    let billing = in_billing(&story, &[&ben, &cara]);
    let [open, answered] = ["open?", "answered?"].map(|what| {
        let text = format!("<@&{billing}> {what}");
        ana.post(story.support, &text).unwrap()
    });
    let reply = |to, words: &str| ben.reply(story.support, to, words, Ping::Off).unwrap();
    let wrong = reply(open, "no");
    let other = reply(answered, "no");
    reply(answered, "yes");
    story.stage.settle().await.unwrap();
    for answer in [wrong, other] {
        ben.delete(story.support, answer).unwrap();
    }

    story.until(MORNING).await;

    let digest = story.letter(&cara);
    assert_eq!(digest.content, "1 waits for you. 1 settled itself.");
    let text = story.read(&digest.text());
    assert!(text.contains("open?"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn a_reply_from_an_item_settles_it_for_all_of_the_role_until_it_is_deleted() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    // Her morning comes after his.
    let cara = story.joined("cara", "America/New_York").await;
    let billing = in_billing(&story, &[&ben, &cara]);
    for what in ["first?", "second?"] {
        let text = format!("<@&{billing}> {what}");
        ana.post(story.support, &text).unwrap();
    }
    story.until(MORNING).await;
    let digest = story.letter(&ben);
    reply_to_item(&story, &ben, (&digest, 1), "yes").await;
    let second = reply_to_item(&story, &ben, (&digest, 2), "yes").await;
    story.press(&ben, &second, "Delete my reply").await;

    story.until("2026-03-02 14:00").await;

    let digest = story.letter(&cara);
    assert_eq!(digest.content, "1 waits for you. 1 settled itself.");
    let text = story.read(&digest.text());
    assert!(text.contains("second?"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn who_was_asked_by_name_and_by_role_settles_it_for_all_with_a_reply_from_the_item() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let cara = story.joined("cara", "America/New_York").await;
    let billing = in_billing(&story, &[&ben, &cara]);
    let to_both = format!("{} <@&{billing}> is it final?", ben.mention());
    ana.post(story.support, &to_both).unwrap();
    let to_role = format!("<@&{billing}> and the invoice?");
    let begun = ana.post(story.support, &to_role).unwrap();
    let thread = ana.start_thread(story.support, begun, "invoice").unwrap();
    let in_thread = format!("{} in here?", ben.mention());
    ana.post(thread, &in_thread).unwrap();
    story.until(MORNING).await;
    let digest = story.letter(&ben);
    for number in [1, 3] {
        reply_to_item(&story, &ben, (&digest, number), "yes").await;
    }

    story.until("2026-03-02 14:00").await;

    assert_eq!(story.letters(&cara), []);
    story.end().await;
}

#[tokio::test]
async fn a_question_is_open_again_when_the_last_of_its_answers_is_deleted() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let (cara, dan) = (story.person("cara"), story.person("dan"));
    let asked = story.asks(&ana, &cara, "open?");
    let support = story.support;
    let first = cara.reply(support, asked, "no", Ping::Off).unwrap();
    let second = dan.reply(support, asked, "yes", Ping::Off).unwrap();
    // What who asked adds is no answer.
    ana.reply(support, asked, "anybody?", Ping::Off).unwrap();
    for (who, answer, head) in [
        (&cara, first, "None of your questions is open."),
        (&dan, second, "1 of your questions is open."),
    ] {
        who.delete(support, answer).unwrap();
        story.stage.settle().await.unwrap();
        let inbox = story.command_in(story.dev, &ana, "inbox", &[]).await;
        let text = story.press(&ana, &inbox, "My questions").await.text();
        assert!(text.starts_with(head), "{text}");
    }
    story.end().await;
}
