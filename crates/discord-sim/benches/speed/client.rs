//! Clients that do next to nothing, so that the simulator is what is measured.

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

use crate::Address;

/// GUILDS, GUILD_MESSAGES, MESSAGE_CONTENT.
const INTENTS: u64 = 1 | 1 << 9 | 1 << 15;

/// A gateway connection that counts what it gets.
pub(crate) struct Reader(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Reader {
    pub(crate) async fn identify(at: &Address) -> Self {
        let url = format!(
            "{}/?v=10&encoding=json",
            at.origin.replacen("http", "ws", 1)
        );
        let (mut socket, _) = tokio_tungstenite::connect_async(url)
            .await
            .expect("a connection");
        let properties = json!({ "os": "linux", "browser": "bench", "device": "bench" });
        let d = json!({ "token": at.token, "intents": INTENTS, "properties": properties });
        let frame = json!({ "op": 2, "d": d }).to_string();
        socket.send(Message::text(frame)).await.expect("IDENTIFY");
        Self(socket)
    }

    /// Reads so many frames that begin so.
    pub(crate) async fn read(&mut self, count: usize, start: &str) {
        let mut seen = 0;
        while seen < count {
            let frame = self.0.next().await.expect("a frame").expect("a frame");
            if let Message::Text(text) = frame
                && text.starts_with(start)
            {
                seen += 1;
            }
        }
    }
}

/// A keep-alive connection that sends one request again and again.
pub(crate) struct Sender {
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Sender {
    pub(crate) async fn connect(at: &Address) -> Self {
        let host = at.origin.trim_start_matches("http://");
        let stream = TcpStream::connect(host).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self {
            stream,
            answer: Vec::with_capacity(4096),
        }
    }

    /// POSTs JSON and reads the answer whole.
    ///
    /// # Panics
    /// If it isn't 200.
    pub(crate) async fn post(&mut self, at: &Address, path: &str, body: &str) {
        let request = format!(
            "POST /api/v10{path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: DiscordBot (http://localhost, 1)\r\n\
             Authorization: Bot {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            at.token,
            body.len()
        );
        self.stream
            .write_all(request.as_bytes())
            .await
            .expect("a request");
        self.answer.clear();
        while !is_whole(&self.answer) {
            let read = self.stream.read_buf(&mut self.answer).await;
            assert!(read.expect("an answer") > 0, "cut off");
        }
        assert!(
            self.answer.starts_with(b"HTTP/1.1 200"),
            "{:?}",
            String::from_utf8_lossy(&self.answer)
        );
    }
}

/// Whether head and body of an answer are there.
fn is_whole(answer: &[u8]) -> bool {
    let text = std::str::from_utf8(answer).unwrap_or_default();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|length| length.parse::<usize>().ok());
    length.is_some_and(|length| body.len() >= length)
}
