//! Telling participants that a run is open, and reminding who has no entry yet (PRODUCT S6, S8). Nobody else is told who has
//! none.
//!
//! Whoever is to be told has a row that is due then; whether they still are is looked at only when it is. In quiet hours they are
//! told when these end: then once, and only if it is still open.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::super::outbox::{Put, Target, put};
use super::super::{Adagio, Error, Turn};
use super::answering::{Writer, planned, theirs};
use super::{Found, found, own_zone};
use crate::domain::ids::{ChannelId, RoleId, RunId, ServerId, UserId};
use crate::domain::quiet::Span;
use crate::domain::refusal::Refusal;
use crate::domain::standup::{
    Clocks, Later, MOST_MISSED, Participant, Remind, RowOf, Run, StandupKey, Terms,
};
use crate::store::standup::PromptRow;
use crate::store::{self, standup};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// How long "In an hour" is.
const LATER: TimeDelta = TimeDelta::hours(1);

/// Makes everybody who wants to be told of a run that is open be told, when it is by their clock.
pub(super) async fn tell_all(
    turn: &mut Turn<'_>,
    found: &Found,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let Found { run, row, terms } = found;
    let run = run.run;
    let joined = standup::of_standup(turn.db(), row.id).await?;
    let is_told = |one: &&Participant| one.remind == Remind::Direct && !one.knows_of_pause();
    for Participant { user, .. } in joined.iter().filter(is_told) {
        let span = own_span(turn.adagio, terms, run, *user).filter(|span| span.until > now);
        if let Some(span) = span {
            standup::tell_at(turn.db(), run.id, *user, span.from.max(now)).await?;
        }
    }
    Ok(())
}

/// Writes to somebody who is to be told of a run now, if that still holds, and notes when they are reminded.
pub(super) async fn tell(
    turn: &mut Turn<'_>,
    (run, user): (RunId, UserId),
    now: DateTime<Utc>,
) -> store::Result<()> {
    let row = standup::prompt(turn.db(), run, user).await?;
    let is_due = |row: &PromptRow| row.due_at.is_some_and(|due_at| due_at <= now);
    let Some(row) = row.filter(is_due) else {
        return Ok(());
    };
    let Some((found, participant, span)) = untold(turn, (run, user), now).await? else {
        return standup::tell_no_more(turn.db(), run, user).await;
    };
    if let Some(again_at) = quiet_until(turn.adagio, user, span, now) {
        return match again_at {
            Some(again_at) => standup::tell_at(turn.db(), run, user, again_at).await,
            None => standup::tell_no_more(turn.db(), run, user).await,
        };
    }
    if participant.is_paused() {
        write(turn, &found, (RowOf::Pause(user), span), now).await?;
        let knows = MOST_MISSED + 1;
        standup::set_missed(turn.db(), found.row.id, user, knows).await?;
        return standup::tell_no_more(turn.db(), run, user).await;
    }
    let kind = match row.asked {
        0 => RowOf::Prompt(user),
        count => RowOf::Reminder(user, count),
    };
    write(turn, &found, (kind, span), now).await?;
    let again_at = match participant.remind {
        Remind::Direct => participant.nudges.next_after(span, now),
        Remind::Digest | Remind::Summary | Remind::Not => None,
    };
    standup::asked(turn.db(), run, user, again_at).await
}

/// The run that somebody may be told of, who they are in it, and until when it is open for them. `None`: they have an entry,
/// they left, or it is over.
async fn untold(
    turn: &mut Turn<'_>,
    (run, user): (RunId, UserId),
    now: DateTime<Utc>,
) -> store::Result<Option<(Found, Participant, Span)>> {
    let Some(found) = found(turn.db(), run).await? else {
        return Ok(None);
    };
    let participant = standup::participant(turn.db(), found.row.id, user).await?;
    let span = own_span(turn.adagio, &found.terms, found.run.run, user);
    let is_open = |span: &Span| span.until > now && found.row.deleted_at.is_none();
    let (Some(participant), Some(span)) = (participant, span.filter(is_open)) else {
        return Ok(None);
    };
    let entry = standup::entry(turn.db(), run, user).await?;
    Ok(entry.is_none().then_some((found, participant, span)))
}

