//! Puts together what is due for one person, and notes it in one transaction.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::super::{Adagio, Turn, groups, seal};
use super::{Composed, List, counts_of, opened, page_of};
use crate::domain::digest::{self, CatchUp, Counts, Kind, Of};
use crate::domain::ids::{MessageId, OutboxId, UserId};
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::{Facts, Fate, Lane, Ping, Reason, Via, fate};
use crate::domain::rights::{Rights, Sight};
use crate::store::digest::NewDigest;
use crate::store::outbox::{NewRow, Priority};
use crate::store::ping::{Part, PingRow};
use crate::store::{self, outbox, person, ping};
use crate::wording::{self, Tongue};

/// How long a digest waits for rights that can't be found out before it goes without those channels.
const RIGHTS_PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// When rights that couldn't be found out are asked for again.
const RIGHTS_RETRY: TimeDelta = TimeDelta::seconds(30);

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
    let called = groups::unlooked(adagio, turn.db(), user).await?;
    let unsure = groups::hand_on(turn.db(), &person, &called, rights, now).await?;
    let held = ping::held(turn.db(), user)
        .await
        .with_context(|| format!("read what person {user} is held"))?;
    let batch = Batch::choose(&person, held, unsure.since, now);
    let mut sorted = batch.sort(adagio, &person, rights);
    sorted.unknown += unsure.count;
    if sorted.unknown > 0 && batch.is_fresh(now) {
        let later = now + RIGHTS_RETRY;
        return settle_due(turn, &person, Some(later), Composed::Later(later)).await;
    }
    let next = batch.next_after(now, &person, sorted.unknown);
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
    turn.commit(|known| known.set_due(user, due_at)).await?;
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
    /// Everything, if a digest's time has come; otherwise only what couldn't wait. `unsure_since`: when the first was said of
    /// what may have to be in it too.
    fn choose(
        person: &Person,
        held: Vec<(PingRow, Facts)>,
        unsure_since: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Self {
        let all = held.len();
        let is_put_off = |row: &PingRow| row.not_before_at.is_some_and(|until| until > now);
        let held: Vec<_> = held
            .into_iter()
            .filter(|(row, _)| !is_put_off(row))
            .collect();
        let oldest = |lane| {
            let of_lane = held.iter().filter(|(row, _)| row.lane == lane);
            of_lane.map(|(row, _)| row.waits_since()).min()
        };
        let waits_since = oldest(Lane::Digest).into_iter().chain(unsure_since).min();
        let digest_at = waits_since.and_then(|oldest| person.schedule.next_digest_after(oldest));
        let oldest_at = oldest(Lane::Now).unwrap_or(now);
        match digest_at {
            Some(due_at) if due_at <= now => Self {
                kind: Kind::Digest,
                left_over: all - held.len(),
                pings: held,
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

    /// When there is something due again, if so many pings stay held because rights are unknown.
    fn next_after(
        &self,
        now: DateTime<Utc>,
        person: &Person,
        unknown: usize,
    ) -> Option<DateTime<Utc>> {
        let rest = self.left_over + unknown;
        let digest_at = (rest > 0)
            .then(|| person.next_delivery_after(now))
            .flatten();
        // What can't wait for a digest doesn't wait for one because Discord is out of reach for longer.
        let again_at = (self.kind == Kind::Now && unknown > 0).then(|| now + RIGHTS_PATIENCE);
        digest_at.into_iter().chain(again_at).min()
    }

    /// Whether it is early enough to wait for what can't be found out yet.
    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now - self.due_at < RIGHTS_PATIENCE
    }

    fn sort(&self, adagio: &Adagio, person: &Person, rights: &Rights) -> Sorted {
        let mut sorted = Sorted::default();
        for (row, facts) in &self.pings {
            let mut ping = opened(adagio, row);
            let fate = fate(&ping, facts);
            // It has come back.
            ping.not_before_at = None;
            let sight = rights.of(person.id, row.channel);
            if sight == Sight::Readable && fate != Fate::Gone(Reason::Muted) {
                sorted.count(row);
            }
            match (sight, fate) {
                (Sight::Unknown, _) => sorted.unknown += 1,
                (Sight::Hidden, _) => sorted.gone.push((row.source, Reason::NotVisible)),
                (Sight::Left, _) => sorted.gone.push((row.source, Reason::Left)),
                (Sight::Readable, Fate::Gone(reason)) => {
                    // What is muted isn't spoken of; the inbox counts it. An answer waited for nothing.
                    let is_told = reason != Reason::Muted && row.via != Via::Answer;
                    sorted.settled += usize::from(is_told);
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
    /// How many pings came in all that the reader may be told of.
    came: usize,
    /// When the first of them did.
    since: Option<DateTime<Utc>>,
}

impl Sorted {
    fn count(&mut self, row: &PingRow) {
        if row.via != Via::Answer {
            self.came += 1;
            let since = row.waits_since();
            self.since = Some(self.since.map_or(since, |first| first.min(since)));
        }
    }
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
    let id = add_row(turn, person, kind, now).await?;
    let seen = sorted.seen.iter().map(|ping| (ping.source, Part::Seen));
    let holds: Vec<_> = waiting
        .iter()
        .map(|ping| (ping.source, Part::Waiting))
        .chain(seen)
        .collect();
    let since = sorted.since.filter(|_| kind == Kind::Digest);
    let catch_up = since.and_then(|since| CatchUp::of(sorted.came, since, now));
    let new = NewDigest {
        id,
        user: person.id,
        kind,
        settled: sorted.settled,
        since: since.filter(|_| catch_up.is_some()),
    };
    store::digest::add(turn.db(), &new, &holds, now).await?;
    let ranked: Vec<_> = waiting.into_iter().map(Some).collect();
    let counts = Counts {
        settled: sorted.settled,
        catch_up,
        ..counts_of(adagio, person.id, &ranked, now)
    };
    let list = List {
        of: Of::Digest(id, kind),
        ranked: &ranked,
        seen: &sorted.seen,
        shown_at: now,
    };
    let page = page_of(&list, counts, 0, rights);
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

/// The row of the outbox that is to carry it.
async fn add_row(
    turn: &mut Turn<'_>,
    person: &Person,
    kind: Kind,
    now: DateTime<Utc>,
) -> anyhow::Result<OutboxId> {
    let (word, priority) = match kind {
        Kind::Now => ("now", Priority::Live),
        Kind::Digest => ("digest", Priority::Bulk),
    };
    let row = NewRow {
        key: &format!("{word}:{}:{}:0", person.id, now.timestamp_millis()),
        user: Some(person.id),
        channel: person.channel,
        priority,
        nonce: &seal::nonce(),
        due_at: now,
    };
    Ok(outbox::add(turn.db(), &row, now).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::testing::{
        BEN, House, INCIDENTS, all_readable, ana_asks_ben, at, message, place,
    };
    use crate::domain::delivery::Notifier;
    use crate::domain::event::{Event, Post};

    #[tokio::test]
    async fn what_cannot_wait_is_tried_again_however_long_rights_are_unknown() {
        let house = House::new().await;
        house
            .change_ben(|ben| ben.notifier = Notifier::Adagio)
            .await;
        let asked = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(message(at("10:00"), 1))
        };
        house.observe(&[Event::Posted(asked)]).await;
        let unknown = Rights::default();
        for (time, seconds) in [("10:00", 30), ("10:09", 30), ("10:11", 600), ("12:00", 600)] {
            compose(&house.adagio, BEN, at(time), &unknown)
                .await
                .unwrap();
            let due_at = house.adagio.known().person(BEN).unwrap().digest_due_at;
            let again_at = at(time) + TimeDelta::seconds(seconds);
            assert_eq!(due_at, Some(again_at), "{time}");
        }
        let composed = compose(&house.adagio, BEN, at("12:10"), &all_readable())
            .await
            .unwrap();
        assert!(matches!(composed, Composed::Letter(_)), "{composed:?}");
    }
}
