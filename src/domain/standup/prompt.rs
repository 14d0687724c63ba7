//! When a participant is told that a run is open, and reminded of it (PRODUCT S8).

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::ids::UserId;
use crate::domain::quiet::Span;

/// How a participant is told that a run is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remind {
    /// By direct message.
    Direct,
    /// By a line in their digest, and so how it went.
    Digest,
    /// Not at all, but how it went, by a line in their digest.
    Summary,
    /// Not at all: the channel is enough.
    Not,
}

impl Remind {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Digest, Self::Summary, Self::Not];

    /// The word in the database and in the ids of controls.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Digest => "digest",
            Self::Summary => "summary",
            Self::Not => "not",
        }
    }
}

/// How often somebody is reminded who was told by direct message and has no entry yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nudges {
    Off,
    /// Once, when a quarter of the time is left.
    #[default]
    Light,
    /// When half of it is left, and when a quarter is.
    Standard,
}

impl Nudges {
    /// Every measure, the least first.
    pub const ALL: [Self; 3] = [Self::Off, Self::Light, Self::Standard];

    /// The word in the database and in the ids of controls.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Light => "light",
            Self::Standard => "standard",
        }
    }

    /// When somebody is reminded who was told now that a run is open.
    pub fn next_after(self, open: Span, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let quarter = (open.until - open.from) / 4;
        let left: &[i32] = match self {
            Self::Off => &[],
            Self::Light => &[1],
            Self::Standard => &[2, 1],
        };
        let mut times = left.iter().map(|quarters| open.until - quarter * *quarters);
        times.find(|at| *at >= now + PAUSE)
    }
}

/// Nobody is told twice of the same within so long.
const PAUSE: TimeDelta = TimeDelta::minutes(30);

/// Who let so many runs pass in a row that they were told of isn't told any more, until they say so or answer.
pub const MOST_MISSED: u32 = 3;

/// A participant, and how they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Participant {
    pub user: UserId,
    pub remind: Remind,
    pub nudges: Nudges,
    /// Runs in a row that they were told of and let pass.
    pub missed: u32,
}

impl Participant {
    /// Whether they aren't told any more, having let so many pass.
    pub const fn is_paused(&self) -> bool {
        self.missed >= MOST_MISSED
    }

    /// Whether they were told that they are told no more.
    pub const fn knows_of_pause(&self) -> bool {
        self.missed > MOST_MISSED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_leave_time_before_the_close_and_after_what_was_said_last() {
        let at = |time: &str| {
            let time = format!("2026-03-02T{time}:00Z");
            time.parse::<DateTime<Utc>>().unwrap()
        };
        let open = Span {
            from: at("08:00"),
            until: at("12:00"),
        };
        let table = [
            (Nudges::Off, "08:00", None),
            (Nudges::Light, "08:00", Some("11:00")),
            (Nudges::Light, "10:31", None),
            (Nudges::Standard, "08:00", Some("10:00")),
            (Nudges::Standard, "09:31", Some("11:00")),
            (Nudges::Standard, "10:00", Some("11:00")),
            (Nudges::Standard, "11:00", None),
        ];
        for (nudges, now, next) in table {
            let found = nudges.next_after(open, at(now));
            assert_eq!(found, next.map(at), "{nudges:?} at {now}");
        }
    }
}
