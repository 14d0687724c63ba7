//! When somebody's DMs were closed to the bot: from a refusal of Discord's on until they let it try again.

use chrono::{DateTime, Utc};
use discord_sim::{Fault, Mishap, Struck};

use super::cast::Inhabitant;

/// What became of requests to one person's DMs.
pub(super) struct Doors {
    closed: Vec<Door>,
    /// When any other request went wrong.
    stumbles: Vec<DateTime<Utc>>,
}

/// A door that was closed for a while.
#[derive(Clone, Copy, Debug)]
pub(super) struct Door {
    closed_at: DateTime<Utc>,
    /// `None`: it still is.
    pub(super) opened_at: Option<DateTime<Utc>>,
}

impl Doors {
    pub(super) fn of(whose: &Inhabitant, struck: &[Struck]) -> Self {
        let dm = whose.person.dm_channel().unwrap();
        let (to_them, of_theirs) = (
            format!("POST /channels/{dm}/messages"),
            format!("GET /channels/{dm}/messages"),
        );
        let requests = struck
            .iter()
            .filter(|it| it.what == to_them || it.what.starts_with(&of_theirs));
        let (refusals, stumbles): (Vec<_>, Vec<_>) =
            requests.partition(|it| matches!(it.mishap, Mishap::Request(Fault::Status(403, _))));
        let door = |refusal: &Struck| Door {
            closed_at: refusal.at,
            opened_at: whose
                .opened
                .iter()
                .copied()
                .find(|opened_at| *opened_at > refusal.at),
        };
        Self {
            closed: refusals.into_iter().map(door).collect(),
            stumbles: stumbles.into_iter().map(|it| it.at).collect(),
        }
    }

    /// A door that was closed at some time between these two.
    pub(super) fn closed_within(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Option<Door> {
        let is_closed = |door: &&Door| {
            door.closed_at <= until && door.opened_at.is_none_or(|opened_at| opened_at > from)
        };
        self.closed.iter().find(is_closed).copied()
    }

    /// How often Discord stumbled over a request between these two.
    pub(super) fn stumbles_within(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> usize {
        let within = |at: &&DateTime<Utc>| (from..=until).contains(*at);
        self.stumbles.iter().filter(within).count()
    }

    /// Whether one is closed for good as it stands.
    pub(super) fn is_closed(&self) -> bool {
        self.closed.iter().any(|door| door.opened_at.is_none())
    }
}
