//! Wall time and instants: the only place where one becomes the other.
//!
//! A *point* (a digest time, an opening) on a day when its wall time is skipped moves on by the length of the
//! gap; one that comes twice means its first occurrence:
//! 02:30 in Berlin on 29 March 2026 is 03:30 summer time, on 25 October it is 02:30 summer time.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone,
    Timelike, Utc,
};
use chrono_tz::{GapInfo, Tz};

/// An IANA time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

impl Zone {
    /// The zone as chrono-tz knows it.
    pub const fn tz(self) -> Tz {
        self.0
    }

    /// Its IANA name, "Europe/Berlin".
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The city it is named after, "New York".
    pub fn city(self) -> String {
        let name = self.name();
        name.rsplit_once('/')
            .map_or(name, |(_, city)| city)
            .replace('_', " ")
    }

    /// How far its clocks are ahead of UTC at this instant.
    pub fn offset_at(self, instant: DateTime<Utc>) -> TimeDelta {
        let offset = self.0.offset_from_utc_datetime(&instant.naive_utc());
        TimeDelta::seconds(i64::from(offset.fix().local_minus_utc()))
    }
}

impl From<Tz> for Zone {
    fn from(tz: Tz) -> Self {
        Self(tz)
    }
}

impl Ord for Zone {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl PartialOrd for Zone {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text is no IANA name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no time zone")]
pub struct NoSuchZone(pub String);

impl FromStr for Zone {
    type Err = NoSuchZone;

    fn from_str(text: &str) -> Result<Self, NoSuchZone> {
        text.parse()
            .map(Self)
            .map_err(|_| NoSuchZone(text.to_owned()))
    }
}

/// What a clock on the wall shows: seconds of the day, 0 to 86,400.
///
/// 86,400 ("24:00") is the end of a day and only ever ends a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// 00:00, where a day begins.
    pub const MIDNIGHT: Self = Self(0);
    /// 24:00, where a day ends.
    pub const DAY_END: Self = Self(86_400);

    /// The time at this hour and minute.
    ///
    /// # Panics
    /// Beyond 24:00: meant for times that stand in the code. What people write goes through
    /// [`input::time`](super::input::time).
    pub const fn hm(hour: u32, minute: u32) -> Self {
        assert!(minute < 60);
        match Self::from_seconds(hour * 3_600 + minute * 60) {
            Some(time) => time,
            None => panic!("a day has 24 hours"),
        }
    }

    /// The time this many seconds into the day; `None` beyond 86,400.
    pub const fn from_seconds(seconds: u32) -> Option<Self> {
        if seconds <= Self::DAY_END.0 {
            Some(Self(seconds))
        } else {
            None
        }
    }

    /// Seconds since the day began.
    pub const fn seconds(self) -> u32 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, seconds) = (self.0 / 60, self.0 % 60);
        write!(f, "{:02}:{:02}", minutes / 60, minutes % 60)?;
        if seconds == 0 {
            Ok(())
        } else {
            write!(f, ":{seconds:02}")
        }
    }
}

/// What the clock reads this far into that day, as if no clock were ever changed.
pub fn reading(date: NaiveDate, time: TimeOfDay) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + TimeDelta::seconds(i64::from(time.seconds()))
}

/// The time of day that a clock reads, to the second.
pub fn time_of_day(reading: NaiveDateTime) -> TimeOfDay {
    TimeOfDay(reading.time().num_seconds_from_midnight())
}

/// When the clocks of the zone read this, by the rule of points above.
pub fn instant_of(zone: Zone, date: NaiveDate, time: TimeOfDay) -> DateTime<Utc> {
    let local = reading(date, time);
    match zone.tz().from_local_datetime(&local) {
        LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => instant.to_utc(),
        LocalResult::None => {
            let (_, before) = GapInfo::new(&local, &zone.tz())
                .and_then(|gap| gap.begin)
                .expect(
                    "what no clock reads is in a gap, and before every gap clocks were running",
                );
            (local - before.fix()).and_utc()
        }
    }
}

/// What the clocks of the zone read at this instant.
pub fn local(zone: Zone, instant: DateTime<Utc>) -> NaiveDateTime {
    instant.with_timezone(&zone.tz()).naive_local()
}

/// When the day ends that the clocks of the zone show at this instant.
pub fn day_ends_after(zone: Zone, instant: DateTime<Utc>) -> DateTime<Utc> {
    let tomorrow = local(zone, instant).date() + Days::new(1);
    instant_of(zone, tomorrow, TimeOfDay::MIDNIGHT)
}

/// The first instant in `(from, until]` at which the zone's offset is another than at `from`.
///
/// The two must be close enough that clocks don't change there and back between them: a week will do.
pub fn change_between(
    zone: Zone,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let before = zone.offset_at(from);
    if zone.offset_at(until) == before {
        return None;
    }
    // Clocks change on whole seconds; the change is in (low, high].
    let (mut low, mut high) = (from.timestamp(), until.timestamp());
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match DateTime::from_timestamp(middle, 0) {
            Some(instant) if zone.offset_at(instant) == before => low = middle,
            _ => high = middle,
        }
    }
    DateTime::from_timestamp(high, 0)
}

