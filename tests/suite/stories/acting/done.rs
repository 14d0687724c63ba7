//! Done, and not done after all.

use chrono::TimeDelta;
use discord_sim::{Permissions, Ping};

use super::{AFTERNOON, Morning, open, told};
use crate::harness::{Goes, Story, link};

#[tokio::test]
async fn an_item_opens_in_place_and_done_takes_it_off_the_list() {
    let mut morning = Morning::with(&["is the export final?", "and the invoice?"]).await;
    let opened = morning.open(1).await;
    assert_eq!(opened.message_id(), Some(morning.digest.id));
    let buttons = morning.now().buttons();
    let address = link(&morning.story.acme, morning.story.support, morning.asked[0]);
    assert_eq!(buttons[0].label, "Open");
    assert_eq!(buttons[0].url.as_deref(), Some(address.as_str()));
    let text = morning.story.read(&opened.text());
    assert!(
        text.contains("> is the export final?") && !text.contains("invoice"),
        "{text}"
    );

    let list = morning.press("Done").await.text();
    assert!(list.starts_with("1 waits for you.\nDone.\n"), "{list}");
    let list = morning.story.read(&list);
    assert!(
        !list.contains("export") && list.contains("`2` **ana**"),
        "{list}"
    );

    let back = morning.press("Not done after all").await.text();
    let back = morning.story.read(&back);
    assert!(
        back.starts_with("2 wait for you.\nIt waits for you again."),
        "{back}"
    );
    assert!(back.contains("export"), "{back}");
    assert_eq!(morning.story.letters(&morning.ben), []);
    // What a digest has brought doesn't come with the next one.
    morning.story.until("2026-03-03 12:00").await;
    morning.story.end().await;
}

#[tokio::test]
async fn what_one_is_done_with_in_the_inbox_comes_with_no_digest() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let first = story.asks(&ana, &ben, "first?");
    story.asks(&ana, &ben, "second?");
    let inbox = story.command(&ben, "inbox", &[]).await;
    let opened = open(&story, &ben, &inbox.message().unwrap(), 1).await;
    let list = story.press(&ben, &opened, "Done").await;
    assert!(
        list.text().starts_with("1 waits for you.\nDone."),
        "{}",
        list.text()
    );
    assert!(opened.is_ephemeral() || opened.message_id() == inbox.message_id());
    let why = story.why(&ben, story.support, first).await.text();
    assert_eq!(
        why,
        "This no longer waits for you.\n- You were done with it."
    );
    let why = story.why(&ana, story.support, first).await.text();
    assert!(why.ends_with("nothing waits any more."), "{why}");

    story.until("2026-03-02 08:00").await;
    // What one did oneself hasn't settled itself.
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    story.end().await;
}

#[tokio::test]
async fn not_done_after_all_in_the_inbox_waits_for_the_digest_again() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    story.asks(&ana, &ben, "the only one?");
    let inbox = story.command(&ben, "inbox", &[]).await;
    let opened = open(&story, &ben, &inbox.message().unwrap(), 1).await;
    let list = story.press(&ben, &opened, "Done").await;
    assert!(
        list.text().starts_with("Nothing waits for you."),
        "{}",
        list.text()
    );
    story.press(&ben, &list, "Not done after all").await;
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("the only one?"));
    story.end().await;
}

#[tokio::test]
async fn every_button_of_an_old_page_works_twice_and_weeks_later() {
    let mut morning = Morning::with(&["is the export final?", "and the invoice?"]).await;
    // The same item in two places: the digest, and a list that was opened before.
    let opened = morning.open(1).await;
    let id = |label: &str| {
        let mut buttons = opened.message().unwrap().buttons().into_iter();
        let button = buttons.find(|button| button.label == label);
        button.unwrap().custom_id.unwrap()
    };
    let (done, back) = (id("Done"), id("Back to the list"));
    let button =
        |id: &str| serde_json::json!({ "type": 2, "style": 2, "label": "Press", "custom_id": id });
    let dm = morning.ben.open_dm();
    let old = [
        morning.story.leftover(dm, button(&done)).await,
        morning.story.leftover(dm, button(&done)).await,
        morning.story.leftover(dm, button(&back)).await,
        morning.story.leftover(dm, button(&back)).await,
    ];
    morning.story.letters(&morning.ben);
    morning.press("Done").await;
    morning.story.goes(Goes::Dead).await;
    morning.story.comes_back_after(TimeDelta::days(24)).await;
    morning.story.stage.settle().await.unwrap();

    for old in &old[..2] {
        let answer = morning.story.press_on(&morning.ben, *old, "Press").await;
        assert!(
            answer.text().starts_with("1 waits for you.\nDone."),
            "{}",
            answer.text()
        );
    }
    let list = morning
        .story
        .press_on(&morning.ben, old[2], "Press")
        .await
        .text();
    // The words are gone by then, the link is not.
    assert!(
        list.contains("`2` **") && !list.contains("`1` **"),
        "{list}"
    );
    // After a hundred days nothing of it is kept.
    morning.story.until("2026-06-12 12:00").await;
    let answer = morning.press("Not done after all").await;
    assert!(
        told(&answer).starts_with("That is no longer there."),
        "{}",
        told(&answer)
    );
    let answer = morning.story.press_on(&morning.ben, old[3], "Press").await;
    assert!(
        told(&answer).starts_with("This digest is no longer kept."),
        "{}",
        told(&answer)
    );
    morning.story.letters(&morning.ben);
    morning.story.end().await;
}

#[tokio::test]
async fn what_is_gone_meanwhile_is_said_kindly_and_shows_nothing() {
    let mut morning = Morning::with(&["deleted?", "answered?", "hidden?"]).await;
    let (story, list) = (&morning.story, morning.digest.clone());
    let support = story.support;
    morning.ana.delete(support, morning.asked[0]).unwrap();
    morning
        .ben
        .reply(support, morning.asked[1], "yes", Ping::Off)
        .unwrap();
    story.stage.settle().await.unwrap();
    let menu = list.selects().remove(0);
    let choose = async |number: usize| {
        let (_, value) = &menu.options[number];
        // An old page, whose menu still offers it.
        let old = serde_json::json!({
            "type": 3, "custom_id": menu.custom_id, "options": [{ "label": "it", "value": value }],
        });
        let dm = morning.ben.open_dm();
        let old = story.leftover(dm, old).await;
        super::chosen(story, &morning.ben, old, &menu.custom_id, value).await
    };
    let gone = choose(0).await.text();
    assert!(
        gone.starts_with("1 waits for you.\nThis was deleted."),
        "{gone}"
    );
    assert!(!gone.contains("> deleted?"), "{gone}");
    let answered = choose(1).await.text();
    assert!(
        answered.contains("\nYou answered this. It needs nobody any more."),
        "{answered}"
    );

    story.acme.overwrite(
        support,
        story.acme.everyone(),
        Permissions::NONE,
        Permissions::VIEW_CHANNEL,
    );
    story.stage.settle().await.unwrap();
    let hidden = told(&choose(2).await);
    assert!(hidden.starts_with("That is no longer there."), "{hidden}");
    morning.story.until(AFTERNOON).await;
    morning.story.letters(&morning.ben);
    morning.story.end().await;
}
