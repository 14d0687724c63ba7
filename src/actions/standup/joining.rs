//! Joining a stand-up, choosing how to be told that it is open, and leaving. Nobody is enrolled by anybody else.

use anyhow::Context;

use super::super::preferences::Caller;
use super::super::{Adagio, Error, Turn};
use super::{next_run, terms_of};
use crate::domain::ids::{RoleId, ServerId, StandupId};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Joined, Remind, Standing, Terms};
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
    let joined = joined(&mut turn, caller, row, terms).await?;
    turn.commit(|_| {}).await?;
    Ok(joined)
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
    let all = standup::of_standup(turn.db(), id)
        .await
        .with_context(|| format!("read who joined stand-up {id}"))?;
    let own = all.iter().find(|(user, _)| *user == caller.user);
    let (_, remind) = own.ok_or(Refusal::NothingThere)?;
    let again = standup::by_id(turn.db(), id)
        .await
        .with_context(|| format!("read stand-up {id}"))?;
    Ok(Joined {
        id,
        terms,
        remind: *remind,
        next_at: again.and_then(|row| row.due_at),
    })
}
