//! Opens runs: a message in the channel with a thread under it, and a word to who wants one.
//!
//! | it stops dead | what the next start finds |
//! |---|---|
//! | before the transaction | the stand-up is due |
//! | before the message is sent | its row in the outbox |
//! | before its answer is noted | the row, and by it the message |
//! | before the thread is started | the thread's row, behind that of the message |
//! | before that is noted | the row; Discord says that the message has a thread |

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};

use super::super::due::Due;
use super::super::outbox::{Cause, Priority, write};
use super::super::{Turn, seal};
use super::{
    blocking, closing, directly, found, lines, posting, prompting, terms_of, troubling, zones,
};
use crate::domain::ids::{ChannelId, MessageId, OutboxId, StandupId};
use crate::domain::quiet::Span;
use crate::domain::standup::{Remind, RowOf, Standing, StandupKey, Terms, Trouble};
use crate::store;
use crate::store::outbox::{self, NewRow};
use crate::store::standup::{self, StandupRow};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// Opens the run of a stand-up that is due, and notes when the next one is. A run whose hours have passed is skipped
/// (PRODUCT S13).
pub(super) async fn open(
    turn: &mut Turn<'_>,
    id: StandupId,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let row = standup::by_id(turn.db(), id).await?;
    let is_due = |row: &StandupRow| {
        row.standing == Standing::Active && row.due_at.is_some_and(|due_at| due_at <= now)
    };
    let Some(row) = row.filter(is_due) else {
        return Ok(());
    };
    let Some(terms) = terms_of(turn.db(), row.server, row.terms).await? else {
        return standup::set_due(turn.db(), id, None).await;
    };
    let last = standup::last_day(turn.db(), id).await?;
    let joined = standup::of_standup(turn.db(), id).await?;
    let zones = zones(&turn.adagio.known(), &terms, &joined);
    let all = terms.timetable.runs(&zones, now);
    let mut runs = all
        .filter(|(day, _)| last.is_none_or(|last| *day > last))
        .peekable();
    if let Some((day, span)) = runs.next_if(|(_, span)| span.from <= now) {
        begin(turn, (&row, &terms), (day, span), last.is_none(), now).await?;
    }
    let next_at = runs.peek().map(|(_, span)| span.from);
    standup::set_due(turn.db(), id, next_at).await
}

/// Writes the run of a day, and the rows of its message and thread.
async fn begin(
    turn: &mut Turn<'_>,
    (row, terms): (&StandupRow, &Terms),
    (day, span): (NaiveDate, Span),
    is_first: bool,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let run = standup::add_run(turn.db(), row.id, day, row.terms, span).await?;
    let Some(run) = run else { return Ok(()) };
    let tongue = Tongue::of(&row.locale);
    let key = |row| StandupKey { run, row }.to_string();
    let held = match &found(turn.db(), run).await? {
        Some(found) => blocking::carried(turn, found).await?,
        None => Vec::new(),
    };
    let letter = |outbox| {
        let anchor = say::Anchor {
            ids: (run, row.id, outbox),
            terms,
            when: (day, span.until),
            so_far: 0,
            held: &held,
            calls: terms.called().filter(|_| is_first),
        };
        say::anchor(&tongue, &anchor)
    };
    let anchor = write(turn, &key(RowOf::Anchor), terms.channel, letter, now).await?;
    let thread = NewRow {
        key: &key(RowOf::Thread),
        user: None,
        channel: Some(terms.channel),
        priority: Priority::Live,
        nonce: &seal::nonce(),
        due_at: now,
    };
    let thread = outbox::add(turn.db(), &thread, now).await?;
    let title = say::thread(&tongue, terms, day);
    outbox::set_thread(turn.db(), thread, anchor, &title).await
}

