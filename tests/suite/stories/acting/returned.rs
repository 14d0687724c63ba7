//! A reply that can't be posted when nobody waits for it any more goes back to its writer.

use adagio::sandbox::Props;
use chrono::TimeDelta;
use discord_sim::{Answer, Fault, Person};
use serde_json::json;

use super::replying::{reply, sending};
use super::{MORNING, Morning, filled, open, told};
use crate::harness::{Goes, Story, at};

#[tokio::test]
async fn a_reply_that_discord_refuses_later_comes_back_by_direct_message() {
    let mut morning = Morning::with(&["is the export final?"]).await;
    let route = sending(&morning);
    let overloaded = Fault::Status(503, serde_json::json!({}));
    morning.story.sim().faults().always(route, overloaded);
    let list = reply(&morning, "my words").await.text();
    assert!(list.contains("\nOn its way"), "{list}");
    morning.story.goes(Goes::Dead).await;
    morning.story.sim().faults().clear();
    morning.story.acme.delete_channel(morning.story.support);
    morning.story.comes_back_after(TimeDelta::minutes(20)).await;
    morning.story.stage.settle().await.unwrap();
    let back = morning.story.letter(&morning.ben);
    assert!(
        back.content
            .starts_with("Not posted: what you answer is no longer there"),
        "{}",
        back.content
    );
    let text = back.text();
    assert!(text.contains("\n```\nmy words\n```"), "{text}");
    assert!(at(MORNING) < back.created_at);
    morning.story.end().await;
}

/// Ben, who reads the inbox only, is about to reply where Discord takes nothing at the moment.
async fn replies_in_the_inbox(story: &mut Story) -> (Person, Answer) {
    let (ana, ben) = (story.person("ana"), story.person("ben"));
    let panel = story
        .command(&ben, "hours", &[("zone", "Europe/Berlin")])
        .await;
    story.press(&ben, &panel, "No, inbox only").await;
    story.asks(&ana, &ben, "is the export final?");
    let inbox = story.command(&ben, "inbox", &[]).await;
    let item = open(story, &ben, &inbox.message().unwrap(), 1).await;
    let form = story.press(&ben, &item, "Reply").await;
    let overloaded = Fault::Status(503, json!({}));
    let path = format!("/channels/{}/messages", story.support);
    let route = ("POST", path.as_str());
    story.sim().faults().always(route, overloaded);
    (ben, form)
}

#[tokio::test]
async fn without_a_key_the_words_of_a_reply_on_its_way_stand_before_who_wrote_them() {
    let mut story = Story::prepared(Props::default(), |stage| {
        stage.settings_mut().storage.key_file = None;
    })
    .await;
    let (ben, form) = replies_in_the_inbox(&mut story).await;
    let answer = filled(&story, &ben, &form, "text", "my words").await;
    let said = told(&answer);
    assert!(said.starts_with("On its way"), "{said}");
    assert!(said.contains("```\nmy words\n```"), "{said}");
    story.sim().faults().clear();
    story.until("2026-03-02 06:10").await;
    let bot = story.sim().bot_id();
    let posts = || {
        let all = story.sim().messages(story.support).into_iter();
        all.filter(|message| message.author == bot).count()
    };
    assert_eq!(posts(), 1);
    let kept = answer.follow_ups().pop().unwrap();
    let list = story.press_on(&ben, &kept, "Delete my reply").await.text();
    assert!(list.contains("\nYour reply is deleted."), "{list}");
    assert_eq!(posts(), 0);
    story.end().await;
}

#[tokio::test]
async fn a_reply_that_discord_refuses_later_is_in_the_inbox_of_who_gets_no_direct_messages() {
    let mut story = Story::begin().await;
    let (ben, form) = replies_in_the_inbox(&mut story).await;
    let words = format!("first line\n*second* {}", "and on ".repeat(250));
    let words = words.trim();
    let list = filled(&story, &ben, &form, "text", words).await.text();
    assert!(list.contains("\nOn its way"), "{list}");
    story.goes(Goes::Dead).await;
    story.sim().faults().clear();
    story.acme.delete_channel(story.support);
    story.comes_back_after(TimeDelta::minutes(20)).await;
    story.stage.settle().await.unwrap();

    let inbox = story.command_in(story.dev, &ben, "inbox", &[]).await;
    let text = inbox.text();
    let line = "`1` Your reply, which could not be posted · <t:";
    assert!(
        text.starts_with("1 waits for you.") && text.contains(line),
        "{text}"
    );
    let item = open(&story, &ben, &inbox.message().unwrap(), 1).await;
    let text = item.text();
    assert!(text.contains(&format!("```\n{words}\n```")), "{text}");
    let kept = story.command_in(story.dev, &ben, "privacy", &[]).await;
    let to_others = "of yours to";
    assert!(!kept.text().contains(to_others), "{}", kept.text());
    let list = story.press(&ben, &item, "Done").await.text();
    assert!(
        list.starts_with("Nothing waits for you.") && list.contains("\nDone."),
        "{list}"
    );
    story.end().await;
}

#[tokio::test]
async fn a_reply_that_goes_back_is_in_the_inbox_where_direct_messages_are_closed_meanwhile() {
    let mut morning = Morning::with(&["is the export final?"]).await;
    let route = sending(&morning);
    let overloaded = Fault::Status(503, json!({}));
    morning.story.sim().faults().always(route, overloaded);
    reply(&morning, "my words").await;
    morning.story.goes(Goes::Dead).await;
    morning.story.sim().faults().clear();
    morning.story.acme.delete_channel(morning.story.support);
    morning.ben.close_dms();
    morning.story.comes_back_after(TimeDelta::minutes(20)).await;
    morning.story.stage.settle().await.unwrap();

    let Morning { story, ben, .. } = &morning;
    let inbox = story.command_in(story.dev, ben, "inbox", &[]).await;
    let text = inbox.text();
    let line = "`1` Your reply, which could not be posted · <t:";
    assert!(text.contains(line), "{text}");
    let item = open(story, ben, &inbox.message().unwrap(), 1).await;
    let text = item.text();
    assert!(text.contains("```\nmy words\n```"), "{text}");
    morning.story.end().await;
}
