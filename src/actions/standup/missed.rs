//! Where replies by direct message may stand that Adagio hasn't heard of, because it was away.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::super::Adagio;
use crate::domain::ids::{ChannelId, MessageId, ServerId};
use crate::store::standup;

/// How long after the close of a run replies are still looked for.
const AFTER: TimeDelta = TimeDelta::days(1);

/// What somebody was told of a run.
#[derive(Clone, Debug)]
pub struct Told {
    pub channel: ChannelId,
    pub message: MessageId,
    /// Their reply that is their entry, as far as it is known.
    pub reply: Option<MessageId>,
}

/// What people of a server were told of runs that were open lately, seen from this instant on.
///
/// # Errors
/// If the database can't be read.
pub async fn told(
    adagio: &Adagio,
    server: ServerId,
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<Told>> {
    let context = || format!("read who was told of runs in server {server}");
    let mut db = adagio.store.read().await.with_context(context)?;
    let rows = standup::told_after(&mut db, server, since - AFTER)
        .await
        .with_context(context)?;
    let mut all = Vec::with_capacity(rows.len());
    for (run, user, channel, message) in rows {
        let entry = standup::entry(&mut db, run, user)
            .await
            .with_context(context)?;
        all.push(Told {
            channel,
            message,
            reply: entry.and_then(|entry| entry.reply),
        });
    }
    Ok(all)
}
