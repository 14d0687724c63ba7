//! §1.5: members with and without GUILD_MEMBERS, op 8.

use discord_sim::{Limits, Permissions, Simulator};
use serde_json::json;

use crate::client::{End, INTENTS, Socket, Story, names};

#[tokio::test]
async fn s1_5_others_come_and_go_unheard_without_the_intent_the_bots_own_update_comes() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let cem = story.sim.person("cem");
    let role = story.acme.role("crew", Permissions::NONE);
    story.acme.add_member(&cem);
    story.acme.give_role(&cem, role);
    story.acme.kick(&cem);
    assert_eq!(names(&socket.drain().await), ["GUILD_ROLE_CREATE"]);
    let (status, _) = story
        .rest
        .get(&format!("/guilds/{}/members?limit=10", story.acme.id()))
        .await;
    assert_eq!(status, 403);
}

#[tokio::test]
async fn s1_5_with_the_intent_members_are_heard_and_listed() {
    let sim = Simulator::builder()
        .limits(Limits::unlimited())
        .with_guild_members()
        .start()
        .await
        .unwrap();
    let story = Story::of(sim);
    let mut socket = story.gateway(INTENTS | 1 << 1).await;
    let role = story.acme.role("crew", Permissions::NONE);
    let cem = story.sim.person("cem");
    story.acme.add_member(&cem);
    story.acme.give_role(&cem, role);
    story.acme.nickname(&cem, Some("C"));
    story.acme.kick(&cem);
    let heard = socket.drain().await;
    let expected = [
        "GUILD_ROLE_CREATE",
        "GUILD_MEMBER_ADD",
        "GUILD_MEMBER_UPDATE",
        "GUILD_MEMBER_UPDATE",
        "GUILD_MEMBER_REMOVE",
    ];
    assert_eq!(names(&heard), expected);
    assert_eq!(heard[2].1["roles"], json!([role]));
    let (status, list) = story
        .rest
        .get(&format!("/guilds/{}/members?limit=10", story.acme.id()))
        .await;
    assert_eq!((status, list.as_array().unwrap().len()), (200, 4));
}

#[tokio::test]
async fn s1_4_a_server_comes_with_the_bots_own_member_alone_whatever_the_intents() {
    let sim = Simulator::builder().with_guild_members();
    let story = Story::of(sim.start().await.unwrap());
    let mut socket = Socket::open(&story.sim).await;
    let (token, intents) = (story.sim.token(), INTENTS | 1 << 1);
    socket.identify(token, intents, json!({})).await;
    let server = socket.until("GUILD_CREATE").await;
    let members = server["members"].as_array().unwrap();
    assert_eq!(members.len(), 1);
    assert_eq!(members[0]["user"]["id"], json!(story.sim.bot_id()));
    assert_eq!(server["member_count"], 4);
}

