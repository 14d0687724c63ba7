//! §6: what becomes of a thread: archiving, locking, renaming, deleting.

use chrono::TimeDelta;
use discord_sim::{Limits, MessageId, Permissions, ThreadId};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, names};

fn thread_in(story: &Story) -> ThreadId {
    let id = story.ana.post(story.support, "topic").unwrap();
    story.ana.start_thread(story.support, id, "t").unwrap()
}

fn metadata(story: &Story, thread: ThreadId) -> Value {
    story.sim.channel(thread).unwrap()["thread_metadata"].clone()
}

fn manage_threads(story: &Story) {
    let manages = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
    story.acme.bot_permissions(manages);
}

#[tokio::test]
async fn s6_a_quiet_thread_is_archived_when_its_time_has_come() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let body = json!({ "name": "t", "type": 11, "auto_archive_duration": 60 });
    let path = format!("/channels/{}/threads", story.support);
    let (_, thread) = story.rest.post(&path, body).await;
    let thread: ThreadId = thread["id"].as_str().unwrap().parse().unwrap();
    story.sim.clock().advance(TimeDelta::minutes(50));
    story.ana.post(thread, "not yet").unwrap();
    story.sim.clock().advance(TimeDelta::minutes(50));
    assert_eq!(metadata(&story, thread)["archived"], false);
    socket.drain().await;
    let due = story.sim.clock().now() + TimeDelta::minutes(10);
    story.sim.clock().advance(TimeDelta::hours(3));
    let heard = socket.until("THREAD_UPDATE").await;
    assert_eq!(heard["thread_metadata"]["archived"], true);
    let at = heard["thread_metadata"]["archive_timestamp"]
        .as_str()
        .unwrap();
    assert_eq!(at.parse::<chrono::DateTime<chrono::Utc>>().unwrap(), due);
    story.ana.post(thread, "again").unwrap();
    let again = names(&socket.drain().await).join(" ");
    assert!(
        again.starts_with("THREAD_UPDATE THREAD_MEMBER_UPDATE"),
        "{again}"
    );
    story.sim.clock().advance(TimeDelta::minutes(60));
    assert_eq!(metadata(&story, thread)["archived"], true);
}

#[tokio::test]
async fn s6_another_duration_counts_from_its_change() {
    let story = Story::new().await;
    manage_threads(&story);
    let thread = thread_in(&story);
    story.sim.clock().advance(TimeDelta::hours(23));
    let path = format!("/channels/{thread}");
    let sooner = json!({ "auto_archive_duration": 60 });
    assert_eq!(story.rest.patch(&path, sooner).await.0, 200);
    story.sim.clock().advance(TimeDelta::minutes(59));
    assert_eq!(metadata(&story, thread)["archived"], false);
    story.sim.clock().advance(TimeDelta::minutes(1));
    assert_eq!(metadata(&story, thread)["archived"], true);
}

#[tokio::test]
async fn s6_who_may_edit_a_thread() {
    let story = Story::new().await;
    let thread = thread_in(&story);
    let path = format!("/channels/{thread}");
    for body in [
        json!({ "name": "new" }),
        json!({ "archived": true }),
        json!({ "auto_archive_duration": 60 }),
        json!({ "locked": true }),
    ] {
        let (_, error) = story.rest.patch(&path, body).await;
        assert_eq!(error["code"], 50013, "neither owner nor manager");
    }
    assert!(story.ben.rename_thread(thread, "his").is_err());
    assert!(story.ana.rename_thread(thread, "hers").is_ok(), "the owner");
    assert!(story.ana.lock_thread(thread).is_err(), "not even the owner");
    assert!(story.ana.archive_thread(thread).is_ok());
    assert!(story.ben.unarchive_thread(thread).is_err(), "no member");
    story.acme.unarchive(thread);
    story.ben.join_thread(thread).unwrap();
    story.acme.archive(thread);
    assert!(story.ben.unarchive_thread(thread).is_ok());
    manage_threads(&story);
    let all = json!({ "name": "new", "locked": true, "rate_limit_per_user": 10 });
    let (status, changed) = story.rest.patch(&path, all).await;
    assert_eq!((status, &changed["rate_limit_per_user"]), (200, &json!(10)));
    assert!(story.ana.rename_thread(thread, "hers").is_err(), "locked");
    assert!(story.ana.unarchive_thread(thread).is_err(), "locked");
}

#[tokio::test]
async fn s6_a_new_name_is_told_of_in_the_thread() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let thread = thread_in(&story);
    socket.drain().await;
    let mut heard_of = async |name: &str| {
        let heard = socket.drain().await;
        assert_eq!(names(&heard), ["THREAD_UPDATE", "MESSAGE_CREATE"]);
        assert_eq!(heard[0].1["name"], name);
        let told = &heard[1].1;
        assert_eq!((&told["type"], &told["content"]), (&json!(4), &json!(name)));
    };
    story.ana.rename_thread(thread, "better").unwrap();
    heard_of("better").await;
    story.acme.rename_channel(thread, "best");
    heard_of("best").await;
}

