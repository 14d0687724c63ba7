//! What a session or a connection hands to the task that writes its socket.

use std::{sync::Arc, time::Duration};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::OwnedSemaphorePermit;

use crate::gateway::prebuilt::Run;

/// What the socket's task does next.
pub(crate) enum Out {
    /// Sends a frame.
    Frame(Utf8Bytes),
    /// Sends pre-built events, hands them to the kernel, then gives back the permit that whoever poured them waits for.
    Run(Run, Option<Arc<OwnedSemaphorePermit>>),
    /// From now on payloads may be compressed.
    CompressPayloads,
    /// Waits so long, in real time.
    Pause(Duration),
    /// Sends a close frame.
    Close(u16, &'static str),
    /// Cuts the connection.
    Drop,
}
