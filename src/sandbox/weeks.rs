//! Moves recorded chat into the present by whole weeks: the weekday and the time of day stay.
//!
//! A file of Monday 2004-11-15 12:18 that may not start before Thursday 2026-01-08 starts on Monday
//! 2026-01-12 12:18.

use chrono::{DateTime, TimeDelta, Utc};

const WEEK: TimeDelta = TimeDelta::weeks(1);

/// By how much to move what begins at `start` so that it begins after `after`, and as soon as can be.
pub(super) fn shift(start: DateTime<Utc>, after: DateTime<Utc>) -> TimeDelta {
    let behind = (after - start).num_milliseconds();
    let weeks = behind.div_euclid(WEEK.num_milliseconds()) + 1;
    TimeDelta::milliseconds(weeks * WEEK.num_milliseconds())
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Timelike};

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn it_begins_in_the_week_after_at_the_same_weekday_and_time() {
        let table = [
            (
                "2004-11-15T12:18:00Z",
                "2026-01-08T00:00:00Z",
                "2026-01-12T12:18:00Z",
            ),
            // The very same instant is not after it.
            (
                "2026-01-05T12:18:00Z",
                "2026-01-05T12:18:00Z",
                "2026-01-12T12:18:00Z",
            ),
            (
                "2026-01-05T12:18:00Z",
                "2026-01-05T12:17:59Z",
                "2026-01-05T12:18:00Z",
            ),
            // From a later time it moves back.
            (
                "2031-06-02T09:00:00Z",
                "2026-01-01T00:00:00Z",
                "2026-01-05T09:00:00Z",
            ),
        ];
        for (start, after, expected) in table {
            assert_eq!(
                at(start) + shift(at(start), at(after)),
                at(expected),
                "{start}"
            );
        }
    }

    #[test]
    fn weekday_and_time_of_day_stay_and_less_than_a_week_is_lost() {
        let after = at("2026-03-29T01:00:00Z");
        for hours in 0..24 * 40 {
            let start = at("2011-12-20T00:07:09Z") + TimeDelta::hours(hours);
            let moved = start + shift(start, after);
            assert_eq!(
                (moved.weekday(), moved.time()),
                (start.weekday(), start.time())
            );
            assert_eq!(moved.nanosecond(), start.nanosecond());
            assert!(moved > after && moved - after <= WEEK);
        }
    }
}
