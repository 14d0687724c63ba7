//! One gateway connection, frame by frame.

use std::time::Duration;

use discord_sim::Simulator;
use futures_util::{SinkExt as _, StreamExt as _};
use serde::de::DeserializeSeed as _;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, protocol::CloseFrame},
};
use twilight_model::{
    gateway::{OpCode, event::GatewayEventDeserializer},
    id::{Id, marker::GuildMarker},
};

use super::inflate::Inflate;

pub(crate) struct Socket {
    ws: WebSocketStream<MaybeTlsStream<TcpStream>>,
    inflate: Inflate,
    /// How many frames came as text, and how many compressed.
    pub(crate) frames: (usize, usize),
    pub(crate) session: String,
    pub(crate) seq: u64,
}

/// How a socket ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    Closed(u16),
    Dropped,
}

impl Socket {
    /// Connects and reads HELLO.
    pub(crate) async fn open(sim: &Simulator) -> Self {
        Self::open_with(sim, "").await
    }

    /// As [`Socket::open`], with more in the URL's query.
    pub(crate) async fn open_with(sim: &Simulator, more: &str) -> Self {
        let url = sim.origin().replacen("http", "ws", 1);
        let mut socket = Self::at(&format!("{url}/?v=10&encoding=json{more}")).await;
        let hello = socket.next().await.unwrap();
        assert_eq!(hello["op"], 10);
        assert!(hello["d"]["heartbeat_interval"].is_u64());
        socket
    }

    /// Connects to a URL, whatever comes then.
    pub(crate) async fn at(url: &str) -> Self {
        let (ws, _) = tokio_tungstenite::connect_async(url).await.unwrap();
        Self {
            ws,
            inflate: Inflate::of(url),
            frames: (0, 0),
            session: String::new(),
            seq: 0,
        }
    }

    pub(crate) async fn identify(&mut self, token: &str, intents: u64, more: Value) {
        let mut d = json!({ "token": token, "intents": intents, "properties": { "os": "linux", "browser": "t", "device": "t" } });
        d.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        self.send(2, d).await;
    }

    pub(crate) async fn resume(&mut self, token: &str, session: &str, seq: u64) {
        self.send(
            6,
            json!({ "token": token, "session_id": session, "seq": seq }),
        )
        .await;
    }

    pub(crate) async fn send(&mut self, op: u64, d: Value) {
        self.ws
            .send(Message::text(json!({ "op": op, "d": d }).to_string()))
            .await
            .unwrap();
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        self.ws.send(Message::text(text)).await.unwrap();
    }

    pub(crate) async fn close(&mut self, code: u16) {
        let frame = CloseFrame {
            code: code.into(),
            reason: "".into(),
        };
        self.ws.close(Some(frame)).await.unwrap();
    }

    /// The next frame, or how it ended.
    pub(crate) async fn next(&mut self) -> Result<Value, End> {
        loop {
            let frame = tokio::time::timeout(Duration::from_secs(5), self.ws.next())
                .await
                .expect("a frame within 5 s");
            match frame {
                Some(Ok(Message::Text(text))) => {
                    self.frames.0 += 1;
                    return Ok(self.look_at(&text));
                }
                Some(Ok(Message::Binary(bytes))) => {
                    self.frames.1 += 1;
                    let text = self.inflate.read(&bytes);
                    return Ok(self.look_at(&text));
                }
                Some(Ok(Message::Close(Some(close)))) => {
                    return Err(End::Closed(close.code.into()));
                }
                Some(Ok(Message::Close(None)) | Err(_)) | None => return Err(End::Dropped),
                Some(Ok(_)) => {}
            }
        }
    }

    fn look_at(&mut self, text: &str) -> Value {
        let frame: Value = serde_json::from_str(text).unwrap();
        if frame["op"] == 0 {
            match frame["t"].as_str() {
                Some("RATE_LIMITED") => check_rate_limited(&frame["d"]),
                _ => check_with_twilight(text),
            }
            self.seq = frame["s"].as_u64().unwrap();
            if frame["t"] == "READY" {
                self.session = frame["d"]["session_id"].as_str().unwrap().to_owned();
            }
        }
        frame
    }

    /// Reads to the next event of this name: its `d`.
    pub(crate) async fn until(&mut self, name: &str) -> Value {
        loop {
            let frame = self
                .next()
                .await
                .unwrap_or_else(|end| panic!("{end:?} before {name}"));
            if frame["t"] == name {
                return frame["d"].clone();
            }
        }
    }

    /// Reads to the next frame with this op.
    pub(crate) async fn until_op(&mut self, op: u64) -> Value {
        loop {
            let frame = self
                .next()
                .await
                .unwrap_or_else(|end| panic!("{end:?} before op {op}"));
            if frame["op"] == op {
                return frame["d"].clone();
            }
        }
    }

    /// Reads to the end.
    pub(crate) async fn end(&mut self) -> End {
        loop {
            if let Err(end) = self.next().await {
                return end;
            }
        }
    }

    /// The names of all events up to the answer to a heartbeat sent now.
    pub(crate) async fn drain(&mut self) -> Vec<(String, Value)> {
        self.send(1, json!(self.seq)).await;
        let mut events = Vec::new();
        loop {
            let frame = self.next().await.unwrap();
            match frame["op"].as_u64() {
                Some(11) => return events,
                Some(0) => {
                    events.push((frame["t"].as_str().unwrap().to_owned(), frame["d"].clone()))
                }
                _ => {}
            }
        }
    }
}

/// The names alone.
pub(crate) fn names(events: &[(String, Value)]) -> Vec<&str> {
    events.iter().map(|(name, _)| name.as_str()).collect()
}

/// Every dispatched event of every story must be one that twilight-model reads.
fn check_with_twilight(text: &str) {
    let event = GatewayEventDeserializer::from_json(text).expect("op, s and t");
    let mut json = serde_json::Deserializer::from_str(text);
    if let Err(why) = event.deserialize(&mut json) {
        panic!("twilight can't read it: {why}\n{text}");
    }
}

/// RATE_LIMITED in the shape that Discord documents: twilight-model 0.18 wants the name of a variant of its own around `meta`.
fn check_rate_limited(d: &Value) {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct RateLimited {
        opcode: OpCode,
        retry_after: f32,
        meta: Asked,
    }
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Asked {
        #[serde(rename = "guild_id")]
        _guild: Id<GuildMarker>,
        #[serde(rename = "nonce")]
        _nonce: Option<String>,
    }
    let limited: RateLimited = serde_json::from_value(d.clone()).expect("as documented");
    assert_eq!(limited.opcode, OpCode::RequestGuildMembers);
    assert!(limited.retry_after > 0.0, "{d}");
    let Asked { .. } = limited.meta;
}
