//! §1.1, §1.2: intents, and what is blank without MESSAGE_CONTENT.

use discord_sim::{Limits, Ping, Simulator};
use serde_json::{Value, json};

use crate::client::{End, INTENTS, Socket, Story, names};

const CONTENT: u64 = 1 << 15;

#[tokio::test]
async fn s1_1_wrong_intents_close_4013_and_unapproved_ones_4014() {
    let granted = || Simulator::builder().limits(Limits::unlimited());
    for (intents, sim, expected) in [
        (1 << 17, granted(), 4013),
        (1 << 30, granted(), 4013),
        (1 << 1, granted(), 4014),
        (1 << 8, granted(), 4014),
        (CONTENT, granted().without_message_content(), 4014),
    ] {
        let sim = sim.start().await.unwrap();
        let mut socket = Socket::open(&sim).await;
        socket.identify(sim.token(), intents, json!({})).await;
        assert_eq!(socket.end().await, End::Closed(expected), "{intents}");
    }
}

#[tokio::test]
async fn s1_1_an_event_comes_only_with_its_intent() {
    let story = Story::new().await;
    for (intents, expected) in [
        (1 | 1 << 9, vec!["MESSAGE_CREATE"]),
        (1 | 1 << 10, vec!["MESSAGE_REACTION_ADD"]),
        (1, vec![]),
        (1 << 12, vec!["MESSAGE_CREATE"]),
        (0, vec![]),
    ] {
        let mut socket = story.gateway(intents).await;
        if intents == 1 << 12 {
            story.ana.dm("hello").unwrap();
        } else {
            let message = story.ana.post(story.support, "hello").unwrap();
            story.ben.react(story.support, message, "✅").unwrap();
        }
        assert_eq!(names(&socket.drain().await), expected, "{intents}");
    }
}

#[tokio::test]
async fn s1_2_texts_of_others_are_blank_without_the_intent_mentions_stay() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS & !CONTENT).await;
    let bot = story.sim.bot_id();
    story
        .ana
        .post(story.support, &format!("secret {}", story.ben.mention()))
        .unwrap();
    let heard = socket.until("MESSAGE_CREATE").await;
    for (field, blank) in [
        ("content", json!("")),
        ("embeds", json!([])),
        ("attachments", json!([])),
        ("components", json!([])),
    ] {
        assert_eq!(heard[field], blank, "{field}");
    }
    assert_eq!(heard["mentions"][0]["id"], story.ben.id().to_string());
    assert_eq!(heard["member"]["roles"], json!([]));

    story
        .ana
        .post(story.support, &format!("to <@{bot}>"))
        .unwrap();
    assert_eq!(
        socket.until("MESSAGE_CREATE").await["content"],
        format!("to <@{bot}>")
    );
    story.ana.dm("in private").unwrap();
    assert_eq!(
        socket.until("MESSAGE_CREATE").await["content"],
        "in private"
    );
    let (_, own) = story.say(json!({ "content": "mine" })).await;
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "mine");
    let own = own["id"].as_str().unwrap().parse().unwrap();
    story
        .ana
        .reply(story.support, own, "with ping", Ping::On)
        .unwrap();
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "with ping");
    story
        .ana
        .reply(story.support, own, "without ping", Ping::Off)
        .unwrap();
    let blank = socket.until("MESSAGE_CREATE").await;
    assert_eq!(blank["content"], "");
    assert_eq!(
        blank["referenced_message"]["content"], "mine",
        "the bot's own message stays readable"
    );
}

#[tokio::test]
async fn s1_2_rest_follows_the_portals_toggle() {
    for (sim, expected) in [
        (Simulator::builder(), "secret"),
        (Simulator::builder().without_message_content(), ""),
    ] {
        let story = Story::of(sim.start().await.unwrap());
        let id = story.ana.post(story.support, "secret").unwrap();
        let (_, one) = story
            .rest
            .get(&format!("/channels/{}/messages/{id}", story.support))
            .await;
        let (_, list) = story
            .rest
            .get(&format!("/channels/{}/messages", story.support))
            .await;
        assert_eq!(
            (&one["content"], &list[0]["content"]),
            (&json!(expected), &json!(expected))
        );
    }
}

#[tokio::test]
async fn s1_2_the_target_of_a_message_command_is_readable() {
    let sim = Simulator::builder()
        .without_message_content()
        .start()
        .await
        .unwrap();
    let story = Story::of(sim);
    let mut socket = story.gateway(1 | 1 << 9).await;
    let app = story.sim.application_id();
    story
        .rest
        .post(
            &format!("/applications/{app}/commands"),
            json!({ "name": "When and why?", "type": 3 }),
        )
        .await;
    let target = story.ben.post(story.support, "why so late?").unwrap();
    let (support, ana) = (story.support, story.ana.clone());
    let run = tokio::spawn(async move { ana.message_menu(support, target, "When and why?").await });
    let reply = json!({ "type": 4, "data": { "content": "because", "flags": 64 } });
    let (interaction, _) = crate::client::answer(&mut socket, &story.rest, reply).await;
    assert_eq!(
        interaction["data"]["resolved"]["messages"][target.to_string()]["content"],
        "why so late?"
    );
    assert_eq!(interaction["data"]["target_id"], target.to_string());
    assert_eq!(run.await.unwrap().unwrap().content(), "because");
}

#[tokio::test]
async fn s1_6_an_edit_rebuilds_mentions_and_a_deletion_names_only_ids() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let id = story.ana.post(story.support, "hello").unwrap();
    story
        .ana
        .edit(story.support, id, &format!("hello {}", story.ben.mention()))
        .unwrap();
    let edited = socket.until("MESSAGE_UPDATE").await;
    assert_eq!(edited["mentions"][0]["id"], story.ben.id().to_string());
    assert!(edited["edited_timestamp"].is_string() && edited["author"].is_object());
    assert_eq!(story.sim.notifications(), [], "an edit notifies nobody");
    story.ana.delete(story.support, id).unwrap();
    let gone = socket.until("MESSAGE_DELETE").await;
    let ids = json!({ "id": id, "channel_id": story.support, "guild_id": story.acme.id() });
    assert_eq!(gone, ids);
}

#[tokio::test]
async fn s1_2_an_ephemeral_answer_is_an_event_without_a_server() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let app = story.sim.application_id();
    story
        .rest
        .post(
            &format!("/applications/{app}/commands"),
            json!({ "name": "hi", "description": "Hi" }),
        )
        .await;
    let (support, ana) = (story.support, story.ana.clone());
    let run = tokio::spawn(async move { ana.run_command(support, "hi", &[]).await });
    let reply = json!({ "type": 4, "data": { "content": "hi", "flags": 64 } });
    crate::client::answer(&mut socket, &story.rest, reply).await;
    run.await.unwrap().unwrap();
    let heard = socket.until("MESSAGE_CREATE").await;
    assert_eq!(
        (&heard["guild_id"], &heard["member"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(heard["webhook_id"], app.to_string());
}
