//! §1.4: what a client asks for in the URL and in IDENTIFY, and how its frames then look.

use discord_sim::{FindingKind, Prebuilt};
use serde_json::json;

use crate::client::{End, INTENTS, Socket, Story};

#[tokio::test]
async fn s1_4_a_connection_speaks_version_10_and_json() {
    let story = Story::new().await;
    let url = story.sim.origin().replacen("http", "ws", 1);
    for (query, code) in [
        ("?v=6&encoding=json", 4012),
        ("?encoding=json", 4012),
        ("?v=10&encoding=etf", 4002),
        ("?v=10&encoding=json&compress=brotli", 4002),
    ] {
        let mut socket = Socket::at(&format!("{url}/{query}")).await;
        assert_eq!(socket.end().await, End::Closed(code), "{query}");
        assert_eq!(socket.frames, (0, 0), "no HELLO");
        assert_eq!(story.sim.take_findings()[0].kind, FindingKind::Protocol);
    }
}

#[tokio::test]
async fn s1_4_a_compressed_stream_lasts_as_long_as_its_connection() {
    for stream in ["&compress=zlib-stream", "&compress=zstd-stream"] {
        let story = Story::new().await;
        let mut socket = Socket::open_with(&story.sim, stream).await;
        socket.identify(story.sim.token(), INTENTS, json!({})).await;
        let guild = socket.until("GUILD_CREATE").await;
        assert_eq!(guild["id"], story.acme.id().to_string());
        let long = "roundabout".repeat(190);
        story.ana.post(story.support, &long).unwrap();
        assert_eq!(socket.until("MESSAGE_CREATE").await["content"], long);
        let typing = json!({ "channel_id": "1", "user_id": "2", "timestamp": 3 }).to_string();
        let events = Prebuilt::new("TYPING_START", (0..100).map(|_| typing.clone()));
        assert_eq!(story.sim.gateway().pour(0, &events).await, socket.seq + 100);
        assert_eq!(socket.drain().await.len(), 100);
        story.sim.gateway().drop_socket(0);
        story.ana.post(story.support, "meanwhile").unwrap();
        let mut again = Socket::open_with(&story.sim, stream).await;
        again
            .resume(story.sim.token(), &socket.session, socket.seq)
            .await;
        assert_eq!(again.until("MESSAGE_CREATE").await["content"], "meanwhile");
        assert_eq!((socket.frames.0, again.frames.0), (0, 0), "{stream}");
    }
}

#[tokio::test]
async fn s1_4_payload_compression_takes_some_payloads_each_by_itself() {
    let story = Story::new().await;
    let mut socket = Socket::open(&story.sim).await;
    let compress = json!({ "compress": true });
    socket
        .identify(story.sim.token(), INTENTS, compress.clone())
        .await;
    socket.until("GUILD_CREATE").await;
    story.ana.post(story.support, "short").unwrap();
    socket.until("MESSAGE_CREATE").await;
    let acknowledged = socket.drain().await;
    assert!(acknowledged.is_empty());
    let (text, binary) = socket.frames;
    assert!(
        text >= 2 && binary >= 1,
        "HELLO and op 11 are text: {text}, {binary}"
    );

    let mut both = Socket::open_with(&story.sim, "&compress=zlib-stream").await;
    both.identify(story.sim.token(), INTENTS, compress).await;
    both.until("GUILD_CREATE").await;
    assert_eq!(both.frames.0, 0, "the stream alone");
}
