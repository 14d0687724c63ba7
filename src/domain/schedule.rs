//! When one person is read to: digest times, and what quiet hours do to them.
//!
//! A digest whose time falls inside quiet hours comes when they end: 16:00 under "15:00–17:00 quiet" is 17:00,
//! Friday 16:00 under "Fri 15:00 until Mon 08:00" is Monday 08:00, once, together with whatever else ends there.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};

use super::civil::{TimeOfDay, Zone, days_around, instant_of, local, time_of_day};
use super::quiet::QuietHours;
use super::weekdays::Weekdays;

/// The times of day and the days on which a person wants digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestTimes {
    times: Vec<TimeOfDay>,
    days: Weekdays,
}

/// Why some times and days are no digest times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDigestTimes {
    #[error("no time of day")]
    NoTimes,
    /// So many; [`DigestTimes::MOST`] are possible.
    #[error("{0} times are too many")]
    TooMany(usize),
    #[error("no day")]
    NoDays,
}

impl DigestTimes {
    /// How many digests a day can have.
    pub const MOST: usize = 6;

    /// These times on these days, in order, each once; 24:00 is 00:00.
    ///
    /// # Errors
    /// If that is never, or more than [`DigestTimes::MOST`] times a day.
    pub fn new(mut times: Vec<TimeOfDay>, days: Weekdays) -> Result<Self, NoDigestTimes> {
        for time in times.iter_mut().filter(|time| **time == TimeOfDay::DAY_END) {
            *time = TimeOfDay::MIDNIGHT;
        }
        times.sort_unstable();
        times.dedup();
        match times.len() {
            0 => Err(NoDigestTimes::NoTimes),
            many if many > Self::MOST => Err(NoDigestTimes::TooMany(many)),
            _ if days.is_empty() => Err(NoDigestTimes::NoDays),
            _ => Ok(Self { times, days }),
        }
    }

    /// In the order of the day.
    pub fn times(&self) -> &[TimeOfDay] {
        &self.times
    }

    pub const fn days(&self) -> Weekdays {
        self.days
    }

    /// The instants of one day's digests. Where the clocks are changed they may be out of order.
    fn on(&self, zone: Zone, day: NaiveDate) -> impl Iterator<Item = DateTime<Utc>> {
        let wanted = self.days.contains(day.weekday());
        let times = if wanted { self.times.as_slice() } else { &[] };
        times.iter().map(move |time| instant_of(zone, day, *time))
    }

    /// The first digest after this instant, as if there were no quiet hours.
    fn first_after(&self, zone: Zone, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        // A week ahead has every weekday; a day more on both sides for what the clocks' changes move.
        days_around(local(zone, after).date(), 1, 8)
            .flat_map(|day| self.on(zone, day))
            .filter(|point| *point > after)
            .min()
    }

    /// The last digest at or before this instant, as if there were no quiet hours.
    fn last_until(&self, zone: Zone, until: DateTime<Utc>) -> Option<DateTime<Utc>> {
        days_around(local(zone, until).date(), 8, 1)
            .flat_map(|day| self.on(zone, day))
            .filter(|point| *point <= until)
            .max()
    }
}

impl Default for DigestTimes {
    /// What holds until hours are set: 09:00 and 16:00, Monday to Friday (PRODUCT P4).
    fn default() -> Self {
        Self {
            times: vec![TimeOfDay::hm(9, 0), TimeOfDay::hm(16, 0)],
            days: Weekdays::MON_FRI,
        }
    }
}

/// Everything that decides when a person can be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// `None`: the person hasn't said. Then it is never quiet, and there is no digest.
    pub zone: Option<Zone>,
    pub quiet: QuietHours,
    pub digests: DigestTimes,
}

/// A digest time that falls inside quiet hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedTime {
    pub day: Weekday,
    pub time: TimeOfDay,
    /// When it comes instead. `None`: never, it is always quiet.
    pub to: Option<Moment>,
}

