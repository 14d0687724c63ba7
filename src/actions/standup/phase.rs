//! What is due of stand-ups: a run that opens, somebody who is told of it, a run that closes.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::Adagio;
use super::super::due::Due;
use super::{closing, opening, prompting, troubling};
use crate::domain::ids::{RunId, StandupId, UserId};
use crate::store::standup;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Open the next run of a stand-up.
    Open(StandupId),
    Close(RunId),
    /// Tell the creator of a stand-up that nobody has joined, if that is so.
    Alone(StandupId),
    /// Tell somebody that a run is open.
    Tell(RunId, UserId),
}

/// What is due, the longest due first; so many of each kind at most.
///
/// # Errors
/// If the database can't be read.
pub async fn due(adagio: &Adagio, now: DateTime<Utc>, limit: u32) -> anyhow::Result<Vec<Phase>> {
    let context = "read what is due of stand-ups";
    let mut db = adagio.store.read().await.context(context)?;
    let next_at = standup::next_due(&mut db).await.context(context)?;
    if next_at.is_none_or(|at| at > now) {
        return Ok(Vec::new());
    }
    let closing = standup::to_close(&mut db, now, limit)
        .await
        .context(context)?;
    let opening = standup::due(&mut db, now, limit).await.context(context)?;
    let telling = standup::to_tell(&mut db, now, limit)
        .await
        .context(context)?;
    let alone = standup::alone(&mut db, now, limit).await.context(context)?;
    let closing = closing.into_iter().map(Phase::Close);
    let telling = telling
        .into_iter()
        .map(|(run, user)| Phase::Tell(run, user));
    Ok(closing
        .chain(opening.iter().map(|row| Phase::Open(row.id)))
        .chain(telling)
        .chain(alone.into_iter().map(Phase::Alone))
        .collect())
}

/// Does what is due, if it still is.
///
/// # Errors
/// If the database can't be written; then nothing is done, and it stays due.
pub async fn see_to(adagio: &Adagio, phase: Phase, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let mut due = Due::default();
    match phase {
        Phase::Open(id) => opening::open(&mut turn, id, now)
            .await
            .with_context(|| format!("open stand-up {id}"))?,
        Phase::Close(id) => {
            due = closing::close(&mut turn, id, now)
                .await
                .with_context(|| format!("close run {id}"))?;
        }
        Phase::Alone(id) => troubling::alone(&mut turn, id, now)
            .await
            .with_context(|| format!("see whether anybody joined stand-up {id}"))?,
        Phase::Tell(run, user) => prompting::tell(&mut turn, (run, user), now)
            .await
            .with_context(|| format!("tell person {user} of run {run}"))?,
    }
    turn.commit(|known| due.note(known)).await?;
    adagio.bell.ring();
    Ok(())
}
