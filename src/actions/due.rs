//! When people are next due: whatever changes what waits for somebody, or when it may go out, comes here.

use std::collections::{HashMap, HashSet};

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::{Adagio, Known, groups};
use crate::domain::ids::UserId;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::Lane;
use crate::store::{self, Connection, person, ping};

/// Whose digest is due when, where that changes.
#[derive(Debug, Default)]
pub(super) struct Due {
    at: HashMap<UserId, DateTime<Utc>>,
    /// Who is, or may be, held something that passes at once.
    cannot_wait: HashSet<UserId>,
}

impl Due {
    /// Sees to it that what waits since this instant will go out.
    pub(super) fn arm(&mut self, person: &Person, lane: Lane, since: DateTime<Utc>) {
        let armed_at = self.of(person.id).or(person.digest_due_at);
        // When that comes, everything is looked at: what is put off longer is left over then.
        if armed_at.is_some() && lane == Lane::Digest {
            return;
        }
        // Counted from the ping, not from now: after an outage the digest it missed is late, not skipped.
        let Some(due_at) = person.goes_out_at(lane, since) else {
            return;
        };
        let due_at = armed_at.map_or(due_at, |armed_at| armed_at.min(due_at));
        self.at.insert(person.id, due_at);
        if lane == Lane::Now {
            self.cannot_wait.insert(person.id);
        }
    }

    /// When this person's digest is due now, if that changes.
    pub(super) fn of(&self, user: UserId) -> Option<DateTime<Utc>> {
        self.at.get(&user).copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Writes it.
    ///
    /// # Errors
    /// If the database can't be written.
    pub(super) async fn write(&self, db: &mut Connection) -> store::Result<()> {
        let due = self.at.iter().map(|(user, at)| (*user, Some(*at)));
        person::set_all_due(db, &due.collect::<Vec<_>>()).await
    }

    /// Makes it known once it is written.
    pub(super) fn note(self, known: &mut Known) {
        for (user, due_at) in self.at {
            known.set_due(user, Some(due_at));
        }
        for user in self.cannot_wait {
            known.hurry(user);
        }
    }
}

/// Whether something may wait for somebody that passes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    Hurried,
    Calm,
}

/// When what waits for a person is due, and how it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anew {
    pub(super) due_at: Option<DateTime<Utc>>,
    pub(super) pace: Pace,
}

impl Anew {
    /// Makes it known once it is written.
    pub(super) fn note(self, user: UserId, known: &mut Known) {
        known.set_due(user, self.due_at);
        match self.pace {
            Pace::Hurried => known.hurry(user),
            Pace::Calm => known.need_not_hurry(user),
        }
    }
}

/// What is due for a person by their settings of now, whatever was noted before.
///
/// # Errors
/// If the database can't be read.
pub(super) async fn anew(
    adagio: &Adagio,
    db: &mut Connection,
    person: &Person,
    now: DateTime<Utc>,
) -> anyhow::Result<Anew> {
    if person.direct != DirectMessages::Allowed {
        return Ok(Anew {
            due_at: None,
            pace: Pace::Calm,
        });
    }
    let lanes = ping::lanes(db, person.id).await;
    let mut lanes = lanes.with_context(|| format!("read what person {} is held", person.id))?;
    let called = groups::unlooked(adagio, db, person.id).await?;
    let called = called.iter();
    lanes.extend(called.map(|ping| groups::lane_for(person, ping.lane, ping.pinged_at)));
    let overdue = person.digest_due_at.filter(|due_at| *due_at <= now);
    let overdue = overdue.filter(|_| !lanes.is_empty() && !person.schedule.is_quiet_at(now));
    let pace = match lanes.contains(&Lane::Now) {
        true => Pace::Hurried,
        false => Pace::Calm,
    };
    let next = lanes.into_iter();
    let next = next.filter_map(|lane| person.goes_out_at(lane, now));
    Ok(Anew {
        due_at: overdue.or_else(|| next.min()),
        pace,
    })
}
