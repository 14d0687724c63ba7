//! A channel's mode, and how it is found: channel, then category, then server, then the kind's default.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::ids::{ChannelId, ServerId};

/// What a channel promises about being present (PRODUCT, Words).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Answers come when people get to it; pings wait for the digest.
    Async,
    /// Incidents, support desk: pings pass at once.
    Sync,
    /// No expectations; pings wait for the digest.
    Social,
    /// Not watched at all.
    Off,
}

impl Mode {
    /// Every mode, in the order in which people are offered them.
    pub const ALL: [Self; 4] = [Self::Async, Self::Sync, Self::Social, Self::Off];

    /// The word that people and the database use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Async => "async",
            Self::Sync => "sync",
            Self::Social => "social",
            Self::Off => "off",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The text is none of the four modes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no mode")]
pub struct NoSuchMode(pub String);

impl FromStr for Mode {
    type Err = NoSuchMode;

    fn from_str(text: &str) -> Result<Self, NoSuchMode> {
        Self::ALL
            .into_iter()
            .find(|mode| mode.word().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| NoSuchMode(text.to_owned()))
    }
}

/// What a mode was chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Channel(ChannelId),
    Category(ChannelId),
    Server(ServerId),
}

/// What sort of channel something happened in, as far as it decides a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChannelKind {
    Text,
    Announcement,
    /// The text chat of a voice or stage channel.
    Voice,
    Forum,
    Category,
}

impl ChannelKind {
    /// The mode with no set-up at all (PRODUCT N2). `None`: the server's default decides.
    pub const fn own_default(self) -> Option<Mode> {
        match self {
            Self::Announcement => Some(Mode::Off),
            Self::Voice => Some(Mode::Social),
            Self::Text | Self::Forum | Self::Category => None,
        }
    }
}

/// The mode that holds, from the most particular setting to the most general.
///
/// A channel that was never set up takes its category's, then its kind's own default
/// (announcements are off whatever the server says), then the server's, then `async`.
pub fn resolve(
    channel: Option<Mode>,
    category: Option<Mode>,
    server: Option<Mode>,
    kind: ChannelKind,
) -> Mode {
    channel
        .or(category)
        .or(kind.own_default())
        .or(server)
        .unwrap_or(Mode::Async)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_particular_setting_wins() {
        use ChannelKind::{Announcement, Text, Voice};
        use Mode::{Async, Off, Social, Sync};
        let table = [
            (None, None, None, Text, Async),
            (None, None, Some(Sync), Text, Sync),
            (None, Some(Social), Some(Sync), Text, Social),
            (Some(Off), Some(Social), Some(Sync), Text, Off),
            (None, None, Some(Sync), Announcement, Off),
            (Some(Async), None, None, Announcement, Async),
            (None, None, None, Voice, Social),
        ];
        for (channel, category, server, kind, expected) in table {
            assert_eq!(resolve(channel, category, server, kind), expected);
        }
    }

    #[test]
    fn a_mode_is_read_as_it_is_written() {
        for mode in Mode::ALL {
            assert_eq!(mode.to_string().parse(), Ok(mode));
        }
        assert!("asap".parse::<Mode>().is_err());
    }
}
