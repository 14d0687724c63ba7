//! §6: forums, their posts and tags.

use chrono::TimeDelta;
use discord_sim::{ChannelId, Permissions, TagId, TaggedBy};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, names};

fn post(name: &str, more: Value) -> Value {
    let mut body = json!({ "name": name, "message": { "content": "what if" } });
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    body
}

fn threads_of(forum: ChannelId) -> String {
    format!("/channels/{forum}/threads")
}

#[tokio::test]
async fn s6_a_forum_post_is_a_thread_with_its_first_message() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let forum = story.acme.forum("ideas");
    socket.drain().await;
    let (status, thread) = story
        .rest
        .post(&threads_of(forum), post("an idea", json!({})))
        .await;
    assert_eq!((status, &thread["message"]["id"]), (201, &thread["id"]));
    assert_eq!(
        (&thread["type"], &thread["applied_tags"]),
        (&json!(11), &json!([]))
    );
    assert_eq!(
        (&thread["message_count"], &thread["total_message_sent"]),
        (&json!(0), &json!(0)),
        "the first message doesn't count"
    );
    let heard = socket.drain().await;
    assert_eq!(
        names(&heard),
        ["THREAD_CREATE", "THREAD_MEMBERS_UPDATE", "MESSAGE_CREATE"]
    );
    let (_, channel) = story.rest.get(&format!("/channels/{forum}")).await;
    assert_eq!(channel["last_message_id"], thread["id"]);
    let mine = story.ana.forum_post(forum, "mine", "and if", &[]).unwrap();
    assert_eq!(story.sim.messages(mine)[0].id, mine.starter());
}

#[tokio::test]
async fn s6_nothing_but_posts_is_in_a_forum() {
    let story = Story::new().await;
    let forum = story.acme.forum("ideas");
    let messages = format!("/channels/{forum}/messages");
    let (status, error) = story
        .rest
        .post(&messages, json!({ "content": "not here" }))
        .await;
    assert_eq!((status, &error["code"]), (400, &json!(40058)));
    assert!(story.ana.post(forum, "not here").is_err());
    assert_eq!(story.rest.get(&messages).await.1["code"], 50024);
    let post = story.ana.forum_post(forum, "mine", "and if", &[]).unwrap();
    let nested = format!("/channels/{post}/messages/{}/threads", post.starter());
    let (_, error) = story.rest.post(&nested, json!({ "name": "deeper" })).await;
    assert_eq!(error["code"], 50024, "a thread has no threads");
}

#[tokio::test]
async fn s6_posting_in_a_forum_needs_only_send_messages() {
    let story = Story::new().await;
    let forum = story.acme.forum("ideas");
    let (none, everyone) = (Permissions::NONE, story.acme.everyone());
    let threads = Permissions::CREATE_PUBLIC_THREADS | Permissions::SEND_MESSAGES_IN_THREADS;
    story.acme.overwrite(forum, everyone, none, threads);
    assert!(story.ana.forum_post(forum, "mine", "x", &[]).is_ok());
    let send = Permissions::SEND_MESSAGES;
    story.acme.overwrite(forum, everyone, none, send);
    story
        .acme
        .overwrite(forum, story.acme.bot_role(), none, send);
    let (status, error) = story
        .rest
        .post(&threads_of(forum), post("x", json!({})))
        .await;
    assert_eq!((status, &error["code"]), (403, &json!(50013)));
    assert!(story.ana.forum_post(forum, "mine", "x", &[]).is_err());
}