/// A time of an ordinary week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub day: Weekday,
    pub time: TimeOfDay,
}

impl Schedule {
    pub fn is_quiet_at(&self, instant: DateTime<Utc>) -> bool {
        self.zone
            .is_some_and(|zone| self.quiet.is_quiet_at(zone, instant))
    }

    /// The first instant, `instant` or later, that is not quiet. `None`: it is always quiet.
    pub fn quiet_ends_after(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.zone {
            Some(zone) => self.quiet.ends_after(zone, instant),
            None => Some(instant),
        }
    }

    /// The first digest after this instant, out of quiet hours. `None`: no zone is known, or it is always quiet.
    pub fn next_digest_after(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let zone = self.zone?;
        let resumes = self.quiet.ends_after(zone, after)?;
        if resumes > after {
            // It is quiet now: has a digest been waiting for the end since before?
            let waiting = self.digests.last_until(zone, after)?;
            if self.quiet.ends_after(zone, waiting)? > after {
                return Some(resumes);
            }
        }
        self.quiet
            .ends_after(zone, self.digests.first_after(zone, after)?)
    }

    /// The next `count` digests after this instant.
    pub fn next_digests_after(&self, after: DateTime<Utc>, count: usize) -> Vec<DateTime<Utc>> {
        std::iter::successors(self.next_digest_after(after), |last| {
            self.next_digest_after(*last)
        })
        .take(count)
        .collect()
    }

    /// The digest times that never come as they stand, because every week they fall inside quiet hours.
    pub fn moved_times(&self) -> Vec<MovedTime> {
        let weekly = QuietHours {
            once: None,
            ..self.quiet.clone()
        };
        days_around(ORDINARY_MONDAY, 0, 6)
            .filter(|day| self.digests.days.contains(day.weekday()))
            .flat_map(|day| self.digests.times.iter().map(move |time| (day, *time)))
            .filter_map(|(day, time)| moved(&weekly, day, time))
            .collect()
    }
}

/// A Monday in a week in which no clock is changed: it is read in UTC.
///
/// The `unwrap` is of a constant: it would not compile.
const ORDINARY_MONDAY: NaiveDate = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();

