//! §3: what a message may hold, nonces, mentions, edits, reactions, deletions.

use chrono::TimeDelta;
use discord_sim::{Limits, Permissions, Ping};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story};

fn button(custom_id: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": "Go", "custom_id": custom_id })
}

fn row(inner: Value) -> Value {
    json!({ "type": 1, "components": inner })
}

fn select(options: usize) -> Value {
    let options: Vec<_> = (0..options)
        .map(|n| json!({ "label": n.to_string(), "value": n.to_string() }))
        .collect();
    json!({ "type": 3, "custom_id": "menu", "options": options })
}

#[tokio::test]
async fn s3_every_limit_of_length_is_held() {
    let story = Story::off_the_record().await;
    let x = |n: usize| "x".repeat(n);
    let embed = |part: Value| json!({ "embeds": [part] });
    let v2 = 1 << 15;
    let cases: Vec<(&str, Value, bool)> = vec![
        ("content 2000", json!({ "content": x(2000) }), true),
        ("content 2001", json!({ "content": x(2001) }), false),
        (
            "content 2000 wide",
            json!({ "content": "ü".repeat(2000) }),
            true,
        ),
        ("title 257", embed(json!({ "title": x(257) })), false),
        (
            "description 4096",
            embed(json!({ "description": x(4096) })),
            true,
        ),
        (
            "description 4097",
            embed(json!({ "description": x(4097) })),
            false,
        ),
        (
            "author 257",
            embed(json!({ "author": { "name": x(257) } })),
            false,
        ),
        (
            "footer 2049",
            embed(json!({ "footer": { "text": x(2049) } })),
            false,
        ),
        (
            "field name 257",
            embed(json!({ "fields": [{ "name": x(257), "value": "v" }] })),
            false,
        ),
        (
            "field value 1025",
            embed(json!({ "fields": [{ "name": "n", "value": x(1025) }] })),
            false,
        ),
        (
            "26 fields",
            embed(json!({ "fields": vec![json!({ "name": "n", "value": "v" }); 26] })),
            false,
        ),
        ("empty embed", embed(json!({})), false),
        (
            "11 embeds",
            json!({ "embeds": vec![json!({ "title": "t" }); 11] }),
            false,
        ),
        (
            "6000 over embeds",
            json!({ "embeds": vec![json!({ "description": x(3000) }); 2] }),
            true,
        ),
        (
            "6001 over embeds",
            json!({ "embeds": [{ "description": x(3000) }, { "description": x(3001) }] }),
            false,
        ),
        (
            "5 buttons",
            json!({ "components": [row(["a", "b", "c", "d", "e"].map(button).to_vec().into())] }),
            true,
        ),
        (
            "6 buttons",
            json!({ "components": [row(["a", "b", "c", "d", "e", "f"].map(button).to_vec().into())] }),
            false,
        ),
        (
            "6 rows",
            json!({ "components": vec![row(json!([select(1)])); 6] }),
            false,
        ),
        (
            "empty row",
            json!({ "components": [row(json!([]))] }),
            false,
        ),
        (
            "same custom_id",
            json!({ "components": [row(json!([button("a"), button("a")]))] }),
            false,
        ),
        (
            "custom_id 101",
            json!({ "components": [row(json!([button(&x(101))]))] }),
            false,
        ),
        (
            "label 81",
            json!({ "components": [row(json!([{ "type": 2, "style": 1, "label": x(81), "custom_id": "a" }]))] }),
            false,
        ),
        (
            "25 options",
            json!({ "components": [row(json!([select(25)]))] }),
            true,
        ),
        (
            "26 options",
            json!({ "components": [row(json!([select(26)]))] }),
            false,
        ),
        (
            "select and button",
            json!({ "components": [row(json!([select(1), button("a")]))] }),
            false,
        ),
        (
            "text display without V2",
            json!({ "components": [{ "type": 10, "content": "x" }] }),
            false,
        ),
        (
            "V2",
            json!({ "flags": v2, "components": [{ "type": 17, "components": [{ "type": 10, "content": "x" }] }] }),
            true,
        ),
        (
            "V2 with content",
            json!({ "flags": v2, "content": "x", "components": [{ "type": 10, "content": "x" }] }),
            false,
        ),
        (
            "V2 40",
            json!({ "flags": v2, "components": vec![json!({ "type": 10, "content": "x" }); 40] }),
            true,
        ),
        (
            "V2 41",
            json!({ "flags": v2, "components": [{ "type": 17, "components": vec![json!({ "type": 10, "content": "x" }); 40] }] }),
            false,
        ),
        (
            "V2 4001",
            json!({ "flags": v2, "components": vec![json!({ "type": 10, "content": x(2001) }); 2] }),
            false,
        ),
        ("nonce 25", json!({ "content": "x", "nonce": x(25) }), true),
        ("nonce 26", json!({ "content": "x", "nonce": x(26) }), false),
        ("empty", json!({ "content": "" }), false),
    ];
    for (name, body, fits) in cases {
        let (status, answer) = story.say(body).await;
        assert_eq!(status == 200, fits, "{name}: {status} {answer}");
        assert_eq!(
            story.sim.take_findings().is_empty(),
            fits,
            "{name}: a refusal is a finding"
        );
    }
}

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