async fn write(
    turn: &mut Turn<'_>,
    found: &Found,
    (kind, span): (RowOf, Span),
    now: DateTime<Utc>,
) -> store::Result<()> {
    let (RowOf::Prompt(user) | RowOf::Reminder(user, _) | RowOf::Pause(user)) = kind else {
        return Ok(());
    };
    let Found { run, row, terms } = found;
    let person = turn.adagio.known().person(user).cloned();
    let locale = person.as_ref().and_then(|person| person.locale.as_deref());
    let tongue = Tongue::of(locale.unwrap_or(&row.locale));
    let has_plan = planned(turn.db(), found, user).await?.is_some();
    let prompt = Put {
        key: &found.key(kind),
        to: Target::Direct {
            user,
            channel: person.as_ref().and_then(|person| person.channel),
        },
        due_at: now,
        expires_at: Some(span.until),
    };
    let letter = |outbox| {
        let prompt = say::Prompt {
            ids: (run.run.id, row.id, outbox),
            terms,
            place: (row.server, found.stands_in(), run.message),
            until: span.until,
            has_plan,
        };
        match kind {
            RowOf::Pause(_) => say::pause(&tongue, (row.id, outbox), terms),
            RowOf::Prompt(_) => say::prompt(&tongue, say::Told::Open, &prompt),
            _ => say::prompt(&tongue, say::Told::Still, &prompt),
        }
    };
    put(turn, &prompt, letter, now).await.map(drop)
}

/// Where a run is open, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunPlace {
    pub server: ServerId,
    pub channel: ChannelId,
    /// Who may take part. `None`: everybody who reads the channel.
    pub role: Option<RoleId>,
}

/// Where a run is open. `None`: nothing of it is kept.
///
/// # Errors
/// If the database can't be read.
pub async fn place_of(adagio: &Adagio, run: RunId) -> anyhow::Result<Option<RunPlace>> {
    let context = || format!("read where run {run} is open");
    let mut db = adagio.store.read().await.with_context(context)?;
    let found = found(&mut db, run).await.with_context(context)?;
    Ok(found.map(|Found { row, terms, .. }| RunPlace {
        server: row.server,
        channel: terms.channel,
        role: terms.role,
    }))
}

/// Tells somebody once more in an hour.
///
/// # Errors
/// If it is none of theirs, gone, or the database can't be written.
pub async fn later(adagio: &Adagio, writer: &Writer<'_>, run: RunId) -> Result<Later, Error> {
    let (user, now) = (writer.caller.user, writer.caller.now);
    let mut turn = adagio.begin().await?;
    let context = || format!("tell of run {run} in an hour");
    let found = theirs(adagio, turn.db(), writer, run).await?;
    if found.row.deleted_at.is_some() {
        return Err(Refusal::NothingThere.into());
    }
    let entry = standup::entry(turn.db(), run, user)
        .await
        .with_context(context)?;
    if entry.is_some() {
        return Ok(Later::Answered(run));
    }
    let span = own_span(adagio, &found.terms, found.run.run, user);
    let until = span.map_or(found.run.run.span.until, |span| span.until);
    let at = now + LATER;
    if at >= until {
        return Ok(Later::TooLate(run, until));
    }
    let joined = standup::participant(turn.db(), found.row.id, user)
        .await
        .with_context(context)?;
    joined.ok_or(Refusal::NothingThere)?;
    standup::tell_at(turn.db(), run, user, at)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(Later::At(at))
}

/// Nobody needs to tell somebody of a run any more: what wasn't sent isn't.
pub(super) async fn hush(
    turn: &mut Turn<'_>,
    (run, user): (RunId, UserId),
    asked: u32,
) -> store::Result<()> {
    let reminders = (1..asked).map(|count| RowOf::Reminder(user, count));
    for row in reminders.chain([RowOf::Prompt(user)]) {
        let key = StandupKey { run, row }.to_string();
        store::outbox::drop_due(turn.db(), &key).await?;
    }
    standup::tell_no_more(turn.db(), run, user).await
}

/// Whether it is quiet for somebody now, and when that ends. Inside: `None`, if the run is closed by then.
fn quiet_until(
    adagio: &Adagio,
    user: UserId,
    open: Span,
    now: DateTime<Utc>,
) -> Option<Option<DateTime<Utc>>> {
    let known = adagio.known();
    let schedule = &known.person(user)?.schedule;
    let ends_at = schedule.quiet_ends_after(now);
    (ends_at != Some(now)).then(|| ends_at.filter(|ends_at| *ends_at < open.until))
}

/// When a run is open by the clock that holds for somebody.
pub(super) fn own_span(adagio: &Adagio, terms: &Terms, run: Run, user: UserId) -> Option<Span> {
    match terms.clocks {
        Clocks::One => Some(run.span),
        Clocks::EachOnes => {
            let zone = own_zone(&adagio.known(), user).unwrap_or(terms.zone);
            terms.timetable.run_on(&[zone], run.day)
        }
    }
}
