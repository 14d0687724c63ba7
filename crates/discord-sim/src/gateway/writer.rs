//! The task that writes one socket: one thing after the other, at the pace at which the client reads.

use axum::{
    Error,
    extract::ws::{CloseFrame, Message as Frame, Utf8Bytes, WebSocket},
};
use futures_util::{SinkExt as _, stream::SplitSink};
use tokio::time::Instant;

use crate::gateway::{
    encoder::Encoder,
    out::{Out, Queue},
};

/// Writes a socket's frames.
pub(crate) struct Writer {
    socket: SplitSink<WebSocket, Frame>,
    encoder: Encoder,
    /// What is due later.
    late: Vec<(Instant, Out)>,
}

/// Whether the connection goes on.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    End,
}

impl Writer {
    pub(crate) const fn new(socket: SplitSink<WebSocket, Frame>, encoder: Encoder) -> Self {
        Self {
            socket,
            encoder,
            late: Vec::new(),
        }
    }

    /// Writes until the connection ends, or nobody is left to hand anything over.
    pub(crate) async fn write_all(mut self, mut queue: Queue) {
        while let Some(out) = self.next(&mut queue).await {
            let mut then = self.write(out).await;
            if queue.is_empty() && matches!(then, Ok(Then::GoOn)) {
                then = self.socket.flush().await.map(|()| Then::GoOn);
            }
            // An error means that the client is gone; whoever reads the socket finds out too.
            if !matches!(then, Ok(Then::GoOn)) {
                return;
            }
        }
    }

    /// What is due, or else what comes next.
    async fn next(&mut self, queue: &mut Queue) -> Option<Out> {
        let earliest = (0..self.late.len()).min_by_key(|at| self.late[*at].0);
        let Some(earliest) = earliest else {
            return queue.next().await;
        };
        tokio::select! {
            biased;
            () = tokio::time::sleep_until(self.late[earliest].0) => Some(self.late.remove(earliest).1),
            out = queue.next() => out,
        }
    }

    async fn write(&mut self, out: Out) -> Result<Then, Error> {
        match out {
            Out::Frame(text) => self.feed(text).await?,
            Out::Run(run, permit) => {
                for text in run.frames() {
                    let frame = self.encoder.encode_prebuilt(text).map_err(Error::new)?;
                    self.socket.feed(frame).await?;
                }
                self.socket.flush().await?;
                drop(permit);
            }
            Out::Pause(length) => {
                self.socket.flush().await?;
                tokio::time::sleep(length).await;
            }
            Out::Later(at, out) => self.late.push((at, *out)),
            Out::CompressPayloads => self.encoder.compress_payloads(),
            Out::Close(code, reason) => {
                let reason = reason.into();
                let frame = CloseFrame { code, reason };
                self.socket.send(Frame::Close(Some(frame))).await?;
                return Ok(Then::End);
            }
        }
        Ok(Then::GoOn)
    }

    async fn feed(&mut self, text: Utf8Bytes) -> Result<(), Error> {
        let frame = self.encoder.encode(text).map_err(Error::new)?;
        self.socket.feed(frame).await
    }
}
