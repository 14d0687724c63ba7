//! Quiet hours: when nothing may reach a person.
//!
//! A window holds while the local clock reads inside it, so a skipped hour is empty and a repeated hour counts
//! twice. It is half-open, may cross midnight, and belongs to the day on which it begins: "22:00–08:00 on Fri"
//! is Friday night and Saturday until 08:00.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::civil::{TimeOfDay, Zone, change_between, local, reading};
use super::weekdays::Weekdays;

/// A time of the day during which it is quiet, on the days on which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QuietWindow {
    from: TimeOfDay,
    to: TimeOfDay,
    days: Weekdays,
}

/// Why two times and some days make no window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWindow {
    /// It would end where it begins; a whole day is [`QuietWindow::all_day`].
    #[error("a window from {0} to {0} is empty")]
    Empty(TimeOfDay),
    /// 24:00 ends a day, so nothing begins there.
    #[error("no window begins at 24:00")]
    BeginsAtDayEnd,
    /// No day on which it would begin.
    #[error("a window without days is empty")]
    NoDays,
}

impl QuietWindow {
    /// From one time to the other, on the next day if that is not later.
    ///
    /// # Errors
    /// If that would be empty.
    pub fn new(from: TimeOfDay, to: TimeOfDay, days: Weekdays) -> Result<Self, NoWindow> {
        if from == TimeOfDay::DAY_END {
            return Err(NoWindow::BeginsAtDayEnd);
        }
        if from == to {
            return Err(NoWindow::Empty(from));
        }
        if days.is_empty() {
            return Err(NoWindow::NoDays);
        }
        Ok(Self { from, to, days })
    }

    /// 00:00–24:00.
    ///
    /// # Errors
    /// Without days.
    pub fn all_day(days: Weekdays) -> Result<Self, NoWindow> {
        Self::new(TimeOfDay::MIDNIGHT, TimeOfDay::DAY_END, days)
    }

    pub const fn from(&self) -> TimeOfDay {
        self.from
    }

    pub const fn to(&self) -> TimeOfDay {
        self.to
    }

    /// The days on which it begins.
    pub const fn days(&self) -> Weekdays {
        self.days
    }

    /// Whether it is whole days.
    pub fn is_all_day(&self) -> bool {
        (self.from, self.to) == (TimeOfDay::MIDNIGHT, TimeOfDay::DAY_END)
    }

    /// Whether it ends on the day after the one on which it begins.
    pub fn crosses_midnight(&self) -> bool {
        self.to < self.from
    }

    /// What the clock reads at its end, if it reads `now` inside.
    fn end_around(&self, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let today = now.date();
        [today - Days::new(1), today]
            .into_iter()
            .filter_map(|day| self.end_if_begun_on(day, now))
            .max()
    }

    fn end_if_begun_on(&self, day: NaiveDate, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let nights = Days::new(u64::from(self.crosses_midnight()));
        let (begin, end) = (reading(day, self.from), reading(day + nights, self.to));
        (self.days.contains(day.weekday()) && begin <= now && now < end).then_some(end)
    }
}

/// A stretch of real time, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl Span {
    pub fn contains(&self, instant: DateTime<Utc>) -> bool {
        self.from <= instant && instant < self.until
    }
}

/// All the quiet of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuietHours {
    pub windows: Vec<QuietWindow>,
    /// "Only tonight".
    pub once: Option<Span>,
}

/// Weekly windows that leave any opening at all leave one within this time, even if the clocks skip one (or,
/// as in Samoa 2011, a whole day).
const SEARCHED: TimeDelta = TimeDelta::weeks(4);

impl QuietHours {
    pub fn is_quiet_at(&self, zone: Zone, instant: DateTime<Utc>) -> bool {
        self.quiet_until(zone, instant).is_some()
    }

    /// The first instant, `instant` or later, that is not quiet. `None`: it is always quiet.
    pub fn ends_after(&self, zone: Zone, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let longest = self.once.map_or(instant, |once| once.until.max(instant)) + SEARCHED;
        let mut opening = instant;
        while let Some(later) = self.quiet_until(zone, opening) {
            if later > longest {
                return None;
            }
            opening = later;
        }
        Some(opening)
    }

