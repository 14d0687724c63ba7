//! Stand-ups: drafting, beginning and keeping them, joining, opening and closing their runs, and answering in them
//! (PRODUCT S).
//!
//! A stand-up is due when its next run opens, a run when it closes. Each phase writes all that comes of it in one
//! transaction: the run, its rows of the outbox, the next due time. A day has one run, whatever crashes and whoever edits.

mod agreeing;
mod answering;
mod blocking;
mod closing;
mod directly;
mod drafting;
mod exporting;
mod here;
mod history;
mod joining;
mod keeping;
mod lines;
mod missed;
mod opening;
mod phase;
mod picturing;
mod posting;
mod prompting;
mod saying;
mod searching;
mod troubling;
mod unsent;
mod weekly;

pub use self::agreeing::agree;
pub use self::answering::{Writer, answer, ask, skip, tap};
pub(super) use self::directly::{replied, unticked};
pub use self::drafting::{Change, Keeper, Written, change, draft, drop_draft, look, rewrite};
pub use self::exporting::export;
pub use self::here::here;
pub use self::history::history;
pub use self::joining::{join, leave, nudge, remind};
pub use self::keeping::{delete, delete_all, edit, list, pause, resume, show, try_out};
pub use self::missed::{Told, told};
pub(super) use self::opening::{gone, posted};
pub use self::phase::{Phase, due, see_to};
pub use self::picturing::picture;
pub use self::prompting::{RunPlace, later, place_of};
pub(super) use self::saying::{said, unsaid};
pub use self::searching::search;
pub(super) use self::unsent::unsent;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Adagio, Known};
use crate::domain::civil::Zone;
use crate::domain::ids::{ChannelId, RunId, ServerId, StandupId, TermsId, UserId};
use crate::domain::quiet::Span;
use crate::domain::standup::{Clocks, Participant, RowOf, StandupKey, Terms, Threads, Venue};
use crate::store::standup::{RunRow, StandupRow};
use crate::store::{self, Connection, standup};

/// The terms that a stand-up goes by. What it goes by has nothing left to choose.
async fn terms_of(
    db: &mut Connection,
    server: ServerId,
    id: TermsId,
) -> store::Result<Option<Terms>> {
    let row = standup::terms(db, server, id).await?;
    Ok(row.and_then(|row| row.draft.terms()))
}

/// A run with its stand-up and the terms that it goes by.
struct Found {
    run: RunRow,
    row: StandupRow,
    terms: Terms,
}

impl Found {
    /// The key of a row of the outbox that belongs to the run.
    fn key(&self, row: RowOf) -> String {
        let run = self.run.run.id;
        StandupKey { run, row }.to_string()
    }

    /// Where the run's message stands, or is to: in the channel, or in a thread with all else.
    fn stands_in(&self) -> ChannelId {
        match (&self.terms.venue, self.terms.threads) {
            (Venue::Text, Threads::ADay) => self.terms.channel,
            _ => self.run.thread.unwrap_or(self.terms.channel),
        }
    }
}

/// A run, whether or not its stand-up was deleted. `None`: nothing of it is kept.
async fn found(db: &mut Connection, id: RunId) -> store::Result<Option<Found>> {
    let Some(run) = standup::of_row(db, id).await? else {
        return Ok(None);
    };
    let Some(row) = standup::by_id(db, run.run.standup).await? else {
        return Ok(None);
    };
    let terms = terms_of(db, row.server, run.terms).await?;
    Ok(terms.map(|terms| Found { run, row, terms }))
}

/// The zones whose clocks a stand-up's hours are read by: one, or those of everybody who joined.
fn zones(known: &Known, terms: &Terms, joined: &[Participant]) -> Vec<Zone> {
    let mut zones = vec![terms.zone];
    if terms.clocks == Clocks::EachOnes {
        zones.extend(joined.iter().filter_map(|one| own_zone(known, one.user)));
        zones.sort_unstable();
        zones.dedup();
    }
    zones
}

fn own_zone(known: &Known, user: UserId) -> Option<Zone> {
    known.person(user)?.schedule.zone
}

/// The next run that opens from `now` on, and is of no day that had one.
async fn next_run(
    adagio: &Adagio,
    db: &mut Connection,
    (id, terms): (StandupId, &Terms),
    now: DateTime<Utc>,
) -> store::Result<Option<(NaiveDate, Span)>> {
    let last = standup::last_day(db, id).await?;
    let joined = standup::of_standup(db, id).await?;
    let zones = zones(&adagio.known(), terms, &joined);
    let mut runs = terms.timetable.runs(&zones, now);
    Ok(runs.find(|(day, span)| span.from >= now && last.is_none_or(|last| *day > last)))
}

#[cfg(test)]
mod tests;
