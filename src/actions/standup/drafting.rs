//! Drafts: what a keeper writes and chooses until it is agreed on. Each step is saved.

mod choosing;

use anyhow::Context;
use chrono::{DateTime, Utc};

pub use self::choosing::{Change, change};
use super::super::{Adagio, Error, Turn, preferences};
use super::zones;
use crate::domain::civil::{Zone, local};
use crate::domain::ids::{ChannelId, ServerId, StandupId, TermsId, UserId};
use crate::domain::later;
use crate::domain::refusal::Refusal;
use crate::domain::standup::{
    Calls, Clocks, Draft, Drafted, Reveal, Sums, Threads, Timetable, Venue, read_questions,
    read_when,
};
use crate::store::standup::TermsRow;
use crate::store::{self, server, standup};

/// How many dates are shown before a stand-up begins (PRODUCT S1).
const SHOWN: usize = 5;

/// Somebody who may set a server up.
#[derive(Clone, Copy, Debug)]
pub struct Keeper {
    pub server: ServerId,
    pub user: UserId,
    pub now: DateTime<Utc>,
}

/// The words of a stand-up as they were written.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    pub name: &'a str,
    /// How its threads are called; may be empty.
    pub title: &'a str,
    /// One a line.
    pub questions: &'a str,
    pub when: &'a str,
    /// Days without a run; may be empty.
    pub days_off: &'a str,
}

/// Begins a draft.
///
/// # Errors
/// If what was written can't be read, or the database can't be written.
pub async fn draft(
    adagio: &Adagio,
    keeper: &Keeper,
    written: &Written<'_>,
) -> Result<Drafted, Error> {
    let zone = preferences::look(adagio, keeper.user).person.schedule.zone;
    let draft = read(written, zone, keeper.now)?;
    let mut turn = adagio.begin().await?;
    let context = || format!("draft a stand-up in server {}", keeper.server);
    server::seen(turn.db(), keeper.server, keeper.now)
        .await
        .with_context(context)?;
    let row = TermsRow {
        standup: None,
        draft,
    };
    let id = standup::add_terms(turn.db(), keeper.server, &row, keeper.now)
        .await
        .with_context(context)?;
    let drafted = drafted(&mut turn, keeper, id, row)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    Ok(drafted)
}

/// Gives a draft other words.
///
/// # Errors
/// If they can't be read, the draft is gone, or the database can't be written.
pub async fn rewrite(
    adagio: &Adagio,
    keeper: &Keeper,
    id: TermsId,
    written: &Written<'_>,
) -> Result<Drafted, Error> {
    let mut turn = adagio.begin().await?;
    let mut row = open_draft(&mut turn, keeper, id).await?;
    let before = row.draft;
    row.draft = Draft {
        channel: before.channel,
        venue: before.venue,
        threads: before.threads,
        clocks: before.clocks,
        role: before.role,
        reveal: before.reveal,
        sums: before.sums,
        calls: before.calls,
        ..read(written, before.zone, keeper.now)?
    };
    let recurrence = &mut row.draft.timetable.recurrence;
    *recurrence = recurrence.counted_as(before.timetable.recurrence);
    let context = || format!("rewrite terms {id}");
    standup::set_words(turn.db(), id, &row.draft)
        .await
        .with_context(context)?;
    let drafted = drafted(&mut turn, keeper, id, row)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    Ok(drafted)
}

/// A draft as it stands.
///
/// # Errors
/// If it is gone, or the database can't be read.
pub async fn look(adagio: &Adagio, keeper: &Keeper, id: TermsId) -> Result<Drafted, Error> {
    let mut turn = adagio.begin().await?;
    let row = open_draft(&mut turn, keeper, id).await?;
    let drafted = drafted(&mut turn, keeper, id, row).await;
    Ok(drafted.with_context(|| format!("look at terms {id}"))?)
}

