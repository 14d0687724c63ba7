//! Composes what goes to one person: the digest, or at once what couldn't wait for it.
//!
//! Everything is looked at again in the moment of composing (PRODUCT P6): what was answered, deleted or
//! settled falls out, and what its reader may no longer read leaves no trace. The outbox row and the marks on
//! the pings are one transaction, so that a ping is in exactly one digest whatever crashes.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Adagio, Turn};
use crate::domain::digest::{self, Kind, Of, Page};
use crate::domain::ids::{ChannelId, MessageId, OutboxId, ServerId, UserId};
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::{Facts, Fate, Lane, Ping, Reason, fate};
use crate::domain::rights::{Rights, Sight};
use crate::store::outbox::{NewRow, Priority};
use crate::store::ping::{Part, PingRow};
use crate::store::{self, outbox, person, ping};
use crate::wording;
use crate::wording::Tongue;

/// How long a digest waits for rights that can't be found out before it goes without those channels.
const RIGHTS_PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// When rights that couldn't be found out are asked for again.
const RIGHTS_RETRY: TimeDelta = TimeDelta::seconds(30);

/// Something that has to be looked up before a person may be shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Want {
    pub server: ServerId,
    pub channel: ChannelId,
    /// The channel itself, or the thread's parent.
    pub governing: ChannelId,
}

/// A person for whom something is due, and what has to be looked up for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub user: UserId,
    pub wants: Vec<Want>,
}

/// What came of composing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Composed {
    /// It lies in the outbox.
    Letter(OutboxId),
    /// Nothing new waits.
    Nothing,
    /// Not now: it is quiet, or rights are unknown.
    Later(DateTime<Utc>),
}

/// The people for whom something is due now, longest due first.
///
/// # Errors
/// If the database can't be read.
pub async fn due(adagio: &Adagio, now: DateTime<Utc>, limit: u32) -> anyhow::Result<Vec<Due>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading who is due")?;
    let users = person::due(&mut db, now, limit)
        .await
        .context("read who is due")?;
    let mut due = Vec::with_capacity(users.len());
    for user in users {
        let held = ping::held(&mut db, user)
            .await
            .with_context(|| format!("read what person {user} is held"))?;
        due.push(Due {
            user,
            wants: wants_of(held.iter().map(|(row, _)| row)),
        });
    }
    Ok(due)
}

/// When the next thing is due: somebody's digest, or a row of the outbox.
///
/// # Errors
/// If the database can't be read.
pub async fn next_due(adagio: &Adagio) -> anyhow::Result<Option<DateTime<Utc>>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading what is due next")?;
    let digest = person::next_due(&mut db)
        .await
        .context("read when the next digest is due")?;
    let sending = outbox::next_due(&mut db)
        .await
        .context("read when the outbox is due")?;
    Ok(digest.into_iter().chain(sending).min())
}

/// What has to be looked up for these pings, each place once.
pub(super) fn wants_of<'a>(rows: impl Iterator<Item = &'a PingRow>) -> Vec<Want> {
    let mut wants: Vec<_> = rows
        .map(|row| Want {
            server: row.server,
            channel: row.channel,
            governing: row.governing,
        })
        .collect();
    wants.sort_unstable();
    wants.dedup();
    wants
}

/// Composes what is due for one person.
///
/// # Errors
/// If the database can't be written; then nothing has changed and it is still due.
pub async fn compose(
    adagio: &Adagio,
    user: UserId,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<Composed> {
    let mut turn = adagio.begin().await?;
    let Some(person) = adagio.known().person(user).cloned() else {
        return Ok(Composed::Nothing);
    };
    if person.direct != DirectMessages::Allowed {
        return settle_due(turn, &person, None, Composed::Nothing).await;
    }
    if person.schedule.is_quiet_at(now) {
        let later = person.schedule.quiet_ends_after(now);
        let outcome = later.map_or(Composed::Nothing, Composed::Later);
        return settle_due(turn, &person, later, outcome).await;
    }
    let held = ping::held(turn.db(), user)
        .await
        .with_context(|| format!("read what person {user} is held"))?;
    let batch = Batch::choose(&person, held, now);
    let sorted = batch.sort(adagio, &person, rights);
    if sorted.unknown > 0 && batch.is_fresh(now) {
        let later = now + RIGHTS_RETRY;
        return settle_due(turn, &person, Some(later), Composed::Later(later)).await;
    }
    let rest = batch.left_over + sorted.unknown;
    let next = if rest > 0 {
        person.next_delivery_after(now)
    } else {
        None
    };
    let outcome = write(adagio, &mut turn, &person, batch.kind, sorted, now, rights)
        .await
        .with_context(|| format!("compose the digest of person {user}"))?;
    settle_due(turn, &person, next, outcome).await
}

/// Ends a turn by noting when this person is due next.
async fn settle_due(
    mut turn: Turn<'_>,
    person: &Person,
    due_at: Option<DateTime<Utc>>,
    outcome: Composed,
) -> anyhow::Result<Composed> {
    let user = person.id;
    person::set_due(turn.db(), user, due_at)
        .await
        .with_context(|| format!("note when person {user} is due"))?;
    turn.commit(|known| {
        if let Some(person) = known.person_mut(user) {
            person.digest_due_at = due_at;
        }
    })
    .await?;
    Ok(outcome)
}

/// The held pings that go out together.
struct Batch {
    kind: Kind,
    pings: Vec<(PingRow, Facts)>,
    /// How many stay held for a later digest.
    left_over: usize,
    /// When these should have gone out.
    due_at: DateTime<Utc>,
}

impl Batch {
    /// Everything, if a digest's time has come; otherwise only what couldn't wait.
    fn choose(person: &Person, held: Vec<(PingRow, Facts)>, now: DateTime<Utc>) -> Self {
        let digest_at = held
            .iter()
            .find(|(row, _)| row.lane == Lane::Digest)
            .and_then(|(row, _)| person.schedule.next_digest_after(row.source.sent_at()));
        let oldest_at = held.first().map_or(now, |(row, _)| row.source.sent_at());
        let all = held.len();
        match digest_at {
            Some(due_at) if due_at <= now => Self {
                kind: Kind::Digest,
                pings: held,
                left_over: 0,
                due_at,
            },
            _ => {
                let pings: Vec<_> = held
                    .into_iter()
                    .filter(|(row, _)| row.lane == Lane::Now)
                    .collect();
                let left_over = all - pings.len();
                Self {
                    kind: Kind::Now,
                    pings,
                    left_over,
                    due_at: oldest_at,
                }
            }
        }
    }

    /// Whether it is early enough to wait for what can't be found out yet.
    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now - self.due_at < RIGHTS_PATIENCE
    }

    fn sort(&self, adagio: &Adagio, person: &Person, rights: &Rights) -> Sorted {
        let mut sorted = Sorted::default();
        for (row, facts) in &self.pings {
            let ping = opened(adagio, row);
            match (rights.of(person.id, row.channel), fate(&ping, facts)) {
                (Sight::Unknown, _) => sorted.unknown += 1,
                (Sight::Hidden, _) => sorted.gone.push((row.source, Reason::NotVisible)),
                (Sight::Left, _) => sorted.gone.push((row.source, Reason::Left)),
                (Sight::Readable, Fate::Gone(reason)) => {
                    sorted.settled += 1;
                    sorted.gone.push((row.source, reason));
                }
                (Sight::Readable, Fate::Seen) => sorted.seen.push(ping),
                (Sight::Readable, Fate::Waits) => sorted.waiting.push(ping),
            }
        }
        sorted
    }
}

