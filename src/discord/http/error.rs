//! What can go wrong with a request, by what it means for whoever sent it.
//!
//! | error | was it applied? | what to do |
//! |---|---|---|
//! | `Refused` | no | the code says why: 50007 DMs closed, 10003 channel gone |
//! | `RateLimited` | no | again after the time it names |
//! | `Unanswered` | perhaps | look first, or repeat with the same nonce |
//! | `Unreachable` | no | again later |
//! | `Unreadable` | yes | a fault of ours: Discord's answer isn't as documented |

use std::time::Duration;

/// Why a request has no answer that we can use. Never holds a token, an address or what was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum HttpError {
    #[error("Discord refused it: status {status}, code {code}")]
    Refused {
        status: u16,
        /// Discord's own error code (facts §4); 0 if it gave none.
        code: u32,
    },
    #[error("rate limited for {} ms", .retry_after.as_millis())]
    RateLimited { retry_after: Duration },
    #[error("no answer: it may have been applied")]
    Unanswered,
    #[error("Discord can't be reached")]
    Unreachable,
    #[error("an answer that can't be read")]
    Unreadable,
}

impl HttpError {
    /// Discord's error code, if it refused with one.
    pub(crate) fn code(&self) -> Option<u32> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether Discord says that the thing asked for doesn't exist or isn't ours to see.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                status: 403 | 404,
                ..
            }
        )
    }

    /// Whether trying again later can help.
    pub(crate) fn is_passing(&self) -> bool {
        !matches!(self, Self::Refused { .. } | Self::Unreadable)
    }

    /// What reqwest says, without the address: it holds interaction tokens.
    pub(super) fn of_transport(error: &reqwest::Error) -> Self {
        if error.is_connect() {
            Self::Unreachable
        } else {
            Self::Unanswered
        }
    }
}
