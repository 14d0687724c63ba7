//! Finding what was answered in a channel's stand-ups (PRODUCT S11). Whoever reads the channel now may find it, there.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::{Adagio, Error};
use super::found;
use crate::domain::ids::{ChannelId, ServerId};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Hit, Hits, Sought};
use crate::store::standup;

/// So many are shown.
const SHOWN: usize = 10;

/// What was answered in a channel with all these words in it, the newest first.
///
/// # Errors
/// If no word was given, or the database can't be read.
pub async fn search(
    adagio: &Adagio,
    channel: (ServerId, ChannelId),
    words: &str,
    now: DateTime<Utc>,
) -> Result<Hits, Error> {
    let sought = Sought::read(words).ok_or(Refusal::NothingSought)?;
    let context = || format!("search the stand-ups of channel {}", channel.1);
    let mut db = adagio.store.read().await.with_context(context)?;
    let most = u32::try_from(SHOWN + 1).unwrap_or(u32::MAX);
    let rows = standup::search(&mut db, channel, &sought, now, most)
        .await
        .with_context(context)?;
    let is_more = rows.len() > SHOWN;
    let mut hits = Vec::with_capacity(rows.len().min(SHOWN));
    for row in rows.into_iter().take(SHOWN) {
        let found = found(&mut db, row.run).await.with_context(context)?;
        let Some(found) = found else { continue };
        // What is hidden in it must not be cut open.
        let hides = row.words.contains("||");
        hits.push(Hit {
            server: found.row.server,
            thread: found.run.thread,
            day: found.run.run.day,
            terms: found.terms,
            name: row.name,
            words: if hides { row.words } else { row.around },
        });
    }
    Ok(Hits { hits, is_more })
}
