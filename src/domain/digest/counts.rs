//! What the first line of a digest counts: "5 wait for you, 2 with an answer expected today. 9 settled themselves."

use chrono::{DateTime, TimeDelta, Utc};

use super::super::ping::{Ping, Via};

/// A digest that gathers what came in so many days or more is a catch-up: longer than a weekend.
const CATCH_UP: TimeDelta = TimeDelta::days(3);

/// How many there are of what, over all pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many wait.
    pub waiting: usize,
    /// Among them those of which an answer is expected today.
    pub expected: usize,
    /// How many answers came to the reader's own questions.
    pub answers: usize,
    /// How many more are put off: in the inbox.
    pub put_off: usize,
    /// How many settled themselves since the digest before.
    pub settled: usize,
    /// `None`: there was a digest lately.
    pub catch_up: Option<CatchUp>,
}

/// What came in days without a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatchUp {
    /// How many pings in all.
    pub came: usize,
    /// In how many days.
    pub days: i64,
}

impl CatchUp {
    /// So many pings since then; nothing if that isn't long ago.
    pub fn of(came: usize, since: DateTime<Utc>, composed_at: DateTime<Utc>) -> Option<Self> {
        let passed = composed_at - since;
        (passed >= CATCH_UP).then(|| Self {
            came,
            days: passed.num_days(),
        })
    }
}

impl Counts {
    /// Counts what a list holds. `day_ends_at`: of the reader's day; `None` if their clock isn't known.
    pub fn of<'a>(
        list: impl Iterator<Item = &'a Ping>,
        day_ends_at: Option<DateTime<Utc>>,
    ) -> Self {
        let mut counts = Self::default();
        for ping in list {
            if ping.not_before_at.is_some() {
                counts.put_off += 1;
            } else if ping.via == Via::Answer {
                counts.answers += 1;
            } else {
                counts.waiting += 1;
                let by = ping.expected_at.zip(day_ends_at);
                counts.expected += usize::from(by.is_some_and(|(by, end)| by < end));
            }
        }
        counts
    }

    /// How many a list shows.
    pub const fn listed(&self) -> usize {
        self.waiting + self.answers + self.put_off
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_weekend_is_caught_up_with() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let monday = at("2026-03-09T08:00:00Z");
        let friday = at("2026-03-06T15:00:00Z");
        assert_eq!(CatchUp::of(9, friday, monday), None);
        let week = CatchUp::of(9, at("2026-03-01T07:00:00Z"), monday);
        assert_eq!(week, Some(CatchUp { came: 9, days: 8 }));
    }
}
