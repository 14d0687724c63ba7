//! Keeps what is known of each server in step with its history: what the gateway lost, while Adagio was away or by
//! itself, stands there (PRODUCT P13).
//!
//! For each server one instant is kept up to which everything is taken in. It moves on only when the whole server has
//! been read, hourly and whenever the gateway tells of the server anew, so that whatever happens in between is read
//! again from there. What is read is taken in like live events, by [`observe::history`](super::observe::history).

mod finishing;

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

pub use self::finishing::{Found, finish};
use super::{Adagio, Turn, retention};
use crate::domain::event::Place;
use crate::domain::history::{Course, EVERY};
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::store::history::{self, Mark};
use crate::store::person;

/// How far behind the beginning of a reading its end is noted: Discord's clock and ours may differ, and what was just
/// written may not stand in history yet.
const MARGIN: TimeDelta = TimeDelta::minutes(5);

/// A message must be so old before its absence means that it was deleted.
const SETTLED: TimeDelta = TimeDelta::minutes(1);

/// When a server is tried again that can't be read.
const RETRY: TimeDelta = TimeDelta::minutes(1);

/// How far a channel has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub server: ServerId,
    pub channel: ChannelId,
    pub read_until: MessageId,
}

/// What there is to read in a server.
#[derive(Clone, Debug)]
pub struct Reading {
    pub server: ServerId,
    pub begun_at: DateTime<Utc>,
    mark: Mark,
    floor: MessageId,
    /// The same of channels that couldn't be read when the others were.
    shut: HashMap<ChannelId, MessageId>,
    /// The channels that had active threads then. `None`: that was too long ago to say anything.
    threaded: Option<HashSet<ChannelId>>,
    progress: HashMap<ChannelId, MessageId>,
    held: BTreeMap<ChannelId, Vec<MessageId>>,
}

impl Reading {
    /// Everything up to here is taken in of a channel and its threads.
    pub fn floor_of(&self, channel: ChannelId) -> MessageId {
        self.shut.get(&channel).copied().unwrap_or(self.floor)
    }

    /// Since when something may have been missed in direct messages, which are read only then. `None`: nothing was.
    pub fn missed_since(&self) -> Option<DateTime<Utc>> {
        self.mark.missed.then_some(self.mark.until)
    }

    /// Whether a channel couldn't be read when the others were.
    pub fn was_shut(&self, channel: ChannelId) -> bool {
        self.shut.contains_key(&channel)
    }

    /// Whether threads of a channel may have been put away since it was last read, though nothing was written in it.
    pub fn may_have_put_away(&self, channel: ChannelId) -> bool {
        let had_some = |threaded: &HashSet<_>| threaded.contains(&channel);
        self.was_shut(channel) || self.threaded.as_ref().is_none_or(had_some)
    }

    /// The part of a channel or thread that is to be read.
    pub fn course(&self, place: &Place) -> Course {
        let channel = place.channel;
        let held = self.held.get(&channel).map_or(&[][..], Vec::as_slice);
        let read_until = self.progress.get(&channel).copied();
        let floor = self.floor_of(place.governing());
        Course::new(floor, read_until, held.iter().copied())
    }
}

/// When the next server is to be read.
///
/// # Errors
/// If the database can't be read.
pub async fn next_due(adagio: &Adagio) -> anyhow::Result<Option<DateTime<Utc>>> {
    let mut db = adagio.store.read().await.context("begin reading a due")?;
    let due_at = history::next_due(&mut db).await;
    due_at.context("read when history is due next")
}

/// Servers that are to be read now, longest due first.
///
/// # Errors
/// If the database can't be read.
pub async fn due(adagio: &Adagio, now: DateTime<Utc>, limit: u32) -> anyhow::Result<Vec<ServerId>> {
    let mut db = adagio.store.read().await.context("begin reading dues")?;
    let due = history::due(&mut db, now, limit).await;
    due.context("read whose history is due")
}

/// The servers of which events were missed, as far as is known, that are still to be read now.
///
/// # Errors
/// If the database can't be read.
pub async fn behind(adagio: &Adagio, now: DateTime<Utc>) -> anyhow::Result<HashSet<ServerId>> {
    let mut db = adagio.store.read().await.context("begin reading breaks")?;
    let behind = history::behind(&mut db, now).await;
    let behind = behind.context("read whose history is missed")?;
    Ok(behind.into_iter().collect())
}

