//! What can befall a request.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Scope;

/// How a request goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing is applied; this status and body are the answer.
    Status(u16, Value),
    /// Nothing is applied; what stands before Discord answers this status with a page in HTML.
    Page(u16),
    /// Nothing is applied; 429. What it is about, the bucket or all routes, stays shut until the time is up: who asks before is
    /// answered 429 again, and [`crate::FindingKind::TooFast`] holds it against a client that had read the first one.
    TooMany {
        /// How long the client must wait; `retry_after` in seconds.
        #[serde(with = "crate::seconds")]
        retry_after: Duration,
        /// Whose limit it is.
        scope: Scope,
    },
    /// Nothing is applied; the connection closes without an answer.
    RefuseConnection,
    /// The request is applied, but the connection closes without an answer.
    AppliedButNoAnswer,
    /// The request is applied, but the answer never comes: the connection stays open until the client gives up.
    AppliedButSilent,
    /// The request is applied, but what stands before Discord answers this status with a page in HTML.
    AppliedButPage(u16),
    /// The request is applied, but the answer's body breaks off in the middle, and the connection with it.
    AppliedButCutOff,
    /// The request is applied twice, whatever its nonce, as if a client without one had tried again; the second is the answer.
    AppliedTwice,
    /// The request arrives twice, as if something on the way had sent it again; the second is the answer. A nonce holds.
    ArrivedTwice,
    /// It goes right, but so much later, in real time and seconds.
    #[serde(with = "crate::seconds")]
    Delay(Duration),
}
