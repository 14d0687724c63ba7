//! §1.6, §2, §3: who may edit, delete and answer what.

use discord_sim::{ChannelId, Limits, Permissions};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story};

#[tokio::test]
async fn s3_of_others_messages_only_embeds_are_suppressed() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "see example.org").unwrap();
    let path = format!("/channels/{}/messages/{id}", story.support);
    let suppress = json!({ "flags": 1 << 2 | 1 << 12 });
    let (_, error) = story.rest.patch(&path, suppress.clone()).await;
    assert_eq!(error["code"], 50005);
    let manages = Permissions::bot_by_default() | Permissions::MANAGE_MESSAGES;
    story.acme.bot_permissions(manages);
    let (status, edited) = story.rest.patch(&path, suppress).await;
    assert_eq!((status, &edited["flags"]), (200, &json!(1 << 2)));
    assert_eq!(
        edited["edited_timestamp"],
        Value::Null,
        "no edit of the text"
    );
    let more = json!({ "flags": 0, "allowed_mentions": { "parse": [] } });
    assert_eq!(story.rest.patch(&path, more).await.1["code"], 50005);
    let (_, edited) = story.rest.patch(&path, json!({ "flags": 0 })).await;
    assert_eq!(edited["flags"], 0);
    let (_, own) = story.say(json!({ "content": "see example.org" })).await;
    let own = format!(
        "/channels/{}/messages/{}",
        story.support,
        own["id"].as_str().unwrap()
    );
    let both = json!({ "flags": 1 << 2 | 1 << 12 });
    let (status, edited) = story.rest.patch(&own, both).await;
    let quiet = "SUPPRESS_NOTIFICATIONS comes too late for one's own, too";
    assert_eq!((status, &edited["flags"]), (200, &json!(1 << 2)), "{quiet}");
}

#[tokio::test]
async fn s3_system_messages_are_neither_edited_nor_answered_and_some_stay() {
    let story = Story::off_the_record().await;
    let all =
        Permissions::PIN_MESSAGES | Permissions::MANAGE_MESSAGES | Permissions::MANAGE_THREADS;
    story
        .acme
        .bot_permissions(Permissions::bot_by_default() | all);
    let (_, sent) = story.say(json!({ "content": "keep" })).await;
    let messages = format!("/channels/{}/messages", story.support);
    let pin = format!("{messages}/pins/{}", sent["id"].as_str().unwrap());
    story.rest.put(&pin, Value::Null).await;
    let told = story.sim.messages(story.support)[1].id;
    let path = format!("{messages}/{told}");
    let (_, error) = story.rest.patch(&path, json!({ "content": "x" })).await;
    assert_eq!(error["code"], 50021);
    let reply = json!({ "content": "x", "message_reference": { "message_id": told } });
    assert_eq!(story.say(reply).await.1["code"], 50035);
    let from = format!("{path}/threads");
    let (_, error) = story.rest.post(&from, json!({ "name": "t" })).await;
    assert_eq!(error["code"], 50068);
    assert_eq!(story.rest.delete(&path).await.0, 204, "a pin's can go");
    let body = json!({ "name": "t", "type": 11 });
    let threads = format!("/channels/{}/threads", story.support);
    let (_, thread) = story.rest.post(&threads, body).await;
    let thread: ChannelId = thread["id"].as_str().unwrap().parse().unwrap();
    story
        .rest
        .patch(&format!("/channels/{thread}"), json!({ "name": "u" }))
        .await;
    let renamed = story.sim.messages(thread)[0].id;
    let path = format!("/channels/{thread}/messages/{renamed}");
    assert_eq!(story.rest.delete(&path).await.1["code"], 50021);
}

#[tokio::test]
async fn s3_an_answer_points_into_its_own_channel() {
    let story = Story::off_the_record().await;
    let other = story.acme.text("other");
    let (here, there) = (
        story.ana.post(story.support, "here").unwrap(),
        story.ana.post(other, "there").unwrap(),
    );
    let to = |reference: Value| json!({ "content": "x", "message_reference": reference });
    for (reference, status) in [
        (
            json!({ "message_id": here, "channel_id": story.support }),
            200,
        ),
        (json!({ "message_id": here, "channel_id": other }), 400),
        (json!({ "message_id": there }), 400),
        (
            json!({ "message_id": here, "type": 1, "channel_id": story.support }),
            400,
        ),
    ] {
        let (answer, error) = story.say(to(reference.clone())).await;
        assert_eq!(answer, status, "{reference}: {error}");
    }
    let lenient = json!({ "message_id": there, "fail_if_not_exists": false });
    let (status, sent) = story.say(to(lenient)).await;
    assert_eq!((status, &sent["type"]), (200, &json!(0)), "no reply then");
    assert_eq!(sent["message_reference"], Value::Null);
}

#[tokio::test]
async fn s3_bulk_delete_is_for_servers_and_names_each_once() {
    let story = Story::off_the_record().await;
    let manages = Permissions::bot_by_default() | Permissions::MANAGE_MESSAGES;
    story.acme.bot_permissions(manages);
    let mut socket = story.gateway(INTENTS).await;
    let ids: Vec<_> = (0..2)
        .map(|n| story.ana.post(story.support, &n.to_string()).unwrap())
        .collect();
    let path = format!("/channels/{}/messages/bulk-delete", story.support);
    let twice = json!({ "messages": [ids[0], ids[0]] });
    assert_eq!(story.rest.post(&path, twice).await.1["code"], 50035);
    let gone = json!({ "messages": [ids[0], ids[1], "7"] });
    story.sim.clock().advance(chrono::TimeDelta::days(1));
    assert_eq!(
        story.rest.post(&path, gone).await.1["code"],
        50034,
        "7 is old"
    );
    let dm = story.ana.open_dm();
    let path = format!("/channels/{dm}/messages/bulk-delete");
    let both = json!({ "messages": ids });
    assert_eq!(story.rest.post(&path, both).await.1["code"], 50003);
    story.ana.delete(story.support, ids[0]).unwrap();
    let heard = socket.until("MESSAGE_DELETE").await;
    let server = json!(story.acme.id());
    assert_eq!(
        heard,
        json!({ "id": ids[0], "channel_id": story.support, "guild_id": server })
    );
}

#[tokio::test]
async fn s2_too_many_messages_in_a_channel_give_20028() {
    let story = Story::with(Limits {
        channel_writes: Some(2),
        ..Limits::unlimited()
    })
    .await;
    for expected in [200, 200, 429] {
        let (status, error) = story.say(json!({ "content": "again" })).await;
        assert_eq!(status, expected);
        assert!(status == 200 || error["code"] == 20028);
        assert!(status == 200 || error["retry_after"] == 3600.0);
    }
    assert!(story.ana.post(story.support, "people may").is_ok());
    story.sim.clock().advance(chrono::TimeDelta::hours(1));
    assert_eq!(story.say(json!({ "content": "again" })).await.0, 200);
}
