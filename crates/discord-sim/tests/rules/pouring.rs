//! Pre-built events: they are events like any other, only cheaper (§1.4).

use std::time::Duration;

use discord_sim::{Limits, Prebuilt};
use serde_json::json;

use crate::client::{INTENTS, Socket, Story, names};

/// So many TYPING_STARTs, told apart by their timestamps from 0 on, each `padding` bytes longer than it need be.
fn typing(count: usize, padding: usize) -> Prebuilt {
    let pad = "x".repeat(padding);
    let event = |at: usize| {
        json!({ "channel_id": "1", "user_id": "2", "timestamp": at, "padding": pad }).to_string()
    };
    Prebuilt::new("TYPING_START", (0..count).map(event))
}

async fn read(socket: &mut Socket, count: usize) -> Vec<(u64, u64)> {
    let mut seen = Vec::new();
    while seen.len() < count {
        let frame = socket.next().await.unwrap();
        if frame["t"] == "TYPING_START" {
            seen.push((
                frame["s"].as_u64().unwrap(),
                frame["d"]["timestamp"].as_u64().unwrap(),
            ));
        }
    }
    seen
}

#[tokio::test]
async fn s1_4_poured_events_come_once_each_in_order_between_others() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let before = socket.seq;
    story.ana.post(story.support, "before").unwrap();
    let last = story.sim.gateway().pour(0, &typing(300, 0)).await;
    assert_eq!((last, story.sim.last_seq(0)), (before + 301, before + 301));
    story.ana.post(story.support, "after").unwrap();
    let heard = socket.drain().await;
    let names = names(&heard);
    assert_eq!(
        (names.len(), names[0], names[301]),
        (302, "MESSAGE_CREATE", "MESSAGE_CREATE")
    );
    assert!((0..300).all(|at| heard[at + 1].1["timestamp"] == at));
    assert_eq!(socket.seq, before + 302);
}

#[tokio::test]
async fn s1_4_poured_events_are_replayed_lost_held_and_repeated_like_others() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let (lever, before) = (story.sim.gateway(), socket.seq);
    lever.lose_next(0, "TYPING_START", 100);
    lever.hold();
    assert_eq!(lever.pour(0, &typing(200, 0)).await, before + 100);
    lever.release();
    lever.repeat_last_event(0);
    let heard = read(&mut socket, 101).await;
    assert_eq!(
        (heard[0], heard[99], heard[100]),
        ((before + 1, 100), (before + 100, 199), (before + 100, 199))
    );
    lever.drop_socket(0);
    lever.pour(0, &typing(10, 0)).await;
    let mut again = Socket::open(&story.sim).await;
    again
        .resume(story.sim.token(), &socket.session, before + 50)
        .await;
    let missed = read(&mut again, 60).await;
    assert_eq!(
        (missed[0], missed[59]),
        ((before + 51, 150), (before + 110, 9))
    );
    again.until("RESUMED").await;
}

#[tokio::test]
async fn s1_4_a_run_of_poured_events_is_forgotten_event_by_event() {
    let story = Story::with(Limits {
        resume_buffer: 10,
        ..Limits::unlimited()
    })
    .await;
    let socket = story.gateway(INTENTS).await;
    story.sim.gateway().drop_socket(0);
    let last = story.sim.gateway().pour(0, &typing(100, 0)).await;
    let mut again = Socket::open(&story.sim).await;
    again
        .resume(story.sim.token(), &socket.session, last - 10)
        .await;
    assert_eq!(read(&mut again, 10).await[0], (last - 9, 90));
    let mut late = Socket::open(&story.sim).await;
    late.resume(story.sim.token(), &socket.session, last - 10)
        .await;
    assert_eq!(
        late.until_op(9).await,
        false,
        "RESUMED is an event too, so the buffer has moved on"
    );
}

#[tokio::test]
async fn s1_4_pouring_waits_for_a_client_that_reads_slowly() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    // 64 MB: more than the kernel takes for one connection.
    let (lever, events) = (story.sim.gateway(), typing(4000, 16_000));
    let poured = events.clone();
    let mut pouring = tokio::spawn(async move { lever.pour(0, &poured).await });
    let early = tokio::time::timeout(Duration::from_millis(200), &mut pouring).await;
    assert!(early.is_err(), "nobody has read anything");
    assert!(story.sim.last_seq(0) < 4000, "so most of it isn't sent");
    read(&mut socket, events.len()).await;
    assert_eq!(pouring.await.unwrap(), socket.seq);
}
