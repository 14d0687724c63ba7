//! Working time of one person: outside their quiet hours, on the days on which they want digests. An age in it says how
//! long something has waited while its reader could have read it (PRODUCT P5).

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::civil::{Zone, change_between, day_ends_after, days_around, instant_of, local};
use super::schedule::Schedule;

impl Schedule {
    /// How much working time lies between two instants. `None`: no zone is known, so no clock says what is working time.
    pub fn working_time(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Option<TimeDelta> {
        let zone = self.zone?;
        let mut worked = TimeDelta::zero();
        let mut at = from;
        while at < until {
            let opens_at = self.quiet.ends_after(zone, at).unwrap_or(until);
            if opens_at > at {
                at = opens_at;
                continue;
            }
            let stop = self.changes_after(zone, at).min(until);
            if self.digests.days().contains(local(zone, at).weekday()) {
                worked += stop - at;
            }
            at = stop;
        }
        Some(worked)
    }

    /// When, at the earliest, an instant outside quiet hours stops being what it is: quiet hours begin, the day ends, or
    /// the clocks are changed. At most a day later.
    fn changes_after(&self, zone: Zone, at: DateTime<Utc>) -> DateTime<Utc> {
        let quiet = days_around(local(zone, at).date(), 0, 1).flat_map(|day| {
            let windows = self.quiet.windows.iter();
            windows.map(move |window| instant_of(zone, day, window.from()))
        });
        let once = self.quiet.once.map(|once| once.from);
        let stop = quiet
            .chain(once)
            .chain([day_ends_after(zone, at)])
            .filter(|stop| *stop > at)
            .fold(at + TimeDelta::days(1), DateTime::min);
        change_between(zone, at, stop).unwrap_or(stop)
    }
}

#[cfg(test)]
mod tests {
    use super::super::civil::TimeOfDay;
    use super::super::quiet::{QuietHours, QuietWindow, Span};
    use super::super::schedule::DigestTimes;
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("{}:00Z", text.replace(' ', "T")).parse().unwrap()
    }

    /// Digests at nine on these days, quiet from one hour to the other every day.
    fn schedule(zone: &str, days: &str, quiet: (u32, u32)) -> Schedule {
        let (from, to) = (TimeOfDay::hm(quiet.0, 0), TimeOfDay::hm(quiet.1, 0));
        let night = QuietWindow::new(from, to, "daily".parse().unwrap()).unwrap();
        Schedule {
            zone: Some(zone.parse().unwrap()),
            quiet: QuietHours {
                windows: vec![night],
                once: None,
            },
            digests: DigestTimes::new(vec![TimeOfDay::hm(9, 0)], days.parse().unwrap()).unwrap(),
        }
    }

    fn minutes(schedule: &Schedule, from: &str, until: &str) -> i64 {
        let worked = schedule.working_time(at(from), at(until)).unwrap();
        worked.num_minutes()
    }

    /// Looks at every minute.
    fn counted(schedule: &Schedule, from: &str, until: &str) -> i64 {
        let minute = TimeDelta::minutes(1);
        let zone = schedule.zone.unwrap();
        let all = std::iter::successors(Some(at(from)), |at| Some(*at + minute));
        let all = all.take_while(|instant| *instant < at(until));
        let works = |instant: &DateTime<Utc>| {
            let day = local(zone, *instant).weekday();
            !schedule.is_quiet_at(*instant) && schedule.digests.days().contains(day)
        };
        i64::try_from(all.filter(works).count()).unwrap()
    }

    #[test]
    fn nights_and_days_without_digests_don_t_count() {
        let ana = schedule("Europe/Berlin", "mon-fri", (18, 8));
        // Tuesday, 15:00 in Berlin.
        assert_eq!(
            minutes(&ana, "2026-03-10 14:00", "2026-03-10 14:25"),
            25,
            "while it is read"
        );
        assert_eq!(
            minutes(&ana, "2026-03-10 14:00", "2026-03-11 08:00"),
            4 * 60
        );
        assert_eq!(
            minutes(&ana, "2026-03-13 22:40", "2026-03-16 08:00"),
            60,
            "said on Friday night, read on Monday at nine"
        );
        assert_eq!(minutes(&ana, "2026-03-10 14:00", "2026-03-10 14:00"), 0);
        assert_eq!(minutes(&ana, "2026-03-10 14:00", "2026-03-10 13:00"), 0);
    }

    #[test]
    fn it_is_what_counting_every_minute_gives_through_every_change_of_the_clocks() {
        let table = [
            ("Europe/Berlin", "2026-03-27 12:00", "2026-03-31 12:00"),
            ("Europe/Berlin", "2026-10-23 12:00", "2026-10-27 12:00"),
            ("America/New_York", "2026-03-06 00:00", "2026-03-10 00:00"),
            ("America/New_York", "2026-10-30 00:00", "2026-11-03 00:00"),
            (
                "Australia/Lord_Howe",
                "2026-10-02 00:00",
                "2026-10-06 00:00",
            ),
            (
                "Australia/Lord_Howe",
                "2026-04-03 00:00",
                "2026-04-07 00:00",
            ),
            ("America/Sao_Paulo", "2018-11-02 00:00", "2018-11-06 00:00"),
            ("America/Sao_Paulo", "2018-02-16 00:00", "2018-02-20 00:00"),
            ("Pacific/Apia", "2011-12-28 00:00", "2012-01-02 00:00"),
            ("Asia/Kathmandu", "2026-06-05 00:00", "2026-06-09 00:00"),
        ];
        for (zone, from, until) in table {
            for (days, quiet) in [("daily", (1, 3)), ("mon-fri", (22, 7)), ("sun", (2, 3))] {
                let schedule = schedule(zone, days, quiet);
                let expected = counted(&schedule, from, until);
                let found = minutes(&schedule, from, until);
                assert_eq!(found, expected, "{zone} {from} {days} {quiet:?}");
            }
        }
    }

    #[test]
    fn one_evening_off_counts_as_quiet_and_always_quiet_is_no_time() {
        let mut ana = schedule("Europe/Berlin", "daily", (22, 8));
        ana.quiet.once = Some(Span {
            from: at("2026-03-10 16:00"),
            until: at("2026-03-10 20:00"),
        });
        assert_eq!(
            minutes(&ana, "2026-03-10 15:00", "2026-03-10 21:00"),
            2 * 60
        );
        let all_day = QuietWindow::all_day("daily".parse().unwrap()).unwrap();
        ana.quiet.windows.push(all_day);
        assert_eq!(minutes(&ana, "2026-03-10 15:00", "2026-03-12 15:00"), 0);
        ana.zone = None;
        assert_eq!(
            ana.working_time(at("2026-03-10 15:00"), at("2026-03-10 16:00")),
            None
        );
    }
}
