//! The whole way once: connect, hear, answer, command, click.

use discord_sim::{NotificationKind, Reason};
use serde_json::json;

use crate::client::{INTENTS, Story};

#[tokio::test]
async fn a_bot_connects_hears_answers_and_is_clicked() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    story.sim.wait_ready(1).await;
    let (sim, acme) = (&story.sim, story.acme.id());
    assert_eq!(sim.guild_by_id(acme).map(|it| it.id()), Some(acme));
    let found = sim.person_by_id(story.ana.id());
    assert_eq!(found.map(|it| it.id()), Some(story.ana.id()));
    assert!(sim.person_by_id(sim.bot_id()).is_none(), "no person");

    let text = format!("hello {}", story.ben.mention());
    let posted = story.ana.post(story.support, &text).unwrap();
    let heard = socket.until("MESSAGE_CREATE").await;
    assert_eq!(heard["id"], posted.to_string());
    assert_eq!(heard["content"], text);
    assert_eq!(heard["mentions"][0]["id"], story.ben.id().to_string());
    assert!(heard["mentions"][0]["member"]["roles"].is_array());
    assert!(heard["member"]["joined_at"].is_string());

    let notes = story.sim.notifications();
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (notes[0].person, notes[0].kind, notes[0].reason),
        (story.ben.id(), NotificationKind::Push, Reason::Mention)
    );

    let command = json!({ "name": "quiet", "description": "Be quiet", "options": [
        { "type": 3, "name": "from", "description": "Since when", "required": true },
    ] });
    let app = story.sim.application_id();
    let (status, _) = story
        .rest
        .post(&format!("/applications/{app}/commands"), command)
        .await;
    assert_eq!(status, 201);

    let (support, ana) = (story.support, story.ana.clone());
    let run = tokio::spawn(async move {
        ana.run_command(support, "quiet", &[("from", "22:00")])
            .await
    });
    let interaction = socket.until("INTERACTION_CREATE").await;
    assert_eq!(interaction["data"]["options"][0]["value"], "22:00");
    let (id, token) = (
        interaction["id"].as_str().unwrap(),
        interaction["token"].as_str().unwrap(),
    );
    let button = json!({ "type": 1, "components": [{ "type": 2, "style": 1, "label": "Next", "custom_id": "next" }] });
    let answer = json!({ "type": 4, "data": { "content": "Quiet from 22:00", "flags": 64, "components": [button] } });
    let (status, _) = story
        .rest
        .post(&format!("/interactions/{id}/{token}/callback"), answer)
        .await;
    assert_eq!(status, 204);
    let answer = run.await.unwrap().unwrap();
    assert!(answer.is_ephemeral());
    assert_eq!(answer.text(), "Quiet from 22:00\nNext");

    let (ana, shown) = (story.ana.clone(), answer.clone());
    let click = tokio::spawn(async move { ana.click_label(&shown, "Next").await });
    let interaction = socket.until("INTERACTION_CREATE").await;
    assert_eq!(interaction["data"]["custom_id"], "next");
    let (id, token) = (
        interaction["id"].as_str().unwrap(),
        interaction["token"].as_str().unwrap(),
    );
    let update = json!({ "type": 7, "data": { "content": "Done", "components": [] } });
    story
        .rest
        .post(&format!("/interactions/{id}/{token}/callback"), update)
        .await;
    click.await.unwrap().unwrap();
    assert_eq!(answer.text(), "Done");
    assert_eq!(story.sim.findings(), []);
    story.sim.shutdown().await;
}
