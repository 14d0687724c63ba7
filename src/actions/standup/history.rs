//! What was answered before in a channel's stand-ups (PRODUCT S11). Whoever reads the channel now may read it, there.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::super::Adagio;
use super::found;
use crate::domain::ids::{ChannelId, RunId, ServerId};
use crate::domain::standup::{Manner, Past};
use crate::store::standup;

/// How far back it goes.
const SHOWN: TimeDelta = TimeDelta::days(90);

/// A run of a channel that has closed, with everything that was answered: this one, or the newest. `None`: nobody has answered
/// there lately.
///
/// # Errors
/// If the database can't be read.
pub async fn history(
    adagio: &Adagio,
    channel: (ServerId, ChannelId),
    wanted: Option<RunId>,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Past>> {
    let context = || format!("read the history of channel {}", channel.1);
    let mut db = adagio.store.read().await.with_context(context)?;
    let runs = standup::past_runs(&mut db, channel, (now - SHOWN, now))
        .await
        .with_context(context)?;
    // What has gone since is as good as the newest.
    let at = runs.iter().position(|run| Some(*run) == wanted);
    let at = at.unwrap_or(0);
    let Some(run) = runs.get(at) else {
        return Ok(None);
    };
    let found = found(&mut db, *run).await.with_context(context)?;
    let mut entries = standup::entries(&mut db, *run)
        .await
        .with_context(context)?;
    entries.retain(|entry| entry.manner == Manner::Words);
    Ok(found.map(|found| Past {
        run: *run,
        day: found.run.run.day,
        terms: found.terms,
        entries,
        older: runs.get(at + 1).copied(),
        newer: at.checked_sub(1).and_then(|at| runs.get(at)).copied(),
        left: runs.len() - at,
        of: runs.len(),
    }))
}
