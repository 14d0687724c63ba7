//! §5: answering.

use std::time::Duration;

use chrono::TimeDelta;
use discord_sim::{Answer, AnswerKind, CommandRefusal, FindingKind, Limits};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::client::{INTENTS, Socket, Story, answer, callback_path, webhook_path};

pub(crate) async fn with_command(limits: Limits) -> (Story, Socket) {
    with_command_in(Story::with(limits).await).await
}

pub(crate) async fn with_command_in(story: Story) -> (Story, Socket) {
    let socket = story.gateway(INTENTS).await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    story
        .rest
        .post(&path, json!({ "name": "hi", "description": "Hi" }))
        .await;
    (story, socket)
}

pub(crate) fn run(story: &Story) -> JoinHandle<Result<Answer, CommandRefusal>> {
    let (support, ana) = (story.support, story.ana.clone());
    tokio::spawn(async move { ana.run_command(support, "hi", &[]).await })
}

pub(crate) fn click(
    story: &Story,
    on: &Answer,
    custom_id: &'static str,
) -> JoinHandle<Result<Answer, CommandRefusal>> {
    let (ana, on) = (story.ana.clone(), on.clone());
    tokio::spawn(async move { ana.click(&on, custom_id).await })
}

#[tokio::test]
async fn s5_no_response_in_time_is_a_finding_and_the_token_is_worth_nothing() {
    let limits = Limits {
        interaction_deadline: Duration::from_millis(50),
        ..Limits::unlimited()
    };
    let (story, mut socket) = with_command(limits).await;
    let running = run(&story);
    let it = socket.until("INTERACTION_CREATE").await;
    assert_eq!(story.sim.traffic().unanswered, 1);
    assert_eq!(
        running.await.unwrap().unwrap_err(),
        CommandRefusal::NoAnswer
    );
    let (status, error) = story
        .rest
        .post(
            &callback_path(&it),
            json!({ "type": 4, "data": { "content": "late" } }),
        )
        .await;
    assert_eq!((status, &error["code"]), (404, &json!(10062)));
    assert_eq!(
        (story.sim.findings()[0].kind, story.sim.traffic().unanswered),
        (FindingKind::Unanswered, 0)
    );
}

#[tokio::test]
async fn s5_a_deferred_answer_is_filled_by_edit_or_follow_up() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    for (follow_up, ephemeral) in [(false, true), (true, false)] {
        let running = run(&story);
        let flags = if ephemeral { 64 } else { 0 };
        let (it, _) = answer(
            &mut socket,
            &story.rest,
            json!({ "type": 5, "data": { "flags": flags } }),
        )
        .await;
        let shown = running.await.unwrap().unwrap();
        assert_eq!(
            (shown.kind(), shown.is_ephemeral(), shown.message()),
            (AnswerKind::Deferred, ephemeral, None)
        );
        let body = json!({ "content": "done" });
        let (status, _) = if follow_up {
            story.rest.post(&webhook_path(&it), body).await
        } else {
            story
                .rest
                .patch(&format!("{}/messages/@original", webhook_path(&it)), body)
                .await
        };
        assert_eq!(status, 200);
        let shown = shown.settled().await.unwrap();
        assert_eq!(
            (
                shown.content(),
                shown.is_ephemeral(),
                shown.follow_ups().len()
            ),
            ("done".to_owned(), ephemeral, 0)
        );
    }
    assert_eq!(story.sim.notifications(), []);
}

#[tokio::test]
async fn s5_the_original_and_follow_ups_live_as_long_as_the_token() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let running = run(&story);
    let (it, (status, with)) = {
        let it = socket.until("INTERACTION_CREATE").await;
        let path = format!("{}?with_response=true", callback_path(&it));
        let reply = story
            .rest
            .post(
                &path,
                json!({ "type": 4, "data": { "content": "one", "flags": 64 } }),
            )
            .await;
        (it, reply)
    };
    assert_eq!(
        (status, &with["resource"]["message"]["content"]),
        (200, &json!("one"))
    );
    let shown = running.await.unwrap().unwrap();
    let hook = webhook_path(&it);
    let original = format!("{hook}/messages/@original");
    assert_eq!(story.rest.get(&original).await.1["content"], "one");
    assert_eq!(
        story
            .rest
            .patch(&original, json!({ "content": "two" }))
            .await
            .0,
        200
    );
    assert_eq!(shown.text(), "two");
    let (status, more) = story
        .rest
        .post(&hook, json!({ "content": "more", "flags": 64 }))
        .await;
    assert_eq!(status, 200);
    let path = format!("{hook}/messages/{}", more["id"].as_str().unwrap());
    assert_eq!(
        story
            .rest
            .patch(&path, json!({ "content": "more!" }))
            .await
            .0,
        200
    );
    assert_eq!(shown.follow_ups()[0].content, "more!");
    assert!(
        story.ben.sees(shown.message_id().unwrap()).is_none(),
        "ephemeral"
    );
    assert_eq!(story.rest.delete(&path).await.0, 204);
    assert_eq!(story.rest.delete(&original).await.0, 204);
    assert_eq!((shown.message(), shown.follow_ups().len()), (None, 0));
    story.sim.clock().advance(TimeDelta::minutes(16));
    let (status, error) = story.rest.post(&hook, json!({ "content": "late" })).await;
    assert_eq!((status, &error["code"]), (401, &json!(50027)));
}

#[tokio::test]
async fn s5_an_offline_bot_answers_nothing() {
    let story = Story::new().await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    story
        .rest
        .post(&path, json!({ "name": "hi", "description": "Hi" }))
        .await;
    assert_eq!(
        story
            .ana
            .run_command(story.support, "hi", &[])
            .await
            .unwrap_err(),
        CommandRefusal::Offline
    );
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s5_commands_work_in_the_bots_dm_and_users_are_targets() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let (dm, ana) = (story.ana.open_dm(), story.ana.clone());
    let running = tokio::spawn(async move { ana.run_command(dm, "hi", &[]).await });
    let (it, _) = answer(
        &mut socket,
        &story.rest,
        json!({ "type": 4, "data": { "content": "hi" } }),
    )
    .await;
    assert_eq!(
        (&it["context"], &it["member"], &it["user"]["username"]),
        (&json!(1), &Value::Null, &json!("ana"))
    );
    running.await.unwrap().unwrap();
    let path = format!("/applications/{}/commands", story.sim.application_id());
    story
        .rest
        .post(&path, json!({ "name": "Ask", "type": 2 }))
        .await;
    let (support, ana, ben) = (story.support, story.ana.clone(), story.ben.id());
    let running = tokio::spawn(async move { ana.user_menu(support, ben, "Ask").await });
    let (it, _) = answer(
        &mut socket,
        &story.rest,
        json!({ "type": 4, "data": { "content": "asked" } }),
    )
    .await;
    assert_eq!(
        it["data"]["resolved"]["members"][ben.to_string()]["roles"],
        json!([])
    );
    running.await.unwrap().unwrap();
}
