//! Reply from where the item stands: with the person's own rights, once, pinging nobody, and gone again if they like.

use chrono::TimeDelta;
use discord_sim::{Answer, Fault, Permissions, Ping, RouteMatch, SeenMessage};

use super::{MORNING, Morning, filled, told};
use crate::harness::{Goes, at};

async fn reply(morning: &Morning, text: &str) -> Answer {
    let opened = morning.open(1).await;
    let form = morning.story.press(&morning.ben, &opened, "Reply").await;
    filled(&morning.story, &morning.ben, &form, "text", text).await
}

/// New messages in #support.
fn sending(morning: &Morning) -> RouteMatch {
    let path = format!("/channels/{}/messages", morning.story.support);
    ("POST", path.as_str()).into()
}

/// What the bot has posted in #support.
fn posted(morning: &Morning) -> Vec<SeenMessage> {
    let bot = morning.story.sim().bot_id();
    let all = morning.story.sim().messages(morning.story.support);
    all.into_iter()
        .filter(|message| message.author == bot)
        .collect()
}

#[tokio::test]
async fn a_reply_is_posted_as_ones_own_pings_nobody_and_can_be_deleted() {
    let morning = Morning::with(&["is the export final?", "and the invoice?"]).await;
    morning.story.sim().take_notifications();
    let list = reply(
        &morning,
        "Yes, **all** of it. @everyone https://example.org",
    )
    .await;
    assert!(
        list.text()
            .starts_with("1 waits for you.\nPosted. This is answered."),
        "{}",
        list.text()
    );
    assert_eq!(list.message_id(), Some(morning.digest.id));
    let posts = posted(&morning);
    let [post] = posts.as_slice() else {
        panic!("{posts:#?}")
    };
    let said = format!(
        "{}: Yes, **all** of it. @everyone https://example.org",
        morning.ben.mention()
    );
    assert_eq!(
        (post.content.as_str(), post.reply_to),
        (said.as_str(), Some(morning.asked[0]))
    );
    assert_eq!((post.mentions.len(), post.mention_everyone), (0, false));
    let ana = morning.story.sim().notifications_of(morning.ana.id());
    assert_eq!(ana, [], "it pings nobody");
    let why = morning
        .story
        .why(&morning.ben, morning.story.support, morning.asked[0])
        .await;
    assert!(
        why.text().contains("was in a digest") || why.text().contains("you answered"),
        "{}",
        why.text()
    );

    let list = morning.press("Delete my reply").await.text();
    assert!(
        list.starts_with("2 wait for you.\nYour reply is deleted."),
        "{list}"
    );
    assert_eq!(posted(&morning), []);
    morning.story.until("2026-03-03 12:00").await;
    morning.story.end().await;
}

#[tokio::test]
async fn a_reply_is_refused_where_one_could_not_write_oneself_and_the_words_come_back() {
    let morning = Morning::with(&["is the export final?"]).await;
    let (acme, support) = (morning.story.acme.clone(), morning.story.support);
    let refused = async |why: &str| {
        let answer = reply(&morning, "my words").await;
        let said = told(&answer);
        assert!(said.starts_with(why), "{said}");
        assert!(said.ends_with("What you wrote:\n>>> my words"), "{said}");
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
    assert!(said.ends_with(">>> my words"), "{said}");
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
async fn a_reply_in_a_thread_takes_the_threads_own_right() {
    let morning = Morning::with(&["is the export final?"]).await;
    let (acme, support) = (morning.story.acme.clone(), morning.story.support);
    let thread = morning
        .ana
        .start_thread(support, morning.asked[0], "export")
        .unwrap();
    let ben = morning.ben.mention();
    morning
        .ana
        .post(thread, &format!("{ben} in here?"))
        .unwrap();
    acme.overwrite(
        support,
        &morning.ben,
        Permissions::NONE,
        Permissions::SEND_MESSAGES,
    );
    morning.story.stage.settle().await.unwrap();
    let inbox = morning
        .story
        .command_in(morning.ben.open_dm(), &morning.ben, "inbox", &[])
        .await;
    let opened = super::open(&morning.story, &morning.ben, &inbox.message().unwrap(), 1).await;
    let form = morning.story.press(&morning.ben, &opened, "Reply").await;
    morning.ana.lock_thread(thread).ok();
    let list = filled(&morning.story, &morning.ben, &form, "text", "yes")
        .await
        .text();
    assert!(list.contains("\nPosted."), "{list}");
    let bot = morning.story.sim().bot_id();
    let said = morning.story.sim().messages(thread);
    assert!(
        said.iter().any(|message| message.author == bot),
        "{said:#?}"
    );
    // Answered is answered, for the digest too.
    morning.story.until("2026-03-02 15:00").await;
    morning.story.end().await;
}

#[tokio::test]
async fn a_reply_is_posted_once_whatever_discord_answers() {
    let overloaded = Fault::Status(503, serde_json::json!({}));
    for fault in [Fault::AppliedButNoAnswer, overloaded] {
        let mut morning = Morning::with(&["is the export final?"]).await;
        let route = sending(&morning);
        morning.story.sim().faults().next(route, fault);
        let list = reply(&morning, "yes").await.text();
        assert!(
            list.contains("On its way") || list.contains("Posted."),
            "{list}"
        );
        morning.story.until("2026-03-02 08:05").await;
        assert_eq!(posted(&morning).len(), 1);
        let inbox = morning
            .story
            .command(&morning.ben, "inbox", &[])
            .await
            .text();
        assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");
        morning.story.letters(&morning.ben);
        morning.story.end().await;
    }
}

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
    assert!(back.content.ends_with(">>> my words"), "{}", back.content);
    assert!(at(MORNING) < back.created_at);
    morning.story.end().await;
}

#[tokio::test]
async fn what_is_forgotten_takes_the_copies_of_replies_along() {
    let mut morning = Morning::with(&["is the export final?"]).await;
    reply(&morning, "yes").await;
    let kept = morning.story.command(&morning.ben, "privacy", &[]).await;
    let sure = morning.story.press(&morning.ben, &kept, "Forget me").await;
    morning
        .story
        .press(&morning.ben, &sure, "Yes, forget me")
        .await;
    let answer = morning.press("Delete my reply").await;
    assert!(
        told(&answer).starts_with("That is no longer there."),
        "{}",
        told(&answer)
    );
    assert_eq!(
        posted(&morning).len(),
        1,
        "what is posted is theirs to delete"
    );
    morning
        .ben
        .reply(morning.story.support, morning.asked[0], "bye", Ping::Off)
        .unwrap();
    morning.story.letters(&morning.ben);
    morning.story.end().await;
}
