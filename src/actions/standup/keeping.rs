//! What keepers do with stand-ups that have begun: look, pause, resume, edit, delete.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::{Adagio, Error, Turn};
use super::drafting::{Keeper, drafted};
use super::{next_run, prompting, terms_of};
use crate::domain::ids::StandupId;
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Drafted, Listed, OpenRun, Standing, Terms, Trial};
use crate::store::standup::{StandupRow, TermsRow};
use crate::store::{self, ping, standup};

/// A server's stand-ups, the oldest first.
///
/// # Errors
/// If the database can't be read.
pub async fn list(adagio: &Adagio, keeper: &Keeper) -> anyhow::Result<Vec<Listed>> {
    let context = || format!("list the stand-ups of server {}", keeper.server);
    let mut turn = adagio.begin().await?;
    let rows = standup::of_server(turn.db(), keeper.server)
        .await
        .with_context(context)?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.extend(listed(&mut turn, keeper, row).await.with_context(context)?);
    }
    Ok(all)
}

/// One stand-up.
///
/// # Errors
/// If it is gone, or the database can't be read.
pub async fn show(adagio: &Adagio, keeper: &Keeper, id: StandupId) -> Result<Listed, Error> {
    let mut turn = adagio.begin().await?;
    let (row, _) = found(&mut turn, keeper, id).await?;
    shown(&mut turn, keeper, row).await
}

/// The next run as it would be, to be tried out: nothing is written and nobody else sees it.
///
/// # Errors
/// If the stand-up is gone, it never opens, or the database can't be read.
pub async fn try_out(adagio: &Adagio, keeper: &Keeper, id: StandupId) -> Result<Trial, Error> {
    let mut turn = adagio.begin().await?;
    let (_, terms) = found(&mut turn, keeper, id).await?;
    let next = terms.timetable.runs(&[terms.zone], keeper.now).next();
    let (day, span) = next.ok_or(Refusal::NeverOpen)?;
    Ok(Trial {
        id,
        terms,
        day,
        closes_at: span.until,
    })
}

/// Opens no more runs for now. One that is open goes on.
///
/// # Errors
/// If the stand-up is gone, or the database can't be written.
pub async fn pause(adagio: &Adagio, keeper: &Keeper, id: StandupId) -> Result<Listed, Error> {
    let mut turn = adagio.begin().await?;
    let (mut row, _) = found(&mut turn, keeper, id).await?;
    (row.standing, row.due_at) = (Standing::Paused, None);
    stand(turn, keeper, row).await
}

/// Opens runs again, from the next opening on.
///
/// # Errors
/// If the stand-up is gone, or the database can't be written.
pub async fn resume(adagio: &Adagio, keeper: &Keeper, id: StandupId) -> Result<Listed, Error> {
    let mut turn = adagio.begin().await?;
    let (mut row, terms) = found(&mut turn, keeper, id).await?;
    let next = next_run(adagio, turn.db(), (id, &terms), keeper.now)
        .await
        .with_context(|| format!("resume stand-up {id}"))?;
    (row.standing, row.due_at) = (Standing::Active, next.map(|(_, span)| span.from));
    stand(turn, keeper, row).await
}

async fn stand(mut turn: Turn<'_>, keeper: &Keeper, row: StandupRow) -> Result<Listed, Error> {
    standup::set_standing(turn.db(), row.id, row.standing, row.due_at)
        .await
        .with_context(|| format!("pause or resume stand-up {}", row.id))?;
    let adagio = turn.adagio;
    let listed = shown(&mut turn, keeper, row).await?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(listed)
}

/// Begins a draft of other terms for a stand-up, as it is now.
///
/// # Errors
/// If the stand-up is gone, or the database can't be written.
pub async fn edit(adagio: &Adagio, keeper: &Keeper, id: StandupId) -> Result<Drafted, Error> {
    let mut turn = adagio.begin().await?;
    let (_, terms) = found(&mut turn, keeper, id).await?;
    let row = TermsRow {
        standup: Some(id),
        draft: terms.into(),
    };
    let context = || format!("draft a change of stand-up {id}");
    let draft = standup::add_terms(turn.db(), keeper.server, &row, keeper.now)
        .await
        .with_context(context)?;
    let drafted = drafted(&mut turn, keeper, draft, row)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    Ok(drafted)
}

