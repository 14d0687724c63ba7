//! The routes that no other file needs, authorisation, and what isn't known.

use discord_sim::{FindingKind, Permissions};
use serde_json::{Value, json};

use crate::client::Story;

#[tokio::test]
async fn an_unknown_route_is_404_and_a_finding() {
    let story = Story::off_the_record().await;
    assert_eq!(story.rest.get("/nonsense").await.0, 404);
    let findings = story.sim.take_findings();
    assert_eq!(
        (findings.len(), findings[0].kind),
        (1, FindingKind::UnknownRoute)
    );
    assert_eq!(findings[0].what, "GET /nonsense");
}

#[tokio::test]
async fn s2_a_request_needs_the_bots_token() {
    let story = Story::new().await;
    let bare = story.sim.token().to_owned();
    for token in [None, Some("Bot wrong"), Some(bare.as_str())] {
        assert_eq!(
            story
                .rest
                .raw("GET", "/users/@me", token, "")
                .await
                .status(),
            401,
            "{token:?}"
        );
    }
    assert_eq!(
        story.rest.raw("GET", "/gateway", None, "").await.status(),
        200
    );
    let token = format!("Bot {bare}");
    let path = format!("/channels/{}/messages", story.support);
    let answer = story.rest.raw("POST", &path, Some(&token), "{").await;
    assert_eq!(answer.status(), 400);
    assert!(answer.text().await.unwrap().contains("50109"));
}

#[tokio::test]
async fn a_bot_learns_who_it_is_and_where() {
    let story = Story::new().await;
    let (_, me) = story.rest.get("/users/@me").await;
    assert_eq!(
        (&me["id"], &me["bot"]),
        (&json!(story.sim.bot_id()), &json!(true))
    );
    for path in ["/applications/@me", "/oauth2/applications/@me"] {
        assert_eq!(
            story.rest.get(path).await.1["id"],
            story.sim.application_id().to_string()
        );
    }
    let (_, bot) = story.rest.get("/gateway/bot").await;
    assert_eq!(
        (&bot["shards"], &bot["session_start_limit"]["remaining"]),
        (&json!(1), &json!(1000))
    );
    let (_, guilds) = story.rest.get("/users/@me/guilds").await;
    assert_eq!(guilds[0]["id"], story.acme.id().to_string());
    let guild = format!("/guilds/{}", story.acme.id());
    assert_eq!(
        story.rest.get(&format!("{guild}?with_counts=true")).await.1["approximate_member_count"],
        4
    );
    assert_eq!(
        story.rest.get(&format!("{guild}/channels")).await.1[0]["id"],
        story.support.to_string()
    );
    assert_eq!(
        story
            .rest
            .get(&format!("{guild}/roles"))
            .await
            .1
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        story
            .rest
            .get(&format!("/users/{}", story.ana.id()))
            .await
            .1["username"],
        "ana"
    );
    assert_eq!(story.rest.get("/guilds/5").await.1["code"], 10004);
    assert_eq!(
        story
            .rest
            .post(&format!("/channels/{}/typing", story.support), Value::Null)
            .await
            .0,
        204
    );
    let token = story.sim.token().split('.').count();
    assert_eq!(token, 3);
}

#[tokio::test]
async fn s9_a_channel_is_renamed_with_manage_channels() {
    let story = Story::new().await;
    let path = format!("/channels/{}", story.support);
    assert_eq!(
        story.rest.patch(&path, json!({ "name": "help" })).await.0,
        403
    );
    story
        .acme
        .bot_permissions(Permissions::bot_by_default() | Permissions::MANAGE_CHANNELS);
    assert_eq!(
        story
            .rest
            .patch(&path, json!({ "name": "help", "topic": "Ask" }))
            .await
            .1["topic"],
        "Ask"
    );
    assert_eq!(story.rest.delete(&path).await.0, 200);
    assert_eq!(story.rest.get(&path).await.0, 404);
}

#[tokio::test]
async fn application_emojis_are_made_used_and_deleted() {
    let story = Story::off_the_record().await;
    let path = format!("/applications/{}/emojis", story.sim.application_id());
    let image = "data:image/png;base64,iVBORw0KGgo=";
    let (status, emoji) = story
        .rest
        .post(&path, json!({ "name": "metronome", "image": image }))
        .await;
    assert_eq!(status, 201);
    for wrong in [
        json!({ "name": "a", "image": image }),
        json!({ "name": "metronome", "image": image }),
        json!({ "name": "ok" }),
    ] {
        assert_eq!(story.rest.post(&path, wrong).await.0, 400);
    }
    assert_eq!(
        story.rest.get(&path).await.1["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let id = emoji["id"].as_str().unwrap();
    let message = story.ana.post(story.support, "nice").unwrap();
    let react = format!(
        "/channels/{}/messages/{message}/reactions/metronome:{id}/@me",
        story.support
    );
    assert_eq!(story.rest.put(&react, Value::Null).await.0, 204);
    assert_eq!(story.rest.delete(&format!("{path}/{id}")).await.0, 204);
    assert_eq!(story.rest.get(&format!("{path}/{id}")).await.0, 404);
}