#[tokio::test]
async fn s6_a_forum_that_requires_a_tag_refuses_posts_without() {
    let story = Story::new().await;
    let forum = story.acme.forum("ideas");
    let tag = story.acme.forum_tag(forum, "bug", TaggedBy::Author);
    story.acme.require_tag(forum);
    let (_, channel) = story.rest.get(&format!("/channels/{forum}")).await;
    assert_eq!(channel["flags"], 1 << 4);
    let (status, error) = story
        .rest
        .post(&threads_of(forum), post("x", json!({})))
        .await;
    assert_eq!((status, &error["code"]), (400, &json!(40067)));
    let tagged = post("x", json!({ "applied_tags": [tag] }));
    let (status, thread) = story.rest.post(&threads_of(forum), tagged).await;
    assert_eq!((status, &thread["applied_tags"]), (201, &json!([tag])));
    let untagged = json!({ "applied_tags": [] });
    let path = format!("/channels/{}", thread["id"].as_str().unwrap());
    assert_eq!(story.rest.patch(&path, untagged).await.1["code"], 40067);
    assert!(story.ana.forum_post(forum, "mine", "x", &[]).is_err());
    assert!(story.ana.forum_post(forum, "mine", "x", &[tag]).is_ok());
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s6_moderated_tags_come_and_go_only_by_moderators() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let forum = story.acme.forum("ideas");
    let open = story.acme.forum_tag(forum, "bug", TaggedBy::Author);
    let done = story.acme.forum_tag(forum, "done", TaggedBy::Moderators);
    assert!(story.ana.forum_post(forum, "mine", "x", &[done]).is_err());
    let post = story.ana.forum_post(forum, "mine", "x", &[open]).unwrap();
    assert!(story.ana.tag_post(post, &[open, done]).is_err());
    assert!(story.ben.tag_post(post, &[]).is_err(), "not his post");
    socket.drain().await;
    let manages = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
    story.acme.bot_permissions(manages);
    let both = json!({ "applied_tags": [open, done] });
    let (status, _) = story.rest.patch(&format!("/channels/{post}"), both).await;
    assert_eq!(status, 200);
    let heard = socket.until("THREAD_UPDATE").await;
    assert_eq!(heard["applied_tags"], json!([open, done]));
    assert!(story.ana.tag_post(post, &[open]).is_err(), "nor taken off");
    assert!(story.ana.tag_post(post, &[done]).is_ok());
}

#[tokio::test]
async fn s6_forms_of_posts_and_tags_are_checked() {
    let story = Story::off_the_record().await;
    let all = Permissions::bot_by_default() | Permissions::MANAGE_CHANNELS;
    story.acme.bot_permissions(all);
    let forum = story.acme.forum("ideas");
    let tag = story.acme.forum_tag(forum, "bug", TaggedBy::Author);
    let six = vec![tag; 6];
    for (body, code) in [
        (post("", json!({})), 50035),
        (post(&"x".repeat(101), json!({})), 50035),
        (json!({ "name": "no message" }), 50035),
        (post("x", json!({ "message": {} })), 50006),
        (post("x", json!({ "applied_tags": six })), 50035),
        (post("x", json!({ "applied_tags": ["7"] })), 50035),
        (post("x", json!({ "auto_archive_duration": 61 })), 50035),
        (post("x", json!({ "rate_limit_per_user": 21_601 })), 50035),
    ] {
        let (status, error) = story.rest.post(&threads_of(forum), body.clone()).await;
        assert_eq!((status, &error["code"]), (400, &json!(code)), "{body}");
    }
    let names = |names: &[&str]| {
        json!(
            names
                .iter()
                .map(|n| json!({ "name": n }))
                .collect::<Vec<_>>()
        )
    };
    let numbers: Vec<String> = (0..21).map(|n| n.to_string()).collect();
    let many: Vec<&str> = numbers.iter().map(String::as_str).collect();
    for (tags, code) in [
        (names(&["twice", "twice"]), 40061),
        (names(&[&"x".repeat(21)]), 50035),
        (names(&many), 50035),
        (json!([{ "name": "x", "id": "7" }]), 50035),
        (json!([{ "name": "x", "emoji_id": "7" }]), 50035),
    ] {
        let body = json!({ "available_tags": tags });
        let path = format!("/channels/{forum}");
        let (status, error) = story.rest.patch(&path, body.clone()).await;
        assert_eq!((status, &error["code"]), (400, &json!(code)), "{body}");
    }
}

