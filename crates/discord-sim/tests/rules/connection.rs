//! §1.4: READY, resuming, shards, servers that come and go.

use discord_sim::Simulator;
use serde_json::json;

use crate::client::{End, INTENTS, Socket, Story, names};

#[tokio::test]
async fn s1_4_ready_lists_servers_as_unavailable_and_guild_create_fills_them() {
    let story = Story::new().await;
    let mut socket = Socket::open(&story.sim).await;
    socket.identify(story.sim.token(), INTENTS, json!({})).await;
    let ready = socket.until("READY").await;
    assert_eq!(
        ready["guilds"],
        json!([{ "id": story.acme.id(), "unavailable": true }])
    );
    assert_eq!(
        ready["application"]["id"],
        story.sim.application_id().to_string()
    );
    assert!(
        ready["resume_gateway_url"]
            .as_str()
            .unwrap()
            .starts_with("ws://127.0.0.1:")
    );
    let guild = socket.until("GUILD_CREATE").await;
    assert_eq!(guild["member_count"], 4);
    assert_eq!(
        guild["members"].as_array().unwrap().len(),
        1,
        "only the bot without GUILD_MEMBERS"
    );
    assert_eq!(guild["channels"][0]["id"], story.support.to_string());
    story.sim.wait_ready(1).await;
    assert_eq!(story.sim.connected_shards(), 1);
    assert_eq!(story.sim.last_seq(0), 2);
}

#[tokio::test]
async fn s1_4_a_dropped_connection_resumes_with_what_it_missed() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    story.sim.gateway().drop_socket(0);
    assert_eq!(socket.end().await, End::Dropped);
    for text in ["one", "two"] {
        story.ana.post(story.support, text).unwrap();
    }
    let (session, seq) = (socket.session.clone(), socket.seq);
    assert_eq!(story.sim.last_seq(0), seq + 2, "kept for the session");
    let mut socket = Socket::open(&story.sim).await;
    socket.resume(story.sim.token(), &session, seq).await;
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "one");
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "two");
    socket.until("RESUMED").await;
    assert_eq!(story.sim.connected_shards(), 1);
    story.ana.post(story.support, "three").unwrap();
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "three");
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s1_4_a_session_that_is_unknown_or_too_old_is_invalid() {
    let story = Story::new().await;
    let mut socket = Socket::open(&story.sim).await;
    socket.resume(story.sim.token(), "nonsense", 1).await;
    assert_eq!(socket.until_op(9).await, false);

    let mut socket = story.gateway(INTENTS).await;
    story.sim.gateway().drop_socket(0);
    socket.end().await;
    story.sim.clock().advance(chrono::TimeDelta::hours(1));
    let mut late = Socket::open(&story.sim).await;
    late.resume(story.sim.token(), &socket.session, socket.seq)
        .await;
    assert_eq!(late.until_op(9).await, false);
}

#[tokio::test]
async fn s1_4_closing_with_1000_ends_the_session() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    socket.close(1000).await;
    while story.sim.last_seq(0) != 0 {
        tokio::task::yield_now().await;
    }
    let mut again = Socket::open(&story.sim).await;
    again
        .resume(story.sim.token(), &socket.session, socket.seq)
        .await;
    assert_eq!(again.until_op(9).await, false);
}

#[tokio::test]
async fn s1_4_servers_go_to_their_shard_and_dms_to_shard_0() {
    let sim = Simulator::builder().start().await.unwrap();
    let guilds: Vec<_> = (0..8)
        .map(|n| sim.create_guild(&format!("guild {n}")))
        .collect();
    let story = Story::of(sim);
    let (mut seen, mut open) = (0, Vec::new());
    for shard in 0..2_u64 {
        let mut socket = Socket::open(&story.sim).await;
        socket
            .identify(story.sim.token(), INTENTS, json!({ "shard": [shard, 2] }))
            .await;
        let ready = socket.until("READY").await;
        let mine: Vec<u64> = ready["guilds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| g["id"].as_str().unwrap().parse().unwrap())
            .collect();
        assert!(mine.iter().all(|id| (id >> 22) % 2 == shard));
        seen += mine.len();
        story
            .sim
            .wait_ready(usize::try_from(shard).unwrap() + 1)
            .await;
        story.ana.dm("hello").unwrap();
        let events = socket.drain().await;
        assert_eq!(names(&events).contains(&"MESSAGE_CREATE"), shard == 0);
        open.push(socket);
    }
    assert_eq!(seen, guilds.len() + 1);
}

#[tokio::test]
async fn s1_4_being_added_removed_and_an_outage_are_told_apart() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let other = story.sim.guild("Other").without_bot().create();
    assert_eq!(names(&socket.drain().await), Vec::<&str>::new());
    other.invite_bot();
    assert_eq!(
        socket.until("GUILD_CREATE").await["id"],
        other.id().to_string()
    );
    other.begin_outage();
    assert_eq!(socket.until("GUILD_DELETE").await["unavailable"], true);
    other.end_outage();
    socket.until("GUILD_CREATE").await;
    other.remove_bot();
    assert_eq!(
        socket.until("GUILD_DELETE").await,
        json!({ "id": other.id() })
    );
    other.text("unheard");
    assert_eq!(names(&socket.drain().await), Vec::<&str>::new());
}

#[tokio::test]
async fn s1_4_a_shard_may_have_several_sessions_and_each_event_comes_once_to_each() {
    let story = Story::new().await;
    let mut open = Vec::new();
    for shard in [json!([0, 1]), json!([0, 1]), json!([0, 2]), json!([1, 2])] {
        let mut socket = Socket::open(&story.sim).await;
        let asked = json!({ "shard": shard });
        socket.identify(story.sim.token(), INTENTS, asked).await;
        assert_eq!(socket.until("READY").await["shard"], shard);
        open.push(socket);
    }
    story.ana.post(story.support, "hello").unwrap();
    let mut heard = Vec::new();
    for socket in &mut open {
        let events = socket.drain().await;
        let messages = names(&events)
            .iter()
            .filter(|name| **name == "MESSAGE_CREATE")
            .count();
        heard.push(messages);
    }
    assert_eq!((heard[0], heard[1], heard[2] + heard[3]), (1, 1, 1));
}

#[tokio::test]
async fn s1_4_a_session_that_was_resumed_leaves_its_old_connection() {
    let story = Story::new().await;
    let mut old = Socket::open(&story.sim).await;
    old.identify(story.sim.token(), INTENTS, json!({})).await;
    let ready = old.until("READY").await;
    old.until("GUILD_CREATE").await;
    let url = ready["resume_gateway_url"].as_str().unwrap();
    let mut new = Socket::at(&format!("{url}/?v=10&encoding=json")).await;
    new.until_op(10).await;
    new.resume(story.sim.token(), &old.session, old.seq).await;
    new.until("RESUMED").await;
    assert_eq!(old.end().await, End::Closed(4000));
    story.ana.post(story.support, "once").unwrap();
    assert_eq!(names(&new.drain().await), ["MESSAGE_CREATE"]);
    assert_eq!(story.sim.connected_shards(), 1);
}
