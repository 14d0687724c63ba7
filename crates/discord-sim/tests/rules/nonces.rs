//! §3: a nonce makes a message that is sent twice one message.

use chrono::TimeDelta;
use serde_json::json;

use crate::client::Story;

#[tokio::test]
async fn s3_a_repeated_nonce_returns_the_first_message() {
    let story = Story::new().await;
    let other = story.acme.text("other");
    let body = json!({ "content": "once", "nonce": "digest-1", "enforce_nonce": true });
    let (_, first) = story.say(body.clone()).await;
    let (status, second) = story.say(body.clone()).await;
    assert_eq!(
        (status, &second["id"], &second["nonce"]),
        (200, &first["id"], &json!("digest-1"))
    );
    let (_, elsewhere) = story
        .rest
        .post(&format!("/channels/{other}/messages"), body.clone())
        .await;
    assert_eq!(
        elsewhere["id"], first["id"],
        "per author, whatever the channel"
    );
    assert_eq!(story.sim.messages(story.support).len(), 1);
    let (_, loose) = story
        .say(json!({ "content": "once", "nonce": "digest-1" }))
        .await;
    assert_ne!(loose["id"], first["id"], "not enforced");
    story.sim.clock().advance(TimeDelta::minutes(10));
    let (_, later) = story.say(body).await;
    assert_ne!(later["id"], first["id"], "the window is over");
}

#[tokio::test]
async fn s3_nonces_can_be_forgotten_before_their_time() {
    let story = Story::new().await;
    let body = json!({ "content": "once", "nonce": "digest-1", "enforce_nonce": true });
    let (_, first) = story.say(body.clone()).await;
    story.sim.forget_nonces();
    let (_, second) = story.say(body.clone()).await;
    assert_ne!(second["id"], first["id"]);
    assert_eq!(
        story.say(body).await.1["id"],
        second["id"],
        "the window goes on"
    );
}

#[tokio::test]
async fn s3_a_nonce_whose_message_was_deleted_gives_unknown_message() {
    let story = Story::new().await;
    let body = json!({ "content": "once", "nonce": 7, "enforce_nonce": true });
    let (_, first) = story.say(body.clone()).await;
    let path = format!(
        "/channels/{}/messages/{}",
        story.support,
        first["id"].as_str().unwrap()
    );
    assert_eq!(story.rest.delete(&path).await.0, 204);
    let (status, error) = story.say(body).await;
    assert_eq!((status, &error["code"]), (404, &json!(10008)));
}