#[tokio::test]
async fn s3_allowed_mentions_decide_who_is_mentioned() {
    let story = Story::off_the_record().await;
    let open = story.acme.role("open", Permissions::NONE);
    let shut = story.acme.role("shut", Permissions::NONE);
    story.acme.mentionable(open, true);
    story.acme.role_permissions(
        story.acme.everyone(),
        Permissions::everyone_by_default() - Permissions::MENTION_EVERYONE,
    );
    let (ana, ben) = (story.ana.id(), story.ben.id());
    let content = format!("<@{ana}> <@{ben}> <@&{open}> <@&{shut}> @everyone");
    let cases = [
        (Value::Null, vec![ana, ben], vec![open]),
        (json!({ "parse": [] }), vec![], vec![]),
        (json!({ "parse": ["roles"] }), vec![], vec![open]),
        (json!({ "parse": ["users"] }), vec![ana, ben], vec![]),
        (json!({ "parse": [], "users": [ben] }), vec![ben], vec![]),
        (json!({ "users": [story.sim.bot_id()] }), vec![], vec![]),
    ];
    for (allowed, users, roles) in cases {
        let (status, sent) = story
            .say(json!({ "content": content, "allowed_mentions": allowed }))
            .await;
        let seen = story
            .sim
            .message(sent["id"].as_str().unwrap().parse().unwrap())
            .unwrap();
        assert_eq!(
            (
                status,
                seen.mentions,
                seen.mention_roles,
                seen.mention_everyone
            ),
            (200, users, roles, false),
            "{allowed}"
        );
    }
    for wrong in [
        json!({ "parse": ["users"], "users": [ana] }),
        json!({ "parse": ["all"] }),
        json!({ "users": (0..101).map(|n: u64| n.to_string()).collect::<Vec<_>>() }),
    ] {
        let (status, error) = story
            .say(json!({ "content": "x", "allowed_mentions": wrong }))
            .await;
        assert_eq!((status, &error["code"]), (400, &json!(50035)), "{wrong}");
    }
}

#[tokio::test]
async fn s3_an_edit_without_allowed_mentions_is_parsed_with_the_defaults_again() {
    let story = Story::new().await;
    let content = story.ben.mention();
    let (_, sent) = story
        .say(json!({ "content": content, "allowed_mentions": { "parse": [] } }))
        .await;
    assert_eq!(sent["mentions"], json!([]));
    let path = format!(
        "/channels/{}/messages/{}",
        story.support,
        sent["id"].as_str().unwrap()
    );
    let (_, edited) = story
        .rest
        .patch(&path, json!({ "content": format!("{content}!") }))
        .await;
    assert_eq!(edited["mentions"][0]["id"], story.ben.id().to_string());
    let quiet = json!({ "content": content, "allowed_mentions": { "parse": [] } });
    let (_, edited) = story.rest.patch(&path, quiet).await;
    assert_eq!(edited["mentions"], json!([]));
    assert_eq!(story.sim.notifications(), []);
}

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
async fn s3_a_reply_pings_unless_told_not_to_and_its_target_must_exist() {
    let story = Story::off_the_record().await;
    let asked = story.ana.post(story.support, "hello?").unwrap();
    for (allowed, pinged) in [
        (Value::Null, true),
        (json!({ "parse": [] }), false),
        (json!({ "parse": [], "replied_user": true }), true),
    ] {
        let body = json!({ "content": "yes", "message_reference": { "message_id": asked }, "allowed_mentions": allowed });
        let (_, sent) = story.say(body).await;
        assert_eq!(sent["mentions"].as_array().unwrap().len() == 1, pinged);
        assert_eq!(
            (&sent["type"], &sent["referenced_message"]["content"]),
            (&json!(19), &json!("hello?"))
        );
    }
    let gone = json!({ "content": "x", "message_reference": { "message_id": "1" } });
    assert_eq!(story.say(gone).await.0, 400);
    let loose = json!({ "content": "x", "message_reference": { "message_id": "1", "fail_if_not_exists": false } });
    assert_eq!(story.say(loose).await.1["type"], 0);
    let silent = story
        .ben
        .reply(story.support, asked, "ok", Ping::Off)
        .unwrap();
    assert_eq!(story.sim.message(silent).unwrap().mentions, []);
}

