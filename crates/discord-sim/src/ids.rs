//! Ids: one newtype for each kind of Discord snowflake.
//!
//! A snowflake is a `u64`; in JSON it is a string of digits (docs reference.mdx, facts §3). Ids of different kinds never mix:
//! `GuildId` can't be passed where a `ChannelId` is wanted. Threads are channels, so [`ThreadId`] is another name for [`ChannelId`].

use std::{fmt, num::ParseIntError, str::FromStr};

use chrono::{DateTime, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Milliseconds from the Unix epoch to Discord's (2015-01-01T00:00:00Z).
pub(crate) const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

pub(crate) fn instant_of(snowflake: u64) -> DateTime<Utc> {
    let ms = i64::try_from(snowflake >> 22).unwrap_or(0) + DISCORD_EPOCH_MS;
    Utc.timestamp_millis_opt(ms).single().unwrap_or_default()
}

/// The first snowflake of the millisecond `at`; zero for an instant before Discord's epoch.
pub(crate) fn snowflake_at(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp_millis() - DISCORD_EPOCH_MS).unwrap_or(0) << 22
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The id with this number.
            #[must_use]
            pub const fn new(number: u64) -> Self {
                Self(number)
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0
            }

            /// When it was made: the milliseconds in its upper bits (facts §3, Snowflake).
            #[must_use]
            pub fn created_at(self) -> DateTime<Utc> {
                instant_of(self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(D::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A server.
    GuildId,
    /// A channel of any kind: text, forum, category, thread, DM.
    ChannelId,
    /// A role; the role with the guild's own number is @everyone.
    RoleId,
    /// A user: a person or a bot.
    UserId,
    /// A message.
    MessageId,
    /// An application (a bot's number here is its application's too).
    ApplicationId,
    /// A registered command.
    CommandId,
    /// One interaction: a command, a click, a completed modal.
    InteractionId,
    /// A custom emoji.
    EmojiId,
    /// An uploaded file.
    AttachmentId,
    /// A tag of a forum's posts.
    TagId,
}

/// A thread is a channel.
pub type ThreadId = ChannelId;

impl GuildId {
    /// The @everyone role, which has the guild's own number.
    #[must_use]
    pub const fn everyone(self) -> RoleId {
        RoleId::new(self.0)
    }

    /// The shard that gets this guild's events: `(guild_id >> 22) % shards` (facts §1.4).
    #[must_use]
    pub const fn shard(self, shards: u64) -> u64 {
        (self.0 >> 22) % shards
    }
}

impl MessageId {
    /// The thread that was started from this message: it has the message's own number (facts §6).
    #[must_use]
    pub const fn thread(self) -> ThreadId {
        ChannelId::new(self.0)
    }
}

impl ChannelId {
    /// The message that this thread was started from, if it was (facts §6).
    #[must_use]
    pub const fn starter(self) -> MessageId {
        MessageId::new(self.0)
    }
}
