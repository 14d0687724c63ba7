//! What a reader does with one item, wherever it stands and however old the button is (PRODUCT P7).
//!
//! An item is found by its message and by who presses: somebody else's isn't there. Each deed may be done twice, and
//! each can be taken back.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::digest::{Want, opened, schedule_of, shows};
use super::due::Due;
use super::{Adagio, Error, Turn};
use crate::domain::digest::{self, View};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::item::{Did, Opened, Outlook, outlook};
use crate::domain::later::Later;
use crate::domain::mute::{Heard, Mute, Muted};
use crate::domain::person::DirectMessages;
use crate::domain::ping::{Lane, Reason};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{Rights, Shows, Sight};
use crate::store::Connection;
use crate::store::ping::{self, PingNow, PingRow};

/// An item, by the one who presses and the message that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Handle {
    pub user: UserId,
    pub source: MessageId,
    pub now: DateTime<Utc>,
}

/// What has to be looked up before an item may be shown. Nothing for one that isn't there.
///
/// # Errors
/// If the database can't be read.
pub async fn wants(adagio: &Adagio, handle: &Handle) -> anyhow::Result<Vec<Want>> {
    let found = look(adagio, handle).await?;
    let rows = found.iter().map(|(row, ..)| row);
    Ok(super::digest::wants_of(rows, &[]))
}

/// An item as its reader may see it now.
///
/// # Errors
/// If there is none for them to see, or the database can't be read.
pub async fn open(adagio: &Adagio, handle: &Handle, rights: &Rights) -> Result<Opened, Error> {
    let (row, facts, state, reason) = seen(adagio, handle, rights).await?;
    let mutes = super::mutes::all(adagio, handle.user).await?;
    let ping = opened(adagio, &row);
    let outlook = outlook(&ping, &facts, (state, reason), handle.now);
    let comes_at = match outlook {
        Outlook::PutOff(until) => comes_at(adagio, handle.user, until),
        _ => None,
    };
    let schedule = schedule_of(adagio, handle.user);
    let view = View::new(rights, &schedule, handle.now);
    Ok(Opened {
        item: digest::item(0, &ping, view),
        server_name: rights.name_of(row.server),
        parent: (row.governing != row.channel).then_some(row.governing),
        outlook,
        comes_at,
        reader: handle.user,
        thread: heard(
            &mutes,
            |what| matches!(what, Muted::Thread(thread) if thread.channel == row.channel),
        ),
        from: heard(
            &mutes,
            |what| matches!(what, Muted::Sender(sender) if Some(*sender) == row.sender),
        ),
    })
}

fn heard(mutes: &[Mute], is_it: impl Fn(&Muted) -> bool) -> Heard {
    if mutes.iter().any(|mute| is_it(&mute.what)) {
        Heard::Muted
    } else {
        Heard::Yes
    }
}

/// Whether there is such an item, before something is asked about it.
///
/// # Errors
/// If there is none, or the database can't be read.
pub async fn check(adagio: &Adagio, handle: &Handle) -> Result<(), Error> {
    let found = look(adagio, handle).await?;
    found.map(drop).ok_or(Refusal::NothingThere.into())
}

/// Whether its reader may see it now, before anything is done with it: what became of an item is news of the place where it
/// stands, and so is what can still be done.
///
/// # Errors
/// If there is none for them to see, or the database can't be read.
pub async fn check_sight(adagio: &Adagio, handle: &Handle, rights: &Rights) -> Result<(), Error> {
    seen(adagio, handle, rights).await.map(drop)
}

async fn seen(adagio: &Adagio, handle: &Handle, rights: &Rights) -> Result<PingNow, Error> {
    let found = look(adagio, handle).await?.ok_or(Refusal::NothingThere)?;
    let row = &found.0;
    match (shows(rights, row), rights.of(handle.user, row.channel)) {
        (Shows::Here, _) => Ok(found),
        (_, Sight::Unknown) => Err(Refusal::RightsUnknown.into()),
        _ => Err(Refusal::NothingThere.into()),
    }
}

/// The reader is done with an item.
///
/// # Errors
/// If it isn't there, or the database can't be written.
pub async fn done(adagio: &Adagio, handle: &Handle) -> Result<Did, Error> {
    let mut turn = adagio.begin().await?;
    if let Outlook::Over(reason) = stands(adagio, &mut turn, handle).await? {
        return Ok(Did::Already(reason));
    }
    ping::settle(
        turn.db(),
        handle.source,
        handle.user,
        Reason::Done,
        handle.now,
    )
    .await
    .with_context(|| handle.context("settle"))?;
    turn.commit(|_| {}).await?;
    Ok(Did::Done)
}

