//! §11: polls: checked, carried, ended; nobody votes.

use chrono::TimeDelta;
use discord_sim::Permissions;
use serde_json::{Value, json};

use crate::client::{INTENTS, Story};

fn poll(more: Value) -> Value {
    let mut poll = json!({
        "question": { "text": "When?" },
        "answers": [{ "poll_media": { "text": "Now", "emoji": { "name": "🕐" } } }, { "poll_media": { "text": "Later" } }],
    });
    poll.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ "poll": poll })
}

#[tokio::test]
async fn s11_a_poll_is_checked_and_carried() {
    let story = Story::off_the_record().await;
    let x = |n: usize| "x".repeat(n);
    let answer = |length: usize| json!({ "poll_media": { "text": x(length) } });
    let cases = [
        ("plain", poll(json!({})), true),
        (
            "question 300",
            poll(json!({ "question": { "text": x(300) } })),
            true,
        ),
        (
            "question 301",
            poll(json!({ "question": { "text": x(301) } })),
            false,
        ),
        ("no question", poll(json!({ "question": null })), false),
        ("no answer", poll(json!({ "answers": [] })), false),
        (
            "10 answers",
            poll(json!({ "answers": vec![answer(55); 10] })),
            true,
        ),
        (
            "11 answers",
            poll(json!({ "answers": vec![answer(1); 11] })),
            false,
        ),
        ("answer 56", poll(json!({ "answers": [answer(56)] })), false),
        ("768 hours", poll(json!({ "duration": 768 })), true),
        ("769 hours", poll(json!({ "duration": 769 })), false),
        ("0 hours", poll(json!({ "duration": 0 })), false),
    ];
    for (name, body, fits) in cases {
        let (status, answer) = story.say(body).await;
        assert_eq!(status == 200, fits, "{name}: {answer}");
    }
    let (_, sent) = story.say(poll(json!({ "duration": 1 }))).await;
    assert_eq!(sent["poll"]["answers"][1]["answer_id"], 2);
    assert_eq!(sent["poll"]["expiry"], "2026-03-02T09:00:00.000000+00:00");
    story.acme.overwrite(
        story.support,
        story.acme.everyone(),
        Permissions::NONE,
        Permissions::SEND_POLLS,
    );
    assert_eq!(story.say(poll(json!({}))).await.0, 403);
}

#[tokio::test]
async fn s11_a_poll_ends_once_by_its_author_and_is_never_edited() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let (_, sent) = story.say(poll(json!({}))).await;
    assert_eq!(
        socket.until("MESSAGE_CREATE").await["poll"]["question"]["text"],
        "When?"
    );
    let id = sent["id"].as_str().unwrap();
    let message = format!("/channels/{}/messages/{id}", story.support);
    let (status, error) = story
        .rest
        .patch(&message, json!({ "content": "Or when?" }))
        .await;
    assert_eq!((status, &error["code"]), (400, &json!(520003)));
    let expire = format!("/channels/{}/polls/{id}/expire", story.support);
    story.sim.clock().advance(TimeDelta::minutes(5));
    let (status, ended) = story.rest.post(&expire, json!({})).await;
    assert_eq!(
        (status, &ended["poll"]["results"]["is_finalized"]),
        (200, &json!(true))
    );
    assert_eq!(ended["poll"]["expiry"], "2026-03-02T08:05:00.000000+00:00");
    assert_eq!(story.rest.post(&expire, json!({})).await.1["code"], 520001);
    let (_, plain) = story.say(json!({ "content": "no poll" })).await;
    let expire = expire.replace(id, plain["id"].as_str().unwrap());
    assert_eq!(story.rest.post(&expire, json!({})).await.1["code"], 520006);
}
