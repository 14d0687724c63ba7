//! Which part of a channel's history is read next, and what a page of it proves.
//!
//! Everything after the floor is read, and before it the pages that hold messages whose pings still wait: a floor at
//! 50 and a ping of message 20 means `after=19`, then `after=50`. A message that should stand in a page and doesn't
//! is deleted; an empty page proves nothing, because it is also what one gets who may not read.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::ids::MessageId;

/// How often each server's history is read, so that what the gateway lost is found within the hour (PRODUCT P13).
pub const EVERY: TimeDelta = TimeDelta::hours(1);

/// How many messages a page has; a shorter one is the last (facts §3).
pub const PAGE: usize = 100;

/// The reading of one channel or thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Up to here everything is taken in already.
    floor: MessageId,
    read_until: MessageId,
    /// Messages beyond `read_until` whose pings wait.
    held: BTreeSet<MessageId>,
}

/// What a page came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Messages that would stand in the page if they were still there.
    pub deleted: Vec<MessageId>,
    /// Messages that may be deleted: the page was empty.
    pub doubtful: Vec<MessageId>,
    pub then: Then,
}

/// Whether there is more to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    More,
    End,
}

impl Course {
    /// A reading of what came after `floor` and of the messages in `held`. One that was broken off goes on at
    /// `read_until`.
    pub fn new(
        floor: MessageId,
        read_until: Option<MessageId>,
        held: impl IntoIterator<Item = MessageId>,
    ) -> Self {
        let read_until = read_until.unwrap_or(MessageId::new(0));
        let held = held.into_iter().filter(|id| *id > read_until).collect();
        Self {
            floor,
            read_until,
            held,
        }
    }

    /// Whether there may be anything to read in a channel whose latest message this is.
    pub fn is_needed(&self, latest: Option<MessageId>) -> bool {
        let read_until = self.read_until.max(self.floor);
        !self.held.is_empty() || latest.is_some_and(|latest| latest > read_until)
    }

    /// The message after which the next page begins.
    pub fn after(&self) -> MessageId {
        let first = self.held.first();
        let before_first = first.map_or(self.floor, |id| MessageId::new(id.get() - 1));
        self.read_until.max(before_first.min(self.floor))
    }

    /// How far it has come.
    pub fn read_until(&self) -> MessageId {
        self.read_until
    }

    /// Whether a ping of this message waits.
    pub fn is_held(&self, message: MessageId) -> bool {
        self.held.contains(&message)
    }

    /// Takes in the ids of the page that follows [`Course::after`], in any order.
    pub fn turn(&mut self, page: &[MessageId]) -> Turned {
        let after = self.after();
        let Some(last) = page.iter().max() else {
            self.read_until = after;
            return Turned {
                deleted: Vec::new(),
                doubtful: std::mem::take(&mut self.held).into_iter().collect(),
                then: Then::End,
            };
        };
        self.read_until = *last;
        let is_last = page.len() < PAGE;
        let beyond = if is_last {
            BTreeSet::new()
        } else {
            self.held.split_off(&MessageId::new(last.get() + 1))
        };
        let covered = std::mem::replace(&mut self.held, beyond);
        let is_gone = |id: &MessageId| !page.contains(id);
        Turned {
            deleted: covered.into_iter().filter(is_gone).collect(),
            doubtful: Vec::new(),
            then: if is_last { Then::End } else { Then::More },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: i64) -> MessageId {
        MessageId::new(number)
    }

    fn ids(numbers: impl IntoIterator<Item = i64>) -> Vec<MessageId> {
        numbers.into_iter().map(id).collect()
    }

    fn course(held: &[i64]) -> Course {
        Course::new(id(1_000), None, ids(held.iter().copied()))
    }

    #[test]
    fn a_channel_is_read_from_the_floor_or_from_what_waits_before_it() {
        let table = [
            (course(&[]), 1_000),
            (course(&[20, 500]), 19),
            (course(&[1_200]), 1_000),
            (Course::new(id(1_000), Some(id(300)), ids([20, 500])), 499),
            (Course::new(id(1_000), Some(id(1_300)), ids([20])), 1_300),
        ];
        for (course, after) in table {
            assert_eq!(course.after(), id(after), "{course:?}");
        }
    }

    #[test]
    fn a_channel_without_anything_new_or_waiting_is_left_alone() {
        let table = [
            (course(&[]), None, false),
            (course(&[]), Some(id(1_000)), false),
            (course(&[]), Some(id(1_001)), true),
            (course(&[20]), None, true),
            (
                Course::new(id(1_000), Some(id(1_500)), []),
                Some(id(1_500)),
                false,
            ),
        ];
        for (course, latest, needed) in table {
            assert_eq!(course.is_needed(latest), needed, "{course:?}");
        }
    }

    #[test]
    fn pages_leap_over_what_nobody_waits_for() {
        let mut course = course(&[20, 600]);
        let turned = course.turn(&ids(20..120));
        assert_eq!((turned.then, course.after()), (Then::More, id(599)));
        course.turn(&ids(600..700));
        assert_eq!(course.after(), id(1_000));
        assert_eq!(course.turn(&ids([1_001])).then, Then::End);
        assert_eq!(course.read_until(), id(1_001));
    }

    #[test]
    fn what_is_missing_where_a_page_covers_it_is_deleted() {
        let mut full = course(&[20, 30, 300]);
        let page = ids((21..30).chain(31..122));
        assert_eq!(page.len(), PAGE);
        assert_eq!(full.turn(&page).deleted, ids([20, 30]));
        assert!(full.is_held(id(300)));
        let mut short = course(&[20, 30, 300]);
        assert_eq!(short.turn(&ids([20, 200])).deleted, ids([30, 300]));
    }

    #[test]
    fn an_empty_page_proves_nothing() {
        let turned = course(&[20, 30]).turn(&[]);
        assert_eq!(
            (turned.deleted, turned.doubtful),
            (Vec::new(), ids([20, 30]))
        );
        assert_eq!(turned.then, Then::End);
    }
}