/// Drops a draft; one that is gone is as good.
///
/// # Errors
/// If the database can't be written.
pub async fn drop_draft(adagio: &Adagio, keeper: &Keeper, id: TermsId) -> Result<(), Error> {
    let mut turn = adagio.begin().await?;
    open_draft(&mut turn, keeper, id).await?;
    standup::remove_draft(turn.db(), id)
        .await
        .with_context(|| format!("drop terms {id}"))?;
    Ok(turn.commit(|_| {}).await?)
}

/// What was written, with nothing chosen but what stands in it.
fn read(written: &Written<'_>, zone: Option<Zone>, now: DateTime<Utc>) -> Result<Draft, Refusal> {
    let today = zone.map_or(now.date_naive(), |zone| local(zone, now).date());
    let when = read_when(written.when, today)?;
    Ok(Draft {
        name: written.name.parse().map_err(|_| Refusal::NoName)?,
        channel: None,
        venue: Venue::Text,
        threads: Threads::ADay,
        zone: when.zone.or(zone),
        clocks: Clocks::One,
        timetable: Timetable {
            recurrence: when.recurrence,
            window: when.window,
            holidays: later::dates(written.days_off, today)?.into_iter().collect(),
        },
        questions: read_questions(written.questions)?,
        reveal: Reveal::AtOnce,
        sums: Sums::ByPerson,
        title: match written.title.trim() {
            "" => None,
            title => Some(title.parse()?),
        },
        role: None,
        calls: Calls::Never,
    })
}

/// A draft of this server. What a stand-up goes by already can't be changed.
pub(super) async fn open_draft(
    turn: &mut Turn<'_>,
    keeper: &Keeper,
    id: TermsId,
) -> Result<TermsRow, Error> {
    let context = || format!("read terms {id}");
    let row = standup::terms(turn.db(), keeper.server, id)
        .await
        .with_context(context)?;
    let row = row.ok_or(Refusal::NothingThere)?;
    if let Some(standup) = row.standup {
        let in_use = standup::is_agreed(turn.db(), id)
            .await
            .with_context(context)?;
        let exists = standup::get(turn.db(), keeper.server, standup)
            .await
            .with_context(context)?;
        if in_use || exists.is_none() {
            return Err(Refusal::NothingThere.into());
        }
    }
    Ok(row)
}

/// A draft with what would come of it.
pub(super) async fn drafted(
    turn: &mut Turn<'_>,
    keeper: &Keeper,
    id: TermsId,
    row: TermsRow,
) -> store::Result<Drafted> {
    let joined = match row.standup {
        Some(standup) => standup::of_standup(turn.db(), standup).await?,
        None => Vec::new(),
    };
    // Its zones are those of its people, wherever it is.
    let somewhere = row.draft.channel.unwrap_or(ChannelId::new(0));
    let finished = Draft {
        channel: Some(somewhere),
        ..row.draft.clone()
    };
    let zones = match finished.terms() {
        Some(terms) => zones(&turn.adagio.known(), &terms, &joined),
        None => Vec::new(),
    };
    let runs = row
        .draft
        .timetable
        .runs(&zones, keeper.now)
        .map(|(_, span)| span);
    let next = runs
        .filter(|span| span.from >= keeper.now)
        .take(SHOWN)
        .collect();
    let has_opened = match row.standup {
        Some(standup) => standup::has_opened(turn.db(), standup).await?,
        None => false,
    };
    Ok(Drafted {
        id,
        standup: row.standup,
        next,
        has_opened,
        open_until: open_until(turn, row.standup, keeper.now).await?,
        draft: row.draft,
    })
}

/// Until when the run that is open now, and closes last, is open.
pub(super) async fn open_until(
    turn: &mut Turn<'_>,
    standup: Option<StandupId>,
    now: DateTime<Utc>,
) -> store::Result<Option<DateTime<Utc>>> {
    let Some(standup) = standup else {
        return Ok(None);
    };
    let open = standup::open_at(turn.db(), standup, now).await?;
    Ok(open.iter().map(|(run, _)| run.span.until).max())
}
