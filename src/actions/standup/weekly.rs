//! The thread that the runs of a week share (PRODUCT S5): a message in the channel with a thread under it, or a post in a forum.
//! The first run of the week begins it; the message of each run stands in it.
//!
//! Where it can't be begun, or is gone when the next run opens, that run begins another.

use chrono::{DateTime, Datelike, Utc, Weekday};

use super::super::Turn;
use super::super::outbox::write;
use super::{Found, closing, opening};
use crate::domain::ids::{ChannelId, OutboxId, RoleId};
use crate::domain::letter::Letter;
use crate::domain::standup::{RowOf, StandupKey, Threads, Venue};
use crate::store::standup::{self, WeekKey, WeekThread};
use crate::store::{self, outbox};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// Writes the message of a run where those of its week stand, or begins the thread for them, which pings this role.
pub(super) async fn open(
    turn: &mut Turn<'_>,
    found: &Found,
    calls: Option<RoleId>,
    now: DateTime<Utc>,
) -> store::Result<()> {
    match standup::week(turn.db(), week_of(found)).await? {
        Some(WeekThread::Started(thread)) => stand(turn, found, thread, now).await,
        // It follows when the thread is there.
        Some(WeekThread::Starting) => Ok(()),
        None => begin(turn, found, calls, now).await,
    }
}

fn week_of(found: &Found) -> WeekKey {
    WeekKey {
        standup: found.row.id,
        monday: found.run.run.day.week(Weekday::Mon).first_day(),
        channel: found.terms.channel,
    }
}

async fn begin(
    turn: &mut Turn<'_>,
    found: &Found,
    calls: Option<RoleId>,
    now: DateTime<Utc>,
) -> store::Result<()> {
    standup::add_week(turn.db(), week_of(found)).await?;
    let letter = |row| letter(found, row, calls);
    let key = found.key(RowOf::Week);
    let row = write(turn, &key, found.terms.channel, letter, now).await?;
    let (tongue, day) = (Tongue::of(&found.row.locale), week_of(found).monday);
    let title = say::week_thread(&tongue, &found.terms, day);
    opening::give_thread(turn, found, (row, RowOf::WeekThread), &title, now).await
}

fn letter(found: &Found, row: OutboxId, calls: Option<RoleId>) -> Letter {
    let week = found.run.run.day.iso_week().week();
    let ids = (found.row.id, row);
    say::week(
        &Tongue::of(&found.row.locale),
        ids,
        &found.terms,
        (week, calls),
    )
}

/// Writes the message of a run into the thread of its week.
async fn stand(
    turn: &mut Turn<'_>,
    found: &Found,
    thread: ChannelId,
    now: DateTime<Utc>,
) -> store::Result<()> {
    standup::started(turn.db(), found.run.run.id, Some(thread)).await?;
    opening::anchor(turn, found, (thread, None), now)
        .await
        .map(drop)
}

/// Takes in that the message of a week was sent, or its thread started: then the runs that waited for that have theirs.
pub(super) async fn posted(
    turn: &mut Turn<'_>,
    found: &Found,
    (key, thread): (StandupKey, ChannelId),
    now: DateTime<Utc>,
) -> store::Result<()> {
    if key.row == RowOf::Week && found.terms.venue == Venue::Text {
        let thread = found.key(RowOf::WeekThread);
        return outbox::hasten(turn.db(), &thread, now).await;
    }
    let week = week_of(found);
    standup::start_week(turn.db(), week, thread).await?;
    for run in standup::in_week(turn.db(), week).await? {
        if let Some(found) = super::found(turn.db(), run).await? {
            catch_up(turn, found, thread, now).await?;
        }
    }
    Ok(())
}

/// Writes the message of a run that waited for its thread; of one that is over, its summary.
async fn catch_up(
    turn: &mut Turn<'_>,
    mut found: Found,
    thread: ChannelId,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let stands = outbox::is_there(turn.db(), &found.key(RowOf::Anchor)).await?;
    if stands || found.row.deleted_at.is_some() {
        return Ok(());
    }
    if found.run.run.span.until > now {
        return stand(turn, &found, thread, now).await;
    }
    found.run.thread = Some(thread);
    standup::started(turn.db(), found.run.run.id, Some(thread)).await?;
    closing::post_summary(turn, &found, now).await
}

/// Whether a run whose message can't be posted may begin another thread for its week: once.
pub(super) async fn may_begin(turn: &mut Turn<'_>, found: &Found) -> store::Result<bool> {
    if found.terms.threads != Threads::AWeek {
        return Ok(false);
    }
    let has_begun = outbox::is_there(turn.db(), &found.key(RowOf::Week)).await?;
    Ok(!has_begun)
}

/// Begins another thread for a run's week, or goes where that has been begun: the one in which its message was to stand is gone, or
/// locked.
pub(super) async fn anew(
    turn: &mut Turn<'_>,
    found: &Found,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let week = standup::week(turn.db(), week_of(found)).await?;
    if week == found.run.thread.map(WeekThread::Started) {
        lost(turn, found).await?;
    }
    standup::started(turn.db(), found.run.run.id, None).await?;
    outbox::forget_row(turn.db(), &found.key(RowOf::Anchor)).await?;
    open(turn, found, None, now).await
}

/// Takes in that the thread of a week is gone, or couldn't be begun: the next run begins another.
pub(super) async fn lost(turn: &mut Turn<'_>, found: &Found) -> store::Result<()> {
    standup::lose_week(turn.db(), week_of(found)).await
}

/// Composes the message of a week anew, where no key is kept.
pub(super) async fn rewrite(
    turn: &mut Turn<'_>,
    found: &Found,
    row: OutboxId,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let letter = letter(found, row, None);
    let body = turn.adagio.seal.close(&letter).unwrap_or_default();
    outbox::revive(turn.db(), row, &body, now).await
}
