//! How the runs of a stand-up went, in figures of everybody together (PRODUCT S11). Whoever reads the channel now may see them, there.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::super::Adagio;
use super::found;
use crate::domain::ids::{ChannelId, RunId, ServerId};
use crate::domain::standup::{Figures, Pictured};
use crate::store::standup;

/// How far back they go, and how many days at most.
const SHOWN: TimeDelta = TimeDelta::days(90);
const MOST: u32 = 30;

/// The figures of the stand-up that this run of the channel belongs to. `None`: nothing of it is kept.
///
/// # Errors
/// If the database can't be read.
pub async fn picture(
    adagio: &Adagio,
    (server, channel): (ServerId, ChannelId),
    run: RunId,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Pictured>> {
    let context = || format!("read the figures of channel {channel}");
    let mut db = adagio.store.read().await.with_context(context)?;
    let found = found(&mut db, run).await.with_context(context)?;
    let is_here =
        |found: &super::Found| found.row.server == server && found.terms.channel == channel;
    let Some(found) = found.filter(is_here) else {
        return Ok(None);
    };
    let since = (now - SHOWN).date_naive();
    let of = (found.row.id, channel);
    let runs = standup::turnout(&mut db, of, (since, now), MOST)
        .await
        .with_context(context)?;
    let mut scaled = Vec::new();
    for (run, _) in &runs {
        let answered = standup::scaled(&mut db, *run).await;
        scaled.extend(answered.with_context(context)?);
    }
    let turnout: Vec<_> = runs.into_iter().map(|(_, turnout)| turnout).collect();
    Ok(Some(Pictured {
        name: found.terms.name,
        figures: Figures::of(&turnout, &scaled),
    }))
}
