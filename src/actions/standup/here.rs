//! The stand-ups of a channel, for who uses a command there: whoever reads the channel may know of them.

use anyhow::Context;

use super::super::Adagio;
use super::super::preferences::Caller;
use super::terms_of;
use crate::domain::ids::{ChannelId, ServerId};
use crate::domain::standup::Here;
use crate::store::standup;

/// The stand-ups that open in a channel, the oldest first, as they concern the caller.
///
/// # Errors
/// If the database can't be read.
pub async fn here(
    adagio: &Adagio,
    caller: &Caller,
    (server, channel): (ServerId, ChannelId),
) -> anyhow::Result<Vec<Here>> {
    let context = || format!("read the stand-ups of channel {channel}");
    let mut db = adagio.store.read().await.with_context(context)?;
    let rows = standup::of_server(&mut db, server)
        .await
        .with_context(context)?;
    let mut all = Vec::new();
    for row in rows {
        let terms = terms_of(&mut db, server, row.terms)
            .await
            .with_context(context)?;
        let Some(terms) = terms.filter(|terms| terms.channel == channel) else {
            continue;
        };
        let open = standup::open_at(&mut db, row.id, caller.now)
            .await
            .with_context(context)?;
        let own = standup::participant(&mut db, row.id, caller.user)
            .await
            .with_context(context)?;
        all.push(Here {
            id: row.id,
            name: terms.name,
            // Of two days that are open at a time around the world, the newer.
            run: open.last().map(|(run, _)| run.id),
            has_joined: own.is_some(),
        });
    }
    Ok(all)
}
