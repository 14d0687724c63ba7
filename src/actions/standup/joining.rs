//! Joining a stand-up, choosing how to be told that it is open, and leaving. Nobody is enrolled by anybody else.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::preferences::Caller;
use super::super::{Adagio, Error, Turn};
use super::{next_run, prompting, terms_of};
use crate::domain::ids::{RoleId, ServerId, StandupId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Joined, Nudges, Remind, Standing, Terms};
use crate::store::ping;
use crate::store::standup::{self, StandupRow};

/// Joins somebody who has these roles. Who is in it already keeps what they chose.
///
/// # Errors
/// If they may not, the stand-up is gone, or the database can't be written.
pub async fn join(
    adagio: &Adagio,
    caller: &Caller,
    server: ServerId,
    id: StandupId,
    roles: &[RoleId],
) -> Result<Joined, Error> {
    let mut turn = adagio.begin().await?;
    let (row, terms) = found(&mut turn, server, id).await?;
    if adagio.known().is_left_out(caller.user) {
        return Err(Refusal::LeftOut.into());
    }
    if let Some(role) = terms.role.filter(|role| !roles.contains(role)) {
        return Err(Refusal::NeedsRole(role).into());
    }
    let context = || format!("join stand-up {id}");
    standup::join(turn.db(), id, caller.user, caller.now)
        .await
        .with_context(context)?;
    // Somebody further east may make its next day begin earlier.
    let next = next_run(adagio, turn.db(), (id, &terms), caller.now)
        .await
        .with_context(context)?;
    let next_at = next.map(|(_, span)| span.from);
    if row.standing == Standing::Active && row.due_at.is_none_or(|due_at| due_at > caller.now) {
        standup::set_due(turn.db(), id, next_at)
            .await
            .with_context(context)?;
    }
    let joined = joined(&mut turn, caller, row, terms).await?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(joined)
}

/// Chooses how somebody is told that a run is open.
///
/// # Errors
/// If they haven't joined, the stand-up is gone, or the database can't be written.
pub async fn remind(
    adagio: &Adagio,
    caller: &Caller,
    id: StandupId,
    remind: Remind,
) -> Result<Joined, Error> {
    let mut turn = adagio.begin().await?;
    let (row, terms) = anywhere(&mut turn, id).await?;
    let has_joined = standup::remind(turn.db(), id, caller.user, remind)
        .await
        .with_context(|| format!("choose how stand-up {id} is told"))?;
    if !has_joined {
        return Err(Refusal::NothingThere.into());
    }
    if remind != Remind::Direct {
        hush(&mut turn, id, caller.user).await?;
    }
    match remind {
        Remind::Digest => {}
        Remind::Summary => no_lines(&mut turn, caller, (id, caller.now)).await?,
        Remind::Direct | Remind::Not => {
            no_lines(&mut turn, caller, (id, DateTime::UNIX_EPOCH)).await?;
        }
    }
    let joined = joined(&mut turn, caller, row, terms).await?;
    turn.commit(|_| {}).await?;
    Ok(joined)
}

/// Chooses how often somebody is reminded of a run in which they haven't answered, from the next one on.
///
/// # Errors
/// If they haven't joined, the stand-up is gone, or the database can't be written.
pub async fn nudge(
    adagio: &Adagio,
    caller: &Caller,
    id: StandupId,
    nudges: Nudges,
) -> Result<Joined, Error> {
    let mut turn = adagio.begin().await?;
    let (row, terms) = anywhere(&mut turn, id).await?;
    let has_joined = standup::nudge(turn.db(), id, caller.user, nudges)
        .await
        .with_context(|| format!("choose how often stand-up {id} reminds"))?;
    if !has_joined {
        return Err(Refusal::NothingThere.into());
    }
    let joined = joined(&mut turn, caller, row, terms).await?;
    turn.commit(|_| {}).await?;
    Ok(joined)
}

/// Tells somebody nothing more of the runs of a stand-up that are open.
async fn hush(turn: &mut Turn<'_>, id: StandupId, user: UserId) -> Result<(), Error> {
    let context = || format!("tell person {user} no more of stand-up {id}");
    let removed = standup::not_told(turn.db(), id, user)
        .await
        .with_context(context)?;
    for (run, asked) in removed {
        prompting::hush(turn, (run, user), asked)
            .await
            .with_context(context)?;
    }
    Ok(())
}

/// Takes back the digest lines of the runs that close after this instant.
async fn no_lines(
    turn: &mut Turn<'_>,
    caller: &Caller,
    (id, closing_after): (StandupId, DateTime<Utc>),
) -> Result<(), Error> {
    ping::withdraw_standup_from(turn.db(), caller.user, (id, closing_after), caller.now)
        .await
        .with_context(|| format!("take back the lines of stand-up {id}"))?;
    Ok(())
}

/// Leaves a stand-up; who wasn't in it has left it too.
///
/// # Errors
/// If the stand-up is gone, or the database can't be written.
pub async fn leave(adagio: &Adagio, caller: &Caller, id: StandupId) -> Result<Terms, Error> {
    let mut turn = adagio.begin().await?;
    let (_, terms) = anywhere(&mut turn, id).await?;
    standup::leave(turn.db(), id, caller.user)
        .await
        .with_context(|| format!("leave stand-up {id}"))?;
    hush(&mut turn, id, caller.user).await?;
    no_lines(&mut turn, caller, (id, DateTime::UNIX_EPOCH)).await?;
    turn.commit(|_| {}).await?;
    Ok(terms)
}

async fn found(
    turn: &mut Turn<'_>,
    server: ServerId,
    id: StandupId,
) -> Result<(StandupRow, Terms), Error> {
    let found = anywhere(turn, id).await?;
    if found.0.server != server {
        return Err(Refusal::NothingThere.into());
    }
    Ok(found)
}

/// A stand-up, wherever it is: who joined it may press in their direct messages.
async fn anywhere(turn: &mut Turn<'_>, id: StandupId) -> Result<(StandupRow, Terms), Error> {
    let context = || format!("read stand-up {id}");
    let row = standup::by_id(turn.db(), id).await.with_context(context)?;
    let row = row.filter(|row| row.deleted_at.is_none());
    let row = row.ok_or(Refusal::NothingThere)?;
    let terms = terms_of(turn.db(), row.server, row.terms)
        .await
        .with_context(context)?;
    let terms = terms.ok_or(Refusal::NothingThere)?;
    Ok((row, terms))
}

async fn joined(
    turn: &mut Turn<'_>,
    caller: &Caller,
    row: StandupRow,
    terms: Terms,
) -> Result<Joined, Error> {
    let id = row.id;
    let own = standup::participant(turn.db(), id, caller.user)
        .await
        .with_context(|| format!("read how stand-up {id} is told"))?;
    let own = own.ok_or(Refusal::NothingThere)?;
    let again = standup::by_id(turn.db(), id)
        .await
        .with_context(|| format!("read stand-up {id}"))?;
    let person = turn.adagio.known().person(caller.user).cloned();
    let digest_at = person.and_then(|person| person.next_delivery_after(caller.now));
    Ok(Joined {
        id,
        terms,
        remind: own.remind,
        has_digests: digest_at.is_some(),
        nudges: own.nudges,
        is_paused: own.is_paused(),
        next_at: again.and_then(|row| row.due_at),
    })
}
