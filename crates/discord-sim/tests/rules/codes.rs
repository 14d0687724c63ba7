//! §2, §9: the codes for what isn't there, and for what is full.

use discord_sim::{Limits, Permissions};
use serde_json::{Value, json};

use crate::{
    client::{Story, answer, webhook_path},
    interactions::{run, with_command},
};

fn code((status, body): (u16, Value)) -> (u16, u64) {
    (status, body["code"].as_u64().unwrap_or(0))
}

#[tokio::test]
async fn s2_what_isnt_there_is_404_with_the_code_of_its_kind() {
    let story = Story::new().await;
    story.acme.bot_permissions(Permissions::BAN_MEMBERS);
    let app = story.sim.application_id();
    let ban = format!("/guilds/{}/bans/7", story.acme.id());
    let command = format!("/applications/{app}/commands/7");
    for (path, expected) in [
        ("/applications/7/commands", 10002),
        ("/users/7", 10013),
        (command.as_str(), 10063),
        ("/webhooks/7/token/messages/@original", 10015),
        (&format!("/webhooks/{app}/token/messages/@original"), 10015),
    ] {
        let answer = story.rest.get(path).await;
        assert_eq!(code(answer), (404, expected), "{path}");
    }
    assert_eq!(code(story.rest.put(&ban, json!({})).await), (404, 10013));
    assert_eq!(code(story.rest.delete(&command).await), (404, 10063));
}

#[tokio::test]
async fn s2_a_webhook_of_an_interaction_without_a_response_is_unknown() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let running = run(&story);
    let it = socket.until("INTERACTION_CREATE").await;
    let body = json!({ "content": "too early" });
    let early = story.rest.post(&webhook_path(&it), body.clone()).await;
    assert_eq!(code(early), (404, 10015));
    running.abort();
    let running = run(&story);
    let reply = json!({ "type": 4, "data": { "content": "hi" } });
    let (it, _) = answer(&mut socket, &story.rest, reply).await;
    assert_eq!(story.rest.post(&webhook_path(&it), body).await.0, 200);
    running.await.unwrap().unwrap();
}

#[tokio::test]
async fn s9_a_server_holds_250_roles_and_500_channels() {
    let story = Story::new().await;
    let both = Permissions::MANAGE_ROLES | Permissions::MANAGE_CHANNELS;
    story.acme.bot_permissions(both);
    for (kind, full, body) in [
        ("roles", 30005, json!({ "name": "one more" })),
        ("channels", 30013, json!({ "name": "one-more" })),
    ] {
        let path = format!("/guilds/{}/{kind}", story.acme.id());
        let there = story.rest.get(&path).await.1.as_array().unwrap().len();
        let most = if kind == "roles" { 250 } else { 500 };
        for n in there..most - 1 {
            if kind == "roles" {
                story.acme.role(&n.to_string(), Permissions::NONE);
            } else {
                story.acme.text(&n.to_string());
            }
        }
        let last = story.rest.post(&path, body.clone()).await;
        assert!(matches!(last.0, 200 | 201), "{kind}: {}", last.1);
        assert_eq!(code(story.rest.post(&path, body).await), (400, full));
    }
}

#[tokio::test]
async fn an_application_holds_2000_emojis() {
    let story = Story::off_the_record().await;
    let path = format!("/applications/{}/emojis", story.sim.application_id());
    let emoji = |n: usize| json!({ "name": format!("e{n}"), "image": "data:image/png;base64,iVBORw0KGgo=" });
    for n in 10..2_010 {
        assert_eq!(story.rest.post(&path, emoji(n)).await.0, 201, "{n}");
    }
    let one_more = story.rest.post(&path, emoji(2_010)).await;
    assert_eq!(code(one_more), (400, 30008));
}

#[tokio::test]
async fn s9_nobody_is_in_voice_and_a_category_takes_no_messages() {
    let story = Story::new().await;
    let voice = Permissions::MUTE_MEMBERS | Permissions::DEAFEN_MEMBERS | Permissions::MOVE_MEMBERS;
    story
        .acme
        .bot_permissions(Permissions::bot_by_default() | voice);
    let ben = format!("/guilds/{}/members/{}", story.acme.id(), story.ben.id());
    for change in [
        json!({ "mute": true }),
        json!({ "deaf": false }),
        json!({ "channel_id": story.acme.voice("talk") }),
    ] {
        let refused = story.rest.patch(&ben, change.clone()).await;
        assert_eq!(code(refused), (400, 40032), "{change}");
    }
    let path = format!("/channels/{}/messages", story.acme.category("Desks"));
    let refused = story.rest.post(&path, json!({ "content": "hi" })).await;
    assert_eq!(code(refused), (400, 50008));
}
