//! Opens runs: a message in the channel with a thread under it, or a post in a forum, and a word to who wants one.
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
use super::super::outbox::{Priority, write};
use super::super::{Turn, seal};
use super::{
    Found, blocking, closing, directly, found, lines, posting, prompting, terms_of, weekly, zones,
};
use crate::domain::ids::{ChannelId, MessageId, OutboxId, RoleId, StandupId};
use crate::domain::quiet::Span;
use crate::domain::standup::{RowOf, Standing, StandupKey, Terms, Threads, Venue};
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
    let is_first = !standup::has_opened(turn.db(), id).await?;
    let joined = standup::of_standup(turn.db(), id).await?;
    let zones = zones(&turn.adagio.known(), &terms, &joined);
    let all = terms.timetable.runs(&zones, now);
    let mut runs = all
        .filter(|(day, _)| last.is_none_or(|last| *day > last))
        .peekable();
    if let Some((day, span)) = runs.next_if(|(_, span)| span.from <= now) {
        begin(turn, (&row, &terms), (day, span), is_first, now).await?;
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
    let Some(found) = found(turn.db(), run).await? else {
        return Ok(());
    };
    let calls = terms.called().filter(|_| is_first);
    if terms.threads == Threads::AWeek {
        return weekly::open(turn, &found, calls, now).await;
    }
    let anchor = anchor(turn, &found, (terms.channel, calls), now).await?;
    let title = say::thread(&Tongue::of(&row.locale), terms, day);
    give_thread(turn, &found, (anchor, RowOf::Thread), &title, now).await
}

/// Writes the message of a run, which stands in this channel or thread and pings this role.
pub(super) async fn anchor(
    turn: &mut Turn<'_>,
    found: &Found,
    (channel, calls): (ChannelId, Option<RoleId>),
    now: DateTime<Utc>,
) -> store::Result<OutboxId> {
    let held = blocking::carried(turn, found).await?;
    let run = found.run.run;
    let letter = |outbox| {
        let anchor = say::Anchor {
            ids: (run.id, found.row.id, outbox),
            terms: &found.terms,
            when: (run.day, run.span.until),
            so_far: 0,
            held: &held,
            calls,
        };
        say::anchor(&Tongue::of(&found.row.locale), &anchor)
    };
    let key = found.key(RowOf::Anchor);
    write(turn, &key, channel, letter, now).await
}

/// Gives what a row sends a thread of this title: in a forum it becomes a post, else another row starts one under it.
pub(super) async fn give_thread(
    turn: &mut Turn<'_>,
    found: &Found,
    (under, row): (OutboxId, RowOf),
    title: &str,
    now: DateTime<Utc>,
) -> store::Result<()> {
    if let Venue::Forum(tags) = &found.terms.venue {
        return outbox::set_post(turn.db(), under, title, tags).await;
    }
    let thread = NewRow {
        key: &found.key(row),
        user: None,
        channel: Some(found.terms.channel),
        priority: Priority::Live,
        nonce: &seal::nonce(),
        due_at: now,
    };
    let thread = outbox::add(turn.db(), &thread, now).await?;
    outbox::set_thread(turn.db(), thread, under, title).await
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
            found.run.message = Some(message);
            give_place(turn, &mut found, thread_of(message), now)
                .await
                .with_context(context)?;
            prompting::tell_all(turn, &found, now)
                .await
                .with_context(context)?;
            due = lines::open(turn, &found, now).await.with_context(context)?;
        }
        RowOf::Thread => {
            started(turn, &mut found, thread_of(message), now)
                .await
                .with_context(context)?;
        }
        RowOf::Week | RowOf::WeekThread => {
            weekly::posted(turn, &found, (key, thread_of(message)), now)
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

/// A thread, or post in a forum, has the id of its first message (facts §6).
fn thread_of(message: MessageId) -> ChannelId {
    ChannelId::new(message.get())
}

/// Takes in that the message of a run stands: where entries go, or that its thread is to be started.
async fn give_place(
    turn: &mut Turn<'_>,
    found: &mut Found,
    post: ChannelId,
    now: DateTime<Utc>,
) -> store::Result<()> {
    match (&found.terms.venue, found.terms.threads, found.run.thread) {
        (_, Threads::AWeek, None) => Ok(()),
        (_, Threads::AWeek, Some(thread)) => started(turn, found, thread, now).await,
        (Venue::Forum(_), Threads::ADay, _) => started(turn, found, post, now).await,
        (Venue::Text, Threads::ADay, _) => {
            outbox::hasten(turn.db(), &found.key(RowOf::Thread), now).await
        }
    }
}

/// Takes in where the entries of a run stand, and posts those that waited for that.
async fn started(
    turn: &mut Turn<'_>,
    found: &mut Found,
    thread: ChannelId,
    now: DateTime<Utc>,
) -> store::Result<()> {
    found.run.thread = Some(thread);
    standup::started(turn.db(), found.run.run.id, Some(thread)).await?;
    standup::set_trouble(turn.db(), found.row.id, None).await?;
    posting::post_all(turn, found, now).await
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
