//! §3: who is mentioned: by a text, by an edit, by an answer.

use discord_sim::{Limits, Permissions, Ping};
use serde_json::{Value, json};

use crate::{
    client::{Story, answer, webhook_path},
    interactions::{run, with_command},
};

#[tokio::test]
async fn s3_allowed_mentions_decide_who_is_mentioned() {
    let story = Story::off_the_record().await;
    let open = story.acme.role("open", Permissions::NONE);
    let shut = story.acme.role("shut", Permissions::NONE);
    story.acme.make_mentionable(open);
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

/// Whom a message mentions: how many people, how many roles, and whether everybody.
fn mentioned(message: &Value) -> (usize, usize, bool) {
    let count = |list: &str| message[list].as_array().unwrap().len();
    let everyone = message["mention_everyone"].as_bool().unwrap();
    (count("mentions"), count("mention_roles"), everyone)
}

#[tokio::test]
async fn s3_an_answer_to_an_interaction_mentions_only_users_by_default() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let role = story.acme.role("open", Permissions::NONE);
    story.acme.make_mentionable(role);
    let content = format!("<@{}> <@&{role}> @everyone", story.ben.id());
    let plain = json!({ "content": content });
    let all = json!({ "content": content, "allowed_mentions": { "parse": ["users", "roles", "everyone"] } });
    let (only_users, everybody) = ((1, 0, false), (1, 1, true));

    let (_, sent) = story.say(plain.clone()).await;
    assert_eq!(mentioned(&sent), everybody, "a message of its own");
    let running = run(&story);
    let reply = json!({ "type": 4, "data": plain });
    let (it, _) = answer(&mut socket, &story.rest, reply).await;
    running.await.unwrap().unwrap();
    let hook = webhook_path(&it);
    let original = format!("{hook}/messages/@original");
    let (_, answered) = story.rest.get(&original).await;
    assert_eq!(mentioned(&answered), only_users, "the answer");
    for (body, expected) in [
        (&plain, only_users),
        (&all, everybody),
        (&plain, only_users),
    ] {
        let (_, followed) = story.rest.post(&hook, body.clone()).await;
        assert_eq!(mentioned(&followed), expected, "a follow-up: {body}");
        let (_, edited) = story.rest.patch(&original, body.clone()).await;
        assert_eq!(mentioned(&edited), expected, "@original, edited: {body}");
    }
}
