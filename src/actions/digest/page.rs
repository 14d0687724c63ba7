//! Shows a page of what waits, or waited, as it stands at the moment.

use std::collections::HashMap;

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::Adagio;
use super::{Want, wants_of};
use crate::domain::civil::day_ends_after;
use crate::domain::digest::{self, CatchUp, Counts, Of, Page, View};
use crate::domain::ids::{OutboxId, UserId};
use crate::domain::ping::{Excerpt, Facts, Fate, Ping, State, Via, fate_once_shown};
use crate::domain::rights::{Rights, Shows};
use crate::domain::schedule::Schedule;
use crate::store::ping::{Part, PingRow};
use crate::store::{self, ping};

/// What a list holds: what waits and what answers, ranked, and what its reader has probably seen.
pub(in super::super) struct List<'a> {
    pub(in super::super) of: Of,
    pub(in super::super) ranked: &'a [Option<Ping>],
    pub(in super::super) seen: &'a [Ping],
    pub(in super::super) view: View<'a>,
}

/// What a list counts that its reader sees at this instant.
pub(in super::super) fn counts_of(
    adagio: &Adagio,
    user: UserId,
    ranked: &[Option<Ping>],
    now: DateTime<Utc>,
) -> Counts {
    let known = adagio.known();
    let zone = known.person(user).and_then(|person| person.schedule.zone);
    let day_ends_at = zone.map(|zone| day_ends_after(zone, now));
    Counts::of(ranked.iter().flatten(), day_ends_at)
}

/// Whether a ping may be shown to its reader now.
pub(in super::super) fn may_show(rights: &Rights, row: &PingRow) -> bool {
    shows(rights, row) == Shows::Here
}

/// Where a ping shows to its reader now.
pub(in super::super) fn shows(rights: &Rights, row: &PingRow) -> Shows {
    if rights.silences(row.sender, row.server) {
        return Shows::Nowhere;
    }
    rights.shows(row.recipient, row.server, row.channel)
}

/// The clock and the hours of somebody; those of nobody who is not known.
pub(in super::super) fn schedule_of(adagio: &Adagio, user: UserId) -> Schedule {
    let known = adagio.known();
    let person = known.person(user);
    person.map_or_else(Schedule::default, |person| person.schedule.clone())
}

/// One page of a list, with the collapsed line on the last.
pub(in super::super) fn page_of(list: &List<'_>, counts: Counts, number: usize) -> Page {
    let List {
        of,
        ranked,
        seen,
        view,
    } = *list;
    let pages = digest::pages(ranked.len());
    let number = number.min(pages - 1);
    let last = number + 1 == pages;
    Page {
        of,
        counts,
        shown_at: view.now,
        servers: digest::arrange(ranked, number, view),
        seen: if last {
            digest::collapse(seen.iter())
        } else {
            Vec::new()
        },
        number,
        pages,
    }
}

/// A ping with its excerpt opened; one that can't be opened any more is shown as a link.
pub(in super::super) fn opened(adagio: &Adagio, row: &PingRow) -> Ping {
    Ping {
        excerpt: excerpt(adagio, row),
        ..closed(row)
    }
}

/// Opens the excerpts that a page of a list shows.
pub(in super::super) fn open_page<'r>(
    adagio: &Adagio,
    ranked: &mut [Option<Ping>],
    number: usize,
    rows: impl Iterator<Item = &'r PingRow>,
) {
    let rows: HashMap<_, _> = rows.map(|row| (row.source, row)).collect();
    for ping in digest::shown_mut(ranked, number).flatten() {
        let row = rows.get(&ping.source);
        ping.excerpt = row.and_then(|row| excerpt(adagio, row));
    }
}

fn excerpt(adagio: &Adagio, row: &PingRow) -> Option<Excerpt> {
    let sealed = row.excerpt.as_deref()?;
    adagio.seal.open(sealed)
}

/// A ping without its excerpt: enough to decide and to rank.
pub(in super::super) fn closed(row: &PingRow) -> Ping {
    Ping {
        source: row.source,
        recipient: row.recipient,
        server: row.server,
        channel: row.channel,
        governing: row.governing,
        sender: row.sender,
        via: row.via,
        group: row.group,
        lane: row.lane,
        loudness: row.loudness,
        pinged_at: row.pinged_at,
        excerpt: None,
        revised_at: row.revised_at,
        expected_at: row.expected_at,
        urgency: row.urgency,
        not_before_at: row.not_before_at,
    }
}

/// What has to be looked up before a page of this digest may be shown to this person.
///
/// # Errors
/// If the database can't be read.
pub async fn page_wants(adagio: &Adagio, user: UserId, id: OutboxId) -> anyhow::Result<Vec<Want>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading a digest")?;
    let rows = ping::delivered_in(&mut db, id, user)
        .await
        .with_context(|| format!("read digest {id}"))?;
    Ok(wants_of(rows.iter().map(|(row, ..)| row), &[]))
}

/// What is left of a digest that was sent.
#[derive(Default)]
struct Left {
    /// In its order; `None` where something has gone.
    ranked: Vec<Option<Ping>>,
    seen: Vec<Ping>,
    /// How many pings it brought that its reader may be told of.
    came: usize,
}

impl Left {
    fn of(rows: &[(PingRow, Facts, Part, State)], rights: &Rights) -> Self {
        let mut left = Self::default();
        for (row, facts, part, state) in rows {
            let mut ping = closed(row);
            // What it was put off for before says nothing to who reads it now.
            ping.not_before_at = None;
            let readable = may_show(rights, row);
            left.came += usize::from(readable && row.via != Via::Answer);
            let untouched = *state == State::Delivered;
            let is_over = matches!(fate_once_shown(&ping, facts), Fate::Gone(_));
            let still = readable && untouched && !is_over;
            match part {
                Part::Waiting => left.ranked.push(still.then_some(ping)),
                Part::Seen if readable && untouched => left.seen.push(ping),
                Part::Seen => {}
            }
        }
        left
    }
}

/// A page of a digest that was sent, as it stands now: what has gone since keeps its place, empty.
/// `None`: there is no such digest of this person.
///
/// # Errors
/// If the database can't be read.
pub async fn page(
    adagio: &Adagio,
    user: UserId,
    id: OutboxId,
    number: usize,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<Option<Page>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading a digest")?;
    let Some(digest) = store::digest::of(&mut db, id, user)
        .await
        .with_context(|| format!("read digest {id}"))?
    else {
        return Ok(None);
    };
    let rows = ping::delivered_in(&mut db, id, user)
        .await
        .with_context(|| format!("read what digest {id} holds"))?;
    let Left {
        mut ranked,
        seen,
        came,
    } = Left::of(&rows, rights);
    open_page(
        adagio,
        &mut ranked,
        number,
        rows.iter().map(|(row, ..)| row),
    );
    let came = came + digest.settled;
    let counts = Counts {
        settled: digest.settled,
        catch_up: digest
            .since
            .and_then(|since| CatchUp::of(came, since, digest.composed_at)),
        ..counts_of(adagio, user, &ranked, now)
    };
    let schedule = schedule_of(adagio, user);
    let list = List {
        of: Of::Digest(id, digest.kind),
        ranked: &ranked,
        seen: &seen,
        view: View::new(rights, &schedule, now),
    };
    Ok(Some(page_of(&list, counts, number)))
}
