//! What one asked others and nobody has answered (PRODUCT P8): only where one still reads.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::Adagio;
use super::digest::Want;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::question::{LISTED_FOR, Open};
use crate::domain::rights::{Elsewhere, Rights, Shows};
use crate::domain::sheet::Sheet;
use crate::store::question::{self, Question};

/// What has to be looked up before a person may be shown what they asked.
///
/// # Errors
/// If the database can't be read.
pub async fn wants(adagio: &Adagio, user: UserId, now: DateTime<Utc>) -> anyhow::Result<Vec<Want>> {
    let mut wants: Vec<_> = open(adagio, user, now)
        .await?
        .into_iter()
        .map(|question| Want::to_read(question.server, question.channel, question.governing))
        .collect();
    wants.sort_unstable();
    wants.dedup();
    Ok(wants)
}

/// A page of what a person asked and nobody has answered.
///
/// # Errors
/// If the database can't be read.
pub async fn page(
    adagio: &Adagio,
    user: UserId,
    number: usize,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<Sheet<Open>> {
    let open = open(adagio, user, now).await?;
    let showing = |place: Shows| {
        let shows = move |question: &&Question| {
            rights.shows(user, question.server, question.channel) == place
        };
        open.iter().filter(shows)
    };
    let elsewhere = Elsewhere::among(showing(Shows::Elsewhere).count());
    let here = showing(Shows::Here).map(shown).collect();
    Ok(Sheet::of(here, number, elsewhere))
}

fn shown(question: &Question) -> Open {
    let is_thread = question.governing != question.channel;
    Open {
        message: question.message,
        server: question.server,
        channel: question.channel,
        parent: is_thread.then_some(question.governing),
    }
}

async fn open(adagio: &Adagio, user: UserId, now: DateTime<Utc>) -> anyhow::Result<Vec<Question>> {
    let first = MessageId::first_at(now - LISTED_FOR);
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading what somebody asked")?;
    question::open_of(&mut db, user, first)
        .await
        .with_context(|| format!("read what person {user} asked"))
}
