//! Closes runs: what was kept until then is posted, and the message in the channel becomes the summary, once.

use chrono::{DateTime, Utc};

use super::super::Turn;
use super::super::outbox::edit;
use super::{Found, found, posting};
use crate::domain::ids::RunId;
use crate::domain::standup::{Manner, RowOf};
use crate::store;
use crate::store::{outbox, standup};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// Closes a run that is open. What was to be edited in its message and wasn't yet is no longer.
pub(super) async fn close(turn: &mut Turn<'_>, id: RunId, now: DateTime<Utc>) -> store::Result<()> {
    if !standup::close(turn.db(), id).await? {
        return Ok(());
    }
    let Some(found) = found(turn.db(), id).await? else {
        return Ok(());
    };
    let Found { run, row, terms } = &found;
    standup::let_pass(turn.db(), row.id, id).await?;
    if run.thread.is_some() {
        posting::post_all(turn, &found, now).await?;
    }
    let Some(anchor) = outbox::id_of(turn.db(), &found.key(RowOf::Anchor)).await? else {
        return Ok(());
    };
    let mut entries = standup::entries(turn.db(), id).await?;
    entries.retain(|entry| entry.manner == Manner::Words);
    let joined = standup::of_standup(turn.db(), row.id).await?.len();
    let summary = say::Summary {
        ids: (run.run.id, row.id, anchor),
        terms,
        day: run.run.day,
        entries: &entries,
        joined,
    };
    let letter = say::summary(&Tongue::of(&row.locale), &summary);
    edit(turn, (anchor, terms.channel), &letter, now, now).await
}
