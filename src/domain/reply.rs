//! A reply that somebody writes into a form and Adagio posts for them (PRODUCT P7).
//!
//! It lies in the outbox under a key of its own, `reply:<person>:<message>:<interaction>`: whose it is, what it answers, and
//! which press it came of, so that none is posted twice. One that can't be posted goes back to its writer under a key of that,
//! `unposted:<person>:<interaction>`.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::ids::{MessageId, UserId};

/// The most characters of one: with the name before it, it has to fit a message (facts §3).
pub const LONGEST: u16 = 1_800;

/// The key of a reply in the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyKey {
    pub user: UserId,
    /// What it answers.
    pub source: MessageId,
    pub interaction: i64,
}

impl fmt::Display for ReplyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "reply:{}:{}:{}",
            self.user, self.source, self.interaction
        )
    }
}

/// The key is of something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key of a reply")]
pub struct NoReplyKey;

impl FromStr for ReplyKey {
    type Err = NoReplyKey;

    fn from_str(text: &str) -> Result<Self, NoReplyKey> {
        let mut parts = text.strip_prefix("reply:").ok_or(NoReplyKey)?.split(':');
        let mut number = || parts.next()?.parse().ok();
        let (user, source, interaction) = (number(), number(), number());
        match (user, source, interaction) {
            (Some(user), Some(source), Some(interaction)) => Ok(Self {
                user: UserId::new(user),
                source: MessageId::new(source),
                interaction,
            }),
            _ => Err(NoReplyKey),
        }
    }
}

/// The key in the outbox of a reply that goes back to its writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnKey {
    pub user: UserId,
    pub interaction: i64,
}

impl From<ReplyKey> for ReturnKey {
    fn from(key: ReplyKey) -> Self {
        Self {
            user: key.user,
            interaction: key.interaction,
        }
    }
}

impl fmt::Display for ReturnKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unposted:{}:{}", self.user, self.interaction)
    }
}

impl FromStr for ReturnKey {
    type Err = NoReplyKey;

    fn from_str(text: &str) -> Result<Self, NoReplyKey> {
        let mut parts = text.strip_prefix("unposted:").ok_or(NoReplyKey)?.split(':');
        let mut number = || parts.next()?.parse().ok();
        match (number(), number()) {
            (Some(user), Some(interaction)) => Ok(Self {
                user: UserId::new(user),
                interaction,
            }),
            _ => Err(NoReplyKey),
        }
    }
}

/// Why a reply isn't posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unposted {
    /// There is nothing in it.
    Empty,
    /// The message, its channel or the right to see it is gone.
    Gone,
    /// Its writer is in a time-out until then.
    TimedOut(DateTime<Utc>),
    /// Its writer may not write there.
    NotAllowed,
    /// The thread is locked.
    Locked,
    /// In slow mode its writer may write again then.
    Slow(DateTime<Utc>),
    /// Adagio may not write there.
    AdagioMayNot,
    /// Discord doesn't say at the moment what its writer may do.
    Unknown,
}

/// What became of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posting {
    Posted,
    /// It is posted as soon as Discord takes it.
    OnItsWay,
    Unposted(Unposted),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key = ReplyKey {
            user: UserId::new(5),
            source: MessageId::new(7),
            interaction: 9,
        };
        assert_eq!(key.to_string(), "reply:5:7:9");
        assert_eq!("reply:5:7:9".parse(), Ok(key));
        for text in ["welcome:9", "reply:5:7", "reply:x:7:9"] {
            assert_eq!(text.parse::<ReplyKey>(), Err(NoReplyKey), "{text}");
        }
        let back = ReturnKey::from(key);
        assert_eq!(back.to_string(), "unposted:5:9");
        assert_eq!("unposted:5:9".parse(), Ok(back));
        for text in ["reply:5:7:9", "unposted:5", "unposted:x:9"] {
            assert_eq!(text.parse::<ReturnKey>(), Err(NoReplyKey), "{text}");
        }
    }
}
