//! Sees each row of the outbox through to "sent" or "gave up", exactly once (facts §13.30–31).
//!
//! A row is tried with its nonce, which Discord remembers for a few minutes: tried again within two, the first
//! message comes back. Later than that, whoever sends looks for the message first.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Adagio, Turn};
use crate::domain::ids::{ChannelId, MessageId, OutboxId, UserId};
use crate::domain::letter::Letter;
use crate::domain::person::DirectMessages;
pub use crate::store::outbox::Priority;
use crate::store::outbox::{self, OpenRow, Progress};
use crate::store::{self, person, ping};

/// How long Discord is trusted to remember a nonce ("the past few minutes"; facts §3, §13.31).
const NONCE_HOLDS: TimeDelta = TimeDelta::minutes(2);

/// How long a row that is being sent is left alone. Longer than any request may take.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How old what was composed may be when it is first sent. Later it is composed anew, because what it holds
/// may have been answered, deleted or hidden meanwhile (PRODUCT P6).
const FRESH_FOR: TimeDelta = TimeDelta::minutes(5);

/// How long before the first try a message that is looked for may have been sent, by Discord's clock.
const LOOK_BEHIND: TimeDelta = TimeDelta::minutes(5);

/// The first pause after a failed try; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(5);

/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Where a letter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a person, by direct message; the channel, if it was opened before.
    Direct {
        user: UserId,
        channel: Option<ChannelId>,
    },
    Channel(ChannelId),
}

/// What has to be done before sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Never tried.
    Fresh,
    /// Tried a moment ago: the nonce still holds.
    Repeat,
    /// Tried longer ago: look whether the message is there, among those from this one on.
    Look(MessageId),
}

/// A row to be sent now.
#[derive(Clone, Debug)]
pub struct Errand {
    pub id: OutboxId,
    pub to: Target,
    /// `None`: its body can't be opened any more.
    pub letter: Option<Letter>,
    pub nonce: String,
    pub stage: Stage,
    pub priority: Priority,
}

/// Why a row can't be sent at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The person doesn't take DMs from the bot, or shares no server with it (50007, 50278).
    DmsClosed,
    /// The channel is gone.
    Gone,
    /// The right to write there is gone.
    Forbidden,
    /// Its body was sealed with a key that is gone.
    Unreadable,
    /// It was composed too long ago.
    Stale,
}

impl Cause {
    const fn word(self) -> &'static str {
        match self {
            Self::DmsClosed => "dms_closed",
            Self::Gone => "gone",
            Self::Forbidden => "forbidden",
            Self::Unreadable => "unreadable",
            Self::Stale => "stale",
        }
    }
}

/// Takes rows that are due, most urgent first.
///
/// Nothing is handed out for a person who is quiet now: it waits until that ends. And nothing is handed out that
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
        let quiet_until = row.user.and_then(|user| quiet_until(adagio, user, now));
        let untried = row.progress == Progress::Due;
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
                due_anew.push((user, due_at));
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
        for (user, due_at) in due_anew {
            if let Some(person) = known.person_mut(user) {
                person.digest_due_at = Some(due_at);
            }
        }
    })
    .await?;
    if something_is_due {
        adagio.bell.ring();
    }
    Ok(errands)
}

/// Gives a row up, and holds again what it would have delivered. Says for whom it was, if it was still open
/// and for a person.
async fn release(
    turn: &mut Turn<'_>,
    id: OutboxId,
    cause: Cause,
    now: DateTime<Utc>,
) -> store::Result<Option<UserId>> {
    let was_for = outbox::give_up(turn.db(), id, cause.word(), now).await?;
    let Some(user) = was_for.flatten() else {
        return Ok(None);
    };
    ping::hold_again(turn.db(), id, now).await?;
    store::digest::take_back(turn.db(), id).await?;
    Ok(Some(user))
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
    let stage = match row.progress {
        Progress::Due => Stage::Fresh,
        Progress::Sending { first_tried_at } if now - first_tried_at < NONCE_HOLDS => Stage::Repeat,
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
    }
}

/// Makes due at once what was being sent when Adagio last stopped.
///
/// # Errors
/// If the database can't be written.
pub async fn recover(adagio: &Adagio, now: DateTime<Utc>) -> anyhow::Result<u64> {
    let mut turn = adagio.begin().await?;
    let rows = outbox::recover(turn.db(), now)
        .await
        .context("take up the outbox again")?;
    turn.commit(|_| {}).await?;
    Ok(rows)
}

/// Notes that a row has become this message.
///
/// # Errors
/// If the database can't be written; then the row is looked at again.
pub async fn sent(
    adagio: &Adagio,
    id: OutboxId,
    message: MessageId,
    channel: ChannelId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    outbox::sent(turn.db(), id, message, channel, now)
        .await
        .with_context(|| format!("mark row {id} of the outbox as sent"))?;
    turn.commit(|_| {}).await
}

/// Notes that a row can't be sent: what it would have delivered is held again.
///
/// # Errors
/// If the database can't be written; then the row is looked at again.
pub async fn undeliverable(
    adagio: &Adagio,
    id: OutboxId,
    cause: Cause,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let context = || format!("give up row {id} of the outbox");
    let was_for = release(&mut turn, id, cause, now)
        .await
        .with_context(context)?;
    let Some(user) = was_for else {
        return turn.commit(|_| {}).await;
    };
    let Some(mut person) = adagio.known().person(user).cloned() else {
        return turn.commit(|_| {}).await;
    };
    match cause {
        // It was composed already, so it is due at once, as it would have been.
        Cause::Unreadable | Cause::Stale => person.digest_due_at = Some(now),
        // Nothing that the person could mend: the next digest is another try.
        Cause::Forbidden => person.digest_due_at = person.next_delivery_after(now),
        Cause::DmsClosed | Cause::Gone => {
            person.direct = DirectMessages::Closed;
            person.digest_due_at = None;
        }
    }
    person::save(turn.db(), &person, now)
        .await
        .with_context(context)?;
    turn.commit(|known| known.put(person)).await?;
    adagio.bell.ring();
    Ok(())
}

/// Puts off a row whose try failed, or whose answer was lost.
///
/// # Errors
/// If the database can't be written; then it is looked at again when its lease ends.
pub async fn again(adagio: &Adagio, id: OutboxId, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let attempts = outbox::attempts(turn.db(), id)
        .await
        .with_context(|| format!("read row {id} of the outbox"))?;
    let Some(attempts) = attempts else {
        return Ok(());
    };
    outbox::postpone(turn.db(), id, now + pause(attempts))
        .await
        .with_context(|| format!("put off row {id} of the outbox"))?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(())
}

/// The pause after so many failed tries.
fn pause(attempts: u32) -> TimeDelta {
    let doubled = FIRST_PAUSE * 2_i32.pow(attempts.saturating_sub(1).min(10));
    doubled.min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_ten_minutes() {
        let seconds: Vec<_> = (0..9).map(|tries| pause(tries).num_seconds()).collect();
        assert_eq!(seconds, [5, 5, 10, 20, 40, 80, 160, 320, 600]);
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }
}