#[tokio::test]
async fn s3_reactions_are_added_listed_and_removed() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let id = story.ana.post(story.support, "done?").unwrap();
    let path = format!("/channels/{}/messages/{id}/reactions", story.support);
    assert_eq!(
        story
            .rest
            .put(&format!("{path}/%E2%9C%85/@me"), Value::Null)
            .await
            .0,
        204
    );
    story.ben.react(story.support, id, "✅").unwrap();
    let (_, users) = story.rest.get(&format!("{path}/%E2%9C%85")).await;
    assert_eq!(users.as_array().unwrap().len(), 2);
    let (_, message) = story
        .rest
        .get(&format!("/channels/{}/messages/{id}", story.support))
        .await;
    assert_eq!(
        (
            &message["reactions"][0]["count"],
            &message["reactions"][0]["me"]
        ),
        (&json!(2), &json!(true))
    );
    assert_eq!(
        story
            .rest
            .put(&format!("{path}/nonsense/@me"), Value::Null)
            .await
            .1["code"],
        10014
    );
    let heard = socket.until("MESSAGE_REACTION_ADD").await;
    assert_eq!(heard["emoji"], json!({ "id": null, "name": "✅" }));
    assert_eq!(heard["message_author_id"], story.ana.id().to_string());
    assert_eq!(
        story.rest.delete(&format!("{path}/%E2%9C%85/@me")).await.0,
        204
    );
    story.ben.unreact(story.support, id, "✅").unwrap();
    socket.until("MESSAGE_REACTION_REMOVE").await;
    assert_eq!(story.sim.message(id).unwrap().reactions, []);
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
    assert_eq!(
        story
            .rest
            .post(&path, json!({ "messages": [ids[0]] }))
            .await
            .0,
        400
    );
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

#[tokio::test]
async fn s9_pins_need_their_own_right() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "keep").unwrap();
    let path = format!("/channels/{}/messages/pins", story.support);
    assert_eq!(
        story.rest.put(&format!("{path}/{id}"), Value::Null).await.0,
        403
    );
    story
        .acme
        .bot_permissions(Permissions::bot_by_default() | Permissions::PIN_MESSAGES);
    assert_eq!(
        story.rest.put(&format!("{path}/{id}"), Value::Null).await.0,
        204
    );
    let (_, pins) = story.rest.get(&path).await;
    assert_eq!(pins["items"][0]["message"]["id"], id.to_string());
}

#[tokio::test]
async fn s3_a_file_comes_as_multipart() {
    let story = Story::new().await;
    let part = reqwest::multipart::Part::bytes(vec![1, 2, 3])
        .file_name("norm.png")
        .mime_str("image/png")
        .unwrap();
    let payload =
        json!({ "content": "see", "attachments": [{ "id": "0", "description": "a norm" }] });
    let form = reqwest::multipart::Form::new()
        .text("payload_json", payload.to_string())
        .part("files[0]", part);
    let url = format!(
        "{}/channels/{}/messages",
        story.sim.api_base(),
        story.support
    );
    let request = reqwest::Client::new()
        .post(url)
        .header("authorization", format!("Bot {}", story.sim.token()));
    let answer = request.multipart(form).send().await.unwrap();
    let sent: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    let file = &sent["attachments"][0];
    assert_eq!(
        (&file["filename"], &file["size"], &file["description"]),
        (&json!("norm.png"), &json!(3), &json!("a norm"))
    );
}
