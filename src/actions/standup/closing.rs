//! Closes runs: what was kept until then is posted, and the message in the channel becomes the summary, once.

use chrono::{DateTime, Utc};

use super::super::Turn;
use super::super::due::Due;
use super::super::outbox::{edit, write};
use super::{Found, found, lines, posting};
use crate::domain::ids::{OutboxId, RunId};
use crate::domain::letter::Letter;
use crate::domain::standup::{Entry, Manner, Participant, Remind, RowOf};
use crate::store;
use crate::store::{outbox, standup};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// Closes a run that is open. What was to be edited in its message and wasn't yet is no longer.
pub(super) async fn close(
    turn: &mut Turn<'_>,
    id: RunId,
    now: DateTime<Utc>,
) -> store::Result<Due> {
    if !standup::close(turn.db(), id).await? {
        return Ok(Due::default());
    }
    let Some(found) = found(turn.db(), id).await? else {
        return Ok(Due::default());
    };
    standup::let_pass(turn.db(), found.row.id, id).await?;
    if found.run.thread.is_some() {
        posting::post_all(turn, &found, now).await?;
    }
    let (entries, joined) = answered(turn, &found).await?;
    let due = lines::closed(turn, &found, &entries, now).await?;
    show(turn, &found, &entries, joined, now).await?;
    Ok(due)
}

/// Shows in the summary of a run that is closed what has changed since in what was answered before: some was edited, taken back, or is
/// only found now. Whose first words come later isn't in it.
pub(super) async fn amend(
    turn: &mut Turn<'_>,
    found: &Found,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let is_over = found.run.run.span.until <= now && found.row.deleted_at.is_none();
    if !is_over {
        return Ok(());
    }
    let (entries, joined) = answered(turn, found).await?;
    show(turn, found, &entries, joined, now).await
}

/// Makes the run's message the summary, or changes that which took its place.
async fn show(
    turn: &mut Turn<'_>,
    found: &Found,
    entries: &[Entry],
    joined: usize,
    now: DateTime<Utc>,
) -> store::Result<()> {
    for row in [RowOf::Summary, RowOf::Anchor] {
        if let Some(row) = outbox::id_of(turn.db(), &found.key(row)).await? {
            let letter = letter(found, row, entries, joined);
            return edit(turn, (row, found.stands_in()), &letter, now, now).await;
        }
    }
    Ok(())
}

/// Posts the summary of a run that is closed as a message of its own, once: the run's own message is gone.
pub(super) async fn post_summary(
    turn: &mut Turn<'_>,
    found: &Found,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let key = found.key(RowOf::Summary);
    let is_over = found.run.run.span.until <= now && found.row.deleted_at.is_none();
    if !is_over || outbox::is_there(turn.db(), &key).await? {
        return Ok(());
    }
    let (entries, joined) = answered(turn, found).await?;
    let letter = |row| letter(found, row, &entries, joined);
    write(turn, &key, found.stands_in(), letter, now)
        .await
        .map(drop)
}

/// The entries with words in them that were written in time, and how many joined.
async fn answered(turn: &mut Turn<'_>, found: &Found) -> store::Result<(Vec<Entry>, usize)> {
    let mut entries = standup::entries(turn.db(), found.run.run.id).await?;
    let until = found.run.run.span.until;
    entries.retain(|entry| entry.manner == Manner::Words && entry.written_at < until);
    let joined = standup::of_standup(turn.db(), found.row.id).await?;
    let is_asked = |one: &&Participant| one.remind != Remind::Summary;
    Ok((entries, joined.iter().filter(is_asked).count()))
}

fn letter(found: &Found, row: OutboxId, entries: &[Entry], joined: usize) -> Letter {
    let summary = say::Summary {
        ids: (found.run.run.id, found.row.id, row),
        terms: &found.terms,
        day: found.run.run.day,
        entries,
        joined,
    };
    say::summary(&Tongue::of(&found.row.locale), &summary)
}