/// The days around `middle`, from so many before to so many after, both included.
pub fn days_around(middle: NaiveDate, before: u64, after: u64) -> impl Iterator<Item = NaiveDate> {
    (0..=before + after).map(move |day| middle - Days::new(before) + Days::new(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    /// "2026-03-29 02:30" in the zone, as an instant.
    fn instant(zone_name: &str, wall: &str) -> String {
        let (date, time) = wall.split_once(' ').unwrap();
        let (hour, minute) = time.split_once(':').unwrap();
        let time = TimeOfDay::hm(hour.parse().unwrap(), minute.parse().unwrap());
        let instant = instant_of(zone(zone_name), date.parse().unwrap(), time);
        instant.format("%F %R").to_string()
    }

    #[test]
    fn a_point_becomes_the_instant_at_which_the_clocks_read_it() {
        let table = [
            (
                "ordinary day",
                "Europe/Berlin",
                "2026-03-10 09:00",
                "2026-03-10 08:00",
            ),
            (
                "skipped: moves on by the gap",
                "Europe/Berlin",
                "2026-03-29 02:30",
                "2026-03-29 01:30",
            ),
            (
                "first after the gap",
                "Europe/Berlin",
                "2026-03-29 03:00",
                "2026-03-29 01:00",
            ),
            (
                "repeated: the first",
                "Europe/Berlin",
                "2026-10-25 02:30",
                "2026-10-25 00:30",
            ),
            (
                "after the repeated hour",
                "Europe/Berlin",
                "2026-10-25 03:00",
                "2026-10-25 02:00",
            ),
            (
                "skipped midnight",
                "America/Sao_Paulo",
                "2018-11-04 00:00",
                "2018-11-04 03:00",
            ),
            (
                "midnight's end is the next day's start",
                "America/Sao_Paulo",
                "2018-11-03 24:00",
                "2018-11-04 03:00",
            ),
            (
                "repeated half before midnight",
                "America/Sao_Paulo",
                "2018-02-17 23:30",
                "2018-02-18 01:30",
            ),
            (
                "45 minutes",
                "Asia/Kathmandu",
                "2026-06-01 09:00",
                "2026-06-01 03:15",
            ),
            (
                "half-hour gap",
                "Australia/Lord_Howe",
                "2026-10-04 02:15",
                "2026-10-03 15:45",
            ),
            (
                "half-hour fold",
                "Australia/Lord_Howe",
                "2026-04-05 01:45",
                "2026-04-04 14:45",
            ),
            (
                "a day that never was",
                "Pacific/Apia",
                "2011-12-30 09:00",
                "2011-12-30 19:00",
            ),
            (
                "the day after it",
                "Pacific/Apia",
                "2011-12-31 09:00",
                "2011-12-30 19:00",
            ),
        ];
        for (claim, zone, wall, expected) in table {
            assert_eq!(instant(zone, wall), expected, "{claim}");
        }
    }

    #[test]
    fn what_an_instant_reads_becomes_the_same_instant() {
        for name in [
            "Europe/Berlin",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Apia",
        ] {
            let at = DateTime::from_timestamp(1_770_000_000, 0).unwrap();
            let read = local(zone(name), at);
            assert_eq!(
                instant_of(zone(name), read.date(), time_of_day(read)),
                at,
                "{name}"
            );
        }
    }

    #[test]
    fn a_change_of_the_clocks_is_found_to_the_second() {
        let day = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let berlin = zone("Europe/Berlin");
        assert_eq!(
            change_between(
                berlin,
                day("2026-03-28T12:00:00.5Z"),
                day("2026-03-29T12:00:00Z")
            ),
            Some(day("2026-03-29T01:00:00Z"))
        );
        assert_eq!(
            change_between(
                berlin,
                day("2026-03-28T12:00:00Z"),
                day("2026-03-29T01:00:00Z")
            ),
            Some(day("2026-03-29T01:00:00Z")),
            "the end counts"
        );
        assert_eq!(
            change_between(
                berlin,
                day("2026-03-29T01:00:00Z"),
                day("2026-03-30T01:00:00Z")
            ),
            None,
            "the start doesn't"
        );
    }

    #[test]
    fn a_time_reads_as_it_is_written() {
        assert_eq!(TimeOfDay::hm(9, 5).to_string(), "09:05");
        assert_eq!(TimeOfDay::DAY_END.to_string(), "24:00");
        assert_eq!(
            TimeOfDay::from_seconds(32_401).unwrap().to_string(),
            "09:00:01"
        );
        assert_eq!(TimeOfDay::from_seconds(86_401), None);
    }

    #[test]
    fn only_a_real_zone_is_one() {
        assert_eq!(zone("Europe/Berlin").to_string(), "Europe/Berlin");
        assert_eq!(
            "Mars/Base".parse::<Zone>(),
            Err(NoSuchZone("Mars/Base".to_owned()))
        );
        assert!(zone("Asia/Tokyo") < zone("Europe/Berlin"));
    }
}
