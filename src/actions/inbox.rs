//! What waits for one person, at any time, without delivering it.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::digest::{
    self, List, Questions, Want, closed, counts_of, open_page, page_of, schedule_of, shows,
};
use super::{Adagio, groups};
use crate::domain::digest::{Inbox, Of, View, rank};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::mute::{COUNTED_FOR, Thread};
use crate::domain::ping::{Facts, Fate, Ping, Reason, fate};
use crate::domain::rights::{Elsewhere, Rights, Shows};
use crate::store::ping::PingRow;
use crate::store::{Connection, outbox, ping};

/// What has to be looked up before a person may be shown their inbox.
///
/// # Errors
/// If the database can't be read.
pub async fn wants(adagio: &Adagio, user: UserId, now: DateTime<Utc>) -> anyhow::Result<Vec<Want>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading an inbox")?;
    let places = ping::places(&mut db, &[user])
        .await
        .with_context(|| format!("read where person {user} is held something"))?;
    let called = groups::unlooked(adagio, &mut db, user).await?;
    let mut wants = digest::wants_of(places.into_values().flatten(), &called);
    let muted = muted(&mut db, user, now).await?;
    let muted = muted.iter();
    wants.extend(
        muted.map(|(place, _)| Want::to_read(place.server, place.channel, place.governing)),
    );
    wants.sort_unstable();
    wants.dedup();
    Ok(wants)
}

/// What settled lately because it is muted, by where it stands.
async fn muted(
    db: &mut Connection,
    user: UserId,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<(Thread, i64)>> {
    ping::muted_since(db, user, MessageId::first_at(now - COUNTED_FOR))
        .await
        .with_context(|| format!("count what person {user} has muted"))
}

/// A page of what waits for a person now.
///
/// # Errors
/// If the database can't be read.
pub async fn waiting(
    adagio: &Adagio,
    user: UserId,
    page: usize,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<Inbox> {
    hand_on(adagio, user, now, rights).await?;
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading an inbox")?;
    let held = ping::held(&mut db, user)
        .await
        .with_context(|| format!("read what person {user} is held"))?;
    let last = outbox::last_sent_to(&mut db, user)
        .await
        .with_context(|| format!("read what person {user} was sent last"))?;
    let settled = self::muted(&mut db, user, now).await?;
    let readable = settled
        .iter()
        .filter(|(place, _)| rights.shows(user, place.server, place.channel) == Shows::Here);
    let muted: i64 = readable.map(|(_, pings)| pings).sum();
    let sorted = Sorted::of(&held, rights, now);
    let ranked = rank(sorted.waiting).into_iter().chain(sorted.put_off);
    let mut ranked: Vec<_> = ranked.map(Some).collect();
    open_page(adagio, &mut ranked, page, held.iter().map(|(row, _)| row));
    let counts = counts_of(adagio, user, &ranked, now);
    let schedule = schedule_of(adagio, user);
    let list = List {
        of: Of::Inbox,
        ranked: &ranked,
        seen: &sorted.seen,
        view: View::new(rights, &schedule, now),
    };
    let next_at = adagio
        .known()
        .person(user)
        .and_then(|person| person.next_delivery_after(now));
    Ok(Inbox {
        page: page_of(&list, counts, page),
        next_at,
        muted: sorted.muted + usize::try_from(muted).unwrap_or_default(),
        last,
        elsewhere: sorted.elsewhere,
    })
}

/// What is held, by what has become of it.
#[derive(Default)]
struct Sorted {
    waiting: Vec<Ping>,
    /// What comes back first goes first.
    put_off: Vec<Ping>,
    seen: Vec<Ping>,
    muted: usize,
    elsewhere: Elsewhere,
}

impl Sorted {
    fn of(held: &[(PingRow, Facts)], rights: &Rights, now: DateTime<Utc>) -> Self {
        let (mut sorted, mut questions) = (Self::default(), Questions::default());
        for (row, facts) in held {
            match shows(rights, row) {
                Shows::Here
                    if fate(&closed(row), facts) == Fate::Waits && !questions.is_next(row) => {}
                Shows::Here => sorted.add(closed(row), facts, now),
                Shows::Elsewhere if fate(&closed(row), facts) == Fate::Waits => {
                    sorted.elsewhere = Elsewhere::More;
                }
                Shows::Elsewhere | Shows::Nowhere => {}
            }
        }
        sorted.put_off.sort_by_key(|ping| ping.not_before_at);
        sorted
    }

    fn add(&mut self, mut ping: Ping, facts: &Facts, now: DateTime<Utc>) {
        let fate = fate(&ping, facts);
        ping.not_before_at = ping.put_off_until(now);
        match fate {
            Fate::Waits if ping.not_before_at.is_some() => self.put_off.push(ping),
            Fate::Waits => self.waiting.push(ping),
            Fate::Seen => self.seen.push(ping),
            Fate::Gone(Reason::Muted) => self.muted += 1,
            Fate::Gone(_) => {}
        }
    }
}

/// What pinged a role of theirs, or everybody, since they were last shown something becomes theirs.
async fn hand_on(
    adagio: &Adagio,
    user: UserId,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<()> {
    if !groups::is_anywhere_called(&adagio.known(), user) {
        return Ok(());
    }
    let mut turn = adagio.begin().await?;
    let Some(person) = adagio.known().person(user).cloned() else {
        return Ok(());
    };
    let called = groups::unlooked(adagio, turn.db(), user).await?;
    if called.is_empty() {
        return Ok(());
    }
    groups::hand_on(turn.db(), &person, &called, rights, now).await?;
    turn.commit(|_| {}).await
}
