//! Replies that aren't posted: where one could not write oneself, or in slow mode. Their words come back.

use chrono::TimeDelta;
use discord_sim::{Fault, Permissions};
use serde_json::json;

use super::replying::{posted, reply, sending};
use super::{Morning, filled, told};
use crate::harness::at;

#[tokio::test]
async fn a_reply_is_refused_where_one_could_not_write_oneself_and_the_words_come_back() {
    let morning = Morning::with(&["is the export final?"]).await;
    let (acme, support) = (morning.story.acme.clone(), morning.story.support);
    let refused = async |why: &str| {
        let answer = reply(&morning, "my words").await;
        let said = told(&answer);
        assert!(said.starts_with(why), "{said}");
        assert!(
            said.ends_with("What you wrote:\n```\nmy words\n```"),
            "{said}"
        );
        assert_eq!(posted(&morning), []);
        morning.press("Back to the list").await;
    };
    acme.time_out(&morning.ben, at("2026-03-02 09:00"));
    refused("Not posted: you are in a time-out there until <t:1772442000:F>.").await;
    acme.end_time_out(&morning.ben);

    let none = Permissions::NONE;
    acme.overwrite(support, &morning.ben, none, Permissions::SEND_MESSAGES);
    morning.story.stage.settle().await.unwrap();
    refused("Not posted: you may not write there.").await;
    acme.overwrite(support, &morning.ben, none, none);

    acme.overwrite(support, acme.bot_role(), none, Permissions::SEND_MESSAGES);
    morning.story.stage.settle().await.unwrap();
    refused("Not posted: I may not write there.").await;
    acme.overwrite(support, acme.bot_role(), none, none);

    let opened = morning.open(1).await;
    let form = morning.story.press(&morning.ben, &opened, "Reply").await;
    let sim = morning.story.sim();
    sim.gateway().lose_next(0, "GUILD_MEMBERS_CHUNK", 1);
    let answer = filled(&morning.story, &morning.ben, &form, "text", "my words").await;
    let said = told(&answer);
    assert!(
        said.starts_with("Not posted: Discord doesn't tell me right now"),
        "{said}"
    );
    morning.story.end().await;
}

#[tokio::test]
async fn a_reply_to_what_is_gone_gives_the_words_back() {
    let morning = Morning::with(&["is the export final?"]).await;
    let opened = morning.open(1).await;
    let form = morning.story.press(&morning.ben, &opened, "Reply").await;
    morning
        .ana
        .delete(morning.story.support, morning.asked[0])
        .unwrap();
    morning.story.stage.settle().await.unwrap();
    let answer = filled(&morning.story, &morning.ben, &form, "text", "my words").await;
    let said = told(&answer);
    assert!(
        said.starts_with("Not posted: what you answer is no longer there"),
        "{said}"
    );
    assert!(said.ends_with("```\nmy words\n```"), "{said}");
    assert_eq!(posted(&morning), []);
    morning.story.end().await;
}

#[tokio::test]
async fn slow_mode_counts_messages_and_replies_alike() {
    let morning = Morning::with(&["is the export final?", "and this?"]).await;
    let support = morning.story.support;
    morning.story.acme.slowmode(support, TimeDelta::minutes(30));
    morning.story.stage.settle().await.unwrap();
    assert!(reply(&morning, "one").await.text().contains("\nPosted."));
    let opened = morning.open(2).await;
    let form = morning.story.press(&morning.ben, &opened, "Reply").await;
    let said = told(&filled(&morning.story, &morning.ben, &form, "text", "two").await);
    assert!(
        said.starts_with("This channel is in slow mode: you can write there <t:1772440200:R>."),
        "{said}"
    );

    morning.story.until("2026-03-02 08:31").await;
    morning.ben.post(support, "by hand").unwrap();
    morning.story.stage.settle().await.unwrap();
    let form = morning.story.press(&morning.ben, &opened, "Reply").await;
    let said = told(&filled(&morning.story, &morning.ben, &form, "text", "two").await);
    assert!(said.starts_with("This channel is in slow mode"), "{said}");
    morning.story.until("2026-03-02 09:02").await;
    let form = morning.story.press(&morning.ben, &opened, "Reply").await;
    let list = filled(&morning.story, &morning.ben, &form, "text", "two")
        .await
        .text();
    assert!(list.contains("\nPosted."), "{list}");
    assert_eq!(posted(&morning).len(), 2);
    morning.story.end().await;
}

#[tokio::test]
async fn slow_mode_counts_a_reply_that_is_on_its_way() {
    let mut morning = Morning::with(&["is the export final?", "and this?"]).await;
    let support = morning.story.support;
    morning.story.acme.slowmode(support, TimeDelta::minutes(30));
    morning.story.stage.settle().await.unwrap();
    let overloaded = Fault::Status(503, json!({}));
    let faults = || morning.story.sim().faults();
    faults().always(sending(&morning), overloaded);
    let list = reply(&morning, "one").await.text();
    assert!(list.contains("\nOn its way"), "{list}");
    let said = told(&reply(&morning, "two").await);
    // It is tried again after five seconds.
    let slow = "This channel is in slow mode: you can write there <t:1772440205:R>.";
    assert!(said.starts_with(slow), "{said}");
    faults().clear();
    morning.story.until("2026-03-02 08:10").await;
    assert_eq!(posted(&morning).len(), 1);
    morning.story.letters(&morning.ben);
    morning.story.end().await;
}

#[tokio::test]
async fn of_two_replies_of_one_instant_slow_mode_lets_one_through() {
    let morning = Morning::with(&["is the export final?", "and this?"]).await;
    let (story, ben) = (&morning.story, &morning.ben);
    story.acme.slowmode(story.support, TimeDelta::minutes(30));
    story.stage.settle().await.unwrap();
    let opened = morning.open(1).await;
    let first = story.press(ben, &opened, "Reply").await;
    morning.press("Back to the list").await;
    let opened = morning.open(2).await;
    let second = story.press(ben, &opened, "Reply").await;

    let (first, second) = tokio::join!(
        filled(story, ben, &first, "text", "my words"),
        filled(story, ben, &second, "text", "my words"),
    );

    assert_eq!(posted(&morning).len(), 1);
    let said = [told(&first), told(&second)];
    let slow = |said: &&String| {
        said.starts_with("This channel is in slow mode") && said.ends_with("```\nmy words\n```")
    };
    assert_eq!(said.iter().filter(slow).count(), 1, "{said:?}");
    morning.story.end().await;
}

#[tokio::test]
async fn slow_mode_counts_what_was_written_where_nothing_is_watched() {
    let mut morning = Morning::with(&["is the export final?"]).await;
    let support = morning.story.support;
    let keeper = morning.story.keeper("kim");
    let (story, ben) = (&morning.story, &morning.ben);
    story.set_mode(&keeper, Some(support), "off").await;
    ben.post(support, "by hand").unwrap();
    for number in 0..120 {
        let said = morning.ana.post(support, &format!("and {number}"));
        said.unwrap();
    }
    story.acme.slowmode(support, TimeDelta::minutes(30));
    story.stage.settle().await.unwrap();
    let said = told(&reply(&morning, "yes").await);
    let slow = "This channel is in slow mode: you can write there <t:1772440200:R>.";
    assert!(said.starts_with(slow), "{said}");
    assert_eq!(posted(&morning), []);
    morning.press("Back to the list").await;
    story.until("2026-03-02 08:31").await;
    let list = reply(&morning, "yes").await.text();
    assert!(list.contains("\nPosted."), "{list}");
    morning.story.end().await;
}