/// The reader is not done with it after all.
///
/// # Errors
/// If it isn't there, or the database can't be written.
pub async fn not_done(adagio: &Adagio, handle: &Handle) -> Result<Did, Error> {
    let mut turn = adagio.begin().await?;
    match stands(adagio, &mut turn, handle).await? {
        Outlook::Over(reason) => return Ok(Did::Already(reason)),
        Outlook::Open | Outlook::PutOff(_) => return Ok(Did::NotDone),
        Outlook::Done => {}
    }
    ping::reopen(turn.db(), handle.source, handle.user, handle.now)
        .await
        .with_context(|| handle.context("reopen"))?;
    finish(adagio, turn, handle).await?;
    Ok(Did::NotDone)
}

/// Puts an item off; one that its reader was done with comes back too.
///
/// # Errors
/// If it isn't there, the date means nothing, or the database can't be written.
pub async fn put_off(adagio: &Adagio, handle: &Handle, later: &Later) -> Result<Did, Error> {
    let mut turn = adagio.begin().await?;
    if let Outlook::Over(reason) = stands(adagio, &mut turn, handle).await? {
        return Ok(Did::Already(reason));
    }
    let zone = adagio
        .known()
        .person(handle.user)
        .and_then(|person| person.schedule.zone);
    let until = later.instant(zone, handle.now).map_err(Refusal::from)?;
    ping::put_off(turn.db(), handle.source, handle.user, until, handle.now)
        .await
        .with_context(|| handle.context("put off"))?;
    finish(adagio, turn, handle).await?;
    let comes_at = comes_at(adagio, handle.user, until);
    Ok(Did::PutOff { until, comes_at })
}

/// Takes back that an item was put off.
///
/// # Errors
/// If it isn't there, or the database can't be written.
pub async fn not_put_off(adagio: &Adagio, handle: &Handle) -> Result<Did, Error> {
    let mut turn = adagio.begin().await?;
    match stands(adagio, &mut turn, handle).await? {
        Outlook::Over(reason) => return Ok(Did::Already(reason)),
        Outlook::Open | Outlook::Done => return Ok(Did::Back),
        Outlook::PutOff(_) => {}
    }
    ping::not_put_off(turn.db(), handle.source, handle.user, handle.now)
        .await
        .with_context(|| handle.context("take back"))?;
    finish(adagio, turn, handle).await?;
    Ok(Did::Back)
}

impl Handle {
    pub(super) fn context(&self, deed: &str) -> String {
        format!("{deed} ping {} of person {}", self.source, self.user)
    }
}

/// An item's row, inside a change.
pub(super) async fn found(db: &mut Connection, handle: &Handle) -> Result<PingRow, Error> {
    let found = ping::one(db, handle.source, handle.user)
        .await
        .with_context(|| handle.context("read"))?;
    found
        .map(|(row, ..)| row)
        .ok_or(Refusal::NothingThere.into())
}

async fn look(adagio: &Adagio, handle: &Handle) -> anyhow::Result<Option<PingNow>> {
    let mut db = adagio.store.read().await.context("begin reading an item")?;
    ping::one(&mut db, handle.source, handle.user)
        .await
        .with_context(|| handle.context("read"))
}

/// How an item stands, inside a change.
async fn stands(adagio: &Adagio, turn: &mut Turn<'_>, handle: &Handle) -> Result<Outlook, Error> {
    let found = ping::one(turn.db(), handle.source, handle.user)
        .await
        .with_context(|| handle.context("read"))?;
    let (row, facts, state, reason) = found.ok_or(Refusal::NothingThere)?;
    Ok(outlook(
        &opened(adagio, &row),
        &facts,
        (state, reason),
        handle.now,
    ))
}

/// Ends a change after which an item may wait again: sees to it that it goes out.
pub(super) async fn finish(adagio: &Adagio, turn: Turn<'_>, handle: &Handle) -> anyhow::Result<()> {
    finish_for(adagio, turn, handle.user, handle.now).await
}

/// Ends a change after which something may wait again for a person.
pub(super) async fn finish_for(
    adagio: &Adagio,
    mut turn: Turn<'_>,
    user: UserId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut due = Due::default();
    if let Some(person) = adagio.known().person(user) {
        due.arm(person, Lane::Digest, now);
    }
    due.write(turn.db())
        .await
        .with_context(|| format!("note when person {user} is due"))?;
    turn.commit(|known| due.note(known)).await?;
    adagio.bell.ring();
    Ok(())
}

/// The first digest not before this instant. `None`: only the inbox.
pub(super) fn comes_at(
    adagio: &Adagio,
    user: UserId,
    until: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let known = adagio.known();
    let person = known.person(user)?;
    if person.direct != DirectMessages::Allowed {
        return None;
    }
    person
        .schedule
        .next_digest_after(until - chrono::TimeDelta::milliseconds(1))
}
