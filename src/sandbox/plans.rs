//! What people do later: an author edits, deletes or ticks off a message, a reader tends to an item, a channel is closed
//! to everybody.
//!
//! It happens half a second past the full second, so that nothing happens in the instant of a digest.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use discord_sim::{Answer, ChannelId, MessageId};

use super::clicks::Click;
use super::ledger::{Pace, PersonNo};
use super::promise::Mark;

/// How long after the message, or after a channel's last one.
const LATER: TimeDelta = TimeDelta::minutes(10);

/// Something that will happen.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// The author takes a message back.
    Delete(Post),
    /// The author changes a message.
    Edit(Post, Edit),
    /// Somebody puts a ✅ on a message.
    Check(Post, PersonNo),
    /// Who told something gives it other words.
    RewordTold(Told),
    /// Who told something takes it back.
    TakeBack(Told),
    /// A reader does something about an item of the digest that came in this message.
    Tend(PersonNo, MessageId, Click),
    /// Somebody looks into their inbox, and does something about an item there.
    Look(PersonNo, Click),
    /// The channel is closed to everybody.
    Hide(ChannelId),
}

/// A message that something happens to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Post {
    pub author: PersonNo,
    pub channel: ChannelId,
    pub message: MessageId,
    pub pace: Pace,
    pub mark: Mark,
}

/// How a message is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Other words, and the same people.
    Reword(Vec<PersonNo>),
    /// Nobody is named any more.
    Unname,
    /// Somebody is named who wasn't.
    Name(PersonNo),
}

/// Words that were told, and the answer with the buttons that change them.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub from: PersonNo,
    pub mark: Mark,
    pub answer: Answer,
}

/// What will happen, by time.
#[derive(Debug, Default)]
pub(super) struct Plans {
    queue: BTreeMap<(DateTime<Utc>, usize), Plan>,
    made: usize,
}

impl Plans {
    /// Plans something for ten minutes after `at`.
    pub(super) fn make(&mut self, at: DateTime<Utc>, plan: Plan) {
        let at = at + LATER;
        let at = at.with_nanosecond(500_000_000).unwrap_or(at);
        self.queue.insert((at, self.made), plan);
        self.made += 1;
    }

    /// When the next one happens.
    pub(super) fn next_at(&self) -> Option<DateTime<Utc>> {
        self.queue.first_key_value().map(|((at, _), _)| *at)
    }

    /// Takes the next one that happens by `now`.
    pub(super) fn take(&mut self, now: DateTime<Utc>) -> Option<Plan> {
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
        let mut plans = Plans::default();
        let hide = |channel| Plan::Hide(ChannelId::new(channel));
        let at = |text: &str| {
            format!("2026-03-02T{text}Z")
                .parse::<DateTime<Utc>>()
                .unwrap()
        };
        plans.make(at("09:00:00.999"), hide(1));
        plans.make(at("08:00:00"), hide(2));
        plans.make(at("08:00:00"), hide(3));
        assert_eq!(plans.next_at(), Some(at("08:10:00.500")));
        assert!(plans.take(at("08:10:00")).is_none());
        let taken = std::iter::from_fn(|| plans.take(at("09:10:00.500")));
        let channels: Vec<_> = taken
            .map(|plan| match plan {
                Plan::Hide(channel) => channel.get(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(channels, [2, 3, 1]);
    }
}
