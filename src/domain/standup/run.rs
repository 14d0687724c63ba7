//! One day's instance of a stand-up, and the rows of the outbox that belong to it.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::ids::{MessageId, RunId, StandupId, UserId};
use crate::domain::quiet::Span;

/// A run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    pub standup: StandupId,
    /// The day that it belongs to; there is one run a day.
    pub day: NaiveDate,
    pub span: Span,
}

/// The key of a row of the outbox that belongs to a run: `standup:12:anchor`, `standup:12:prompt:42`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandupKey {
    pub run: RunId,
    pub row: RowOf,
}

impl StandupKey {
    /// Who is told of which run by it, or answers in it by direct message: both only as long as they may read where it is open.
    /// `None`: it concerns nobody alone.
    pub const fn concerns(self) -> Option<(RunId, UserId)> {
        match self.row {
            RowOf::Prompt(user)
            | RowOf::Reminder(user, _)
            | RowOf::Pause(user)
            | RowOf::Direct(user, _) => Some((self.run, user)),
            _ => None,
        }
    }

    /// Whether a person's quiet hours don't hold it back: it makes no sound, and they are there.
    pub const fn is_silent_answer(self) -> bool {
        matches!(self.row, RowOf::Direct(..))
    }
}

/// What such a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOf {
    /// The message in the channel.
    Anchor,
    /// The thread of that message.
    Thread,
    /// The message in the channel, or the post, under which the runs of its week stand.
    Week,
    /// The thread of that message.
    WeekThread,
    /// What tells a participant that the run is open.
    Prompt(UserId),
    /// What reminds them of it, so often.
    Reminder(UserId, u32),
    /// What tells them that they aren't told any more.
    Pause(UserId),
    /// What tells its creator that it couldn't be opened.
    Trouble,
    /// What tells its creator that entries can't be posted.
    Lost,
    /// Its summary, where its message is gone.
    Summary,
    /// The tick on a message that is somebody's entry.
    Tick(UserId, MessageId),
    /// The tick on their reply to what told them, which is to be their entry.
    Direct(UserId, MessageId),
    /// What tells them why such a reply isn't.
    Returned(UserId, MessageId),
    /// A part of somebody's entry, in the thread.
    Entry(UserId, u32),
}

impl fmt::Display for StandupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "standup:{}:", self.run)?;
        match self.row {
            RowOf::Anchor => f.write_str("anchor"),
            RowOf::Thread => f.write_str("thread"),
            RowOf::Week => f.write_str("week"),
            RowOf::WeekThread => f.write_str("weekthread"),
            RowOf::Prompt(user) => write!(f, "prompt:{user}"),
            RowOf::Reminder(user, count) => write!(f, "reminder:{user}:{count}"),
            RowOf::Pause(user) => write!(f, "pause:{user}"),
            RowOf::Trouble => f.write_str("trouble"),
            RowOf::Lost => f.write_str("lost"),
            RowOf::Summary => f.write_str("summary"),
            RowOf::Direct(user, message) => write!(f, "direct:{user}:{message}"),
            RowOf::Returned(user, message) => write!(f, "returned:{user}:{message}"),
            RowOf::Tick(user, message) => write!(f, "tick:{user}:{message}"),
            RowOf::Entry(user, part) => write!(f, "entry:{user}:{part}"),
        }
    }
}

/// The key belongs to something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a stand-up's row")]
pub struct OtherKey;

impl FromStr for StandupKey {
    type Err = OtherKey;

    fn from_str(text: &str) -> Result<Self, OtherKey> {
        let rest = text.strip_prefix("standup:").ok_or(OtherKey)?;
        let (run, row) = rest.split_once(':').ok_or(OtherKey)?;
        let row = match row.split_once(':') {
            None if row == "anchor" => RowOf::Anchor,
            None if row == "thread" => RowOf::Thread,
            None if row == "week" => RowOf::Week,
            None if row == "weekthread" => RowOf::WeekThread,
            None if row == "trouble" => RowOf::Trouble,
            None if row == "lost" => RowOf::Lost,
            None if row == "summary" => RowOf::Summary,
            Some(("prompt", user)) => RowOf::Prompt(user.parse().map_err(|_| OtherKey)?),
            Some(("pause", user)) => RowOf::Pause(user.parse().map_err(|_| OtherKey)?),
            Some(("reminder", rest)) => {
                let (user, count) = numbered(rest)?;
                RowOf::Reminder(user, count)
            }
            Some(("tick", rest)) => {
                let (user, message) = numbered(rest)?;
                RowOf::Tick(user, message)
            }
            Some(("direct", rest)) => {
                let (user, message) = numbered(rest)?;
                RowOf::Direct(user, message)
            }
            Some(("returned", rest)) => {
                let (user, message) = numbered(rest)?;
                RowOf::Returned(user, message)
            }
            Some(("entry", rest)) => {
                let (user, part) = numbered(rest)?;
                RowOf::Entry(user, part)
            }
            _ => return Err(OtherKey),
        };
        let run = run.parse().map_err(|_| OtherKey)?;
        Ok(Self { run, row })
    }
}

/// A person and a number: `42:1`.
fn numbered<T: FromStr>(text: &str) -> Result<(UserId, T), OtherKey> {
    let (user, number) = text.split_once(':').ok_or(OtherKey)?;
    let user = user.parse().map_err(|_| OtherKey)?;
    Ok((user, number.parse().map_err(|_| OtherKey)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let run = RunId::new(12);
        for row in [
            RowOf::Anchor,
            RowOf::Thread,
            RowOf::Week,
            RowOf::WeekThread,
            RowOf::Prompt(UserId::new(42)),
            RowOf::Reminder(UserId::new(42), 2),
            RowOf::Pause(UserId::new(42)),
            RowOf::Tick(UserId::new(42), MessageId::new(7)),
            RowOf::Direct(UserId::new(42), MessageId::new(7)),
            RowOf::Returned(UserId::new(42), MessageId::new(7)),
            RowOf::Trouble,
            RowOf::Lost,
            RowOf::Summary,
            RowOf::Entry(UserId::new(42), 1),
        ] {
            let key = StandupKey { run, row };
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for other in [
            "digest:1:2:3",
            "standup:x:anchor",
            "standup:1",
            "standup:1:prompt:x",
            "standup:1:entry:42",
        ] {
            assert_eq!(other.parse::<StandupKey>(), Err(OtherKey), "{other}");
        }
    }
}
