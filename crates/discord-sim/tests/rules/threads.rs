//! §6: threads and forums.

use discord_sim::Permissions;
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, names};

#[tokio::test]
async fn s6_a_thread_has_its_messages_id_and_there_is_only_one() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let id = story.ana.post(story.support, "topic").unwrap();
    let path = format!("/channels/{}/messages/{id}/threads", story.support);
    let (status, thread) = story.rest.post(&path, json!({ "name": "about it" })).await;
    assert_eq!((status, &thread["id"]), (201, &json!(id)));
    let (status, error) = story.rest.post(&path, json!({ "name": "again" })).await;
    assert_eq!((status, &error["code"]), (400, &json!(160_004)));
    let heard = socket.drain().await;
    let expected = [
        "MESSAGE_CREATE",
        "THREAD_CREATE",
        "THREAD_MEMBERS_UPDATE",
        "MESSAGE_UPDATE",
        "MESSAGE_CREATE",
    ];
    assert_eq!(names(&heard), expected);
    assert_eq!(heard[1].1["newly_created"], true);
    assert_eq!(heard[3].1["thread"]["id"], id.to_string());
    assert_eq!(heard[4].1["type"], 21);
    assert_eq!(
        story.sim.findings(),
        [],
        "160004 is how a bot learns that it is done"
    );
}

#[tokio::test]
async fn s6_speaking_in_a_thread_needs_its_own_right_and_joins_it() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "topic").unwrap();
    let thread = story
        .ana
        .start_thread(story.support, id, "about it")
        .unwrap();
    let path = format!("/channels/{thread}/messages");
    let member = format!("/channels/{thread}/thread-members/{}", story.sim.bot_id());
    assert_eq!(story.rest.get(&member).await.0, 404);
    assert_eq!(
        story
            .rest
            .post(&path, json!({ "content": "hello" }))
            .await
            .0,
        200
    );
    assert_eq!(story.rest.get(&member).await.0, 200);
    let everyone = story.acme.everyone();
    story.acme.overwrite(
        story.support,
        everyone,
        Permissions::NONE,
        Permissions::SEND_MESSAGES,
    );
    assert!(
        story.ben.post(thread, "still here").is_ok(),
        "SEND_MESSAGES is irrelevant in threads"
    );
    story.acme.overwrite(
        story.support,
        everyone,
        Permissions::NONE,
        Permissions::SEND_MESSAGES_IN_THREADS,
    );
    assert!(story.ben.post(thread, "no more").is_err());
}

#[tokio::test]
async fn s6_private_threads_are_seen_by_members_and_managers_only() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let thread = story
        .ana
        .start_private_thread(story.support, "between us", &[])
        .unwrap();
    story.ana.post(thread, "psst").unwrap();
    assert_eq!(names(&socket.drain().await), Vec::<&str>::new());
    assert_eq!(
        story.rest.get(&format!("/channels/{thread}")).await.1["code"],
        50001
    );
    assert!(!story.ben.reads(thread));
    story
        .ana
        .post(thread, &format!("come in <@{}>", story.sim.bot_id()))
        .unwrap();
    let heard = socket.drain().await;
    assert_eq!(
        names(&heard),
        ["THREAD_CREATE", "THREAD_MEMBERS_UPDATE", "MESSAGE_CREATE"]
    );
    assert_eq!(heard[0].1["newly_created"], Value::Null);
    let (_, active) = story
        .rest
        .get(&format!("/guilds/{}/threads/active", story.acme.id()))
        .await;
    assert_eq!(active["threads"][0]["id"], thread.to_string());
    assert_eq!(
        active["members"][0]["user_id"],
        story.sim.bot_id().to_string()
    );
    let path = format!("/channels/{thread}/thread-members/{}", story.ben.id());
    assert_eq!(story.rest.put(&path, Value::Null).await.0, 204);
    assert!(story.ben.reads(thread));
    let manager = story.sim.person("manager");
    story.acme.add_member(&manager);
    let role = story.acme.role("managers", Permissions::MANAGE_THREADS);
    assert!(!manager.reads(thread));
    story.acme.give_role(&manager, role);
    assert!(manager.reads(thread));
}