/// What has become of the pings of a batch.
#[derive(Default)]
struct Sorted {
    waiting: Vec<Ping>,
    seen: Vec<Ping>,
    gone: Vec<(MessageId, Reason)>,
    /// How many of `gone` the reader may be told of.
    settled: usize,
    unknown: usize,
}

async fn write(
    adagio: &Adagio,
    turn: &mut Turn<'_>,
    person: &Person,
    kind: Kind,
    mut sorted: Sorted,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<Composed> {
    if sorted.waiting.is_empty() {
        // A line that only says "you have seen these" is nothing new, and nothing new is not sent.
        sorted
            .gone
            .extend(sorted.seen.iter().map(|ping| (ping.source, Reason::Seen)));
        ping::end(turn.db(), person.id, &sorted.gone, now).await?;
        return Ok(Composed::Nothing);
    }
    let waiting = digest::rank(sorted.waiting);
    let word = if kind == Kind::Now { "now" } else { "digest" };
    let row = NewRow {
        key: &format!("{word}:{}:{}:0", person.id, now.timestamp_millis()),
        user: Some(person.id),
        channel: person.channel,
        priority: if kind == Kind::Now {
            Priority::Live
        } else {
            Priority::Bulk
        },
        nonce: &super::seal::nonce(),
        due_at: now,
    };
    let id = outbox::add(turn.db(), &row, now).await?;
    let seen = sorted.seen.iter().map(|ping| (ping.source, Part::Seen));
    let holds: Vec<_> = waiting
        .iter()
        .map(|ping| (ping.source, Part::Waiting))
        .chain(seen)
        .collect();
    store::digest::add(turn.db(), id, person.id, kind, sorted.settled, &holds, now).await?;
    let of = Of::Digest(id, kind);
    let waiting: Vec<_> = waiting.into_iter().map(Some).collect();
    let page = page_of(of, &waiting, &sorted.seen, sorted.settled, 0, rights);
    let letter = wording::digest::letter(
        &Tongue::of(person.locale.as_deref().unwrap_or_default()),
        &page,
    );
    let body = adagio.seal.close(&letter).context("seal a digest")?;
    outbox::set_body(turn.db(), id, &body).await?;
    ping::deliver(turn.db(), id, now).await?;
    ping::end(turn.db(), person.id, &sorted.gone, now).await?;
    Ok(Composed::Letter(id))
}

/// One page of what waits, with the collapsed line on the last.
pub(super) fn page_of(
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
        waiting: waiting.iter().flatten().count(),
        settled,
        servers: digest::arrange(waiting, number, |server| rights.name_of(server)),
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
pub(super) fn opened(adagio: &Adagio, row: &PingRow) -> Ping {
    Ping {
        source: row.source,
        recipient: row.recipient,
        server: row.server,
        channel: row.channel,
        governing: row.governing,
        sender: row.sender,
        via: row.via,
        lane: row.lane,
        excerpt: row
            .excerpt
            .as_deref()
            .and_then(|sealed| adagio.seal.open(sealed)),
        revised_at: row.revised_at,
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
    Ok(wants_of(rows.iter().map(|(row, _, _)| row)))
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
    for (row, facts, part) in &rows {
        let ping = opened(adagio, row);
        let readable = rights.of(user, row.channel) == Sight::Readable;
        let still = readable && !matches!(fate(&ping, facts), Fate::Gone(_));
        match part {
            Part::Waiting => waiting.push(still.then_some(ping)),
            Part::Seen if readable => seen.push(ping),
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
