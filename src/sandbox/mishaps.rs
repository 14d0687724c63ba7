//! What people do to messages later: an author deletes one, a channel is closed to everybody.
//!
//! They happen half a second past the full second, so that none happens in the instant of a digest.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use discord_sim::{ChannelId, MessageId};

use super::ledger::PersonNo;

/// How long after the message, or after a channel's last one.
const LATER: TimeDelta = TimeDelta::minutes(10);

/// Something that happens to what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mishap {
    /// The author takes a message back that named these people.
    Delete {
        author: PersonNo,
        channel: ChannelId,
        message: MessageId,
        names: Vec<PersonNo>,
    },
    /// The channel is closed to everybody.
    Hide { channel: ChannelId },
}

/// What will happen, by time.
#[derive(Debug, Default)]
pub(super) struct Mishaps {
    queue: BTreeMap<(DateTime<Utc>, usize), Mishap>,
    planned: usize,
}

impl Mishaps {
    /// Plans something for ten minutes after `at`.
    pub(super) fn plan_after(&mut self, at: DateTime<Utc>, mishap: Mishap) {
        let at = at + LATER;
        let at = at.with_nanosecond(500_000_000).unwrap_or(at);
        self.queue.insert((at, self.planned), mishap);
        self.planned += 1;
    }

    /// When the next one happens.
    pub(super) fn next_at(&self) -> Option<DateTime<Utc>> {
        self.queue.first_key_value().map(|((at, _), _)| *at)
    }

    /// Takes the next one that happens by `now`.
    pub(super) fn take(&mut self, now: DateTime<Utc>) -> Option<Mishap> {
        let first = self
            .queue
            .first_entry()
            .filter(|entry| entry.key().0 <= now)?;
        Some(first.remove())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_come_in_order_and_never_on_the_full_second() {
        let mut mishaps = Mishaps::default();
        let hide = |channel| Mishap::Hide {
            channel: ChannelId::new(channel),
        };
        let at = |text: &str| {
            format!("2026-03-02T{text}Z")
                .parse::<DateTime<Utc>>()
                .unwrap()
        };
        mishaps.plan_after(at("09:00:00.999"), hide(1));
        mishaps.plan_after(at("08:00:00"), hide(2));
        mishaps.plan_after(at("08:00:00"), hide(3));
        assert_eq!(mishaps.next_at(), Some(at("08:10:00.500")));
        assert_eq!(mishaps.take(at("08:10:00")), None);
        let taken: Vec<_> = std::iter::from_fn(|| mishaps.take(at("09:10:00.500"))).collect();
        assert_eq!(taken, [hide(2), hide(3), hide(1)]);
    }
}
