//! Whose digest becomes due by what happened.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::domain::ids::UserId;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::Lane;

/// Whose digest is due when, where that changes.
pub(in super::super) type Due = HashMap<UserId, DateTime<Utc>>;

/// Sees to it that what waits now will go out.
pub(in super::super) fn arm(due: &mut Due, person: &Person, lane: Lane, pinged_at: DateTime<Utc>) {
    let armed_at = due.get(&person.id).copied().or(person.digest_due_at);
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
    due.insert(person.id, due_at);
}
