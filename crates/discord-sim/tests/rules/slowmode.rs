//! §6, docs resources/channel.mdx: slowmode.

use chrono::TimeDelta;
use discord_sim::{Permissions, TagId};
use serde_json::json;

use crate::client::Story;

#[tokio::test]
async fn s6_slowmode_makes_people_wait_but_not_bots() {
    let story = Story::new().await;
    story.acme.slowmode(story.support, TimeDelta::seconds(30));
    let first = story.ana.post(story.support, "one").unwrap();
    let refused = story.ana.post(story.support, "two").unwrap_err();
    assert!(refused.why.contains("20016"), "{refused}");
    assert!(story.ben.post(story.support, "each for themselves").is_ok());
    story.ana.delete(story.support, first).unwrap();
    assert!(
        story.ana.post(story.support, "two").is_err(),
        "deleting doesn't shorten it"
    );
    for _ in 0..2 {
        assert_eq!(story.say(json!({ "content": "a bot" })).await.0, 200);
    }
    story.sim.clock().advance(TimeDelta::seconds(30));
    assert!(story.ana.post(story.support, "two").is_ok());
    let role = story.acme.role("patient", Permissions::BYPASS_SLOWMODE);
    story.acme.give_role(&story.ana, role);
    assert!(story.ana.post(story.support, "three").is_ok());
}

#[tokio::test]
async fn s6_slowmode_allows_one_message_and_one_thread() {
    let story = Story::new().await;
    story.acme.slowmode(story.support, TimeDelta::seconds(30));
    let id = story.ana.post(story.support, "topic").unwrap();
    assert!(story.ana.start_thread(story.support, id, "t").is_ok());
    assert!(story.ana.open_thread(story.support, "u").is_err());
    story.sim.clock().advance(TimeDelta::seconds(30));
    let thread = story.ana.open_thread(story.support, "u").unwrap();
    assert!(story.ana.post(thread, "1").is_ok());
    assert!(
        story.ana.post(thread, "2").is_ok(),
        "the thread has none of its own"
    );
}

#[tokio::test]
async fn s6_in_a_forum_slowmode_is_for_posts_and_its_default_for_messages() {
    let story = Story::new().await;
    story
        .acme
        .bot_permissions(Permissions::bot_by_default() | Permissions::MANAGE_CHANNELS);
    let forum = story.acme.forum("ideas");
    let body = json!({ "rate_limit_per_user": 3600, "default_thread_rate_limit_per_user": 60 });
    let (status, _) = story.rest.patch(&format!("/channels/{forum}"), body).await;
    assert_eq!(status, 200);
    let none: &[TagId] = &[];
    let post = story.ana.forum_post(forum, "one", "x", none).unwrap();
    assert!(story.ana.forum_post(forum, "two", "x", none).is_err());
    assert!(story.ben.post(post, "1").is_ok());
    assert!(story.ben.post(post, "2").is_err());
    story.sim.clock().advance(TimeDelta::seconds(60));
    assert!(story.ben.post(post, "2").is_ok());
}
