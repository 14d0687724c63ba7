//! §5: the first response: once, of a type that fits, and what comes back.

use discord_sim::{Fault, Limits};
use serde_json::{Value, json};

use crate::{
    client::{Story, answer, callback_path, webhook_path},
    interactions::{run, with_command, with_command_in},
};

#[tokio::test]
async fn s5_there_is_one_first_response() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let running = run(&story);
    let reply = json!({ "type": 4, "data": { "content": "hi" } });
    let (it, (status, _)) = answer(&mut socket, &story.rest, reply.clone()).await;
    assert_eq!(status, 204);
    running.await.unwrap().unwrap();
    let (status, error) = story.rest.post(&callback_path(&it), reply.clone()).await;
    assert_eq!((status, &error["code"]), (400, &json!(40060)));
    let unknown = format!(
        "/interactions/{}/wrong/callback",
        it["id"].as_str().unwrap()
    );
    let (status, error) = story.rest.post(&unknown, reply).await;
    assert_eq!((status, &error["code"]), (404, &json!(10062)));
}

#[tokio::test]
async fn s5_to_give_a_first_response_again_of_which_nobody_heard_is_no_mistake() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let running = run(&story);
    let it = socket.until("INTERACTION_CREATE").await;
    let (path, reply) = (
        callback_path(&it),
        json!({ "type": 4, "data": { "content": "hi" } }),
    );
    let callback = ("POST", "/interactions/*/*/callback");
    story.sim.faults().next(callback, Fault::AppliedButNoAnswer);
    let unheard = story.rest.send("POST", &path, Some(reply.clone())).await;
    assert!(unheard.is_err());
    let (status, error) = story.rest.post(&path, reply).await;
    assert_eq!((status, &error["code"]), (400, &json!(40060)));
    running.await.unwrap().unwrap();
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s5_a_callback_answers_with_the_message_if_asked_by_true_or_1() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    for (asked, status) in [("true", 200), ("1", 200), ("false", 204), ("0", 204)] {
        let running = run(&story);
        let it = socket.until("INTERACTION_CREATE").await;
        let path = format!("{}?with_response={asked}", callback_path(&it));
        let answer = json!({ "type": 4, "data": { "content": "one" } });
        assert_eq!(story.rest.post(&path, answer).await.0, status, "{asked}");
        running.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn s5_callback_types_fit_their_interaction() {
    let (story, mut socket) = with_command_in(Story::off_the_record().await).await;
    for body in [
        json!({ "type": 6 }),
        json!({ "type": 7, "data": { "content": "x" } }),
        json!({ "type": 8, "data": { "choices": [] } }),
        json!({ "type": 4, "data": { "content": "x".repeat(2001) } }),
        json!({ "type": 5, "data": { "flags": 4 } }),
        json!({ "type": 9, "data": { "title": "x".repeat(46), "custom_id": "m", "components": [] } }),
        json!({ "type": 99 }),
    ] {
        let running = run(&story);
        let (_, (status, _)) = answer(&mut socket, &story.rest, body.clone()).await;
        assert_eq!(status, 400, "{body}");
        running.abort();
    }
}

#[tokio::test]
async fn s5_errors_of_an_answer_stand_under_data() {
    let (story, mut socket) = with_command_in(Story::off_the_record().await).await;
    let running = run(&story);
    let long = json!({ "content": "x".repeat(2001) });
    let body = json!({ "type": 4, "data": long });
    let (it, (_, error)) = answer(&mut socket, &story.rest, body).await;
    let wrong = |errors: &Value| errors["content"]["_errors"][0]["code"].clone();
    assert_eq!(wrong(&error["errors"]["data"]), "BASE_TYPE_MAX_LENGTH");
    let body = json!({ "type": 4, "data": { "content": "short" } });
    assert_eq!(
        story.rest.post(&callback_path(&it), body).await.0,
        204,
        "it may try again"
    );
    running.await.unwrap().unwrap();
    let (_, error) = story.rest.post(&webhook_path(&it), long).await;
    assert_eq!(wrong(&error["errors"]), "BASE_TYPE_MAX_LENGTH");
}
