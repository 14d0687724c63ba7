//! Ids as types of their own, so that a channel can't be taken for a person.
//!
//! Discord's ids are snowflakes: the upper 42 bits are milliseconds since 2015 (facts §3).
//! `MessageId::new(0).sent_at()` is 2015-01-01T00:00:00Z.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Milliseconds from the unix epoch to Discord's own (2015-01-01T00:00:00Z; facts §3).
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The id with this number.
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number, as the database keeps it.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }
    )*};
}

id! {
    /// A person's (or bot's) Discord account.
    UserId,
    /// A Discord server ("guild" in its API).
    ServerId,
    /// A channel or thread.
    ChannelId,
    /// A message; also the source of a ping.
    MessageId,
    /// A role of a server.
    RoleId,
    /// A tag of a forum.
    TagId,
    /// A row of the outbox; a digest has the id of the outbox row that carries it.
    OutboxId,
    /// A stand-up.
    StandupId,
    /// What was agreed on for a stand-up; its revision.
    TermsId,
    /// One day's instance of a stand-up.
    RunId,
}

impl MessageId {
    /// When the message was sent, to the millisecond.
    pub fn sent_at(self) -> DateTime<Utc> {
        instant_of(self.0)
    }

    /// The lowest id that a message sent at this instant can have.
    pub fn first_at(instant: DateTime<Utc>) -> Self {
        Self((instant.timestamp_millis() - DISCORD_EPOCH_MS).max(0) << 22)
    }
}

impl ChannelId {
    /// Stands for no channel of this server: of what was told to Adagio and posted nowhere. Discord's ids are positive,
    /// and a channel can have the id of its server.
    pub const fn none_in(server: ServerId) -> Self {
        Self(-server.get())
    }

    /// Whether it stands for no channel.
    pub const fn is_none(self) -> bool {
        self.0 < 0
    }
}

/// The instant in any snowflake, e.g. an interaction's id.
pub fn instant_of(snowflake: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::milliseconds((snowflake >> 22) + DISCORD_EPOCH_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_tells_when_it_was_sent() {
        // The example of Discord's own reference.
        assert_eq!(
            MessageId::new(175_928_847_299_117_063)
                .sent_at()
                .to_rfc3339(),
            "2016-04-30T11:18:25.796+00:00"
        );
    }

    #[test]
    fn the_first_id_of_an_instant_reads_back_as_that_instant() {
        let at = DateTime::parse_from_rfc3339("2026-03-29T01:00:00Z")
            .unwrap()
            .to_utc();
        assert_eq!(MessageId::first_at(at).sent_at(), at);
    }
}
