//! What goes out together of what a person is held, and what has become of each of it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::closed;
use super::unsure::{PATIENCE, Unsure, wait_for};
use crate::domain::digest::Kind;
use crate::domain::ids::MessageId;
use crate::domain::person::Person;
use crate::domain::ping::{Facts, Fate, Lane, Ping, Reason, Via, fate};
use crate::domain::rights::{Rights, Sight};
use crate::store::ping::PingRow;

/// The held pings that go out together.
pub(super) struct Batch {
    pub(super) kind: Kind,
    pings: Vec<(PingRow, Facts)>,
    /// How many stay held for a later digest.
    left_over: usize,
    /// What may have to be in it too.
    pub(super) unsure: Unsure,
    /// When a digest is tried again that waits for what can't be found out.
    again_at: Option<DateTime<Utc>>,
}

impl Batch {
    /// Everything, if a digest's time has come and nothing keeps it back; otherwise only what couldn't wait for one, which
    /// doesn't wait for what can't be found out either. `unsure`: what may be theirs besides.
    pub(super) fn choose(
        person: &Person,
        held: Vec<(PingRow, Facts)>,
        mut unsure: Unsure,
        rights: &Rights,
        now: DateTime<Utc>,
    ) -> Self {
        let all = held.len();
        let is_put_off = |row: &PingRow| {
            row.not_before_at.is_some_and(|until| until > now)
                || rights.silences(row.sender, row.server)
        };
        let held = held.into_iter().filter(|(row, _)| !is_put_off(row));
        let held: Vec<_> = held.collect();
        let mut sure_since = None;
        for (row, _) in &held {
            let since = row.waits_since();
            if rights.of(person.id, row.channel) == Sight::Unknown {
                unsure.add(row.lane, since);
            } else if row.lane == Lane::Digest {
                sure_since = Some(sure_since.map_or(since, |first| since.min(first)));
            }
        }
        let digest_at = |since| person.schedule.next_digest_after(since);
        let has_come = |due_at: &DateTime<Utc>| *due_at <= now;
        let missing = unsure.of(Lane::Digest).and_then(digest_at);
        let is_missed = missing.is_some_and(|at| has_come(&at));
        // The digest whose turn it is: what waits may have missed another one before.
        let latest = || digest_at(now - PATIENCE).filter(has_come);
        let again_at = is_missed
            .then(latest)
            .flatten()
            .and_then(|at| wait_for(at, now));
        let is_due = sure_since
            .and_then(digest_at)
            .is_some_and(|at| has_come(&at));
        let kind = match again_at {
            None if is_due => Kind::Digest,
            _ => Kind::Now,
        };
        let pings = held.into_iter();
        let goes = |row: &PingRow| kind == Kind::Digest || row.lane == Lane::Now;
        let pings: Vec<_> = pings.filter(|(row, _)| goes(row)).collect();
        Self {
            kind,
            left_over: all - pings.len(),
            pings,
            unsure,
            again_at,
        }
    }

    /// When to ask again for what can't be found out, if that doesn't wait for the next digest.
    pub(super) fn again_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.again_at
            .into_iter()
            .chain(self.unsure.again_at(now))
            .min()
    }

    /// When there is something due again.
    pub(super) fn next_after(&self, now: DateTime<Utc>, person: &Person) -> Option<DateTime<Utc>> {
        let is_left = self.left_over > 0 || !self.unsure.is_empty();
        let digest_at = is_left.then(|| person.goes_out_at(Lane::Digest, now));
        self.again_at(now)
            .into_iter()
            .chain(digest_at.flatten())
            .min()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &PingRow> {
        self.pings.iter().map(|(row, _)| row)
    }

    pub(super) fn sort(&self, person: &Person, rights: &Rights) -> Sorted {
        let (mut sorted, mut questions) = (Sorted::default(), Questions::default());
        for (row, facts) in &self.pings {
            let mut ping = closed(row);
            let fate = fate(&ping, facts);
            // It has come back.
            ping.not_before_at = None;
            let sight = rights.of(person.id, row.channel);
            if sight == Sight::Readable && fate != Fate::Gone(Reason::Muted) {
                sorted.count(row);
            }
            match (sight, fate) {
                (Sight::Unknown, _) => {}
                (Sight::Hidden, _) => sorted.gone.push((row.source, Reason::NotVisible)),
                (Sight::Left, _) => sorted.gone.push((row.source, Reason::Left)),
                (Sight::Readable, Fate::Gone(reason)) => {
                    // What is muted isn't spoken of; the inbox counts it. An answer waited for nothing.
                    let is_told = reason != Reason::Muted && row.via != Via::Answer;
                    sorted.settled += usize::from(is_told);
                    sorted.gone.push((row.source, reason));
                }
                (Sight::Readable, Fate::Seen) => sorted.seen.push(ping),
                (Sight::Readable, Fate::Waits) if !questions.is_next(row) => {
                    sorted.gone.push((row.source, Reason::OneOfSeveral));
                }
                (Sight::Readable, Fate::Waits) => sorted.waiting.push(ping),
            }
        }
        sorted
    }
}

/// The questions of which an answer is shown: the first that may be, and the others stand where it leads.
#[derive(Default)]
pub(in super::super) struct Questions(HashSet<MessageId>);

impl Questions {
    /// Whether this is to be shown: it answers nothing, or is the first that does.
    pub(in super::super) fn is_next(&mut self, row: &PingRow) -> bool {
        row.answers.is_none_or(|question| self.0.insert(question))
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
