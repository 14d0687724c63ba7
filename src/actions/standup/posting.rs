//! Posts entries in the thread of their run, and keeps the count in the message above it.
//!
//! An entry is written before there is a thread when Discord is away as the run opens; it is posted when the thread is there.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::Turn;
use super::super::outbox::{edit, write};
use super::{Found, blocking};
use crate::domain::ids::{ChannelId, OutboxId};
use crate::domain::letter::Letter;
use crate::domain::standup::{Entry, Manner, Reveal, RowOf};
use crate::store;
use crate::store::outbox::{self, LastEdit};
use crate::store::standup;
use crate::wording::Tongue;
use crate::wording::standup as say;

/// How often the count in a run's message is changed at most.
const COUNTED_EVERY: TimeDelta = TimeDelta::minutes(5);

/// Saves an entry, and posts it or changes the post of it if there is a thread.
pub(super) async fn save(
    turn: &mut Turn<'_>,
    found: &Found,
    mut entry: Entry,
    now: DateTime<Utc>,
) -> store::Result<Entry> {
    let is_posted = entry.message.is_none() && is_shown(found, now);
    if let Some(thread) = found.run.thread.filter(|_| is_posted) {
        entry.parts = post(turn, found, &entry, thread, now).await?;
    }
    standup::save(turn.db(), found.run.run.id, &entry).await?;
    Ok(entry)
}

/// Whether entries of a run are posted by now.
pub(super) fn is_shown(found: &Found, now: DateTime<Utc>) -> bool {
    let is_time = match found.terms.reveal {
        Reveal::AtOnce => true,
        Reveal::AtClose => found.run.run.span.until <= now,
    };
    is_time && found.row.deleted_at.is_none()
}

/// Posts what was written before there was a thread, or before it was time.
pub(super) async fn post_all(
    turn: &mut Turn<'_>,
    found: &Found,
    now: DateTime<Utc>,
) -> store::Result<()> {
    for entry in standup::entries(turn.db(), found.run.run.id).await? {
        if entry.parts == 0 && entry.message.is_none() {
            save(turn, found, entry, now).await?;
        }
    }
    Ok(())
}

/// Posts an entry, or changes what was posted of it. Says in how many messages it stands.
async fn post(
    turn: &mut Turn<'_>,
    found: &Found,
    entry: &Entry,
    thread: ChannelId,
    now: DateTime<Utc>,
) -> store::Result<u32> {
    if entry.manner == Manner::Skipped && entry.parts == 0 {
        return Ok(0);
    }
    let tongue = Tongue::of(&found.row.locale);
    let (run, terms) = (found.run.run, &found.terms);
    let posts = say::posts(&tongue, terms, entry, run.span.until);
    let count = u32::try_from(posts.len())
        .unwrap_or(u32::MAX)
        .max(entry.parts);
    let mut posts = posts.into_iter();
    for part in 0..count {
        // What has become shorter leaves messages with nothing in them.
        let sections = posts.next().unwrap_or_default();
        let key = found.key(RowOf::Entry(entry.user, part));
        let letter = |row| say::post(&tongue, (run.id, row), sections);
        match outbox::id_of(turn.db(), &key).await? {
            Some(row) => edit(turn, (row, thread), &letter(row), now, now).await?,
            None if part < entry.parts => {}
            None => write(turn, &key, thread, letter, now).await.map(drop)?,
        }
    }
    Ok(count)
}

/// Changes the count in the message of a run that is open, soon.
pub(super) async fn count(
    turn: &mut Turn<'_>,
    found: &Found,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let is_open = found.run.run.span.until > now && found.row.deleted_at.is_none();
    let anchor = outbox::id_of(turn.db(), &found.key(RowOf::Anchor)).await?;
    let Some(anchor) = anchor.filter(|_| is_open) else {
        return Ok(());
    };
    let due_at = match outbox::last_edit(turn.db(), anchor).await? {
        None => now,
        Some(LastEdit::Due(due_at)) => due_at,
        Some(LastEdit::Tried(tried_at)) => now.max(tried_at + COUNTED_EVERY),
    };
    let letter = self::anchor(turn, found, anchor).await?;
    edit(turn, (anchor, found.stands_in()), &letter, due_at, now).await
}

/// The message of a run that is open, as it is now; this row carries it.
pub(super) async fn anchor(
    turn: &mut Turn<'_>,
    found: &Found,
    row: OutboxId,
) -> store::Result<Letter> {
    let run = found.run.run;
    let entries = standup::entries(turn.db(), run.id).await?;
    let answered = entries.iter().filter(|entry| entry.manner == Manner::Words);
    let anchor = say::Anchor {
        ids: (run.id, found.row.id, row),
        terms: &found.terms,
        when: (run.day, run.span.until),
        so_far: answered.count(),
        held: &blocking::carried(turn, found).await?,
        // An edit pings nobody.
        calls: None,
    };
    Ok(say::anchor(&Tongue::of(&found.row.locale), &anchor))
}
