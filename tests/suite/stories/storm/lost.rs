//! What Discord never told the bot.

use chrono::{DateTime, Utc};
use discord_sim::{EventFault, MessageId, Mishap, Struck};

/// The events that were lost, or may have been.
pub(super) struct Lost(Vec<LostEvent>);

struct LostEvent {
    name: String,
    subject: u64,
    at: DateTime<Utc>,
    told: Told,
}

/// Whether an event was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Yes,
    /// It went out on a connection that broke, in a session that was not resumed.
    Perhaps,
    No,
}

impl Lost {
    pub(super) fn among(struck: &[Struck]) -> Self {
        Self(struck.iter().filter_map(LostEvent::of).collect())
    }

    /// Whether the bot was told the event of this name, about this message, that happened at `at`.
    pub(super) fn told(&self, name: &str, about: MessageId, at: DateTime<Utc>) -> Told {
        let is_meant = |lost: &&LostEvent| {
            let is_then = match lost.told {
                // Noted when the session is given up.
                Told::Perhaps => lost.at >= at,
                Told::Yes | Told::No => lost.at == at,
            };
            is_then && lost.name == name && lost.subject == about.get()
        };
        let lost = self.0.iter().find(is_meant);
        lost.map_or(Told::Yes, |lost| lost.told)
    }
}

impl LostEvent {
    fn of(struck: &Struck) -> Option<Self> {
        let told = match struck.mishap {
            Mishap::Event {
                fault: EventFault::Lost,
                ..
            } => Told::No,
            Mishap::Unheard { .. } => Told::Perhaps,
            _ => return None,
        };
        let (name, _) = struck.what.split_once(' ')?;
        Some(Self {
            name: name.to_owned(),
            subject: struck.mishap.lost_subject()?,
            at: struck.at,
            told,
        })
    }
}
