//! What was seen from outside.

use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::Finding;

use super::difference::Difference;
use super::ledger::PersonNo;
use super::mailbox::Parcel;
use super::promise::Item;
use super::weather::LATE;

/// A push on somebody's phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Push {
    pub person: PersonNo,
    pub at: DateTime<Utc>,
}

/// What was seen from outside.
#[derive(Debug, Default)]
pub(super) struct Observed {
    /// Every direct message that Adagio sent after people had joined.
    pub parcels: Vec<Parcel>,
    /// What those with closed doors found in their inbox.
    pub inboxes: Vec<(PersonNo, Vec<Item>)>,
    /// What was wrong already when it was looked at.
    pub differences: Vec<Difference>,
    /// Every push, whoever's fault, to people who left it to Adagio; Adagio's own to all others.
    pub pushes: Vec<Push>,
    pub recorded: usize,
    pub findings: Vec<Finding>,
    /// How late a digest may come.
    pub leeway: Leeway,
}

/// How late a digest may come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Leeway {
    #[default]
    Minute,
    /// Discord stumbles.
    Rough,
}

impl Leeway {
    /// Whether what was due then came in time.
    pub(super) fn holds(self, at: DateTime<Utc>, due_at: DateTime<Utc>) -> bool {
        let late = match self {
            Self::Minute => TimeDelta::minutes(1),
            Self::Rough => LATE,
        };
        due_at <= at && at < due_at + late
    }
}