/// Where weekly quiet hours move a digest time to, if they do.
fn moved(weekly: &QuietHours, day: NaiveDate, time: TimeOfDay) -> Option<MovedTime> {
    let utc = Zone::from(chrono_tz::UTC);
    let point = instant_of(utc, day, time);
    let to = weekly.ends_after(utc, point);
    (to != Some(point)).then(|| MovedTime {
        day: day.weekday(),
        time,
        to: to.map(|end| Moment {
            day: end.weekday(),
            time: time_of_day(end.naive_utc()),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::super::quiet::{QuietWindow, Span};
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("{}:00Z", text.replace(' ', "T")).parse().unwrap()
    }

    fn window(from: u32, to: u32, days: &str) -> QuietWindow {
        let (from, to) = (TimeOfDay::hm(from, 0), TimeOfDay::hm(to, 0));
        QuietWindow::new(from, to, days.parse().unwrap()).unwrap()
    }

    fn schedule(zone: &str, times: &[(u32, u32)], days: &str, windows: &[QuietWindow]) -> Schedule {
        let times = times
            .iter()
            .map(|(hour, minute)| TimeOfDay::hm(*hour, *minute))
            .collect();
        Schedule {
            zone: Some(zone.parse().unwrap()),
            quiet: QuietHours {
                windows: windows.to_vec(),
                once: None,
            },
            digests: DigestTimes::new(times, days.parse().unwrap()).unwrap(),
        }
    }

    fn next(schedule: &Schedule, after: &str) -> String {
        match schedule.next_digest_after(at(after)) {
            Some(next) => next.format("%F %R").to_string(),
            None => "never".to_owned(),
        }
    }

    #[test]
    fn the_next_digest_is_the_next_time_on_the_persons_wall() {
        let usual = [(9, 0), (16, 0)];
        let early = [(2, 30), (3, 15)];
        let table = [
            (
                "ordinary morning",
                "Europe/Berlin",
                &usual,
                "mon-fri",
                "2026-03-10 07:59",
                "2026-03-10 08:00",
            ),
            (
                "strictly after",
                "Europe/Berlin",
                &usual,
                "mon-fri",
                "2026-03-10 08:00",
                "2026-03-10 15:00",
            ),
            (
                "over the week's end",
                "Europe/Berlin",
                &usual,
                "mon-fri",
                "2026-03-13 15:00",
                "2026-03-16 08:00",
            ),
            (
                "and the clocks' change",
                "Europe/Berlin",
                &usual,
                "mon-fri",
                "2026-03-27 15:00",
                "2026-03-30 07:00",
            ),
            (
                "once a week",
                "Europe/Berlin",
                &usual,
                "mon",
                "2026-03-23 15:00",
                "2026-03-30 07:00",
            ),
            (
                "skipped: out of order",
                "Europe/Berlin",
                &early,
                "daily",
                "2026-03-29 00:00",
                "2026-03-29 01:15",
            ),
            (
                "skipped: moved on",
                "Europe/Berlin",
                &early,
                "daily",
                "2026-03-29 01:15",
                "2026-03-29 01:30",
            ),
            (
                "repeated: the first",
                "Europe/Berlin",
                &early,
                "daily",
                "2026-10-25 00:00",
                "2026-10-25 00:30",
            ),
            (
                "repeated: only the first",
                "Europe/Berlin",
                &early,
                "daily",
                "2026-10-25 00:30",
                "2026-10-25 02:15",
            ),
            (
                "45 minutes",
                "Asia/Kathmandu",
                &usual,
                "daily",
                "2026-06-01 00:00",
                "2026-06-01 03:15",
            ),
            (
                "half-hour change",
                "Australia/Lord_Howe",
                &usual,
                "daily",
                "2026-10-03 12:00",
                "2026-10-03 22:00",
            ),
            (
                "no Friday, Samoa",
                "Pacific/Apia",
                &usual,
                "fri",
                "2011-12-29 00:00",
                "2011-12-30 19:00",
            ),
        ];
        for (claim, zone, times, days, after, expected) in table {
            assert_eq!(
                next(&schedule(zone, times, days, &[]), after),
                expected,
                "{claim}"
            );
        }
    }

    #[test]
    fn a_skipped_midnight_moves_its_digest_on() {
        let midnight = schedule("America/Sao_Paulo", &[(24, 0)], "daily", &[]);
        assert_eq!(next(&midnight, "2018-11-03 12:00"), "2018-11-04 03:00");
        assert_eq!(next(&midnight, "2018-11-04 03:00"), "2018-11-05 02:00");
    }

    #[test]
    fn a_digest_in_quiet_hours_comes_when_they_end() {
        let afternoon = schedule(
            "UTC",
            &[(9, 0), (16, 0)],
            "mon-fri",
            &[window(15, 17, "daily")],
        );
        assert_eq!(next(&afternoon, "2026-03-10 10:00"), "2026-03-10 17:00");
        assert_eq!(next(&afternoon, "2026-03-10 15:59"), "2026-03-10 17:00");
        assert_eq!(
            next(&afternoon, "2026-03-10 16:30"),
            "2026-03-10 17:00",
            "its time is over, it isn't"
        );
        assert_eq!(next(&afternoon, "2026-03-10 17:00"), "2026-03-11 09:00");
        // Friday 16:00 waits for Monday 08:00, and is one digest with nothing else.
        let off = [
            window(15, 24, "fri"),
            window(0, 24, "sat,sun"),
            window(0, 8, "mon"),
        ];
        let weekend = schedule("UTC", &[(9, 0), (16, 0)], "mon-fri", &off);
        assert_eq!(next(&weekend, "2026-03-13 09:00"), "2026-03-16 08:00");
        assert_eq!(next(&weekend, "2026-03-15 12:00"), "2026-03-16 08:00");
        assert_eq!(next(&weekend, "2026-03-16 08:00"), "2026-03-16 09:00");
    }

    #[test]
    fn quiet_in_which_no_digest_falls_brings_none_at_its_end() {
        let night = schedule("UTC", &[(9, 0)], "mon-fri", &[window(22, 8, "daily")]);
        assert_eq!(next(&night, "2026-03-10 23:00"), "2026-03-11 09:00");
        assert_eq!(next(&night, "2026-03-14 02:00"), "2026-03-16 09:00");
    }

    #[test]
    fn a_quiet_evening_set_once_holds_back_its_digest() {
        let mut evening = schedule("UTC", &[(9, 0), (16, 0)], "daily", &[]);
        evening.quiet.once = Some(Span {
            from: at("2026-03-10 15:00"),
            until: at("2026-03-11 10:00"),
        });
        assert_eq!(
            next(&evening, "2026-03-10 12:00"),
            "2026-03-11 10:00",
            "two of them in one"
        );
        assert_eq!(next(&evening, "2026-03-11 10:00"), "2026-03-11 16:00");
        assert!(evening.moved_times().is_empty(), "no other week is like it");
    }

    #[test]
    fn without_a_zone_or_an_opening_there_is_no_digest() {
        let always = schedule("UTC", &[(9, 0)], "daily", &[window(0, 24, "daily")]);
        assert_eq!(next(&always, "2026-03-10 12:00"), "never");
        assert_eq!(always.moved_times()[0].to, None);
        let nowhere = Schedule::default();
        assert_eq!(next(&nowhere, "2026-03-10 12:00"), "never");
        assert_eq!(
            nowhere.quiet_ends_after(at("2026-03-10 12:00")),
            Some(at("2026-03-10 12:00"))
        );
    }

    #[test]
    fn the_next_digests_come_in_order_each_once() {
        let usual = Schedule {
            zone: Some("UTC".parse().unwrap()),
            ..Schedule::default()
        };
        let next: Vec<_> = ["2026-03-13 16:00", "2026-03-16 09:00", "2026-03-16 16:00"]
            .map(at)
            .into();
        assert_eq!(usual.next_digests_after(at("2026-03-13 09:00"), 3), next);
    }

    #[test]
    fn a_person_is_told_which_digests_move_and_to_when() {
        let off = [
            window(15, 24, "fri"),
            window(0, 24, "sat,sun"),
            window(0, 8, "mon"),
        ];
        let weekend = schedule("Europe/Berlin", &[(9, 0), (16, 0)], "fri,sat", &off);
        let monday = Some(Moment {
            day: Weekday::Mon,
            time: TimeOfDay::hm(8, 0),
        });
        let moved = |day, hour| MovedTime {
            day,
            time: TimeOfDay::hm(hour, 0),
            to: monday,
        };
        let expected = [
            moved(Weekday::Fri, 16),
            moved(Weekday::Sat, 9),
            moved(Weekday::Sat, 16),
        ];
        assert_eq!(weekend.moved_times(), expected);
    }

    #[test]
    fn digest_times_are_some_few_and_in_order() {
        let hours = |hours: &[u32]| {
            hours
                .iter()
                .map(|hour| TimeOfDay::hm(*hour, 0))
                .collect::<Vec<_>>()
        };
        let times = DigestTimes::new(hours(&[16, 9, 16, 24]), Weekdays::ALL).unwrap();
        assert_eq!(times.times(), hours(&[0, 9, 16]));
        assert_eq!(
            DigestTimes::new(vec![], Weekdays::ALL),
            Err(NoDigestTimes::NoTimes)
        );
        assert_eq!(
            DigestTimes::new(hours(&[9]), Weekdays::NONE),
            Err(NoDigestTimes::NoDays)
        );
        let seven = hours(&[1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(
            DigestTimes::new(seven, Weekdays::ALL),
            Err(NoDigestTimes::TooMany(7))
        );
    }
}
