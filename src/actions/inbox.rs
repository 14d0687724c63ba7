//! What waits for one person, at any time, without delivering it.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::digest::{self, List, Want, counts_of, opened, page_of, schedule_of, shows};
use super::{Adagio, groups};
use crate::domain::digest::{Inbox, Of, View, rank};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::mute::{COUNTED_FOR, Thread};
use crate::domain::ping::{Fate, Reason, fate};
use crate::domain::rights::{Elsewhere, Rights, Shows};
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
    let held = ping::held(&mut db, user)
        .await
        .with_context(|| format!("read what person {user} is held"))?;
    let called = groups::unlooked(adagio, &mut db, user).await?;
    let mut wants = digest::wants_of(held.iter().map(|(row, _)| row), &called);
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
    let mut muted: i64 = readable.map(|(_, pings)| pings).sum();
    let (mut waiting, mut put_off, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    let mut elsewhere = Elsewhere::Nothing;
    for (row, facts) in &held {
        let shows = shows(rights, row);
        if shows == Shows::Nowhere {
            continue;
        }
        let mut ping = opened(adagio, row);
        let fate = fate(&ping, facts);
        if shows == Shows::Elsewhere {
            if fate == Fate::Waits {
                elsewhere = Elsewhere::More;
            }
            continue;
        }
        ping.not_before_at = ping.put_off_until(now);
        match fate {
            Fate::Waits if ping.not_before_at.is_some() => put_off.push(ping),
            Fate::Waits => waiting.push(ping),
            Fate::Seen => seen.push(ping),
            Fate::Gone(Reason::Muted) => muted += 1,
            Fate::Gone(_) => {}
        }
    }
    put_off.sort_by_key(|ping| ping.not_before_at);
    let ranked = rank(waiting).into_iter().chain(put_off);
    let ranked: Vec<_> = ranked.map(Some).collect();
    let counts = counts_of(adagio, user, &ranked, now);
    let schedule = schedule_of(adagio, user);
    let list = List {
        of: Of::Inbox,
        ranked: &ranked,
        seen: &seen,
        view: View::new(rights, &schedule, now),
    };
    let next_at = adagio
        .known()
        .person(user)
        .and_then(|person| person.next_delivery_after(now));
    Ok(Inbox {
        page: page_of(&list, counts, page),
        next_at,
        muted: usize::try_from(muted).unwrap_or_default(),
        last,
        elsewhere,
    })
}

/// What pinged a role of theirs, or everybody, since they were last shown something becomes theirs.
async fn hand_on(
    adagio: &Adagio,
    user: UserId,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<()> {
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
