//! §1.4: heartbeats, from both sides.

use std::time::Duration;

use discord_sim::{FindingKind, Limits, Prebuilt};
use serde_json::json;

use crate::client::{End, INTENTS, Socket, Story};

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
    story.sim.gateway().ignore_heartbeats(0);
    socket.send(1, json!(seq)).await;
    story.ana.post(story.support, "hello").unwrap();
    assert_eq!(
        socket.next().await.unwrap()["op"],
        0,
        "no op 11 came before it"
    );
}

async fn quick() -> Story {
    Story::with(Limits {
        heartbeat_interval: Duration::from_millis(400),
        ..Limits::unlimited()
    })
    .await
}

#[tokio::test]
async fn s1_4_a_client_that_stops_beating_is_closed_and_can_resume() {
    let story = quick().await;
    let mut socket = story.gateway(INTENTS).await;
    assert_eq!(socket.end().await, End::Closed(4000));
    assert_eq!(story.sim.findings()[0].kind, FindingKind::Protocol);
    let mut again = Socket::open(&story.sim).await;
    again
        .resume(story.sim.token(), &socket.session, socket.seq)
        .await;
    again.until("RESUMED").await;
    let mut silent = Socket::open(&story.sim).await;
    assert_eq!(
        silent.end().await,
        End::Closed(4000),
        "without a session too"
    );
}

#[tokio::test]
async fn s1_4_a_client_that_beats_stays() {
    let story = quick().await;
    let mut socket = story.gateway(INTENTS).await;
    for _ in 0..25 {
        tokio::time::sleep(Duration::from_millis(40)).await;
        socket.drain().await;
    }
    assert_eq!(story.sim.findings(), []);
    assert_eq!(story.sim.traffic().sessions[0].heartbeats, 25);
}

#[tokio::test]
async fn s1_4_the_gateway_may_ask_for_a_heartbeat() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    story.sim.gateway().ask_for_heartbeat(0);
    assert!(socket.until_op(1).await.is_null());
    socket.send(1, json!(socket.seq)).await;
    socket.until_op(11).await;
    assert_eq!(story.sim.traffic().sessions[0].heartbeats, 1);
}

#[tokio::test]
async fn s1_4_a_connection_is_closed_once() {
    let story = quick().await;
    let mut socket = story.gateway(INTENTS).await;
    // More than the way to a client that doesn't read holds, so that its close frame can't get out.
    let large = "x".repeat(1 << 16);
    let events = Prebuilt::new("TYPING_START", vec![format!("\"{large}\""); 256]);
    let lever = story.sim.gateway();
    let pouring = tokio::spawn(async move { lever.pour(0, &events).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    for op in [99, 98, 97] {
        socket.send(op, json!(null)).await;
    }
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let findings = story.sim.findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(
        findings[0].what,
        "gateway closed with 4001: Unknown opcode."
    );
    assert!(
        !story.sim.traffic().sessions[0].connected,
        "it isn't waited for"
    );
    pouring.abort();
}
