//! The task that writes one socket: one thing after the other, at the pace at which the client reads.

use axum::{
    Error,
    extract::ws::{CloseFrame, Message as Frame, WebSocket},
};
use futures_util::{SinkExt as _, stream::SplitSink};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::gateway::out::Out;

/// Whether the connection goes on.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    End,
}

/// Writes until the connection ends, or nobody is left to hand anything over.
pub(crate) async fn write(
    mut socket: SplitSink<WebSocket, Frame>,
    mut next: UnboundedReceiver<Out>,
) {
    while let Some(out) = next.recv().await {
        let mut then = one(&mut socket, out).await;
        if next.is_empty() && matches!(then, Ok(Then::GoOn)) {
            then = socket.flush().await.map(|()| Then::GoOn);
        }
        // An error means that the client is gone; whoever reads the socket finds out too.
        if !matches!(then, Ok(Then::GoOn)) {
            return;
        }
    }
}

async fn one(socket: &mut SplitSink<WebSocket, Frame>, out: Out) -> Result<Then, Error> {
    match out {
        Out::Frame(text) => socket.feed(Frame::Text(text)).await?,
        Out::Run(run, permit) => {
            for text in run.frames() {
                socket.feed(Frame::Text(text)).await?;
            }
            socket.flush().await?;
            drop(permit);
        }
        Out::Close(code, reason) => {
            let reason = reason.into();
            socket
                .send(Frame::Close(Some(CloseFrame { code, reason })))
                .await?;
            return Ok(Then::End);
        }
        Out::Drop => return Ok(Then::End),
    }
    Ok(Then::GoOn)
}
