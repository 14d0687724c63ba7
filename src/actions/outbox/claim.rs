//! Takes what is due from the outbox, and decides for each row how it is to be sent.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::super::{Adagio, Turn};
use super::{Cause, Deed, Errand, Late, Priority, Stage, Target, release};
use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::domain::reply::ReplyKey;
use crate::domain::standup::StandupKey;
use crate::domain::wish::WishKey;
use crate::store::outbox::{self, About, OpenRow, Progress};
use crate::store::{self, person};

/// How long Discord is trusted to remember a nonce ("the past few minutes"; facts §3, §13.31).
const NONCE_HOLDS: TimeDelta = TimeDelta::minutes(2);

/// How long a row that is being sent is left alone. Longer than any request may take.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How old what was composed may be when it is first sent. Later it is composed anew, because what it holds
/// may have been answered, deleted or hidden meanwhile (PRODUCT P6).
const FRESH_FOR: TimeDelta = TimeDelta::minutes(5);

/// How long before the first try a message that is looked for may have been sent, by Discord's clock.
const LOOK_BEHIND: TimeDelta = TimeDelta::minutes(5);

/// Takes rows that are due, most urgent first.
///
/// Nothing is handed out for a person who is quiet now, unless they asked this moment: it waits until that ends. And nothing is handed out that
/// was composed long ago and never tried: what it holds is held again, and composed anew.
///
/// # Errors
/// If the database can't be written; then nothing was taken.
pub async fn claim(adagio: &Adagio, now: DateTime<Utc>, limit: u32) -> anyhow::Result<Vec<Errand>> {
    let mut turn = adagio.begin().await?;
    let rows = outbox::open(turn.db(), now, limit)
        .await
        .context("read the outbox")?;
    let mut errands = Vec::with_capacity(rows.len());
    let mut due_anew = Vec::new();
    for row in rows {
        let id = row.id;
        let context = || format!("take row {id} of the outbox");
        if set_aside(&mut turn, &row, now)
            .await
            .with_context(context)?
        {
            continue;
        }
        let user = row.user.filter(|_| !is_answer(&row.key, now));
        let quiet_until = user.and_then(|user| quiet_until(adagio, user, now));
        let untried = row.progress == Progress::Due && Late::of(&row.key) == Late::Anew;
        let is_stale = quiet_until.is_some() || now - row.due_at >= FRESH_FOR;
        match (row.user, quiet_until) {
            (Some(user), _) if untried && is_stale => {
                release(&mut turn, id, Cause::Stale, now)
                    .await
                    .with_context(context)?;
                let due_at = quiet_until.unwrap_or(now);
                person::set_due(turn.db(), user, Some(due_at))
                    .await
                    .with_context(context)?;
                due_anew.push((user, due_at, row.priority));
            }
            (_, Some(until)) => {
                outbox::postpone(turn.db(), id, until)
                    .await
                    .with_context(context)?;
            }
            (_, None) => {
                errands.push(errand(adagio, row, now));
                outbox::begin(turn.db(), id, now, now + LEASE)
                    .await
                    .with_context(context)?;
            }
        }
    }
    let something_is_due = !due_anew.is_empty();
    turn.commit(|known| {
        for (user, due_at, priority) in due_anew {
            known.set_due(user, Some(due_at));
            if priority < Priority::Bulk {
                known.hurry(user);
            }
        }
    })
    .await?;
    if something_is_due {
        adagio.bell.ring();
    }
    Ok(errands)
}

/// How long what is done to a message waits for that to be sent.
const UNTIL_SENT: TimeDelta = TimeDelta::minutes(1);

/// The same of an edit, for which somebody may wait.
const UNTIL_EDITED: TimeDelta = TimeDelta::seconds(5);

/// Whether there is nothing to do for a row now: it came too late, or what it is done to isn't there.
async fn set_aside(turn: &mut Turn<'_>, row: &OpenRow, now: DateTime<Utc>) -> store::Result<bool> {
    let untried = row.progress == Progress::Due;
    let is_late = untried && row.expires_at.is_some_and(|expires_at| expires_at <= now);
    match row.deed.about() {
        _ if is_late => release(turn, row.id, Cause::Stale, now).await.map(drop)?,
        Some(About::Never) => release(turn, row.id, Cause::Gone, now).await.map(drop)?,
        Some(About::NotYet) => {
            let pause = match row.deed {
                outbox::Deed::Edit(_) => UNTIL_EDITED,
                _ => UNTIL_SENT,
            };
            outbox::postpone(turn.db(), row.id, now + pause).await?;
        }
        Some(About::Message(_)) | None => return Ok(false),
    }
    Ok(true)
}

/// Whether it answers what its reader said a moment ago: they are there, and their hours hold nothing back.
fn is_answer(key: &str, now: DateTime<Utc>) -> bool {
    let said = key.parse().map(|WishKey(said)| said.sent_at());
    said.is_ok_and(|said_at| now - said_at < FRESH_FOR)
        || key.parse().is_ok_and(StandupKey::is_silent_answer)
}

/// When this person's quiet ends, if it is quiet now. One who is always quiet is asked about again in a day.
fn quiet_until(adagio: &Adagio, user: UserId, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let known = adagio.known();
    let schedule = &known.person(user)?.schedule;
    schedule.is_quiet_at(now).then(|| {
        schedule
            .quiet_ends_after(now)
            .unwrap_or(now + TimeDelta::days(1))
    })
}

fn errand(adagio: &Adagio, row: OpenRow, now: DateTime<Utc>) -> Errand {
    // A post in a forum has no nonce (facts §4).
    let has_nonce = !matches!(row.deed, outbox::Deed::Post(..));
    let stage = match row.progress {
        Progress::Due => Stage::Fresh,
        Progress::Sending { first_tried_at } if has_nonce && now - first_tried_at < NONCE_HOLDS => {
            Stage::Repeat
        }
        Progress::Sending { first_tried_at } => {
            Stage::Look(MessageId::first_at(first_tried_at - LOOK_BEHIND))
        }
    };
    let to = match (row.user, row.channel) {
        (Some(user), channel) => Target::Direct { user, channel },
        (None, Some(channel)) => Target::Channel(channel),
        // The table keeps no such row; it would be given up as gone.
        (None, None) => Target::Channel(ChannelId::new(0)),
    };
    Errand {
        id: row.id,
        to,
        letter: row.body.as_deref().and_then(|body| adagio.seal.open(body)),
        nonce: row.nonce,
        stage,
        priority: row.priority,
        deed: deed(row.deed),
        answers: row.key.parse().ok().map(|key: ReplyKey| key.source),
        of_run: row.key.parse().ok().and_then(StandupKey::concerns),
        late: Late::of(&row.key),
    }
}

/// What is done now. Without the message that it is done to, a row is set aside before it comes here.
fn deed(deed: outbox::Deed) -> Deed {
    match deed {
        outbox::Deed::Edit(About::Message(message)) => Deed::Edit(message),
        outbox::Deed::Delete(About::Message(message)) => Deed::Delete(message),
        outbox::Deed::Thread(About::Message(message), title) => Deed::Thread(message, title),
        outbox::Deed::Tick(message) => Deed::Tick(message),
        outbox::Deed::Post(title, tags) => Deed::Post(title, tags),
        outbox::Deed::Send
        | outbox::Deed::Edit(_)
        | outbox::Deed::Delete(_)
        | outbox::Deed::Thread(..) => Deed::Send,
    }
}
