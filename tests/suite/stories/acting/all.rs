//! All of a list at once: done with it, later, taken back; and "Why these?".

use chrono::TimeDelta;
use discord_sim::{Answer, Permissions, Ping};
use serde_json::json;

use super::{AFTERNOON, MORNING, Morning, chosen, filled};
use crate::harness::{Goes, Story};

fn twelve() -> Vec<String> {
    (1..=12)
        .map(|number| format!("question {number}?"))
        .collect()
}

async fn morning_of_twelve() -> Morning {
    let questions = twelve();
    let questions: Vec<_> = questions.iter().map(String::as_str).collect();
    Morning::with(&questions).await
}

/// Ben chooses until when all of his digest is put off.
async fn later(morning: &Morning, value: &str) -> Answer {
    let menus = morning.now().selects();
    let menu = menus
        .iter()
        .find(|menu| menu.custom_id.starts_with("a1:alllater:"));
    let id = &menu.unwrap().custom_id;
    chosen(&morning.story, &morning.ben, &morning.digest, id, value).await
}

#[tokio::test]
async fn all_of_a_digest_is_done_at_once_on_every_page_and_can_be_taken_back() {
    let mut morning = morning_of_twelve().await;
    let list = morning.press("Done with all").await.text();
    let first = "Nothing waits for you.\nPage 1 of 2.\nDone with all 12.";
    assert!(
        list.starts_with(first) && !list.contains("question"),
        "{list}"
    );

    let back = morning.press("Not done after all").await.text();
    let first = "12 wait for you.\nPage 1 of 2.\n12 wait for you again.";
    assert!(
        back.starts_with(first) && morning.story.read(&back).contains("question 1?"),
        "{back}"
    );
    // What a digest has brought doesn't come with the next one.
    morning.story.until("2026-03-03 12:00").await;
    assert_eq!(morning.story.letters(&morning.ben), []);
    morning.story.end().await;
}

#[tokio::test]
async fn all_of_a_digest_is_put_off_and_can_be_taken_back() {
    let mut morning = Morning::with(&["one?", "two?", "three?"]).await;
    let text = later(&morning, "tomorrow").await.text();
    assert!(
        text.contains("\nAll 3 are put off. They come back with"),
        "{text}"
    );
    let back = morning.press("Not put off after all").await.text();
    assert!(
        back.starts_with("3 wait for you.\n3 wait for you again."),
        "{back}"
    );

    let form = later(&morning, "date").await;
    let list = filled(&morning.story, &morning.ben, &form, "date", "wednesday").await;
    assert!(
        list.text().contains("\nAll 3 are put off."),
        "{}",
        list.text()
    );
    morning.story.until("2026-03-04 07:00").await;
    assert_eq!(morning.story.letters(&morning.ben), []);
    morning.story.until("2026-03-04 08:00").await;
    let digest = morning.story.letter(&morning.ben);
    assert!(
        digest.content.starts_with("3 wait for you."),
        "{}",
        digest.content
    );
    morning.story.end().await;
}

#[tokio::test]
async fn what_came_after_a_list_was_shown_is_not_done_with_it() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    story.asks(&ana, &ben, "one?");
    let asked = story.asks(&ben, &ana, "and yours?");
    ana.reply(story.support, asked, "fine", Ping::Off).unwrap();
    story.asks(&ana, &ben, "two?");
    let inbox = story.command(&ben, "inbox", &[]).await;
    story.until("2026-03-02 06:01").await;
    story.asks(&ana, &ben, "three?");
    let list = story.press(&ben, &inbox, "Done with all").await.text();
    // The answer is gone with them.
    assert!(
        list.starts_with("1 waits for you.\nDone with all 3."),
        "{list}"
    );
    story.until(MORNING).await;
    let digest = story.letter(&ben);
    assert_eq!(digest.content, "1 waits for you.");
    let text = story.read(&digest.text());
    assert!(text.contains("three?"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn all_works_twice_from_an_old_page_and_weeks_later() {
    let mut morning = Morning::with(&["one?", "two?"]).await;
    let mut buttons = morning.digest.buttons().into_iter();
    let done = buttons.find(|button| button.label == "Done with all");
    let done = done.unwrap().custom_id.unwrap();
    let dm = morning.ben.open_dm();
    let button = json!({ "type": 2, "style": 2, "label": "Press", "custom_id": done });
    let old = [
        morning.story.leftover(dm, button.clone()).await,
        morning.story.leftover(dm, button.clone()).await,
        morning.story.leftover(dm, button).await,
    ];
    morning.story.letters(&morning.ben);
    morning.story.goes(Goes::Dead).await;
    morning.story.comes_back_after(TimeDelta::days(24)).await;
    morning.story.stage.settle().await.unwrap();

    let said = ["Done with all 2.", "Nothing was left here."];
    for (old, said) in old.into_iter().zip(said) {
        let answer = morning.story.press_on(&morning.ben, old, "Press").await;
        let first = format!("Nothing waits for you.\n{said}");
        assert!(answer.text().starts_with(&first), "{}", answer.text());
    }
    morning.story.until("2026-06-12 12:00").await;
    let answer = morning.story.press_on(&morning.ben, old[2], "Press").await;
    let gone = "This digest is no longer kept.";
    assert!(answer.text().starts_with(gone), "{}", answer.text());
    morning.story.letters(&morning.ben);
    morning.story.end().await;
}

#[tokio::test]
async fn of_what_is_hidden_nothing_is_done_nor_counted() {
    let mut morning = Morning::with(&["one?", "two?"]).await;
    let (story, ben) = (&mut morning.story, &morning.ben);
    let text = format!("{} in here?", ben.mention());
    morning.ana.post(story.dev, &text).unwrap();
    story.asks(&morning.ana, ben, "three?");
    story.asks(&morning.ana, ben, "four?");
    story.until(AFTERNOON).await;
    let digest = story.letter(ben);
    assert_eq!(digest.content, "3 wait for you.");
    let everyone = story.acme.everyone();
    let (none, view) = (Permissions::NONE, Permissions::VIEW_CHANNEL);
    story.acme.overwrite(story.dev, everyone, none, view);
    story.stage.settle().await.unwrap();
    let list = story.press_on(ben, &digest, "Done with all").await.text();
    assert!(
        list.starts_with("Nothing waits for you.\nDone with all 2."),
        "{list}"
    );
    assert!(!list.contains(&story.dev.to_string()), "{list}");
    story.acme.overwrite(story.dev, everyone, view, none);
    story.stage.settle().await.unwrap();
    let list = story.press_on(ben, &digest, "Not done after all").await;
    let list = list.text();
    assert!(
        list.starts_with("3 wait for you.\n2 wait for you again."),
        "{list}"
    );
    morning.story.end().await;
}

#[tokio::test]
async fn why_these_says_what_the_channels_promise_and_when_digests_come() {
    let mut morning = Morning::with(&["one?", "two?"]).await;
    let story = &morning.story;
    let why = story
        .press_on(&morning.ben, &morning.digest, "Why these?")
        .await;
    let text = why.text();
    for said in [
        "**Why these, and why then**",
        "Your digests come at 09:00 and 16:00, Mon–Fri.",
        &format!("<#{}>: pings wait (`async`).", story.support),
        "In this order: what is urgent;",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // The digest itself stays as it is.
    assert_eq!(morning.now().content, "2 wait for you.");
    morning.story.letters(&morning.ben);
    morning.story.end().await;
}
