//! §2, §3, §9: files; and what becomes of a message: edits, deletion.

use chrono::TimeDelta;
use discord_sim::{Limits, Permissions};
use serde_json::json;

use crate::client::{INTENTS, Story};

#[tokio::test]
async fn s3_only_own_messages_are_edited_and_deleting_others_needs_a_right() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "mine").unwrap();
    let path = format!("/channels/{}/messages/{id}", story.support);
    let (status, error) = story.rest.patch(&path, json!({ "content": "yours" })).await;
    assert_eq!((status, &error["code"]), (403, &json!(50005)));
    assert_eq!(story.rest.delete(&path).await.0, 403);
    assert!(story.ben.delete(story.support, id).is_err());
    story
        .acme
        .bot_permissions(Permissions::bot_by_default() | Permissions::MANAGE_MESSAGES);
    assert_eq!(story.rest.delete(&path).await.0, 204);
    assert_eq!(story.rest.get(&path).await.1["code"], 10008);
}

#[tokio::test]
async fn s2_too_many_edits_of_old_messages_give_30046() {
    let story = Story::with(Limits {
        old_message_edits: Some(2),
        ..Limits::unlimited()
    })
    .await;
    let (_, sent) = story.say(json!({ "content": "old" })).await;
    let path = format!(
        "/channels/{}/messages/{}",
        story.support,
        sent["id"].as_str().unwrap()
    );
    story.sim.clock().advance(TimeDelta::hours(2));
    for expected in [200, 200, 429] {
        let (status, error) = story.rest.patch(&path, json!({ "content": "new" })).await;
        assert_eq!(status, expected);
        assert!(status == 200 || error["code"] == 30046);
    }
    story.sim.clock().advance(TimeDelta::hours(1));
    assert_eq!(
        story
            .rest
            .patch(&path, json!({ "content": "newer" }))
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn s3_bulk_delete_takes_2_to_100_of_two_weeks() {
    let story = Story::new().await;
    story
        .acme
        .bot_permissions(Permissions::bot_by_default() | Permissions::MANAGE_MESSAGES);
    let mut socket = story.gateway(INTENTS).await;
    let path = format!("/channels/{}/messages/bulk-delete", story.support);
    let ids: Vec<_> = (0..3)
        .map(|n| story.ana.post(story.support, &n.to_string()).unwrap())
        .collect();
    let (status, error) = story
        .rest
        .post(&path, json!({ "messages": [ids[0]] }))
        .await;
    assert_eq!((status, &error["code"]), (400, &json!(50016)));
    assert_eq!(
        story
            .rest
            .post(&path, json!({ "messages": [ids[0], ids[1]] }))
            .await
            .0,
        204
    );
    assert_eq!(
        socket.until("MESSAGE_DELETE_BULK").await["ids"],
        json!([ids[0], ids[1]])
    );
    story.sim.clock().advance(TimeDelta::days(15));
    let new = story.ana.post(story.support, "new").unwrap();
    assert_eq!(
        story
            .rest
            .post(&path, json!({ "messages": [ids[2], new] }))
            .await
            .1["code"],
        50034
    );
}