#[tokio::test]
async fn s6_an_archived_thread_takes_no_edits_a_message_unarchives_it_a_lock_holds() {
    let story = Story::new().await;
    let (_, thread) = story
        .rest
        .post(
            &format!("/channels/{}/threads", story.support),
            json!({ "name": "t", "type": 11 }),
        )
        .await;
    let thread = thread["id"].as_str().unwrap().to_owned();
    let path = format!("/channels/{thread}");
    let (_, sent) = story
        .rest
        .post(&format!("{path}/messages"), json!({ "content": "x" }))
        .await;
    let message = format!("{path}/messages/{}", sent["id"].as_str().unwrap());
    assert_eq!(
        story.rest.patch(&path, json!({ "archived": true })).await.0,
        200
    );
    assert_eq!(
        story
            .rest
            .patch(&message, json!({ "content": "y" }))
            .await
            .1["code"],
        50083
    );
    assert_eq!(
        story
            .rest
            .put(&format!("{message}/reactions/%E2%9C%85/@me"), Value::Null)
            .await
            .1["code"],
        50083
    );
    let (_, archived) = story
        .rest
        .get(&format!(
            "/channels/{}/threads/archived/public",
            story.support
        ))
        .await;
    assert_eq!(
        (&archived["threads"][0]["id"], &archived["has_more"]),
        (&json!(thread), &json!(false))
    );
    assert_eq!(
        story
            .rest
            .post(&format!("{path}/messages"), json!({ "content": "z" }))
            .await
            .0,
        200
    );
    let (_, now) = story.rest.get(&path).await;
    assert_eq!(now["thread_metadata"]["archived"], false);
    story.acme.lock(thread.parse().unwrap());
    assert_eq!(
        story
            .rest
            .post(&format!("{path}/messages"), json!({ "content": "z" }))
            .await
            .1["code"],
        50083
    );
    assert!(story.ana.post(thread.parse().unwrap(), "locked").is_err());
}

#[tokio::test]
async fn s6_forms_of_threads_are_checked() {
    let story = Story::off_the_record().await;
    let voice = story.acme.voice("talk");
    let id = story.ana.post(story.support, "topic").unwrap();
    let from_message = format!("/channels/{}/messages/{id}/threads", story.support);
    for (path, body, status) in [
        (from_message.clone(), json!({ "name": "" }), 400),
        (
            from_message.clone(),
            json!({ "name": "x".repeat(101) }),
            400,
        ),
        (
            from_message,
            json!({ "name": "x", "auto_archive_duration": 61 }),
            400,
        ),
        (
            format!("/channels/{}/threads", story.support),
            json!({ "name": "x", "type": 9 }),
            400,
        ),
        (
            format!("/channels/{voice}/threads"),
            json!({ "name": "x", "type": 11 }),
            400,
        ),
        (
            format!("/channels/{}/threads", story.support),
            json!({ "name": "x" }),
            201,
        ),
    ] {
        let (answer, error) = story.rest.post(&path, body.clone()).await;
        assert_eq!(answer, status, "{body}: {error}");
    }
}

#[tokio::test]
async fn s6_gaining_a_channel_brings_its_threads_losing_it_brings_no_thread_delete() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let id = story.ana.post(story.support, "topic").unwrap();
    let thread = story
        .ana
        .start_thread(story.support, id, "about it")
        .unwrap();
    let (view, none, role) = (
        Permissions::VIEW_CHANNEL,
        Permissions::NONE,
        story.acme.bot_role(),
    );
    socket.drain().await;
    story.acme.overwrite(story.support, role, none, view);
    story.ana.post(thread, "unheard").unwrap();
    assert_eq!(names(&socket.drain().await), ["CHANNEL_UPDATE"]);
    story.acme.overwrite(story.support, role, none, none);
    let heard = socket.drain().await;
    assert_eq!(names(&heard), ["CHANNEL_UPDATE", "THREAD_LIST_SYNC"]);
    assert_eq!(heard[1].1["threads"][0]["id"], thread.to_string());
    story.acme.delete_channel(thread);
    assert_eq!(names(&socket.drain().await), ["THREAD_DELETE"]);
}

#[tokio::test]
async fn s6_a_threads_name_has_1_to_100_characters() {
    let story = Story::new().await;
    let said = story.ana.post(story.support, "fire").unwrap();
    let forum = story.acme.forum("ideas");
    for (name, fits) in [
        ("", false),
        (&*"é".repeat(100), true),
        (&*"é".repeat(101), false),
    ] {
        let (ana, support) = (&story.ana, story.support);
        for named in [
            ana.open_thread(support, name),
            ana.start_private_thread(support, name, &[]),
            ana.forum_post(forum, name, "x", &[]),
        ] {
            assert_eq!(named.is_ok(), fits, "{}: {named:?}", name.len());
        }
        let from = ana.start_thread(support, said, name);
        assert_eq!(from.is_ok(), fits, "{}: {from:?}", name.len());
    }
}
