//! §1.4: HELLO, IDENTIFY, heartbeats, resume, shards, close codes.

use discord_sim::{FindingKind, Limits, Simulator};
use serde_json::{Value, json};

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
async fn s1_4_mistakes_close_with_their_code_and_are_findings() {
    let identify = |token: &str, more: Value| {
        let mut d = json!({ "token": token, "intents": 1, "properties": {} });
        d.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "op": 2, "d": d }).to_string()
    };
    let story = Story::new().await;
    let token = story.sim.token();
    let cases = [
        ("not json".to_owned(), 4002),
        (json!({ "op": 99, "d": null }).to_string(), 4001),
        (json!({ "op": 3, "d": { "since": null, "activities": [], "status": "online", "afk": false } }).to_string(), 4003),
        (identify("wrong", json!({})), 4004),
        (identify(token, json!({ "shard": [2, 2] })), 4010),
        (json!({ "op": 2, "d": { "token": token } }).to_string(), 4002),
        (format!("{{\"op\":1,\"d\":null,\"x\":\"{}\"}}", "x".repeat(4096)), 4002),
    ];
    for (frame, code) in cases {
        let mut socket = Socket::open(&story.sim).await;
        socket.send_text(&frame).await;
        assert_eq!(socket.end().await, End::Closed(code), "{frame:.80}");
        assert_eq!(story.sim.take_findings()[0].kind, FindingKind::Protocol);
    }
    let mut socket = story.gateway(INTENTS).await;
    socket.identify(token, 1, json!({})).await;
    assert_eq!(socket.end().await, End::Closed(4005));
}

#[tokio::test]
async fn s1_4_a_heartbeat_is_acknowledged_and_tells_what_was_received() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let seq = socket.seq;
    socket.drain().await;
    let traffic = story.sim.traffic();
    assert_eq!(
        (
            traffic.sessions[0].last_seq_sent,
            traffic.sessions[0].last_seq_acked_by_heartbeat
        ),
        (seq, seq)
    );
    assert!(traffic.sessions[0].connected);
    story.sim.gateway().answer_heartbeats(0, false);
    socket.send(1, json!(seq)).await;
    story.ana.post(story.support, "hello").unwrap();
    assert_eq!(
        socket.next().await.unwrap()["op"],
        0,
        "no op 11 came before it"
    );
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
async fn s1_4_more_than_120_frames_a_minute_close_4008() {
    let limits = Limits {
        gateway_sends_per_minute: Some(120),
        ..Limits::unlimited()
    };
    let story = Story::with(limits).await;
    let mut socket = story.gateway(INTENTS).await;
    for _ in 0..125 {
        socket.send(1, Value::Null).await;
    }
    assert_eq!(socket.end().await, End::Closed(4008));
}

#[tokio::test]
async fn s1_4_two_identifies_of_one_bucket_within_5_s_are_refused() {
    let limits = Limits {
        enforce_identify_rate: true,
        max_concurrency: 1,
        ..Limits::unlimited()
    };
    let story = Story::with(limits).await;
    let _first = story.gateway(INTENTS).await;
    let mut second = Socket::open(&story.sim).await;
    second.identify(story.sim.token(), INTENTS, json!({})).await;
    assert_eq!(second.until_op(9).await, false);
    let (_, bot) = story.rest.get("/gateway/bot").await;
    assert_eq!(bot["session_start_limit"]["remaining"], 998);
}

#[tokio::test]
async fn s1_4_op_7_op_9_lost_repeated_and_held_events() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let lever = story.sim.gateway();
    lever.lose_next(0, "MESSAGE_CREATE", 1);
    story.ana.post(story.support, "lost").unwrap();
    story.ana.post(story.support, "heard").unwrap();
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "heard");
    lever.repeat_last_event(0);
    let again = socket.next().await.unwrap();
    assert_eq!(
        (again["s"].as_u64(), &again["d"]["content"]),
        (Some(socket.seq), &json!("heard"))
    );
    lever.hold();
    story.ana.post(story.support, "late").unwrap();
    assert_eq!(names(&socket.drain().await), Vec::<&str>::new());
    lever.release();
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "late");
    lever.reconnect(0);
    assert_eq!(socket.until_op(7).await, Value::Null);
    lever.invalidate(0, false);
    assert_eq!(socket.until_op(9).await, false);
    assert_eq!(story.sim.last_seq(0), 0, "the session is gone");
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
    other.set_unavailable(true);
    assert_eq!(socket.until("GUILD_DELETE").await["unavailable"], true);
    other.set_unavailable(false);
    socket.until("GUILD_CREATE").await;
    other.remove_bot();
    assert_eq!(
        socket.until("GUILD_DELETE").await,
        json!({ "id": other.id() })
    );
    other.text("unheard");
    assert_eq!(names(&socket.drain().await), Vec::<&str>::new());
}
