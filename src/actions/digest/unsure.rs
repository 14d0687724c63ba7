//! What may have to be shown to somebody, while Discord doesn't say whether they may see it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::ping::Lane;

/// How long a digest waits for what can't be found out before it goes without that.
pub(super) const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// When what can't be found out is asked for again, as long as it is fresh.
const RETRY: TimeDelta = TimeDelta::seconds(30);

/// Since when the first of each lane waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Unsure {
    digest: Option<DateTime<Utc>>,
    now: Option<DateTime<Utc>>,
}

impl Unsure {
    /// Adds something that waits since then.
    pub(in super::super) fn add(&mut self, lane: Lane, since: DateTime<Utc>) {
        let first = match lane {
            Lane::Digest => &mut self.digest,
            Lane::Now => &mut self.now,
        };
        *first = Some(first.map_or(since, |first| first.min(since)));
    }

    /// Since when the first of this lane waits.
    pub(super) const fn of(&self, lane: Lane) -> Option<DateTime<Utc>> {
        match lane {
            Lane::Digest => self.digest,
            Lane::Now => self.now,
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.digest.is_none() && self.now.is_none()
    }

    /// When to ask again for what couldn't wait for a digest: it doesn't wait for one because Discord is out of reach for long.
    pub(super) fn again_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let pause = |since| {
            if is_fresh(since, now) {
                RETRY
            } else {
                PATIENCE
            }
        };
        self.now.map(|since| now + pause(since))
    }
}

/// When a digest that was due at this instant is tried again, if it is early enough to wait for what can't be found out.
pub(super) fn wait_for(due_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    is_fresh(due_at, now).then(|| now + RETRY)
}

fn is_fresh(since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - since < PATIENCE
}
