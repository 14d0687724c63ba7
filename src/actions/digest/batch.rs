//! What goes out together of what a person is held, and what has become of each of it.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::Adagio;
use super::opened;
use crate::domain::digest::Kind;
use crate::domain::ids::MessageId;
use crate::domain::person::Person;
use crate::domain::ping::{Facts, Fate, Lane, Ping, Reason, Via, fate};
use crate::domain::rights::{Rights, Sight};
use crate::store::ping::PingRow;

/// How long a digest waits for rights that can't be found out before it goes without those channels.
const RIGHTS_PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// The held pings that go out together.
pub(super) struct Batch {
    pub(super) kind: Kind,
    pings: Vec<(PingRow, Facts)>,
    /// How many stay held for a later digest.
    pub(super) left_over: usize,
    /// When these should have gone out.
    due_at: DateTime<Utc>,
}

impl Batch {
    /// Everything, if a digest's time has come; otherwise only what couldn't wait. `unsure_since`: when the first was said of
    /// what may have to be in it too.
    pub(super) fn choose(
        person: &Person,
        held: Vec<(PingRow, Facts)>,
        unsure_since: Option<DateTime<Utc>>,
        rights: &Rights,
        now: DateTime<Utc>,
    ) -> Self {
        let all = held.len();
        let is_put_off = |row: &PingRow| {
            row.not_before_at.is_some_and(|until| until > now)
                || rights.silences(row.sender, row.server)
        };
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
    pub(super) fn next_after(
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
    pub(super) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now - self.due_at < RIGHTS_PATIENCE
    }

    pub(super) fn sort(&self, adagio: &Adagio, person: &Person, rights: &Rights) -> Sorted {
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
pub(super) struct Sorted {
    pub(super) waiting: Vec<Ping>,
    pub(super) seen: Vec<Ping>,
    pub(super) gone: Vec<(MessageId, Reason)>,
    /// How many of `gone` the reader may be told of.
    pub(super) settled: usize,
    pub(super) unknown: usize,
    /// How many pings came in all that the reader may be told of.
    pub(super) came: usize,
    /// When the first of them did.
    pub(super) since: Option<DateTime<Utc>>,
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