/// Takes in that a row of a run was sent: once its message stands, who wants to be told is told.
pub(in super::super) async fn posted(
    turn: &mut Turn<'_>,
    key: StandupKey,
    message: MessageId,
    now: DateTime<Utc>,
) -> anyhow::Result<Due> {
    let context = || format!("note that run {} is open", key.run);
    let Some(mut found) = found(turn.db(), key.run).await.with_context(context)? else {
        return Ok(Due::default());
    };
    let mut due = Due::default();
    match key.row {
        RowOf::Anchor => {
            standup::posted(turn.db(), key.run, message)
                .await
                .with_context(context)?;
            let thread = StandupKey {
                row: RowOf::Thread,
                ..key
            };
            outbox::hasten(turn.db(), &thread.to_string(), now)
                .await
                .with_context(context)?;
            found.run.message = Some(message);
            prompting::tell_all(turn, &found, now)
                .await
                .with_context(context)?;
            due = lines::open(turn, &found, now).await.with_context(context)?;
        }
        RowOf::Thread => {
            // A thread has the id of its message (facts §6).
            let thread = ChannelId::new(message.get());
            found.run.thread = Some(thread);
            standup::started(turn.db(), key.run, thread)
                .await
                .with_context(context)?;
            standup::set_trouble(turn.db(), found.row.id, None)
                .await
                .with_context(context)?;
            posting::post_all(turn, &found, now)
                .await
                .with_context(context)?;
        }
        RowOf::Prompt(user) | RowOf::Reminder(user, _) => standup::told(turn.db(), key.run, user)
            .await
            .with_context(context)?,
        RowOf::Direct(user, message) => {
            directly::take_in(turn, &found, (user, message), &mut due, now)
                .await
                .with_context(context)?;
        }
        // Only what stands somewhere can be put before whom it names.
        RowOf::Entry(user, 0) => {
            let entry = standup::entry(turn.db(), key.run, user).await;
            if let Some(entry) = entry.with_context(context)? {
                blocking::tell(turn, &found, &entry, &mut due, now)
                    .await
                    .with_context(context)?;
            }
        }
        RowOf::Returned(..) | RowOf::Pause(_) | RowOf::Trouble | RowOf::Lost | RowOf::Summary => {}
        RowOf::Tick(..) | RowOf::Entry(..) => {}
    }
    Ok(due)
}

/// Takes in that the message of a run is gone: once it is closed, its summary is posted anew.
pub(in super::super) async fn gone(
    turn: &mut Turn<'_>,
    key: StandupKey,
    now: DateTime<Utc>,
) -> store::Result<()> {
    match (key.row, found(turn.db(), key.run).await?) {
        (RowOf::Anchor, Some(found)) => closing::post_summary(turn, &found, now).await,
        _ => Ok(()),
    }
}

/// Takes in that a row of a run can't be sent: what can be mended is mended, else its creator is told.
pub(in super::super) async fn unsent(
    turn: &mut Turn<'_>,
    (id, key): (OutboxId, StandupKey),
    cause: Cause,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let context = || format!("note that run {} isn't open", key.run);
    let Some(found) = found(turn.db(), key.run).await.with_context(context)? else {
        return Ok(());
    };
    let row = &found.row;
    let done = match (key.row, cause) {
        // What was composed before a restart is composed anew where no key is kept.
        (RowOf::Anchor, Cause::Unreadable) => {
            let letter = posting::anchor(turn, &found, id)
                .await
                .with_context(context)?;
            let body = turn.adagio.seal.close(&letter).unwrap_or_default();
            outbox::revive(turn.db(), id, &body, now).await
        }
        (RowOf::Anchor, Cause::Gone) => troubling::note(turn, &found, Trouble::Gone, now).await,
        (RowOf::Anchor | RowOf::Thread, Cause::Forbidden) => {
            troubling::note(turn, &found, Trouble::Forbidden, now).await
        }
        (RowOf::Entry(..), Cause::Gone | Cause::Forbidden) => {
            troubling::lost(turn, &found, now).await
        }
        (RowOf::Direct(user, message), Cause::Hidden) => {
            directly::give_back(turn, &found, (user, message), now).await
        }
        (RowOf::Prompt(user) | RowOf::Reminder(user, _), Cause::DmsClosed) => {
            standup::remind(turn.db(), row.id, user, Remind::Not)
                .await
                .map(drop)
        }
        _ => Ok(()),
    };
    done.with_context(context)
}