#[tokio::test]
async fn s6_a_locked_thread_takes_messages_only_of_moderators() {
    let story = Story::new().await;
    let thread = thread_in(&story);
    let id = story.ana.post(thread, "before").unwrap();
    manage_threads(&story);
    let path = format!("/channels/{thread}");
    let (_, changed) = story.rest.patch(&path, json!({ "locked": true })).await;
    assert_eq!(changed["thread_metadata"]["archived"], false);
    let refused = story.ana.post(thread, "x").unwrap_err();
    assert!(refused.why.contains("160005"), "{refused}");
    assert!(story.ana.edit(thread, id, "x").is_err());
    assert!(
        story.ben.react(thread, id, "✅").is_ok(),
        "active: reactions"
    );
    let messages = format!("{path}/messages");
    let by_bot = json!({ "content": "moderators may" });
    assert_eq!(story.rest.post(&messages, by_bot).await.0, 200);
    story.acme.bot_permissions(Permissions::bot_by_default());
    let by_bot = json!({ "content": "others not" });
    assert_eq!(story.rest.post(&messages, by_bot).await.1["code"], 160_005);
    story.acme.archive(thread);
    assert!(story.ana.delete(thread, id).is_err(), "locked and archived");
    story.acme.unarchive(thread);
    assert!(story.ana.delete(thread, id).is_ok());
}

#[tokio::test]
async fn s6_in_an_archived_thread_messages_are_only_deleted() {
    let story = Story::new().await;
    manage_threads(&story);
    let thread = thread_in(&story);
    let id = story.ana.post(thread, "x").unwrap();
    let other = story.ana.post(thread, "y").unwrap();
    story.ana.react(thread, id, "✅").unwrap();
    story.acme.archive(thread);
    assert!(story.ana.edit(thread, id, "z").is_err());
    assert!(story.ana.react(thread, other, "✅").is_err());
    assert!(story.ana.unreact(thread, id, "✅").is_err());
    assert!(story.ben.join_thread(thread).is_err());
    assert!(story.ana.remove_from_thread(thread, &story.ana).is_err());
    let path = format!("/channels/{thread}");
    let (_, error) = story.rest.patch(&path, json!({ "name": "n" })).await;
    assert_eq!(error["code"], 50083);
    story
        .acme
        .bot_permissions(Permissions::bot_by_default() | Permissions::PIN_MESSAGES);
    let pin = format!("{path}/messages/pins/{id}");
    assert_eq!(story.rest.put(&pin, Value::Null).await.1["code"], 50083);
    assert!(story.ana.delete(thread, id).is_ok());
    assert_eq!(metadata(&story, thread)["archived"], true);
}

#[tokio::test]
async fn s6_a_server_has_only_so_many_active_threads() {
    let story = Story::with(Limits {
        active_threads: Some(2),
        ..Limits::unlimited()
    })
    .await;
    let (first, _) = (thread_in(&story), thread_in(&story));
    let path = format!("/channels/{}/threads", story.support);
    let body = json!({ "name": "one too many", "type": 11 });
    let (status, error) = story.rest.post(&path, body).await;
    assert_eq!((status, &error["code"]), (400, &json!(160_006)));
    story.ana.archive_thread(first).unwrap();
    thread_in(&story);
    assert!(story.ana.post(first, "unarchives").is_err());
    assert!(story.ana.unarchive_thread(first).is_err());
    assert_eq!(story.sim.findings(), [], "a bot can't know it before");
}

#[tokio::test]
async fn s6_messages_of_a_thread_are_counted_without_the_first() {
    let story = Story::new().await;
    let thread = thread_in(&story);
    let counts = || {
        let json = story.sim.channel(thread).unwrap();
        let count = |key: &str| json[key].as_u64().unwrap();
        (count("message_count"), count("total_message_sent"))
    };
    assert_eq!(counts(), (0, 0));
    let id = story.ana.post(thread, "1").unwrap();
    story.ben.post(thread, "2").unwrap();
    assert_eq!(counts(), (2, 2));
    story.ana.delete(thread, id).unwrap();
    assert_eq!(counts(), (1, 2));
}

#[tokio::test]
async fn s6_a_thread_is_deleted_only_by_moderators() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let thread = thread_in(&story);
    let path = format!("/channels/{thread}");
    assert_eq!(story.rest.delete(&path).await.1["code"], 50013);
    manage_threads(&story);
    assert_eq!(story.rest.delete(&path).await.0, 200);
    let heard = socket.until("THREAD_DELETE").await;
    assert_eq!(
        (&heard["id"], &heard["parent_id"], &heard["type"]),
        (&json!(thread), &json!(story.support), &json!(11))
    );
    assert_eq!(story.rest.get(&path).await.1["code"], 10003);
}

#[tokio::test]
async fn s6_in_an_archived_thread_nothing_is_clicked_or_commanded() {
    let story = Story::new().await;
    let _socket = story.gateway(INTENTS).await;
    let command = json!([{ "name": "hello", "description": "says hello" }]);
    let app = story.sim.application_id();
    let path = format!("/applications/{app}/commands");
    assert_eq!(story.rest.put(&path, command).await.0, 200);
    let thread = thread_in(&story);
    let button = json!({ "type": 2, "style": 1, "label": "Done", "custom_id": "done" });
    let body = json!({ "content": "x", "components": [{ "type": 1, "components": [button] }] });
    let path = format!("/channels/{thread}/messages");
    let (_, sent) = story.rest.post(&path, body).await;
    let message: MessageId = sent["id"].as_str().unwrap().parse().unwrap();
    story.acme.archive(thread);
    let clicked = story.ben.click(message, "done").await.unwrap_err();
    assert!(clicked.to_string().contains("archived"), "{clicked}");
    let ran = story.ben.run_command(thread, "hello", &[]).await;
    let ran = ran.unwrap_err();
    assert!(ran.to_string().contains("archived"), "{ran}");
}
