//! The days on which a stand-up recurs: dates of a calendar, without a clock or zone.
//!
//! Every second Monday counted from the week of 2 March 2026 has 2 March, 16 March, 30 March; the last Friday of each
//! month has 27 March, 24 April. Which instants those are is said in [`super::timetable`].

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::weekdays::Weekdays;

/// A rule for days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// On these days of every week, or of every so many weeks, counted from the week that holds a date.
    Weekly {
        days: Weekdays,
        every: u8,
        counted_from: NaiveDate,
    },
    /// On one day of the week, once a month.
    Monthly { nth: Nth, day: Weekday },
}

/// Which of a weekday's days in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    Last,
}

impl Nth {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::First,
        Self::Second,
        Self::Third,
        Self::Fourth,
        Self::Last,
    ];

    /// The number by which it is kept: the last is -1.
    pub const fn number(self) -> i8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
            Self::Fourth => 4,
            Self::Last => -1,
        }
    }
}

impl Recurrence {
    /// The most weeks from one time to the next.
    pub const MOST_WEEKS: u8 = 8;

    /// The same rule; if it has the days and weeks of another, its weeks are counted as that counts them.
    #[must_use]
    pub fn counted_as(self, other: Self) -> Self {
        match (self, other) {
            (
                Self::Weekly { days, every, .. },
                Self::Weekly {
                    days: same_days,
                    every: same_weeks,
                    ..
                },
            ) if days == same_days && every == same_weeks => other,
            _ => self,
        }
    }

    /// Whether it has this day.
    pub fn has(&self, date: NaiveDate) -> bool {
        match *self {
            Self::Weekly {
                days,
                every,
                counted_from,
            } => {
                let weeks = (monday_of(date) - monday_of(counted_from)).num_weeks();
                days.contains(date.weekday()) && weeks.rem_euclid(i64::from(every.max(1))) == 0
            }
            Self::Monthly { nth, day } => {
                date.weekday() == day
                    && match nth {
                        Nth::Last => (date + Days::new(7)).month() != date.month(),
                        nth => i64::from(date.day0() / 7 + 1) == i64::from(nth.number()),
                    }
            }
        }
    }
}

fn monday_of(date: NaiveDate) -> NaiveDate {
    date - Days::new(u64::from(date.weekday().num_days_from_monday()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The first days from this one on.
    fn days(recurrence: Recurrence, from: &str) -> String {
        let days = date(from).iter_days().filter(|day| recurrence.has(*day));
        let days: Vec<_> = days.take(4).map(|day| day.to_string()).collect();
        days.join(" ")
    }

    fn weekly(days: &str, every: u8) -> Recurrence {
        Recurrence::Weekly {
            days: days.parse().unwrap(),
            every,
            counted_from: date("2026-03-04"),
        }
    }

    #[test]
    fn weeks_go_on_being_counted_as_they_were() {
        let counted_from = date("2026-03-09");
        let same = |days: &str, every| Recurrence::Weekly {
            days: days.parse().unwrap(),
            every,
            counted_from,
        };
        assert_eq!(
            same("mon", 2).counted_as(weekly("mon", 2)),
            weekly("mon", 2)
        );
        for other in [same("tue", 2), same("mon", 3)] {
            assert_eq!(other.counted_as(weekly("mon", 2)), other);
        }
    }

    #[test]
    fn days_recur_as_they_are_said() {
        let monthly = |nth, day| Recurrence::Monthly { nth, day };
        let table = [
            (
                weekly("mon-fri", 1),
                "2026-03-05",
                "2026-03-05 2026-03-06 2026-03-09 2026-03-10",
            ),
            (
                weekly("mon,thu", 2),
                "2026-03-04",
                "2026-03-05 2026-03-16 2026-03-19 2026-03-30",
            ),
            // Weeks are counted over the year's end, and back from where the counting began.
            (
                weekly("mon", 3),
                "2026-12-20",
                "2026-12-21 2027-01-11 2027-02-01 2027-02-22",
            ),
            (
                weekly("mon", 2),
                "2026-01-01",
                "2026-01-05 2026-01-19 2026-02-02 2026-02-16",
            ),
            (
                monthly(Nth::First, Weekday::Mon),
                "2026-02-28",
                "2026-03-02 2026-04-06 2026-05-04 2026-06-01",
            ),
            (
                monthly(Nth::Third, Weekday::Sun),
                "2026-03-01",
                "2026-03-15 2026-04-19 2026-05-17 2026-06-21",
            ),
            (
                monthly(Nth::Last, Weekday::Fri),
                "2026-01-01",
                "2026-01-30 2026-02-27 2026-03-27 2026-04-24",
            ),
            // 29 February.
            (
                monthly(Nth::Last, Weekday::Tue),
                "2028-02-01",
                "2028-02-29 2028-03-28 2028-04-25 2028-05-30",
            ),
        ];
        for (recurrence, from, expected) in table {
            assert_eq!(days(recurrence, from), expected, "{recurrence:?}");
        }
    }
}
