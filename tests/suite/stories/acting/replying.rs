//! Reply from where the item stands: with the person's own rights, once, pinging nobody, and gone again if they like.

use discord_sim::{Answer, Fault, Permissions, Ping, RouteMatch, SeenMessage};

use super::{Morning, filled, reply_to_item, told};

pub(super) async fn reply(morning: &Morning, text: &str) -> Answer {
    reply_to_item(&morning.story, &morning.ben, (&morning.now(), 1), text).await
}

/// New messages in #support.
pub(super) fn sending(morning: &Morning) -> RouteMatch {
    let path = format!("/channels/{}/messages", morning.story.support);
    ("POST", path.as_str()).into()
}

/// What the bot has posted in #support.
pub(super) fn posted(morning: &Morning) -> Vec<SeenMessage> {
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
async fn deleting_a_reply_forgets_no_answer_that_was_written_by_hand() {
    let morning = Morning::with(&["is the export final?", "and the invoice?"]).await;
    let (support, asked) = (morning.story.support, morning.asked[0]);
    reply(&morning, "Yes").await;
    let thread = morning.ana.start_thread(support, asked, "more").unwrap();
    morning.ben.post(thread, "by hand").unwrap();
    morning.story.stage.settle().await.unwrap();
    let list = morning.press("Delete my reply").await.text();
    assert!(list.starts_with("1 waits for you.\n"), "{list}");
    assert_eq!(posted(&morning), []);
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
