//! What can go wrong with a request, by what it means for whoever sent it.
//!
//! | error | was it applied? | what to do |
//! |---|---|---|
//! | `Refused` | no | the code says why: 50007 DMs closed, 10003 channel gone; without one it may pass |
//! | `RateLimited` | no | again after the time it names |
//! | `Unanswered` | perhaps | look first, or repeat with the same nonce |
//! | `Unreachable` | no | again later |
//! | `Unreadable` | yes | a fault of ours: Discord's answer isn't as documented |

use std::time::Duration;

/// Codes of refusals that pass: direct messages opened too fast, sending switched off for a while (facts §4).
const MEANWHILE: [u32; 2] = [40_003, 40_004];

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
        let says_so = matches!(
            self,
            Self::Refused {
                status: 403 | 404,
                ..
            }
        );
        says_so && !self.is_passing()
    }

    /// Whether trying again later can help.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Refused { code, .. } => self.is_about_us() || MEANWHILE.contains(code),
            Self::Unreadable => false,
            Self::RateLimited { .. } | Self::Unanswered | Self::Unreachable => true,
        }
    }

    /// Whether nothing is wrong with what was asked for, but with who asks: the token was replaced, or what
    /// stands before Discord shuts this address out. It says nothing about any person or channel.
    fn is_about_us(&self) -> bool {
        matches!(
            self,
            Self::Refused { status: 401, .. }
                | Self::Refused {
                    status: 403,
                    code: 0
                }
        )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_with_a_reason_says_something_about_what_was_asked_for() {
        let refused = |status, code| HttpError::Refused { status, code };
        let table = [
            // (what Discord says, is it absent, does it pass)
            (refused(403, 50_001), true, false),
            (refused(404, 10_003), true, false),
            (refused(404, 0), true, false),
            (refused(403, 50_007), true, false),
            (refused(400, 50_035), false, false),
            (refused(401, 0), false, true),
            (refused(403, 0), false, true),
            (refused(400, 40_003), false, true),
            (refused(403, 40_004), false, true),
            (HttpError::Unanswered, false, true),
            (HttpError::Unreadable, false, false),
        ];
        for (error, absent, passing) in table {
            assert_eq!(
                (error.is_absent(), error.is_passing()),
                (absent, passing),
                "{error:?}"
            );
        }
    }
}
