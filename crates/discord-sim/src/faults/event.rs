//! What can befall an event, or the connection that it goes out on.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::gateway::connection::ends_session;

/// How the gateway goes wrong at an event. All but the first four let the event itself go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventFault {
    /// The event gets no `s`, isn't sent and can't be replayed.
    Lost,
    /// The event is sent twice with the same `s`.
    Repeated,
    /// The event, and all after it, are sent so much later, in real time and seconds.
    #[serde(with = "crate::seconds")]
    Late(Duration),
    /// The event alone is sent so much later, in real time and seconds: what comes after it overtakes it.
    #[serde(with = "crate::seconds")]
    Overtaken(Duration),
    /// Then the connection is cut without a close frame.
    Dropped,
    /// Then the connection is closed with this code, one after which the session can be resumed.
    Closed(u16),
    /// Then op 7 asks to reconnect.
    Reconnect,
    /// Then op 9 says that the session is invalid and can be resumed.
    Invalid,
    /// Then op 9 says that the session is gone. What happens until the next IDENTIFY goes unheard.
    Forgotten,
    /// From then on this connection's heartbeats get no answer.
    Unacknowledged,
}

impl EventFault {
    /// Whether it can be.
    ///
    /// # Errors
    /// What is wrong: a code that ends the session, or none of Discord's.
    pub(crate) fn check(self) -> Result<(), String> {
        match self {
            Self::Closed(code) if !(4000..5000).contains(&code) || ends_session(code) => {
                Err(format!(
                    "`fault`: after {code} no session can be resumed; 4000 is a code after which one can"
                ))
            }
            _ => Ok(()),
        }
    }
}