/// Deletes a stand-up. What is posted stays in its channel, and what was answered in its history.
///
/// # Errors
/// If it is gone, or the database can't be written.
pub async fn delete(adagio: &Adagio, keeper: &Keeper, id: StandupId) -> Result<Terms, Error> {
    let mut turn = adagio.begin().await?;
    let (_, terms) = found(&mut turn, keeper, id).await?;
    let context = || format!("delete stand-up {id}");
    drop_prompts(&mut turn, id, keeper.now)
        .await
        .with_context(context)?;
    standup::delete(turn.db(), id, keeper.now)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    Ok(terms)
}

/// Deletes a stand-up with its history. What is posted stays in its channel.
///
/// # Errors
/// If it is gone, or the database can't be written.
pub async fn delete_all(adagio: &Adagio, keeper: &Keeper, id: StandupId) -> Result<Terms, Error> {
    let mut turn = adagio.begin().await?;
    let (_, terms) = found(&mut turn, keeper, id).await?;
    let context = || format!("delete stand-up {id} with its history");
    drop_prompts(&mut turn, id, keeper.now)
        .await
        .with_context(context)?;
    standup::delete_all(turn.db(), id)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    Ok(terms)
}

/// Asks nobody any more who wasn't asked yet, by whichever way.
async fn drop_prompts(turn: &mut Turn<'_>, id: StandupId, now: DateTime<Utc>) -> store::Result<()> {
    let joined = standup::of_standup(turn.db(), id).await?;
    for (run, message) in standup::open_at(turn.db(), id, now).await? {
        if let Some(message) = message {
            ping::withdraw_standup(turn.db(), message, now).await?;
        }
        for one in &joined {
            let prompt = standup::prompt(turn.db(), run.id, one.user).await?;
            let asked = prompt.map_or(0, |prompt| prompt.asked);
            prompting::hush(turn, (run.id, one.user), asked).await?;
        }
    }
    Ok(())
}

/// A stand-up of this server, and what it goes by.
async fn found(
    turn: &mut Turn<'_>,
    keeper: &Keeper,
    id: StandupId,
) -> Result<(StandupRow, Terms), Error> {
    let context = || format!("read stand-up {id}");
    let row = standup::get(turn.db(), keeper.server, id)
        .await
        .with_context(context)?;
    let row = row.ok_or(Refusal::NothingThere)?;
    let terms = terms_of(turn.db(), keeper.server, row.terms)
        .await
        .with_context(context)?;
    let terms = terms.ok_or(Refusal::NothingThere)?;
    Ok((row, terms))
}

async fn shown(turn: &mut Turn<'_>, keeper: &Keeper, row: StandupRow) -> Result<Listed, Error> {
    let id = row.id;
    let listed = listed(turn, keeper, row)
        .await
        .with_context(|| format!("show stand-up {id}"))?;
    Ok(listed.ok_or(Refusal::NothingThere)?)
}

async fn listed(
    turn: &mut Turn<'_>,
    keeper: &Keeper,
    row: StandupRow,
) -> store::Result<Option<Listed>> {
    let Some(terms) = terms_of(turn.db(), keeper.server, row.terms).await? else {
        return Ok(None);
    };
    let joined = standup::of_standup(turn.db(), row.id).await?.len();
    let open = standup::open_at(turn.db(), row.id, keeper.now).await?;
    let open = open.iter().map(|(run, message)| OpenRun {
        closes_at: run.span.until,
        message: *message,
    });
    Ok(Some(Listed {
        id: row.id,
        terms,
        standing: row.standing,
        trouble: row.trouble,
        next_at: row.due_at,
        joined,
        open: open.collect(),
    }))
}