/// Begins, or goes on with, the reading of a server. `None`: nobody there would be told of anything.
///
/// # Errors
/// If the database can't be read.
pub async fn begin(
    adagio: &Adagio,
    server: ServerId,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Reading>> {
    let context = || format!("read how far the history of server {server} is read");
    let mut db = adagio.store.read().await.with_context(context)?;
    let Some(mark) = history::mark(&mut db, server).await.with_context(context)? else {
        return Ok(None);
    };
    let oldest = now - retention::ROWS_KEPT;
    let floor = last_at(mark.until.max(oldest));
    let shut = history::shut(&mut db, server).await.with_context(context)?;
    let shut = shut
        .into_iter()
        .map(|(channel, until)| (channel, until.max(last_at(oldest))));
    let progress = history::progress(&mut db, server)
        .await
        .with_context(context)?;
    let threaded = history::threaded(&mut db, server)
        .await
        .with_context(context)?;
    let is_regular = now - mark.until <= EVERY + MARGIN * 2;
    let settled = MessageId::first_at(now - SETTLED);
    let mut held: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (channel, message) in history::held(&mut db, server, settled)
        .await
        .with_context(context)?
    {
        held.entry(channel).or_default().push(message);
    }
    Ok(Some(Reading {
        server,
        begun_at: now,
        mark,
        floor,
        shut: shut.collect(),
        threaded: threaded.filter(|_| is_regular),
        progress: progress.into_iter().collect(),
        held,
    }))
}

/// The last message that can have been sent at this instant.
fn last_at(at: DateTime<Utc>) -> MessageId {
    let next = MessageId::first_at(at + TimeDelta::milliseconds(1));
    MessageId::new(next.get() - 1)
}

/// Who put a ✅ on these messages that still stands, as far as it is known.
///
/// # Errors
/// If the database can't be read.
pub async fn checked(
    adagio: &Adagio,
    messages: &[MessageId],
) -> anyhow::Result<Vec<(MessageId, UserId)>> {
    let mut db = adagio.store.read().await.context("begin reading acts")?;
    let checked = history::checked(&mut db, messages).await;
    checked.context("read who ticked what")
}

/// Those of these messages that ping a role, as far as they are recorded.
///
/// # Errors
/// If the database can't be read.
pub async fn calling(adagio: &Adagio, messages: &[MessageId]) -> anyhow::Result<Vec<MessageId>> {
    let mut db = adagio.store.read().await.context("begin reading calls")?;
    let calling = history::calling(&mut db, messages).await;
    calling.context("read which messages ping a role")
}

/// Why a server isn't read now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// There is nothing to read for anybody, or Adagio isn't there any more.
    NothingThere,
    /// Discord doesn't answer, or not in a way that helps.
    NotNow,
}

/// Puts the reading of a server off.
///
/// # Errors
/// If the database can't be written.
pub async fn put_off(
    adagio: &Adagio,
    server: ServerId,
    obstacle: Obstacle,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let due_at = match obstacle {
        Obstacle::NothingThere => now + EVERY,
        Obstacle::NotNow => now + RETRY,
    };
    let mut turn = adagio.begin().await?;
    history::put_off(turn.db(), server, due_at)
        .await
        .with_context(|| format!("put off the history of server {server}"))?;
    turn.commit(|_| {}).await
}

/// Makes what is due for these people due at an instant: later, because history is to be read first or composing fails, or now
/// that history is read.
///
/// # Errors
/// If the database can't be written.
pub async fn make_due(
    adagio: &Adagio,
    people: &[UserId],
    due_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let is_due = |user: &UserId| {
        let person = adagio.known().person(*user).cloned();
        person.is_some_and(|person| person.digest_due_at.is_some())
    };
    let people: Vec<_> = people.iter().copied().filter(is_due).collect();
    set_due(&mut turn, &people, due_at)
        .await
        .context("note for whom something is due later, or now")?;
    turn.commit(|known| {
        for user in people {
            known.set_due(user, Some(due_at));
        }
    })
    .await?;
    adagio.bell.ring();
    Ok(())
}

async fn set_due(
    turn: &mut Turn<'_>,
    people: &[UserId],
    due_at: DateTime<Utc>,
) -> crate::store::Result<()> {
    for user in people {
        person::set_due(turn.db(), *user, Some(due_at)).await?;
    }
    Ok(())
}
