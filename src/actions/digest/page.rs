//! Shows a page of what waits, or waited, as it stands at the moment.

use anyhow::Context;

use super::super::Adagio;
use super::{Want, wants_of};
use crate::domain::digest::{self, Of, Page};
use crate::domain::ids::{OutboxId, UserId};
use crate::domain::ping::{Fate, Ping, State, fate};
use crate::domain::rights::{Rights, Sight};
use crate::store::ping::{Part, PingRow};
use crate::store::{self, ping};

/// One page of what waits, with the collapsed line on the last.
pub(in super::super) fn page_of(
    of: Of,
    waiting: &[Option<Ping>],
    seen: &[Ping],
    settled: usize,
    number: usize,
    rights: &Rights,
) -> Page {
    let pages = digest::pages(waiting.len());
    let number = number.min(pages - 1);
    let last = number + 1 == pages;
    Page {
        of,
        waiting: waiting
            .iter()
            .flatten()
            .filter(|ping| ping.not_before_at.is_none())
            .count(),
        put_off: waiting
            .iter()
            .flatten()
            .filter(|ping| ping.not_before_at.is_some())
            .count(),
        settled,
        servers: digest::arrange(waiting, number, rights),
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
        excerpt: row
            .excerpt
            .as_deref()
            .and_then(|sealed| adagio.seal.open(sealed)),
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
    rights: &Rights,
) -> anyhow::Result<Option<Page>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading a digest")?;
    let Some((kind, settled)) = store::digest::of(&mut db, id, user)
        .await
        .with_context(|| format!("read digest {id}"))?
    else {
        return Ok(None);
    };
    let rows = ping::delivered_in(&mut db, id, user)
        .await
        .with_context(|| format!("read what digest {id} holds"))?;
    let (mut waiting, mut seen) = (Vec::new(), Vec::new());
    for (row, facts, part, state) in &rows {
        let mut ping = opened(adagio, row);
        // What it was put off for before says nothing to who reads it now.
        ping.not_before_at = None;
        let readable = rights.of(user, row.channel) == Sight::Readable;
        let untouched = *state == State::Delivered;
        let still = readable && untouched && !matches!(fate(&ping, facts), Fate::Gone(_));
        match part {
            Part::Waiting => waiting.push(still.then_some(ping)),
            Part::Seen if readable && untouched => seen.push(ping),
            Part::Seen => {}
        }
    }
    Ok(Some(page_of(
        Of::Digest(id, kind),
        &waiting,
        &seen,
        settled,
        number,
        rights,
    )))
}
