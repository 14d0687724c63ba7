//! Answering: what somebody is asked, what they answered, and leaving a run out.
//!
//! Nothing that was typed is lost: what comes after the close is marked, what comes when the stand-up is deleted is kept
//! with its history, and what can't be kept is given back by who asked.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::due::Due;
use super::super::preferences::Caller;
use super::super::{Adagio, Error, Turn};
use super::{Found, blocking, closing, found, lines, posting, prompting};
use crate::domain::ids::{RoleId, RunId, TermsId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Answers, Asked, Entry, Manner, Saved, Tap, Tapped, Whereabouts};
use crate::store::{self, Connection, standup};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// Who answers.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    pub caller: &'a Caller,
    /// How they are called.
    pub name: &'a str,
    /// Where their picture is.
    pub picture: &'a str,
    /// Their roles in the server; in direct messages, none.
    pub roles: &'a [RoleId],
}

/// What somebody is asked in a run, with what they answered or planned before.
///
/// # Errors
/// If it is none of theirs, gone, or the database can't be read.
pub async fn ask(adagio: &Adagio, writer: &Writer<'_>, run: RunId) -> Result<Asked, Error> {
    let context = || format!("ask in run {run}");
    let mut db = adagio.store.read().await.with_context(context)?;
    let found = theirs(adagio, &mut db, writer, run).await?;
    if found.row.deleted_at.is_some() {
        return Err(Refusal::NothingThere.into());
    }
    let user = writer.caller.user;
    let entry = standup::entry(&mut db, run, user)
        .await
        .with_context(context)?;
    let planned = planned(&mut db, &found, user).await.with_context(context)?;
    Ok(Asked {
        run,
        revision: found.run.terms,
        server: found.row.server,
        planned,
        day: found.run.run.day,
        terms: found.terms,
        entry,
    })
}

/// Takes in what somebody answered to the questions of this revision.
///
/// # Errors
/// If it is none of theirs, gone, the questions were others, nothing is answered, or the database can't be written.
pub async fn answer(
    adagio: &Adagio,
    writer: &Writer<'_>,
    (run, revision): (RunId, TermsId),
    answers: Answers,
) -> Result<Saved, Error> {
    if answers.is_empty() {
        return Err(Refusal::NoAnswer.into());
    }
    let mut turn = adagio.begin().await?;
    let found = theirs(adagio, turn.db(), writer, run).await?;
    if found.run.terms != revision {
        return Err(Refusal::OldControl.into());
    }
    take_in(turn, writer, found, (Manner::Words, answers)).await
}

/// Answers with one tap. Who has answered keeps what they wrote.
///
/// # Errors
/// If it is none of theirs, gone, or the database can't be written.
pub async fn tap(
    adagio: &Adagio,
    writer: &Writer<'_>,
    run: RunId,
    tap: Tap,
) -> Result<Tapped, Error> {
    let context = || format!("answer in run {run} with one tap");
    let mut turn = adagio.begin().await?;
    let found = theirs(adagio, turn.db(), writer, run).await?;
    let user = writer.caller.user;
    let before = standup::entry(turn.db(), run, user)
        .await
        .with_context(context)?;
    if before.is_some_and(|entry| entry.manner == Manner::Words) {
        return Ok(Tapped::Before(run));
    }
    let words = match tap {
        Tap::Nothing => Some(say::nothing_new(&Tongue::of(&found.row.locale))),
        Tap::Planned => planned(turn.db(), &found, user)
            .await
            .with_context(context)?,
    };
    let Some(words) = words else {
        return Ok(Tapped::NothingPlanned(run));
    };
    let place = found.terms.place_of_plans().ok_or(Refusal::OldControl)?;
    let answers = Answers::new((0..=place).map(|at| (at == place).then(|| words.clone())));
    let saved = take_in(turn, writer, found, (Manner::Words, answers)).await?;
    Ok(Tapped::Saved(Box::new(saved)))
}

/// What somebody planned before a run, if a question asks for plans.
pub(super) async fn planned(
    db: &mut Connection,
    found: &Found,
    user: UserId,
) -> store::Result<Option<String>> {
    if !found.terms.asks_for_plans() {
        return Ok(None);
    }
    standup::last_plan(db, found.row.id, user, found.run.run.day).await
}

