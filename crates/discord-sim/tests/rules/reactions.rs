//! §3: reactions.

use discord_sim::Permissions;
use serde_json::{Value, json};

use crate::client::{INTENTS, Story};

#[tokio::test]
async fn s3_reactions_are_added_listed_and_removed() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let id = story.ana.post(story.support, "done?").unwrap();
    let path = format!("/channels/{}/messages/{id}/reactions", story.support);
    assert_eq!(
        story
            .rest
            .put(&format!("{path}/%E2%9C%85/@me"), Value::Null)
            .await
            .0,
        204
    );
    story.ben.react(story.support, id, "✅").unwrap();
    let (_, users) = story.rest.get(&format!("{path}/%E2%9C%85")).await;
    assert_eq!(users.as_array().unwrap().len(), 2);
    let (_, message) = story
        .rest
        .get(&format!("/channels/{}/messages/{id}", story.support))
        .await;
    assert_eq!(
        (
            &message["reactions"][0]["count"],
            &message["reactions"][0]["me"]
        ),
        (&json!(2), &json!(true))
    );
    assert_eq!(
        story
            .rest
            .put(&format!("{path}/nonsense/@me"), Value::Null)
            .await
            .1["code"],
        10014
    );
    let heard = socket.until("MESSAGE_REACTION_ADD").await;
    assert_eq!(heard["emoji"], json!({ "id": null, "name": "✅" }));
    assert_eq!(heard["message_author_id"], story.ana.id().to_string());
    assert_eq!(
        story.rest.delete(&format!("{path}/%E2%9C%85/@me")).await.0,
        204
    );
    story.ben.unreact(story.support, id, "✅").unwrap();
    socket.until("MESSAGE_REACTION_REMOVE").await;
    assert_eq!(story.sim.message(id).unwrap().reactions, []);
}

#[tokio::test]
async fn s3_a_message_has_at_most_20_kinds_of_reaction() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "so much").unwrap();
    let emoji = |n: u32| char::from_u32(0x1F600 + n).unwrap().to_string();
    for n in 0..20 {
        story.ana.react(story.support, id, &emoji(n)).unwrap();
    }
    let refused = story.ben.react(story.support, id, &emoji(20)).unwrap_err();
    assert!(refused.why.contains("30010"), "{refused}");
    assert!(story.ben.react(story.support, id, &emoji(3)).is_ok());
}

#[tokio::test]
async fn s3_a_new_reaction_needs_a_right_that_joining_in_doesnt() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "hm").unwrap();
    story.ana.react(story.support, id, "✅").unwrap();
    let (none, role) = (Permissions::NONE, story.acme.bot_role());
    let everyone = story.acme.everyone();
    for whom in [role, everyone] {
        let add = Permissions::ADD_REACTIONS;
        story.acme.overwrite(story.support, whom, none, add);
    }
    let path = format!("/channels/{}/messages/{id}/reactions", story.support);
    let add = |emoji: &str| format!("{path}/{emoji}/@me");
    let (_, error) = story.rest.put(&add("%E2%9D%8C"), Value::Null).await;
    assert_eq!(error["code"], 50013);
    assert_eq!(story.rest.put(&add("%E2%9C%85"), Value::Null).await.0, 204);
}

#[tokio::test]
async fn s3_moderators_take_reactions_away() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let id = story.ana.post(story.support, "hm").unwrap();
    let path = format!("/channels/{}/messages/{id}/reactions", story.support);
    let (yes, no) = ("%E2%9C%85", "%E2%9D%8C");
    let all = || {
        for (person, emoji) in [(&story.ana, "✅"), (&story.ben, "✅"), (&story.ben, "❌")] {
            person.react(story.support, id, emoji).unwrap();
        }
    };
    all();
    let theirs = format!("{path}/{yes}/{}", story.ben.id());
    for path in [&theirs, &format!("{path}/{yes}"), &path] {
        assert_eq!(story.rest.delete(path).await.1["code"], 50013, "{path}");
    }
    let manages = Permissions::bot_by_default() | Permissions::MANAGE_MESSAGES;
    story.acme.bot_permissions(manages);
    assert_eq!(story.rest.delete(&theirs).await.0, 204);
    assert_eq!(story.rest.delete(&theirs).await.1["code"], 10014);
    let heard = socket.until("MESSAGE_REACTION_REMOVE").await;
    assert_eq!(heard["user_id"], json!(story.ben.id()));
    assert_eq!(story.rest.delete(&format!("{path}/{yes}")).await.0, 204);
    let heard = socket.until("MESSAGE_REACTION_REMOVE_EMOJI").await;
    assert_eq!(heard["emoji"]["name"], "✅");
    assert_eq!(story.sim.message(id).unwrap().reactions.len(), 1);
    assert_eq!(story.rest.delete(&path).await.0, 204);
    socket.until("MESSAGE_REACTION_REMOVE_ALL").await;
    assert_eq!(
        story.rest.delete(&format!("{path}/{no}")).await.1["code"],
        10014
    );
    let other = story.acme.text("other");
    let elsewhere = format!("/channels/{other}/messages/{id}/reactions");
    assert_eq!(story.rest.delete(&elsewhere).await.1["code"], 10008);
}

#[tokio::test]
async fn s3_who_reacted_comes_in_pages_by_id() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "hm").unwrap();
    let mut people: Vec<_> = (0..5).map(|n| story.sim.person(&n.to_string())).collect();
    people.reverse();
    for person in &people {
        story.acme.add_member(person);
        person.react(story.support, id, "✅").unwrap();
    }
    let path = format!(
        "/channels/{}/messages/{id}/reactions/%E2%9C%85",
        story.support
    );
    let ids = |page: &Value| -> Vec<Value> {
        let users = page.as_array().unwrap();
        users.iter().map(|user| user["id"].clone()).collect()
    };
    let (_, first) = story.rest.get(&format!("{path}?limit=3")).await;
    let last = ids(&first)[2].clone();
    let next = format!("{path}?limit=3&after={}", last.as_str().unwrap());
    let (_, second) = story.rest.get(&next).await;
    let mut all: Vec<Value> = people.iter().map(|person| json!(person.id())).collect();
    all.sort_by_key(|id| id.as_str().unwrap().parse::<u64>().unwrap());
    assert_eq!([ids(&first), ids(&second)].concat(), all);
}
