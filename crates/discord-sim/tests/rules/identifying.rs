//! §1.4: IDENTIFY, its limits, and the frames that close a connection.

use chrono::TimeDelta;
use discord_sim::{FindingKind, Limits, Simulator};
use serde_json::{Value, json};

use crate::client::{End, INTENTS, Socket, Story};

#[tokio::test]
async fn s1_4_mistakes_close_with_their_code_and_are_findings() {
    let identify = |token: &str, more: Value| {
        let mut d = json!({ "token": token, "intents": 1, "properties": { "os": "o", "browser": "b", "device": "d" } });
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
        (identify(token, json!({ "properties": { "os": "o" } })), 4002),
        (identify(token, json!({ "large_threshold": 49 })), 4002),
        (identify(token, json!({ "compress": "yes" })), 4002),
        (identify(token, json!({ "shard": [0] })), 4002),
        (identify(token, json!({ "shard": [0, 0] })), 4010),
        (identify(token, json!({ "presence": { "status": "online" } })), 4002),
        (json!({ "op": 7, "d": null }).to_string(), 4001),
        (json!({ "op": 8, "d": {} }).to_string(), 4003),
        (json!({ "op": 4, "d": {} }).to_string(), 4003),
        (json!({ "op": 1, "d": "4" }).to_string(), 4002),
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
    let findings = story.sim.findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].kind, FindingKind::TooFast);
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
async fn s1_4_shards_of_different_buckets_may_identify_at_once() {
    let limits = Limits {
        enforce_identify_rate: true,
        max_concurrency: 2,
        ..Limits::unlimited()
    };
    let story = Story::with(limits).await;
    for (shard, refused) in [(0, false), (1, false), (2, true)] {
        let mut socket = Socket::open(&story.sim).await;
        let asked = json!({ "shard": [shard, 3] });
        socket.identify(story.sim.token(), INTENTS, asked).await;
        let answer = socket.next().await.unwrap();
        assert_eq!(answer["op"] == 9, refused, "{answer}");
    }
}

#[tokio::test]
async fn s1_4_get_gateway_bot_tells_what_is_left_of_the_day() {
    let story = Story::new().await;
    let left = async || {
        let limit = story.rest.get("/gateway/bot").await.1["session_start_limit"].clone();
        (limit["remaining"].as_u64(), limit["reset_after"].as_i64())
    };
    assert_eq!(left().await, (Some(1000), Some(0)));
    let _socket = story.gateway(INTENTS).await;
    story.sim.clock().advance(TimeDelta::hours(20));
    let _again = story.gateway(INTENTS).await;
    assert_eq!(left().await, (Some(998), Some(4 * 3_600_000)));
    story.sim.clock().advance(TimeDelta::hours(4));
    assert_eq!(left().await, (Some(1000), Some(0)));
}

#[tokio::test]
async fn s1_4_too_many_identifies_end_all_sessions_and_reset_the_token() {
    let limits = Limits {
        identifies_per_day: 2,
        ..Limits::unlimited()
    };
    let story = Story::with(limits).await;
    let mut first = story.gateway(INTENTS).await;
    let mut second = story.gateway(INTENTS).await;
    let mut third = Socket::open(&story.sim).await;
    third.identify(story.sim.token(), INTENTS, json!({})).await;
    for socket in [&mut first, &mut second, &mut third] {
        assert_eq!(socket.end().await, End::Closed(4004));
    }
    assert_eq!(story.rest.get("/users/@me").await.0, 401);
    let token = story.sim.current_token();
    assert_ne!(token, story.sim.token());
    let mut late = Socket::open(&story.sim).await;
    late.resume(&token, &first.session, first.seq).await;
    assert_eq!(late.until_op(9).await, false, "its session is gone");
    late.identify(&token, INTENTS, json!({})).await;
    late.until("READY").await;
    assert_eq!(story.sim.findings()[0].kind, FindingKind::TooFast);
}

#[tokio::test]
async fn s1_4_who_is_in_2500_servers_must_shard() {
    let sim = Simulator::builder().start().await.unwrap();
    for n in 0..2500 {
        let _ = sim.create_guild(&n.to_string());
    }
    let mut socket = Socket::open(&sim).await;
    socket.identify(sim.token(), INTENTS, json!({})).await;
    assert_eq!(socket.end().await, End::Closed(4011));
    let mut socket = Socket::open(&sim).await;
    let asked = json!({ "shard": [0, 2] });
    socket.identify(sim.token(), 0, asked).await;
    socket.until("READY").await;
}

#[tokio::test]
async fn s1_4_a_presence_is_checked_and_other_ops_come_to_nothing() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let playing = json!([{ "name": "chess", "type": 0 }]);
    let presence = json!({ "since": null, "activities": playing, "status": "idle", "afk": false });
    let of_serenity = json!({ "secs_since_epoch": 1_795_371_099, "nanos_since_epoch": 17 });
    for since in [Value::Null, json!(1_795_371_099_017_u64), of_serenity] {
        let mut sound = presence.clone();
        sound["since"] = since;
        socket.send(3, sound).await;
        assert!(socket.drain().await.is_empty());
    }
    assert_eq!(story.sim.findings(), []);
    socket.send(31, json!({ "guild_ids": [] })).await;
    assert!(socket.drain().await.is_empty());
    assert_eq!(story.sim.take_findings()[0].kind, FindingKind::UnknownRoute);
    let mut wrong: Value = presence;
    wrong["afk"] = json!("no");
    socket.send(3, wrong).await;
    assert_eq!(socket.end().await, End::Closed(4002));
}
