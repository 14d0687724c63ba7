//! What people write, as the ledger takes it in.

use chrono::{DateTime, Utc};
use discord_sim::{ChannelId, MessageId};

use super::super::promise::Mark;
use super::{PersonNo, RoleNo};

/// A message that was written.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Written<'a> {
    pub author: PersonNo,
    pub channel: ChannelId,
    pub message: MessageId,
    pub at: DateTime<Utc>,
    /// Whom it names, each once, without its author.
    pub names: &'a [PersonNo],
    pub answers: Option<Answers>,
    pub calls: Option<Call>,
    pub mark: Option<Mark>,
    pub pace: Pace,
}

/// What a message answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Answers {
    pub message: MessageId,
    /// Whose message it is.
    pub author: PersonNo,
    pub sound: Sound,
}

/// Whether an answer pings who is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Sound {
    Pings,
    PingsNobody,
}

/// Those who are pinged together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Call {
    Role(RoleNo),
    Everybody,
}

/// Whether a ping waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Pace {
    /// It waits for the next digest (`async`, or sent with `@silent`).
    Waits,
    /// It passes at once, outside quiet hours (`sync`).
    Passes,
    /// The same, but Discord tells nobody: the name was edited in.
    PassesUnheard,
}

/// Words that are told to somebody.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Telling {
    pub from: PersonNo,
    pub to: PersonNo,
    pub at: DateTime<Utc>,
    pub mark: Mark,
}
