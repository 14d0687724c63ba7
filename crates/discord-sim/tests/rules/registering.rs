//! §5: registering commands.

use chrono::TimeDelta;
use discord_sim::{Limits, Simulator};
use serde_json::{Value, json};

use crate::client::Story;

pub(crate) fn command(more: Value) -> Value {
    let mut command = json!({ "name": "quiet", "description": "Be quiet" });
    command
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    command
}

pub(crate) fn text_option(name: &str, more: Value) -> Value {
    let mut option = json!({ "type": 3, "name": name, "description": "d" });
    option
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    option
}

#[tokio::test]
async fn s5_post_upserts_and_put_overwrites_all() {
    let story = Story::off_the_record().await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    let (status, first) = story.rest.post(&path, command(json!({}))).await;
    assert_eq!(status, 201);
    let (status, second) = story
        .rest
        .post(&path, command(json!({ "description": "Hush" })))
        .await;
    assert_eq!((status, &second["id"]), (200, &first["id"]));
    story
        .rest
        .post(&path, command(json!({ "name": "other" })))
        .await;
    let (status, all) = story
        .rest
        .put(
            &path,
            json!([command(json!({})), { "name": "Ask", "type": 2 }]),
        )
        .await;
    assert_eq!(
        (status, all.as_array().unwrap().len(), &all[0]["id"]),
        (200, 2, &first["id"])
    );
    let (status, _) = story
        .rest
        .put(&path, json!([command(json!({})), command(json!({}))]))
        .await;
    assert_eq!(status, 400);
    assert_eq!(story.sim.registered_commands().len(), 2);
    assert_eq!(story.sim.count_of_registrations(), 5);
    let one = format!("{path}/{}", first["id"].as_str().unwrap());
    let (_, patched) = story
        .rest
        .patch(&one, json!({ "description": "Shh" }))
        .await;
    assert_eq!(patched["description"], "Shh");
    assert_eq!(story.rest.delete(&one).await.0, 204);
    assert_eq!(story.rest.get(&one).await.0, 404);
    let guild = format!(
        "/applications/{}/guilds/{}/commands",
        story.sim.application_id(),
        story.acme.id()
    );
    story.rest.post(&guild, command(json!({}))).await;
    assert_eq!(
        story.sim.registered_guild_commands(story.acme.id()).len(),
        1
    );
    assert_eq!(
        story.rest.get(&guild).await.1[0]["guild_id"],
        story.acme.id().to_string()
    );
    let many: Vec<_> = (0..101)
        .map(|n| command(json!({ "name": format!("c{n}") })))
        .collect();
    assert_eq!(story.rest.put(&path, json!(many)).await.1["code"], 30032);
}

#[tokio::test]
async fn s5_so_many_commands_are_made_in_a_day_and_there_are_so_many_of_a_kind() {
    let limits = Limits {
        command_creates_per_day: Some(31),
        ..Limits::unlimited()
    };
    let sim = Simulator::builder().limits(limits).no_wire_log().start();
    let story = Story::of(sim.await.unwrap());
    let path = format!("/applications/{}/commands", story.sim.application_id());
    let menu = |kind: u64, n: usize| json!({ "type": kind, "name": format!("Menu {n}") });
    for kind in [2, 3] {
        for n in 0..15 {
            assert_eq!(story.rest.post(&path, menu(kind, n)).await.0, 201);
        }
        let (status, error) = story.rest.post(&path, menu(kind, 15)).await;
        assert_eq!((status, &error["code"]), (400, &json!(30032)));
    }
    assert_eq!(story.rest.post(&path, command(json!({}))).await.0, 201);
    assert_eq!(story.rest.post(&path, command(json!({}))).await.0, 200);
    let (status, error) = story
        .rest
        .post(&path, command(json!({ "name": "one-more" })))
        .await;
    assert_eq!((status, &error["code"]), (400, &json!(30034)));
    let of_guild = format!(
        "/applications/{}/guilds/{}/commands",
        story.sim.application_id(),
        story.acme.id()
    );
    assert_eq!(story.rest.post(&of_guild, command(json!({}))).await.0, 201);
    story.sim.clock().advance(TimeDelta::days(1));
    let (status, _) = story
        .rest
        .post(&path, command(json!({ "name": "one-more" })))
        .await;
    assert_eq!(status, 201);
}
