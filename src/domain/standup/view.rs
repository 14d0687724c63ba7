//! What people are shown of stand-ups.

use chrono::{DateTime, NaiveDate, Utc};

use super::entry::Entry;
use super::figures::Figures;
use super::prompt::{Nudges, Remind};
use super::terms::{Draft, Name, Standing, Terms, Trouble};
use crate::domain::ids::{ChannelId, MessageId, RunId, ServerId, StandupId, TermsId};
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
    /// Whether a run of the stand-up was posted: then none is the first any more.
    pub has_opened: bool,
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

/// A run that has closed, and what was answered in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    pub run: RunId,
    pub terms: Terms,
    pub day: NaiveDate,
    /// In the order in which they were first written.
    pub entries: Vec<Entry>,
    /// The run before it, and the one after. `None`: there is none that is shown.
    pub older: Option<RunId>,
    pub newer: Option<RunId>,
    /// The how manyth it is, counted from the oldest, and of how many.
    pub left: usize,
    pub of: usize,
}

/// How the runs of a stand-up went.
#[derive(Clone, Debug, PartialEq)]
pub struct Pictured {
    pub name: Name,
    pub figures: Figures,
}

/// A file of what was answered in a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    pub name: String,
    pub file: Vec<u8>,
    /// How many runs it holds, and how many there are.
    pub runs: usize,
    pub of: usize,
}

/// What stood in somebody's way in the run before, because of somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// How they were called.
    pub name: String,
    /// In plain words.
    pub words: String,
    pub is_solved: bool,
}

/// What was found in a channel's stand-ups, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    pub hits: Vec<Hit>,
    /// Whether there is more that isn't shown.
    pub is_more: bool,
}

/// An answer in which something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub server: ServerId,
    /// Where it stands. `None`: nowhere yet.
    pub thread: Option<ChannelId>,
    pub terms: Terms,
    pub day: NaiveDate,
    /// How its writer was called then.
    pub name: String,
    /// Some of what was answered.
    pub words: String,
}

/// A stand-up of a channel, as it concerns somebody there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    pub id: StandupId,
    pub name: Name,
    /// Its run that is open there. `None`: none is.
    pub run: Option<RunId>,
    /// Whether its next runs open there too.
    pub opens_here: bool,
    pub has_joined: bool,
}

/// A run as it would be, for who tries it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    pub id: StandupId,
    pub terms: Terms,
    pub day: NaiveDate,
    pub closes_at: DateTime<Utc>,
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
    /// Whether they have digests, in which lines can come.
    pub has_digests: bool,
    /// How often they are reminded, if they are told by direct message.
    pub nudges: Nudges,
    /// Whether they aren't told any more, having let several pass in a row.
    pub is_paused: bool,
    /// When its next run opens. `None`: it is paused, or has none.
    pub next_at: Option<DateTime<Utc>>,
}

/// What somebody is asked in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub run: RunId,
    /// The questions' revision.
    pub revision: TermsId,
    pub server: ServerId,
    pub terms: Terms,
    pub day: NaiveDate,
    /// What they answered before. `None`: nothing yet.
    pub entry: Option<Entry>,
    /// What they planned the last time.
    pub planned: Option<String>,
}

/// An entry that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub run: RunId,
    pub terms: Terms,
    pub entry: Entry,
    pub closes_at: DateTime<Utc>,
    pub whereabouts: Whereabouts,
}

/// What can be answered with one tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tap {
    /// What was planned the last time.
    Planned,
    /// "Nothing new."
    Nothing,
}

/// What came of a tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tapped {
    Saved(Box<Saved>),
    /// They had answered before; that stays.
    Before(RunId),
    /// They planned nothing, or are never asked for plans.
    NothingPlanned(RunId),
}

/// What came of "In an hour".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// They are told then.
    At(DateTime<Utc>),
    /// The run closes before.
    TooLate(RunId, DateTime<Utc>),
    /// They have answered.
    Answered(RunId),
}

/// Where an entry stands, or will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In this thread.
    Thread(ServerId, ChannelId),
    /// Nowhere yet: there is no thread, but there will be.
    Waits,
    /// Nowhere yet: all are posted when the run closes.
    AtClose,
    /// Nowhere: the stand-up was deleted meanwhile, with its history kept.
    History,
}
