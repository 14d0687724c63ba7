//! When the runs of a stand-up are open: its days, its hours, the clocks that hold, and the days off.
//!
//! With one zone a run is open while the clocks there read its hours. Where each person's own clock holds ("follow the
//! sun"), it opens where its day comes first and closes where it ends last: a team from Auckland to Honolulu has Tuesday's
//! run from Monday 20:00 to Tuesday 22:00 UTC, and Wednesday's begins before Tuesday's has ended.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::recurrence::Recurrence;
use super::window::Window;
use crate::domain::civil::Zone;
use crate::domain::quiet::Span;

/// How many days ahead runs are looked for: the last weekday of a month, with some holidays in the way.
const SEARCHED: usize = 400;

/// Days, hours and days off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    pub recurrence: Recurrence,
    pub window: Window,
    /// Days without a run, whoever's clock holds.
    pub holidays: BTreeSet<NaiveDate>,
}

impl Timetable {
    /// The run of a day across these zones. `None` if there is none, or no zone.
    pub fn run_on(&self, zones: &[Zone], day: NaiveDate) -> Option<Span> {
        if !self.recurrence.has(day) || self.holidays.contains(&day) {
            return None;
        }
        let spans = zones
            .iter()
            .filter_map(|zone| self.window.span_on(*zone, day));
        spans.reduce(|all, one| Span {
            from: all.from.min(one.from),
            until: all.until.max(one.until),
        })
    }

    /// The runs that have not ended at `now`, in the order of their days: of one that is open, and of those to come.
    pub fn runs<'a>(
        &'a self,
        zones: &'a [Zone],
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = (NaiveDate, Span)> + 'a {
        // Wherever the clocks are, today is yesterday's or tomorrow's date at most, and a run ends on the next.
        let first = now.date_naive() - Days::new(3);
        let days = first.iter_days().take(SEARCHED);
        let runs = days.filter_map(|day| Some((day, self.run_on(zones, day)?)));
        runs.filter(move |(_, span)| span.until > now)
    }
}

#[cfg(test)]
mod tests {
    use super::super::recurrence::Nth;
    use super::super::window::Opens;
    use super::*;
    use crate::domain::civil::TimeOfDay;

    fn at(text: &str) -> DateTime<Utc> {
        format!("{text}:00Z").replace(' ', "T").parse().unwrap()
    }

    fn zones(names: &[&str]) -> Vec<Zone> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    fn daily(days: &str, from: u32, until: u32) -> Timetable {
        let (opens, closes) = (TimeOfDay::hm(from, 0), TimeOfDay::hm(until, 0));
        Timetable {
            recurrence: Recurrence::Weekly {
                days: days.parse().unwrap(),
                every: 1,
                counted_from: NaiveDate::default(),
            },
            window: Window::new(opens, closes, Opens::ThatDay).unwrap(),
            holidays: BTreeSet::new(),
        }
    }

    /// Day, opening and close of the next runs, in UTC.
    fn next(table: &Timetable, names: &[&str], now: &str, count: usize) -> Vec<String> {
        let zones = zones(names);
        let runs = table.runs(&zones, at(now)).take(count);
        let said = |(day, span): (NaiveDate, Span)| {
            format!(
                "{} {}-{}",
                day.format("%a %d"),
                span.from.format("%dT%R"),
                span.until.format("%dT%R")
            )
        };
        runs.map(said).collect()
    }

    #[test]
    fn runs_come_day_by_day_over_both_changes_of_the_clocks() {
        let table = [
            (
                "Europe/Berlin",
                "2026-03-27 12:00",
                ["Mon 30 30T07:00-30T10:00", "Tue 31 31T07:00-31T10:00"],
            ),
            (
                "Europe/Berlin",
                "2026-10-23 10:00",
                ["Mon 26 26T08:00-26T11:00", "Tue 27 27T08:00-27T11:00"],
            ),
            (
                "America/New_York",
                "2026-03-06 17:00",
                ["Mon 09 09T13:00-09T16:00", "Tue 10 10T13:00-10T16:00"],
            ),
            (
                "America/New_York",
                "2026-10-30 16:00",
                ["Mon 02 02T14:00-02T17:00", "Tue 03 03T14:00-03T17:00"],
            ),
            (
                "Australia/Lord_Howe",
                "2026-04-03 02:00",
                ["Mon 06 05T22:30-06T01:30", "Tue 07 06T22:30-07T01:30"],
            ),
            (
                "Australia/Lord_Howe",
                "2026-10-02 02:00",
                ["Mon 05 04T22:00-05T01:00", "Tue 06 05T22:00-06T01:00"],
            ),
            (
                "America/Sao_Paulo",
                "2018-11-02 15:00",
                ["Mon 05 05T11:00-05T14:00", "Tue 06 06T11:00-06T14:00"],
            ),
            // Samoa had no Friday in that week, so it had no run either.
            (
                "Pacific/Apia",
                "2011-12-29 23:00",
                ["Mon 02 01T19:00-01T22:00", "Tue 03 02T19:00-02T22:00"],
            ),
            (
                "Asia/Kathmandu",
                "2026-03-10 06:14",
                ["Tue 10 10T03:15-10T06:15", "Wed 11 11T03:15-11T06:15"],
            ),
            (
                "Asia/Kathmandu",
                "2026-03-10 06:15",
                ["Wed 11 11T03:15-11T06:15", "Thu 12 12T03:15-12T06:15"],
            ),
        ];
        for (zone, now, expected) in table {
            assert_eq!(
                next(&daily("mon-fri", 9, 12), &[zone], now, 2),
                expected,
                "{zone}"
            );
        }
    }

    #[test]
    fn a_team_around_the_world_has_one_run_a_day() {
        let team = ["Pacific/Auckland", "Europe/Berlin", "Pacific/Honolulu"];
        let table = daily("mon-fri", 9, 12);
        assert_eq!(
            next(&table, &team, "2026-03-08 19:00", 2),
            ["Mon 09 08T20:00-09T22:00", "Tue 10 09T20:00-10T22:00"],
            "Tuesday's opens before Monday's has ended"
        );
        assert_eq!(next(&table, &[], "2026-03-08 19:00", 2), [""; 0]);
    }

    #[test]
    fn holidays_and_rare_days_are_found() {
        let mut table = daily("mon-fri", 9, 12);
        table.holidays = ["2026-12-25", "2027-01-01"]
            .map(|day| day.parse().unwrap())
            .into();
        assert_eq!(
            next(&table, &["UTC"], "2026-12-24 12:00", 1),
            ["Mon 28 28T09:00-28T12:00"]
        );
        table.recurrence = Recurrence::Monthly {
            nth: Nth::Last,
            day: chrono::Weekday::Fri,
        };
        assert_eq!(
            next(&table, &["UTC"], "2026-11-27 12:00", 1),
            ["Fri 29 29T09:00-29T12:00"],
            "the last Friday of December is a holiday"
        );
    }
}
