//! §4: DMs and their errors.

use discord_sim::{Limits, NotificationKind, Reason};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story};

async fn open(story: &Story, person: &discord_sim::Person) -> (u16, Value) {
    story
        .rest
        .post(
            "/users/@me/channels",
            json!({ "recipient_id": person.id() }),
        )
        .await
}

#[tokio::test]
async fn s4_a_dm_channel_is_opened_once_and_every_version_of_a_dm_is_kept() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let (status, channel) = open(&story, &story.ana).await;
    assert_eq!(
        (status, open(&story, &story.ana).await.1["id"].clone()),
        (200, channel["id"].clone())
    );
    let path = format!("/channels/{}/messages", channel["id"].as_str().unwrap());
    let (_, sent) = story.rest.post(&path, json!({ "content": "digest" })).await;
    let message = format!("{path}/{}", sent["id"].as_str().unwrap());
    let second = json!({ "content": "digest 2" });
    story.rest.patch(&message, second).await;
    let bodies = || -> Vec<String> {
        let versions = story.ana.dm_bodies();
        versions.into_iter().map(|body| body.content).collect()
    };
    assert_eq!(bodies(), ["digest", "digest 2"]);
    assert_eq!(story.ana.dms()[0].content, "digest 2");
    story.rest.delete(&message).await;
    assert_eq!(bodies(), ["digest", "digest 2"], "deleted, but it was read");
    assert!(story.ana.dms().is_empty());
    let notes = story.sim.notifications_of(story.ana.id());
    assert_eq!(
        (notes.len(), notes[0].reason, notes[0].kind),
        (1, Reason::Dm, NotificationKind::Push)
    );
    story.ana.dm("thanks").unwrap();
    socket.until("MESSAGE_CREATE").await;
    let heard = socket.until("MESSAGE_CREATE").await;
    assert_eq!(
        (&heard["content"], &heard["guild_id"]),
        (&json!("thanks"), &Value::Null)
    );
}

#[tokio::test]
async fn s4_closed_dms_give_50007_no_common_server_50278_too_many_40003() {
    let story = Story::with(Limits {
        dm_opens: Some(3),
        ..Limits::unlimited()
    })
    .await;
    let stranger = story.sim.person("stranger");
    story.ana.close_dms();
    for (person, code) in [(&story.ana, 50007), (&stranger, 50278)] {
        let (status, channel) = open(&story, person).await;
        assert_eq!(status, 200, "opening works, sending doesn't");
        let path = format!("/channels/{}/messages", channel["id"].as_str().unwrap());
        let (status, error) = story.rest.post(&path, json!({ "content": "hello" })).await;
        assert_eq!((status, &error["code"]), (403, &json!(code)));
    }
    story.ana.open_dms();
    let path = format!("/channels/{}/messages", story.ana.open_dm());
    assert_eq!(
        story
            .rest
            .post(&path, json!({ "content": "hello" }))
            .await
            .0,
        200
    );
    assert!(stranger.dm("hello").is_err());
    open(&story, &story.ben).await;
    let (status, error) = open(&story, &story.sim.person("fourth")).await;
    assert_eq!((status, &error["code"]), (400, &json!(40003)));
    let (status, error) = story
        .rest
        .post("/users/@me/channels", json!({ "recipient_id": "5" }))
        .await;
    assert_eq!((status, &error["code"]), (400, &json!(50033)));
}

#[tokio::test]
async fn s4_a_dm_that_was_closed_is_the_same_when_it_is_opened_again() {
    let story = Story::new().await;
    let (_, channel) = open(&story, &story.ana).await;
    let path = format!("/channels/{}", channel["id"].as_str().unwrap());
    let (status, closed) = story.rest.delete(&path).await;
    assert_eq!((status, &closed["id"]), (200, &channel["id"]));
    assert_eq!(open(&story, &story.ana).await.1["id"], channel["id"]);
    let say = || async {
        let messages = format!("{path}/messages");
        let (status, said) = story.rest.post(&messages, json!({ "content": "x" })).await;
        (status, said["code"].as_u64().unwrap_or(0))
    };
    assert_eq!(say().await, (200, 0));
    story.ana.close_dms();
    assert_eq!(say().await, (403, 50007));
    story.ana.open_dms();
    assert_eq!(say().await, (200, 0));
    story.acme.kick(&story.ana);
    assert_eq!(
        say().await,
        (403, 50278),
        "the channel outlives the common server"
    );
    story.acme.add_member(&story.ana);
    assert_eq!(say().await, (200, 0));
}
