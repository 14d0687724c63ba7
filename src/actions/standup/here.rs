//! The stand-ups of a channel, for who uses a command there: whoever reads the channel may know of what opens, or is open, in it.

use anyhow::Context;

use super::super::Adagio;
use super::super::preferences::Caller;
use super::{found, terms_of};
use crate::domain::ids::{ChannelId, ServerId};
use crate::domain::standup::Here;
use crate::store::standup::{self, StandupRow};
use crate::store::{self, Connection};

/// The stand-ups that open in a channel, or have a run open there, the oldest first, as they concern the caller.
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
        all.extend(
            concerning(&mut db, caller, (server, channel), row)
                .await
                .with_context(context)?,
        );
    }
    Ok(all)
}

/// A stand-up as it concerns the caller in a channel. `None`: not at all. A run stays in the channel in which it opened, whatever
/// its stand-up has been changed to since.
async fn concerning(
    db: &mut Connection,
    caller: &Caller,
    (server, channel): (ServerId, ChannelId),
    row: StandupRow,
) -> store::Result<Option<Here>> {
    let mut open = None;
    for (run, _) in standup::open_at(db, row.id, caller.now).await? {
        // Of two days that are open at a time around the world, the newer.
        let here = found(db, run.id).await?;
        open = here.filter(|found| found.terms.channel == channel).or(open);
    }
    let own = standup::participant(db, row.id, caller.user).await?;
    let now = terms_of(db, server, row.terms).await?;
    let now = now.filter(|terms| terms.channel == channel);
    let run = open.as_ref().map(|found| found.run.run.id);
    let opens_here = now.is_some();
    Ok(now.or(open.map(|found| found.terms)).map(|terms| Here {
        id: row.id,
        name: terms.name,
        run,
        opens_here,
        has_joined: own.is_some(),
    }))
}
