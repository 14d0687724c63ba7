//! §5: what is forgotten of interactions, and when.

use std::time::Duration;

use chrono::TimeDelta;
use discord_sim::{CommandRefusal, Limits};
use serde_json::json;

use crate::{
    client::{Story, answer, webhook_path},
    interactions::{click, run, with_command},
};

/// With the click before they are a thousand: commands that nobody answers. At the last one all tokens have expired.
async fn much_happens(story: &Story) {
    for at in 1..1000 {
        if at == 999 {
            story.sim.clock().advance(TimeDelta::minutes(16));
        }
        let ended = run(story).await.unwrap();
        assert_eq!(ended.unwrap_err(), CommandRefusal::NoAnswer);
    }
}

#[tokio::test]
async fn s5_an_interaction_is_forgotten_long_after_its_token_has_expired() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let running = run(&story);
    let button = json!({ "type": 2, "style": 1, "custom_id": "a", "label": "A" });
    let row = json!({ "type": 1, "components": [button] });
    let data = json!({ "content": "hi", "flags": 64, "components": [row] });
    let reply = json!({ "type": 4, "data": data });
    let (it, _) = answer(&mut socket, &story.rest, reply).await;
    let shown = running.await.unwrap().unwrap();
    let id = shown.message_id().unwrap();
    story.sim.set_limits(Limits {
        interaction_deadline: Duration::ZERO,
        ..Limits::unlimited()
    });

    story.sim.clock().advance(TimeDelta::days(1));
    assert_eq!(shown.content(), "hi", "who looks back still finds it");
    let pressed = click(&story, &shown, "a").await.unwrap();
    assert_eq!(pressed.unwrap_err(), CommandRefusal::NoAnswer);
    much_happens(&story).await;
    assert_eq!(shown.message(), None);
    assert_eq!(
        story.sim.message(id).map(|it| it.id),
        Some(id),
        "it was pressed since"
    );
    much_happens(&story).await;
    assert_eq!(story.sim.message(id), None);
    let (status, error) = story
        .rest
        .get(&format!("{}/messages/@original", webhook_path(&it)))
        .await;
    assert_eq!((status, &error["code"]), (401, &json!(50027)));
}
