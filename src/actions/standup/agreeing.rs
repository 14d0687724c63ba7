//! Agreeing on a draft: a stand-up begins by it, or goes on by it.

use anyhow::Context;
use chrono::TimeDelta;

use super::super::{Adagio, Error, Turn, outbox};
use super::drafting::{Keeper, open_draft, open_until};
use super::next_run;
use crate::domain::ids::{StandupId, TermsId};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Begun, Standing, Terms, Venue};
use crate::store::{self, standup};
use crate::wording::{self, Tongue};

/// The most stand-ups of a server: as many as one list can offer.
const MOST: usize = 25;

/// How long nobody may have joined before its creator is told (PRODUCT S3).
const ALONE_FOR: TimeDelta = TimeDelta::days(2);

/// Begins a stand-up by a draft, and invites people in its channel; or makes one that has begun go by it from its next run on.
///
/// # Errors
/// If something is left to choose, it would never open, the draft is gone, or the database can't be written.
pub async fn agree(
    adagio: &Adagio,
    keeper: &Keeper,
    id: TermsId,
    (locale, tongue): (&str, &Tongue),
) -> Result<Begun, Error> {
    let mut turn = adagio.begin().await?;
    let row = open_draft(&mut turn, keeper, id).await?;
    let terms = row.draft.terms().ok_or(Refusal::Unfinished)?;
    let begun = match row.standup {
        Some(standup) => go_by(&mut turn, keeper, (standup, id), terms).await?,
        None => begin(&mut turn, keeper, id, terms, (locale, tongue)).await?,
    };
    let channel = begun.terms.channel;
    turn.commit(|known| known.opens_in(channel)).await?;
    adagio.bell.ring();
    Ok(begun)
}

async fn begin(
    turn: &mut Turn<'_>,
    keeper: &Keeper,
    id: TermsId,
    terms: Terms,
    (locale, tongue): (&str, &Tongue),
) -> Result<Begun, Error> {
    let context = || format!("begin a stand-up in server {}", keeper.server);
    let others = standup::of_server(turn.db(), keeper.server)
        .await
        .with_context(context)?;
    if others.len() >= MOST {
        return Err(Refusal::TooManyStandups.into());
    }
    let zone = [terms.zone];
    let next_at = {
        let mut openings = terms
            .timetable
            .runs(&zone, keeper.now)
            .map(|(_, span)| span.from);
        openings.find(|from| *from >= keeper.now)
    };
    let next_at = next_at.ok_or(Refusal::NeverOpen)?;
    let who = (keeper.server, keeper.user);
    let standup = standup::add(turn.db(), who, locale, id, Some(next_at), keeper.now)
        .await
        .with_context(context)?;
    standup::attach(turn.db(), id, standup)
        .await
        .with_context(context)?;
    standup::set_alone(turn.db(), standup, Some(keeper.now + ALONE_FOR))
        .await
        .with_context(context)?;
    let letter = |row| wording::standup::invitation(tongue, (standup, row), &terms, next_at);
    let key = format!("standup-new:{standup}");
    let row = outbox::write(turn, &key, terms.channel, letter, keeper.now)
        .await
        .with_context(context)?;
    if let Venue::Forum(tags) = &terms.venue {
        store::outbox::set_post(turn.db(), row, terms.name.as_str(), tags)
            .await
            .with_context(context)?;
    }
    Ok(Begun {
        terms,
        next_at,
        open_until: None,
    })
}

async fn go_by(
    turn: &mut Turn<'_>,
    keeper: &Keeper,
    (standup, id): (StandupId, TermsId),
    terms: Terms,
) -> Result<Begun, Error> {
    let context = || format!("change stand-up {standup}");
    let row = standup::get(turn.db(), keeper.server, standup)
        .await
        .with_context(context)?;
    let row = row.ok_or(Refusal::NothingThere)?;
    let adagio = turn.adagio;
    let next = next_run(adagio, turn.db(), (standup, &terms), keeper.now)
        .await
        .with_context(context)?;
    let next_at = next.map(|(_, span)| span.from).ok_or(Refusal::NeverOpen)?;
    let due_at = (row.standing == Standing::Active).then_some(next_at);
    standup::set_terms(turn.db(), standup, id, due_at)
        .await
        .with_context(context)?;
    let open_until = open_until(turn, Some(standup), keeper.now)
        .await
        .with_context(context)?;
    Ok(Begun {
        terms,
        next_at,
        open_until,
    })
}
