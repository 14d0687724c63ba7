//! What people are shown of stand-ups.

use chrono::{DateTime, Utc};

use super::terms::{Draft, Remind, Standing, Terms, Trouble};
use crate::domain::ids::{MessageId, StandupId, TermsId};
use crate::domain::quiet::Span;

/// A draft, before it is agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    pub id: TermsId,
    /// `None`: of a stand-up that isn't begun.
    pub standup: Option<StandupId>,
    pub draft: Draft,
    /// The next runs that it would open. Empty without a zone.
    pub next: Vec<Span>,
    /// Until when a run of the stand-up is open now, which goes on as it began.
    pub open_until: Option<DateTime<Utc>>,
}

/// A stand-up that begins or goes on by other terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    pub terms: Terms,
    /// When its next run opens.
    pub next_at: DateTime<Utc>,
    /// Until when a run is open that goes on as it began.
    pub open_until: Option<DateTime<Utc>>,
}

/// A stand-up in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: StandupId,
    pub terms: Terms,
    pub standing: Standing,
    pub trouble: Option<Trouble>,
    /// When its next run opens. `None`: it is paused, or has none.
    pub next_at: Option<DateTime<Utc>>,
    /// How many joined.
    pub joined: usize,
    pub open: Vec<OpenRun>,
}

/// A run that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenRun {
    pub closes_at: DateTime<Utc>,
    /// What was posted for it. `None`: not yet.
    pub message: Option<MessageId>,
}

/// A stand-up as somebody who joined it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    pub id: StandupId,
    pub terms: Terms,
    pub remind: Remind,
    /// When its next run opens. `None`: it is paused, or has none.
    pub next_at: Option<DateTime<Utc>>,
}
