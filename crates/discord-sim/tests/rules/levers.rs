//! Faults of the gateway, worked by hand (§1.4).

use std::time::{Duration, Instant};

use discord_sim::{ClosedDoor, EventFault, FindingKind, Limits};
use futures_util::{FutureExt as _, StreamExt as _};
use serde_json::{Value, json};

use crate::client::{End, INTENTS, Socket, Story, names};

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
    lever.invalidate(0);
    assert_eq!(socket.until_op(9).await, false);
    assert_eq!(story.sim.last_seq(0), 0, "the session is gone");
}

#[tokio::test]
async fn s1_4_events_may_come_twice_or_be_overtaken() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let (lever, late) = (story.sim.gateway(), Duration::from_millis(500));
    lever.befall(0, "*", 1, EventFault::Repeated);
    lever.befall(0, "MESSAGE_CREATE", 1, EventFault::Overtaken(late));
    let before = Instant::now();
    for text in ["twice", "late", "soon"] {
        story.ana.post(story.support, text).unwrap();
    }
    let mut heard = Vec::new();
    for _ in 0..4 {
        let frame = socket.next().await.unwrap();
        let s = frame["s"].as_u64().unwrap();
        heard.push((s, frame["d"]["content"].as_str().unwrap().to_owned()));
    }
    assert!(before.elapsed() >= late);
    let first = heard[0].0;
    let expected = [(0, "twice"), (0, "twice"), (2, "soon"), (1, "late")];
    for ((s, text), (after, wanted)) in heard.iter().zip(expected) {
        assert_eq!((s - first, text.as_str()), (after, wanted));
    }
}

#[tokio::test]
async fn s1_4_a_late_event_is_in_time_for_resume() {
    let story = Story::new().await;
    let socket = story.gateway(INTENTS).await;
    let lever = story.sim.gateway();
    lever.befall(0, "*", 1, EventFault::Overtaken(Duration::from_secs(3600)));
    story.ana.post(story.support, "late").unwrap();
    lever.drop_socket(0);
    let mut again = Socket::open(&story.sim).await;
    again
        .resume(story.sim.token(), &socket.session, socket.seq)
        .await;
    assert_eq!(again.until("MESSAGE_CREATE").await["content"], "late");
}

#[tokio::test]
async fn s1_4_a_client_that_reads_too_slowly_is_cut_off_and_can_resume() {
    let story = Story::with(Limits {
        gateway_backlog: 100,
        ..Limits::unlimited()
    })
    .await;
    let mut socket = story.gateway(INTENTS).await;
    // On one thread nothing is written before the next await, however fast the client reads.
    for n in 0..150 {
        story.ana.post(story.support, &n.to_string()).unwrap();
    }
    assert_eq!(socket.end().await, End::Dropped);
    assert_eq!(story.sim.take_findings()[0].kind, FindingKind::Protocol);
    let mut again = Socket::open(&story.sim).await;
    again
        .resume(story.sim.token(), &socket.session, socket.seq)
        .await;
    again.until("RESUMED").await;
    assert_eq!(again.seq, story.sim.last_seq(0));
}

#[tokio::test]
async fn s1_4_connections_may_be_refused_for_a_while() {
    let story = Story::new().await;
    let lever = story.sim.gateway();
    let url = format!(
        "{}/?v=10&encoding=json",
        story.sim.origin().replacen("http", "ws", 1)
    );
    let connect = async || tokio_tungstenite::connect_async(&url).await.is_ok();
    lever.refuse_next(2, ClosedDoor::Status(503));
    assert_eq!(
        (connect().await, connect().await, connect().await),
        (false, false, true)
    );
    lever.refuse_for(Duration::from_secs(3600), ClosedDoor::Silence);
    assert!(!connect().await);
    lever.let_in();
    assert!(connect().await);
    lever.refuse_for(Duration::ZERO, ClosedDoor::Silence);
    assert!(connect().await, "the while is over");
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s1_4_a_connection_may_open_and_say_nothing() {
    let story = Story::new().await;
    let url = format!(
        "{}/?v=10&encoding=json",
        story.sim.origin().replacen("http", "ws", 1)
    );
    story.sim.gateway().refuse_next(1, ClosedDoor::Wordless);
    let (mut wordless, _) = tokio_tungstenite::connect_async(&url).await.unwrap();
    let (mut usual, _) = tokio_tungstenite::connect_async(&url).await.unwrap();
    // The later one is greeted, the earlier isn't.
    assert!(usual.next().await.unwrap().unwrap().is_text());
    assert!(wordless.next().now_or_never().is_none());
    wordless.close(None).await.unwrap();
    let end = wordless.next().await.unwrap().unwrap();
    assert!(end.is_close(), "{end:?}");
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s1_4_after_op_9_a_session_is_not_authenticated_any_more() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    story.sim.gateway().invalidate(0);
    socket.until_op(9).await;
    socket
        .send(8, json!({ "guild_id": story.acme.id(), "user_ids": ["1"] }))
        .await;
    assert_eq!(socket.end().await, End::Closed(4003));
}
