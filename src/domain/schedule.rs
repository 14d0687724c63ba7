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