#[tokio::test]
async fn s6_a_forums_tags_and_defaults_are_edited() {
    let story = Story::new().await;
    let all = Permissions::bot_by_default() | Permissions::MANAGE_CHANNELS;
    story.acme.bot_permissions(all);
    let forum = story.acme.forum("ideas");
    let bug = story.acme.forum_tag(forum, "bug", TaggedBy::Author);
    let path = format!("/channels/{forum}");
    let closed = json!({ "name": "closed", "moderated": true, "emoji_name": "🔒" });
    let only_closed = json!({ "flags": 1 << 4, "available_tags": [closed] });
    assert_eq!(story.rest.patch(&path, only_closed).await.1["code"], 40066);
    let body = json!({
        "available_tags": [{ "id": bug, "name": "defect" }, closed], "flags": 1 << 4, "default_sort_order": 1,
        "default_forum_layout": 2, "default_reaction_emoji": { "emoji_id": null, "emoji_name": "👍" },
        "default_thread_rate_limit_per_user": 30, "default_auto_archive_duration": 60, "rate_limit_per_user": 5,
    });
    let (status, channel) = story.rest.patch(&path, body.clone()).await;
    assert_eq!(status, 200);
    let tags = channel["available_tags"].as_array().unwrap();
    assert_eq!(
        (&tags[0]["id"], &tags[0]["name"]),
        (&json!(bug), &json!("defect"))
    );
    assert_eq!(
        (&tags[1]["moderated"], &tags[1]["emoji_name"]),
        (&json!(true), &json!("🔒"))
    );
    for (key, value) in body.as_object().unwrap() {
        assert!(key == "available_tags" || channel[key] == *value, "{key}");
    }
    let post = story.ana.forum_post(forum, "mine", "x", &[bug]).unwrap();
    let thread = story.sim.channel(post).unwrap();
    assert_eq!(thread["rate_limit_per_user"], 30, "copied when it is made");
    assert_eq!(thread["thread_metadata"]["auto_archive_duration"], 60);
    let without = json!({ "available_tags": [{ "name": "new" }] });
    let (_, channel) = story.rest.patch(&path, without).await;
    let new: TagId = channel["available_tags"][0]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_ne!(new, bug);
    assert_eq!(story.sim.channel(post).unwrap()["applied_tags"], json!([]));
}

#[tokio::test]
async fn s6_one_post_is_pinned_until_it_is_archived() {
    let story = Story::new().await;
    let manages = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
    story.acme.bot_permissions(manages);
    let forum = story.acme.forum("ideas");
    let post = |name| story.ana.forum_post(forum, name, "x", &[]).unwrap();
    let (first, second) = (post("first"), post("second"));
    let pin = |thread| (format!("/channels/{thread}"), json!({ "flags": 2 }));
    let (path, body) = pin(first);
    assert_eq!(story.rest.patch(&path, body).await.1["flags"], 2);
    let (path, body) = pin(second);
    assert_eq!(story.rest.patch(&path, body).await.1["code"], 30047);
    story.sim.clock().advance(TimeDelta::days(8));
    let archived =
        |thread| story.sim.channel(thread).unwrap()["thread_metadata"]["archived"] == true;
    assert!(!archived(first), "a pinned post isn't archived by itself");
    assert!(archived(second));
    story.acme.archive(first);
    assert_eq!(story.sim.channel(first).unwrap()["flags"], 0);
    let id = story.ana.post(story.support, "topic").unwrap();
    let loose = story.ana.start_thread(story.support, id, "t").unwrap();
    let (path, body) = pin(loose);
    assert_eq!(story.rest.patch(&path, body).await.1["code"], 50024);
}

#[tokio::test]
async fn s3_a_forum_post_has_no_nonce_and_only_the_suppress_flags() {
    let story = Story::off_the_record().await;
    let forum = story.acme.forum("ideas");
    let message = json!({ "content": "once", "flags": 1 << 2 | 1 << 12 | 1 << 6, "nonce": "n", "enforce_nonce": true });
    let body = json!({ "name": "once", "message": message });
    let (_, first) = story.rest.post(&threads_of(forum), body.clone()).await;
    let (_, second) = story.rest.post(&threads_of(forum), body).await;
    assert_ne!(first["id"], second["id"]);
    assert_eq!(first["message"]["nonce"], Value::Null);
    assert_eq!(first["message"]["flags"], 1 << 2 | 1 << 12);
}

#[tokio::test]
async fn s6_a_media_channel_is_a_forum() {
    // Discord's own description doesn't know the type yet.
    let story = Story::off_the_record().await;
    let mut socket = story.gateway(INTENTS).await;
    let media = story.acme.media("pictures");
    assert_eq!(socket.until("CHANNEL_CREATE").await["type"], 16);
    let (status, thread) = story
        .rest
        .post(&threads_of(media), post("a picture", json!({})))
        .await;
    assert_eq!((status, &thread["type"]), (201, &json!(11)));
}

#[tokio::test]
async fn s6_what_is_wrong_with_a_posts_message_is_told_under_message() {
    let story = Story::off_the_record().await;
    let forum = story.acme.forum("ideas");
    let long = json!({ "name": "an idea", "message": { "content": "x".repeat(2001) } });
    let (status, error) = story.rest.post(&threads_of(forum), long).await;
    assert_eq!((status, &error["code"]), (400, &json!(50035)));
    let errors = &error["errors"];
    assert_eq!(
        errors["message"]["content"]["_errors"][0]["code"],
        "BASE_TYPE_MAX_LENGTH"
    );
    assert_eq!(errors.as_object().unwrap().len(), 1);
}