    /// If it is quiet: a later instant until which it stays so, and at which it may be over.
    fn quiet_until(&self, zone: Zone, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let once = self
            .once
            .filter(|once| once.contains(instant))
            .map(|once| once.until);
        let now = local(zone, instant);
        let window = self
            .windows
            .iter()
            .filter_map(|window| window.end_around(now))
            .max()
            .map(|end| {
                // True as long as the clocks run on; where they are changed, it has to be looked at again.
                let by_this_offset = instant + (end - now);
                change_between(zone, instant, by_this_offset).unwrap_or(by_this_offset)
            });
        once.max(window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: (u32, u32), to: (u32, u32), days: &str) -> QuietWindow {
        let (from, to) = (TimeOfDay::hm(from.0, from.1), TimeOfDay::hm(to.0, to.1));
        QuietWindow::new(from, to, days.parse().unwrap()).unwrap()
    }

    fn hours(windows: &[QuietWindow]) -> QuietHours {
        QuietHours {
            windows: windows.to_vec(),
            once: None,
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        format!("{}:00Z", text.replace(' ', "T")).parse().unwrap()
    }

    /// The end of the quiet in which `when` lies, as "2026-03-10 07:00"; "open" if it isn't quiet at all.
    fn ends(quiet: &QuietHours, zone: &str, when: &str) -> String {
        let zone = zone.parse().unwrap();
        match quiet.ends_after(zone, at(when)) {
            Some(end) if end == at(when) => "open".to_owned(),
            Some(end) => end.format("%F %R").to_string(),
            None => "never".to_owned(),
        }
    }

    #[test]
    fn quiet_ends_when_the_clock_reads_the_end() {
        let night = hours(&[window((22, 0), (8, 0), "daily")]);
        let early = hours(&[window((2, 15), (2, 45), "daily")]);
        let berlin = "Europe/Berlin";
        let table = [
            (
                "ordinary evening",
                &night,
                berlin,
                "2026-03-10 22:30",
                "2026-03-11 07:00",
            ),
            (
                "at the first second",
                &night,
                berlin,
                "2026-03-10 21:00",
                "2026-03-11 07:00",
            ),
            ("just before it", &night, berlin, "2026-03-10 20:59", "open"),
            (
                "the end is outside",
                &night,
                berlin,
                "2026-03-11 07:00",
                "open",
            ),
            (
                "a night an hour shorter",
                &night,
                berlin,
                "2026-03-28 22:00",
                "2026-03-29 06:00",
            ),
            (
                "a night an hour longer",
                &night,
                berlin,
                "2026-10-24 20:00",
                "2026-10-25 07:00",
            ),
            ("skipped: empty", &early, berlin, "2026-03-29 01:15", "open"),
            (
                "repeated: once",
                &early,
                berlin,
                "2026-10-25 00:20",
                "2026-10-25 00:45",
            ),
            (
                "repeated: between",
                &early,
                berlin,
                "2026-10-25 00:50",
                "open",
            ),
            (
                "repeated: twice",
                &early,
                berlin,
                "2026-10-25 01:20",
                "2026-10-25 01:45",
            ),
            (
                "45 minutes",
                &night,
                "Asia/Kathmandu",
                "2026-06-01 18:00",
                "2026-06-02 02:15",
            ),
            (
                "half an hour longer",
                &night,
                "Australia/Lord_Howe",
                "2026-04-04 12:00",
                "2026-04-04 21:30",
            ),
            (
                "over the skipped midnight",
                &night,
                "America/Sao_Paulo",
                "2018-11-04 01:30",
                "2018-11-04 10:00",
            ),
        ];
        for (claim, quiet, zone, when, expected) in table {
            assert_eq!(ends(quiet, zone, when), expected, "{claim}");
        }
    }

    #[test]
    fn a_change_of_the_clocks_can_end_quiet_or_begin_it_again() {
        // Until 02:30, which is skipped: over when the clock jumps from 02:00 to 03:00.
        let half = hours(&[window((22, 0), (2, 30), "daily")]);
        assert_eq!(
            ends(&half, "Europe/Berlin", "2026-03-29 00:30"),
            "2026-03-29 01:00"
        );
        // Until 02:30, which is repeated: open from 02:30 until the clock falls back to 02:00.
        assert_eq!(
            ends(&half, "Europe/Berlin", "2026-10-25 00:00"),
            "2026-10-25 00:30"
        );
        assert_eq!(
            ends(&half, "Europe/Berlin", "2026-10-25 01:00"),
            "2026-10-25 01:30"
        );
        // Until 03:00, which the clock nearly reaches before it falls back: quiet goes on.
        let three = hours(&[window((22, 0), (3, 0), "daily")]);
        assert_eq!(
            ends(&three, "Europe/Berlin", "2026-10-25 00:00"),
            "2026-10-25 02:00"
        );
        // Midnight is skipped; the window up to it ends there all the same.
        let evening =
            hours(&[
                QuietWindow::new(TimeOfDay::hm(20, 0), TimeOfDay::DAY_END, Weekdays::ALL).unwrap(),
            ]);
        assert_eq!(
            ends(&evening, "America/Sao_Paulo", "2018-11-04 01:00"),
            "2018-11-04 03:00"
        );
    }

    #[test]
    fn a_window_belongs_to_the_day_on_which_it_begins() {
        let friday = hours(&[window((22, 0), (8, 0), "fri")]);
        // 2026-03-13 is a Friday.
        assert_eq!(
            ends(&friday, "UTC", "2026-03-13 07:00"),
            "open",
            "that was Thursday's night"
        );
        assert_eq!(ends(&friday, "UTC", "2026-03-13 23:00"), "2026-03-14 08:00");
        assert_eq!(ends(&friday, "UTC", "2026-03-14 07:00"), "2026-03-14 08:00");
        assert_eq!(ends(&friday, "UTC", "2026-03-14 23:00"), "open");
        // Friday 30 December 2011 never was in Samoa, but the clock on Saturday reads inside its night.
        assert_eq!(
            ends(&friday, "Pacific/Apia", "2011-12-30 11:00"),
            "2011-12-30 18:00"
        );
    }

    #[test]
    fn windows_that_touch_or_overlap_are_one_quiet() {
        let weekend = hours(&[
            window((22, 0), (8, 0), "daily"),
            QuietWindow::all_day(Weekdays::WEEKEND).unwrap(),
        ]);
        assert_eq!(
            ends(&weekend, "UTC", "2026-03-13 23:00"),
            "2026-03-16 08:00",
            "over the week's end"
        );
        let tiled = hours(&[
            window((9, 0), (12, 0), "daily"),
            window((12, 0), (13, 0), "daily"),
        ]);
        assert_eq!(ends(&tiled, "UTC", "2026-03-13 09:00"), "2026-03-13 13:00");
    }

    #[test]
    fn a_quiet_that_never_ends_is_found_out() {
        let always = hours(&[QuietWindow::all_day(Weekdays::ALL).unwrap()]);
        assert_eq!(ends(&always, "Europe/Berlin", "2026-03-13 09:00"), "never");
        let but_two_till_three = hours(&[window((3, 0), (2, 0), "daily")]);
        let skipped = ends(&but_two_till_three, "Europe/Berlin", "2026-03-28 12:00");
        assert_eq!(
            skipped, "2026-03-30 00:00",
            "its only free hour is skipped, so a day later"
        );
    }

    #[test]
    fn tonight_only_adds_to_the_windows() {
        let once = Span {
            from: at("2026-03-10 18:00"),
            until: at("2026-03-11 10:00"),
        };
        let quiet = QuietHours {
            windows: vec![window((22, 0), (8, 0), "daily")],
            once: Some(once),
        };
        assert_eq!(ends(&quiet, "UTC", "2026-03-10 17:59"), "open");
        assert_eq!(ends(&quiet, "UTC", "2026-03-10 18:00"), "2026-03-11 10:00");
        assert_eq!(ends(&quiet, "UTC", "2026-03-11 23:00"), "2026-03-12 08:00");
        assert!(!quiet.is_quiet_at("UTC".parse().unwrap(), at("2026-03-11 10:00")));
    }

    #[test]
    fn an_empty_window_is_refused() {
        let nine = TimeOfDay::hm(9, 0);
        assert_eq!(
            QuietWindow::new(nine, nine, Weekdays::ALL),
            Err(NoWindow::Empty(nine))
        );
        assert_eq!(
            QuietWindow::new(TimeOfDay::DAY_END, nine, Weekdays::ALL),
            Err(NoWindow::BeginsAtDayEnd)
        );
        assert_eq!(QuietWindow::all_day(Weekdays::NONE), Err(NoWindow::NoDays));
    }
}
