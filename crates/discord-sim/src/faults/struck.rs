//! What struck when.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{EventFault, Fault};

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Struck {
    /// When, on the simulator's clock.
    pub at: DateTime<Utc>,
    /// What it befell: `POST /channels/1/messages`, or `MESSAGE_CREATE to shard 0`.
    pub what: String,
    /// How.
    pub mishap: Mishap,
}

/// The sorts of [`Struck`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mishap {
    /// A request got a fault, scripted or seeded.
    Request(Fault),
    /// An event got a fault, scripted or seeded.
    Event {
        /// Which fault.
        fault: EventFault,
        /// `id` in the event: the message's, the channel's; of a reaction the message's.
        subject: Option<u64>,
    },
    /// An event came while a seeded mix was on and the shard had no session any more, or its session expired before the event was
    /// replayed: nobody will ever hear of it.
    Unheard {
        /// As above.
        subject: Option<u64>,
    },
}

impl Mishap {
    /// What the event was about that the bot never got. `None`: it was no event, or it came.
    #[must_use]
    pub const fn lost_subject(&self) -> Option<u64> {
        match self {
            Self::Event {
                fault: EventFault::Lost,
                subject,
            }
            | Self::Unheard { subject } => *subject,
            Self::Event { .. } | Self::Request(_) => None,
        }
    }
}
