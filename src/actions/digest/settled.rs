//! What has come of composing for one person, and who is not composed for now.

use chrono::{DateTime, Utc};

use super::super::due::Pace;
use super::Composed;
use crate::domain::ids::UserId;
use crate::domain::person::{DirectMessages, Person};

/// What has come of it for one person.
pub(super) struct Settled {
    pub(super) user: UserId,
    pub(super) composed: Composed,
    /// When they are due next.
    pub(super) due_at: Option<DateTime<Utc>>,
    pub(super) pace: Pace,
}

impl Settled {
    const fn put_off(user: UserId, until: DateTime<Utc>) -> Self {
        Self {
            user,
            composed: Composed::Later(until),
            due_at: Some(until),
            pace: Pace::Hurried,
        }
    }
}

/// What becomes of somebody to whom nothing may go out now. `None`: something may.
pub(super) fn put_off(person: &Person, now: DateTime<Utc>) -> Option<Settled> {
    let user = person.id;
    let nothing = Settled {
        user,
        composed: Composed::Nothing,
        due_at: None,
        pace: Pace::Calm,
    };
    if person.direct != DirectMessages::Allowed {
        return Some(nothing);
    }
    if !person.schedule.is_quiet_at(now) {
        return None;
    }
    let later = person.schedule.quiet_ends_after(now);
    Some(later.map_or(nothing, |later| Settled::put_off(user, later)))
}