/// Leaves a run out. What was answered in it before is no longer.
///
/// # Errors
/// If it is none of theirs, gone, or the database can't be written.
pub async fn skip(adagio: &Adagio, writer: &Writer<'_>, run: RunId) -> Result<Saved, Error> {
    let mut turn = adagio.begin().await?;
    let found = theirs(adagio, turn.db(), writer, run).await?;
    take_in(turn, writer, found, (Manner::Skipped, Answers::default())).await
}

async fn take_in(
    mut turn: Turn<'_>,
    writer: &Writer<'_>,
    found: Found,
    (manner, answers): (Manner, Answers),
) -> Result<Saved, Error> {
    let (run, now, user) = (found.run.run, writer.caller.now, writer.caller.user);
    let context = || format!("take in an entry of run {}", run.id);
    let before = standup::entry(turn.db(), run.id, user)
        .await
        .with_context(context)?;
    let entry = Entry {
        user,
        name: writer.name.to_owned(),
        picture: Some(writer.picture.to_owned()),
        manner,
        answers,
        edits: before.as_ref().map_or(0, |before| before.edits + 1),
        parts: before.as_ref().map_or(0, |before| before.parts),
        message: None,
        reply: None,
        written_at: written_at(before.as_ref(), manner, now),
        changed_at: now,
    };
    let mut due = Due::default();
    let entry = keep(&mut turn, &found, entry, &mut due, now)
        .await
        .with_context(context)?;
    let adagio = turn.adagio;
    turn.commit(|known| due.note(known)).await?;
    adagio.bell.ring();
    let server = found.row.server;
    Ok(Saved {
        run: run.id,
        entry,
        closes_at: run.span.until,
        whereabouts: match (found.row.deleted_at, found.run.thread) {
            (Some(_), _) => Whereabouts::History,
            _ if !posting::is_shown(&found, now) => Whereabouts::AtClose,
            (None, Some(thread)) => Whereabouts::Thread(server, thread),
            (None, None) => Whereabouts::Waits,
        },
        terms: found.terms,
    })
}

/// When an entry was first written: who skipped before hadn't written anything.
pub(super) fn written_at(
    before: Option<&Entry>,
    manner: Manner,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    match before {
        Some(before) if before.manner == Manner::Words || manner == Manner::Skipped => {
            before.written_at
        }
        _ => now,
    }
}

/// Keeps an entry, posts it if Adagio has to, tells whom it names as being in the way, and asks its writer no more.
pub(super) async fn keep(
    turn: &mut Turn<'_>,
    found: &Found,
    entry: Entry,
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<Entry> {
    let (run, user) = (found.run.run.id, entry.user);
    let entry = posting::save(turn, found, entry, now).await?;
    blocking::tell(turn, found, &entry, due, now).await?;
    let prompt = standup::prompt(turn.db(), run, user).await?;
    let asked = prompt.map_or(0, |prompt| prompt.asked);
    prompting::hush(turn, (run, user), asked).await?;
    standup::set_missed(turn.db(), found.row.id, user, 0).await?;
    lines::answered(turn, found, user, now).await?;
    posting::count(turn, found, now).await?;
    if entry.manner == Manner::Skipped || entry.written_at < found.run.run.span.until {
        closing::amend(turn, found, now).await?;
    }
    Ok(entry)
}

/// A run in which somebody may answer: in its server, with the role that it asks for; in direct messages, as one who joined
/// or has answered.
pub(super) async fn theirs(
    adagio: &Adagio,
    db: &mut Connection,
    writer: &Writer<'_>,
    run: RunId,
) -> Result<Found, Error> {
    let context = || format!("read run {run}");
    let user = writer.caller.user;
    if adagio.known().is_left_out(user) {
        return Err(Refusal::LeftOut.into());
    }
    let found = found(db, run).await.with_context(context)?;
    let found = found.ok_or(Refusal::NothingThere)?;
    match writer.caller.server {
        Some(server) if server != found.row.server => Err(Refusal::NothingThere.into()),
        Some(_) => match found.terms.role {
            Some(role) if !writer.roles.contains(&role) => Err(Refusal::NeedsRole(role).into()),
            _ => Ok(found),
        },
        None => {
            let joined = standup::participant(db, found.row.id, user)
                .await
                .with_context(context)?;
            let entry = standup::entry(db, run, user).await.with_context(context)?;
            // Who joined is forgotten with a stand-up; what they had begun to write isn't.
            let is_theirs = entry.is_some() || found.row.deleted_at.is_some() || joined.is_some();
            is_theirs
                .then_some(found)
                .ok_or(Refusal::NothingThere.into())
        }
    }
}
