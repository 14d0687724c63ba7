//! §9, docs resources/message.mdx: pins.

use chrono::TimeDelta;
use discord_sim::Permissions;
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, names};

fn may_pin(story: &Story) {
    let pins = Permissions::bot_by_default() | Permissions::PIN_MESSAGES;
    story.acme.bot_permissions(pins);
}

#[tokio::test]
async fn s9_pins_need_their_own_right() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "keep").unwrap();
    let path = format!("/channels/{}/messages/pins", story.support);
    let pin = format!("{path}/{id}");
    assert_eq!(story.rest.put(&pin, Value::Null).await.0, 403);
    may_pin(&story);
    assert_eq!(story.rest.put(&pin, Value::Null).await.0, 204);
    let (_, pins) = story.rest.get(&path).await;
    assert_eq!(pins["items"][0]["message"]["id"], id.to_string());
}

#[tokio::test]
async fn s3_a_pin_is_told_of_and_dated() {
    let story = Story::new().await;
    may_pin(&story);
    let mut socket = story.gateway(INTENTS).await;
    let id = story.ana.post(story.support, "keep").unwrap();
    socket.drain().await;
    let pin = format!("/channels/{}/messages/pins/{id}", story.support);
    for _ in 0..2 {
        assert_eq!(story.rest.put(&pin, Value::Null).await.0, 204);
    }
    let heard = socket.drain().await;
    let expected = ["MESSAGE_UPDATE", "CHANNEL_PINS_UPDATE", "MESSAGE_CREATE"];
    assert_eq!(names(&heard), expected, "the second time nothing happens");
    assert_eq!(heard[2].1["type"], 6);
    let path = format!("/channels/{}", story.support);
    let (_, channel) = story.rest.get(&path).await;
    assert_eq!(
        channel["last_pin_timestamp"],
        heard[1].1["last_pin_timestamp"]
    );
    assert_eq!(story.rest.delete(&pin).await.0, 204);
    let heard = socket.drain().await;
    assert_eq!(names(&heard), ["MESSAGE_UPDATE", "CHANNEL_PINS_UPDATE"]);
    assert_eq!(heard[1].1["last_pin_timestamp"], Value::Null);
}

#[tokio::test]
async fn s3_pins_come_in_pages_and_not_without_history() {
    let story = Story::new().await;
    may_pin(&story);
    let path = format!("/channels/{}/messages/pins", story.support);
    for n in 0..3 {
        let id = story.ana.post(story.support, &n.to_string()).unwrap();
        story.rest.put(&format!("{path}/{id}"), Value::Null).await;
        story.sim.clock().advance(TimeDelta::minutes(1));
    }
    let (_, page) = story.rest.get(&format!("{path}?limit=2")).await;
    let content = |at: usize| page["items"][at]["message"]["content"].clone();
    assert_eq!((content(0), content(1)), (json!("2"), json!("1")));
    assert_eq!(page["has_more"], true);
    let last = page["items"][1]["pinned_at"].as_str().unwrap();
    let before = last.replace('+', "%2B");
    let (_, page) = story.rest.get(&format!("{path}?before={before}")).await;
    assert_eq!(page["items"][0]["message"]["content"], "0");
    assert_eq!(page["has_more"], false);
    let old = format!("/channels/{}/pins", story.support);
    assert_eq!(story.rest.get(&old).await.1.as_array().unwrap().len(), 3);
    let (none, history) = (Permissions::NONE, Permissions::READ_MESSAGE_HISTORY);
    let role = story.acme.bot_role();
    story.acme.overwrite(story.support, role, none, history);
    assert_eq!(story.rest.get(&path).await.1["items"], json!([]));
}

#[tokio::test]
async fn s3_a_channel_has_at_most_250_pins() {
    let story = Story::new().await;
    may_pin(&story);
    let path = format!("/channels/{}/messages/pins", story.support);
    for n in 0..=250 {
        let id = story.ana.post(story.support, "keep").unwrap();
        let (status, error) = story.rest.put(&format!("{path}/{id}"), Value::Null).await;
        let expected = if n < 250 { 204 } else { 400 };
        assert_eq!(status, expected, "{error}");
        assert!(status == 204 || error["code"] == 30003);
    }
    assert_eq!(story.sim.findings(), []);
}
