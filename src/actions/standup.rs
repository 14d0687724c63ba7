//! Stand-ups: drafting, beginning and keeping them, joining, and opening their runs (PRODUCT S1–S5, S13).
//!
//! A stand-up is due when its next run opens. Opening writes the run, its rows of the outbox and the next due time in one
//! transaction; a day has one run, whatever crashes and whoever edits.

mod agreeing;
mod drafting;
mod joining;
mod keeping;
mod opening;

pub use self::agreeing::agree;
pub use self::drafting::{Change, Keeper, Written, change, draft, drop_draft, look, rewrite};
pub use self::joining::{join, leave, remind};
pub use self::keeping::{delete, edit, list, pause, resume, show};
pub use self::opening::{due, open};
pub(super) use self::opening::{posted, unsent};

use chrono::{DateTime, NaiveDate, Utc};

use super::{Adagio, Known};
use crate::domain::civil::Zone;
use crate::domain::ids::{ServerId, StandupId, TermsId, UserId};
use crate::domain::quiet::Span;
use crate::domain::standup::{Clocks, Remind, Terms};
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

/// The zones whose clocks a stand-up's hours are read by: one, or those of everybody who joined.
fn zones(known: &Known, terms: &Terms, joined: &[(UserId, Remind)]) -> Vec<Zone> {
    let mut zones = vec![terms.zone];
    if terms.clocks == Clocks::EachOnes {
        zones.extend(joined.iter().filter_map(|(user, _)| own_zone(known, *user)));
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
