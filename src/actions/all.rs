//! What a reader does with all that stands on a list at once: done with it, or later (PRODUCT P7).
//!
//! All is what they were shown: what they may read, on every page, and nothing that came after the list was made. It is
//! taken back by the instant at which it was done.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::digest::{self, Questions, Want, may_show, opened, page_wants};
use super::item::{comes_at, finish_for};
use super::{Adagio, Error, Turn, inbox};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::item::DidAll;
use crate::domain::later::Later;
use crate::domain::listing::Listing;
use crate::domain::ping::{Fate, State, fate, fate_once_shown};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{Rights, Sight};
use crate::store::Connection;
pub use crate::store::ping::Deed;
use crate::store::ping::{self, Part, PingRow, Stack};

/// A list, by the one who presses and what they were shown.
#[derive(Clone, Copy, Debug)]
pub struct Pile {
    pub user: UserId,
    pub listing: Listing,
    pub shown_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What has to be looked up before it is known what stands there.
///
/// # Errors
/// If the database can't be read.
pub async fn wants(adagio: &Adagio, pile: &Pile) -> anyhow::Result<Vec<Want>> {
    match pile.listing.digest {
        Some(digest) => page_wants(adagio, pile.user, digest).await,
        None => inbox::wants(adagio, pile.user, pile.now).await,
    }
}

/// The reader is done with all of it.
///
/// # Errors
/// If the database can't be written.
pub async fn done(adagio: &Adagio, pile: &Pile, rights: &Rights) -> Result<DidAll, Error> {
    let mut turn = adagio.begin().await?;
    let mut all = shown(adagio, &mut turn, pile, rights, Part::Waiting).await?;
    all.extend(shown(adagio, &mut turn, pile, rights, Part::Seen).await?);
    let settled = ping::settle_all(turn.db(), &pile.stack(&all), pile.now)
        .await
        .with_context(|| pile.context("settle"))?;
    turn.commit(|_| {}).await?;
    Ok(DidAll::Done(count(settled)))
}

/// Puts off all of it that waits.
///
/// # Errors
/// If the date means nothing, or the database can't be written.
pub async fn put_off(
    adagio: &Adagio,
    pile: &Pile,
    later: &Later,
    rights: &Rights,
) -> Result<DidAll, Error> {
    let zone = adagio
        .known()
        .person(pile.user)
        .and_then(|person| person.schedule.zone);
    let until = later.instant(zone, pile.now).map_err(Refusal::from)?;
    let mut turn = adagio.begin().await?;
    let all = shown(adagio, &mut turn, pile, rights, Part::Waiting).await?;
    let put_off = ping::put_all_off(turn.db(), &pile.stack(&all), until, pile.now)
        .await
        .with_context(|| pile.context("put off"))?;
    finish_for(adagio, turn, pile.user, pile.now).await?;
    Ok(DidAll::PutOff {
        count: count(put_off),
        until,
        comes_at: comes_at(adagio, pile.user, until),
    })
}

/// Something that was done to all of a list at one instant, and is taken back.
#[derive(Clone, Copy, Debug)]
pub struct Undo {
    pub user: UserId,
    pub what: Deed,
    pub at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What has to be looked up before it is taken back.
///
/// # Errors
/// If the database can't be read.
pub async fn undo_wants(adagio: &Adagio, undo: &Undo) -> anyhow::Result<Vec<Want>> {
    let db = adagio.store.read().await;
    let mut db = db.context("begin reading what is taken back")?;
    let all = undo.found(&mut db).await?;
    Ok(digest::wants_of(all.iter(), &[]))
}

/// Takes it back, as far as its reader may see it now.
///
/// # Errors
/// If the database can't be written.
pub async fn take_back(adagio: &Adagio, undo: &Undo, rights: &Rights) -> Result<DidAll, Error> {
    let mut turn = adagio.begin().await?;
    let mut all = undo.found(turn.db()).await?;
    let is_unknown = |row: &PingRow| rights.of(row.recipient, row.channel) == Sight::Unknown;
    if all.iter().any(is_unknown) {
        return Err(Refusal::RightsUnknown.into());
    }
    all.retain(|row| may_show(rights, row));
    for row in &all {
        let back = match undo.what {
            Deed::Done => ping::reopen(turn.db(), row.source, undo.user, undo.now).await,
            Deed::PutOff => ping::not_put_off(turn.db(), row.source, undo.user, undo.now).await,
        };
        back.with_context(|| undo.context())?;
    }
    finish_for(adagio, turn, undo.user, undo.now).await?;
    Ok(DidAll::Back(all.len()))
}

impl Undo {
    async fn found(&self, db: &mut Connection) -> anyhow::Result<Vec<PingRow>> {
        ping::changed_at(db, self.user, self.what, self.at)
            .await
            .with_context(|| self.context())
    }

    fn context(&self) -> String {
        format!("take back what person {} did at once", self.user)
    }
}

impl Pile {
    fn stack<'a>(&self, sources: &'a [MessageId]) -> Stack<'a> {
        // What a digest holds doesn't change after it was sent.
        let shown_at = match self.listing.digest {
            Some(_) => self.now,
            None => self.shown_at,
        };
        Stack {
            recipient: self.user,
            sources,
            shown_at,
        }
    }

    fn context(&self, deed: &str) -> String {
        format!("{deed} all that person {} was shown", self.user)
    }
}

/// What stands in one part of the list still, and may be read now.
async fn shown(
    adagio: &Adagio,
    turn: &mut Turn<'_>,
    pile: &Pile,
    rights: &Rights,
    part: Part,
) -> anyhow::Result<Vec<MessageId>> {
    let context = || pile.context("read");
    let listed: Vec<_> = match pile.listing.digest {
        Some(digest) => {
            let rows = ping::delivered_in(turn.db(), digest, pile.user).await;
            let rows = rows.with_context(context)?.into_iter();
            let still = rows.filter(|(_, _, of, state)| *of == part && *state == State::Delivered);
            still.map(|(row, facts, ..)| (row, facts)).collect()
        }
        None => {
            let held = ping::held(turn.db(), pile.user)
                .await
                .with_context(context)?
                .into_iter();
            let was_there = |row: &PingRow| row.not_before_at.is_none_or(|at| at <= pile.shown_at);
            held.filter(|(row, _)| was_there(row)).collect()
        }
    };
    let readable = listed.into_iter().filter(|(row, _)| may_show(rights, row));
    let fate = match pile.listing.digest {
        Some(_) => fate_once_shown,
        None => fate,
    };
    let mut questions = Questions::default();
    let of_part = readable.filter(|(row, facts)| {
        let part_now = match fate(&opened(adagio, row), facts) {
            Fate::Waits => questions.is_next(row).then_some(Part::Waiting),
            Fate::Seen => Some(Part::Seen),
            Fate::Gone(_) => None,
        };
        // What was seen since stays where it stands in a digest.
        part_now.is_some() && (pile.listing.digest.is_some() || part_now == Some(part))
    });
    Ok(of_part.map(|(row, _)| row.source).collect())
}

fn count(rows: u64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}
