//! People for whom something is due that waits until the history of their servers is read.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::ids::UserId;

/// How long somebody waits at most. After that they are shown what is known.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// Who waits, and since when.
#[derive(Debug, Default)]
pub(in super::super) struct Waiting(Mutex<HashMap<UserId, DateTime<Utc>>>);

/// How far the history of somebody's servers is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Past {
    Behind,
    Read,
}

impl Waiting {
    /// Whether this person has to wait; noted, if so. Who isn't behind needn't, nor who has waited long enough.
    pub(in super::super) fn has_to_wait(
        &self,
        user: UserId,
        history: Past,
        now: DateTime<Utc>,
    ) -> bool {
        let mut waiting = self.lock();
        let since = match waiting.get(&user) {
            Some(since) => *since,
            None => now,
        };
        let waits = history == Past::Behind && now - since < PATIENCE;
        if waits {
            waiting.insert(user, since);
        } else {
            waiting.remove(&user);
        }
        waits
    }

    /// Whether this person waits already.
    pub(in super::super) fn waits(&self, user: UserId) -> bool {
        self.lock().contains_key(&user)
    }

    /// Those who wait and are concerned.
    pub(super) fn who(&self, is_concerned: impl Fn(UserId) -> bool) -> Vec<UserId> {
        let waiting = self.lock();
        let users = waiting.keys().copied();
        users.filter(|user| is_concerned(*user)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<UserId, DateTime<Utc>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEN: UserId = UserId::new(22);

    #[test]
    fn who_is_behind_waits_for_a_while() {
        let waiting = Waiting::default();
        let since = DateTime::UNIX_EPOCH;
        for (minutes, waits) in [(0, true), (4, true), (5, false)] {
            let now = since + TimeDelta::minutes(minutes);
            assert_eq!(waiting.has_to_wait(BEN, Past::Behind, now), waits);
            assert_eq!(waiting.who(|_| true).len(), usize::from(waits));
        }
        assert!(!waiting.has_to_wait(BEN, Past::Read, since));
    }
}
