//! A person's hours as raw numbers: when digests come, when it is quiet.
//!
//! These are what a person of the sandbox types into the real commands, and what the [oracle](super::oracle)
//! walks through. Nothing here is shared with the bot, so that a mistake there can't hide here.

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

/// Minutes of the day, 0 to 1,440; 1,440 only ends a window.
pub(super) type Minute = u16;

/// Days of the week, a bit a day from Monday.
pub(super) type Days = u8;

/// Monday to Friday.
pub(super) const WORKDAYS: Days = 0b001_1111;
/// Saturday and Sunday.
pub(super) const WEEKEND: Days = 0b110_0000;
/// All seven.
pub(super) const DAILY: Days = 0b111_1111;

/// A stretch of the local clock: from one minute to another; if that isn't later, to the next day's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Window {
    pub from: Minute,
    pub until: Minute,
    /// The days on which it begins.
    pub days: Days,
}

/// When somebody reads, and when not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Rhythm {
    pub zone: Tz,
    pub digests: Vec<Minute>,
    pub digest_days: Days,
    pub quiet: Vec<Window>,
}

impl Rhythm {
    /// What the person's clock reads.
    pub(super) fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.zone).naive_local()
    }

    /// Whether it is quiet while the clock reads so.
    pub(super) fn is_quiet_when_reading(&self, local: NaiveDateTime) -> bool {
        self.quiet.iter().any(|window| window.holds(local))
    }

    /// Whether it is quiet at this instant.
    pub(super) fn is_quiet_at(&self, at: DateTime<Utc>) -> bool {
        self.is_quiet_when_reading(self.local(at))
    }

    /// Whether the clock's reading is a digest time.
    pub(super) fn is_digest_when_reading(&self, local: NaiveDateTime) -> bool {
        begins_on(self.digest_days, local) && self.digests.contains(&minute_of(local))
    }

    /// The digest times as a person types them: `09:30, 16:00 mon-fri`.
    pub(super) fn digests_as_typed(&self) -> String {
        let times: Vec<_> = self.digests.iter().copied().map(time_as_typed).collect();
        format!("{} {}", times.join(", "), days_as_typed(self.digest_days))
    }
}

impl Window {
    fn holds(&self, local: NaiveDateTime) -> bool {
        let now = minute_of(local);
        if self.from < self.until {
            return begins_on(self.days, local) && (self.from..self.until).contains(&now);
        }
        let yesterday = local - TimeDelta::days(1);
        (begins_on(self.days, local) && now >= self.from)
            || (begins_on(self.days, yesterday) && now < self.until)
    }
}

fn begins_on(days: Days, local: NaiveDateTime) -> bool {
    days & (1 << local.weekday().num_days_from_monday()) != 0
}

fn minute_of(local: NaiveDateTime) -> Minute {
    // Below 24 * 60, so it fits.
    (local.hour() * 60 + local.minute()) as Minute
}

/// `22:00`.
pub(super) fn time_as_typed(minute: Minute) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `mon-fri`, `weekend`, `daily`, or `mon,wed`.
pub(super) fn days_as_typed(days: Days) -> String {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    match days {
        WORKDAYS => "mon-fri".to_owned(),
        WEEKEND => "weekend".to_owned(),
        DAILY => "daily".to_owned(),
        _ => {
            let named = NAMES
                .iter()
                .enumerate()
                .filter(|(day, _)| days & (1 << day) != 0);
            named.map(|(_, name)| *name).collect::<Vec<_>>().join(",")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rhythm(quiet: Window) -> Rhythm {
        Rhythm {
            zone: Tz::Europe__Berlin,
            digests: vec![9 * 60 + 30, 16 * 60],
            digest_days: WORKDAYS,
            quiet: vec![quiet],
        }
    }

    #[test]
    fn a_window_across_midnight_belongs_to_the_day_on_which_it_begins() {
        let night = rhythm(Window {
            from: 22 * 60,
            until: 8 * 60,
            days: 0b1,
        });
        // Berlin is an hour ahead of UTC in winter; 2026-03-02 is a Monday.
        let table = [
            ("2026-03-02T06:59:00Z", false),
            ("2026-03-02T20:59:00Z", false),
            ("2026-03-02T21:00:00Z", true),
            ("2026-03-03T06:59:00Z", true),
            ("2026-03-03T07:00:00Z", false),
            ("2026-03-03T21:00:00Z", false),
        ];
        for (at, expected) in table {
            assert_eq!(night.is_quiet_at(at.parse().unwrap()), expected, "{at}");
        }
    }

    #[test]
    fn a_whole_day_ends_at_midnight() {
        let weekend = rhythm(Window {
            from: 0,
            until: 24 * 60,
            days: WEEKEND,
        });
        assert!(!weekend.is_quiet_at("2026-03-06T22:59:59Z".parse().unwrap()));
        assert!(weekend.is_quiet_at("2026-03-06T23:00:00Z".parse().unwrap()));
        assert!(weekend.is_quiet_at("2026-03-08T22:59:59Z".parse().unwrap()));
        assert!(!weekend.is_quiet_at("2026-03-08T23:00:00Z".parse().unwrap()));
    }

    #[test]
    fn times_and_days_are_typed_as_people_type_them() {
        let night = rhythm(Window {
            from: 22 * 60,
            until: 8 * 60,
            days: DAILY,
        });
        assert_eq!(night.digests_as_typed(), "09:30, 16:00 mon-fri");
        assert_eq!(days_as_typed(0b000_0101), "mon,wed");
        assert_eq!(days_as_typed(WEEKEND), "weekend");
        assert_eq!(days_as_typed(DAILY), "daily");
    }
}
