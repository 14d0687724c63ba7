//! Whose digest becomes due by what happened.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::super::Known;
use crate::domain::ids::UserId;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::Lane;

/// Whose digest is due when, where that changes.
#[derive(Debug, Default)]
pub(in super::super) struct Due {
    at: HashMap<UserId, DateTime<Utc>>,
    /// Who is, or may be, held something that passes at once.
    cannot_wait: HashSet<UserId>,
}

impl Due {
    /// Sees to it that what waits now will go out.
    pub(in super::super) fn arm(&mut self, person: &Person, lane: Lane, pinged_at: DateTime<Utc>) {
        let armed_at = self.of(person.id).or(person.digest_due_at);
        if armed_at.is_some() && lane == Lane::Digest {
            return;
        }
        // Counted from the ping, not from now: after an outage the digest it missed is late, not skipped.
        let due_at = match lane {
            Lane::Digest => person.next_delivery_after(pinged_at),
            Lane::Now => (person.direct == DirectMessages::Allowed).then_some(pinged_at),
        };
        let Some(due_at) = due_at else { return };
        let due_at = armed_at.map_or(due_at, |armed_at| armed_at.min(due_at));
        self.at.insert(person.id, due_at);
        if lane == Lane::Now {
            self.cannot_wait.insert(person.id);
        }
    }

    /// When this person's digest is due now, if that changes.
    pub(in super::super) fn of(&self, user: UserId) -> Option<DateTime<Utc>> {
        self.at.get(&user).copied()
    }

    /// Everybody for whom it changes.
    pub(in super::super) fn all(&self) -> Vec<(UserId, Option<DateTime<Utc>>)> {
        self.at
            .iter()
            .map(|(user, at)| (*user, Some(*at)))
            .collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Makes it known once it is written.
    pub(in super::super) fn note(self, known: &mut Known) {
        for (user, due_at) in self.at {
            known.set_due(user, Some(due_at));
        }
        for user in self.cannot_wait {
            known.hurry(user);
        }
    }
}