#[tokio::test]
async fn s1_5_op_8_tells_who_of_100_ids_is_still_there() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let stranger = story.sim.person("stranger");
    let ids = [
        story.ana.id().to_string(),
        stranger.id().to_string(),
        story.ben.id().to_string(),
    ];
    let request =
        json!({ "guild_id": story.acme.id(), "user_ids": ids, "limit": 0, "nonce": "n1" });
    socket.send(8, request).await;
    let chunk = socket.until("GUILD_MEMBERS_CHUNK").await;
    let found: Vec<_> = chunk["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["user"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(found, [ids[0].as_str(), ids[2].as_str()]);
    assert_eq!(
        (&chunk["not_found"], &chunk["nonce"]),
        (&json!([ids[1]]), &json!("n1"))
    );
    assert_eq!(
        (&chunk["chunk_index"], &chunk["chunk_count"]),
        (&json!(0), &json!(1))
    );

    socket
        .send(
            8,
            json!({ "guild_id": story.acme.id(), "query": "AN", "limit": 10 }),
        )
        .await;
    let chunk = socket.until("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(chunk["members"][0]["user"]["username"], "ana");

    let many: Vec<String> = (1..=101).map(|n: u32| n.to_string()).collect();
    socket
        .send(8, json!({ "guild_id": story.acme.id(), "user_ids": many }))
        .await;
    assert_eq!(socket.end().await, End::Closed(4002));
}

#[tokio::test]
async fn s1_5_one_member_and_a_search_work_without_the_intent() {
    let story = Story::new().await;
    let guild = story.acme.id();
    let (status, member) = story
        .rest
        .get(&format!("/guilds/{guild}/members/{}", story.ana.id()))
        .await;
    assert_eq!((status, &member["user"]["username"]), (200, &json!("ana")));
    let stranger = story.sim.person("stranger");
    let (status, error) = story
        .rest
        .get(&format!("/guilds/{guild}/members/{}", stranger.id()))
        .await;
    assert_eq!((status, &error["code"]), (404, &json!(10007)));
    let (_, found) = story
        .rest
        .get(&format!("/guilds/{guild}/members/search?query=be&limit=5"))
        .await;
    assert_eq!(found[0]["user"]["id"], story.ben.id().to_string());
}

/// A server of 1,102 members: the bot, its owner, Ana, Ben, and the others.
async fn crowded(limits: Limits) -> Story {
    let sim = Simulator::builder()
        .limits(limits)
        .with_guild_members()
        .start()
        .await
        .unwrap();
    let story = Story::of(sim);
    for n in 0..1098 {
        story
            .acme
            .add_member(&story.sim.person(&format!("guest{n}")));
    }
    story
}

#[tokio::test]
async fn s1_5_the_whole_list_comes_in_chunks_of_1000() {
    let story = crowded(Limits::unlimited()).await;
    let mut socket = story.gateway(INTENTS | 1 << 1).await;
    let request = json!({
        "guild_id": story.acme.id(), "query": "", "limit": 0, "presences": true, "nonce": "n".repeat(33),
    });
    socket.send(8, request).await;
    for (index, count) in [(0, 1000), (1, 102)] {
        let chunk = socket.until("GUILD_MEMBERS_CHUNK").await;
        assert_eq!(chunk["members"].as_array().unwrap().len(), count);
        assert_eq!(
            (&chunk["chunk_index"], &chunk["chunk_count"]),
            (&json!(index), &json!(2))
        );
        for absent in ["nonce", "not_found", "presences"] {
            assert!(chunk.get(absent).is_none(), "{absent}");
        }
    }
    let guests = json!({ "guild_id": story.acme.id(), "query": "guest", "limit": 0 });
    socket.send(8, guests).await;
    let chunk = socket.until("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(chunk["members"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn s1_5_the_whole_list_may_be_asked_for_once_in_30_s() {
    let limits = Limits {
        whole_member_list: Limits::discord().whole_member_list,
        ..Limits::unlimited()
    };
    let story = crowded(limits).await;
    let mut socket = story.gateway(INTENTS | 1 << 1).await;
    let all = json!({ "guild_id": story.acme.id(), "query": "", "limit": 0, "nonce": "n" });
    socket.send(8, all.clone()).await;
    socket.until("GUILD_MEMBERS_CHUNK").await;
    socket.until("GUILD_MEMBERS_CHUNK").await;
    socket.send(8, all).await;
    let limited = socket.until("RATE_LIMITED").await;
    assert_eq!(limited["opcode"], 8);
    assert_eq!(
        limited["meta"],
        json!({ "guild_id": story.acme.id(), "nonce": "n" })
    );
    let wait = limited["retry_after"].as_f64().unwrap();
    assert!((25.0..=30.0).contains(&wait), "{wait}");
    let some = json!({ "guild_id": story.acme.id(), "user_ids": [story.ana.id()] });
    socket.send(8, some).await;
    socket.until("GUILD_MEMBERS_CHUNK").await;
}

#[tokio::test]
async fn s1_5_op_8_needs_the_intent_for_the_whole_list_and_one_server_of_the_shard() {
    let story = Story::new().await;
    let guild = story.acme.id();
    for (request, code) in [
        (json!({ "guild_id": guild, "query": "", "limit": 0 }), 4014),
        (json!({ "guild_id": guild, "query": "", "limit": 5 }), 4014),
        (
            json!({ "guild_id": [guild], "query": "a", "limit": 1 }),
            4002,
        ),
        (json!({ "guild_id": guild, "query": "a" }), 4002),
        (
            json!({ "guild_id": guild, "query": "a", "user_ids": ["1"], "limit": 1 }),
            4002,
        ),
        (json!({ "guild_id": guild }), 4002),
        (json!({ "guild_id": guild, "user_ids": ["ana"] }), 4002),
        (
            json!({ "guild_id": guild, "user_ids": "1", "presences": 1 }),
            4002,
        ),
    ] {
        let mut socket = story.gateway(INTENTS).await;
        socket.send(8, request.clone()).await;
        assert_eq!(socket.end().await, End::Closed(code), "{request}");
    }
    let mut socket = story.gateway(INTENTS).await;
    story.sim.take_findings();
    socket
        .send(8, json!({ "guild_id": "1", "user_ids": "1" }))
        .await;
    assert!(socket.drain().await.is_empty());
    assert_eq!(story.sim.findings().len(), 1, "no server of this shard");
}
