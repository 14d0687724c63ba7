//! How quiet hours are changed, a choice at a time: whatever is chosen first, the result is whole.
//!
//! Choosing "from 22:00" with nothing else chosen makes 22:00–08:00 every day; the answer says so, and the
//! next choice changes just its own part.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Timelike, Utc};

use super::civil::{TimeOfDay, Zone, instant_of, local};
use super::quiet::{NoWindow, QuietWindow, Span};
use super::weekdays::Weekdays;

/// How many windows a person can have; so many can be put back by a button (see [`super::quiet_code`]).
pub const MOST_WINDOWS: usize = 8;

/// What holds until it is chosen otherwise.
const USUAL_FROM: TimeOfDay = TimeOfDay::hm(22, 0);
const USUAL_UNTIL: TimeOfDay = TimeOfDay::hm(8, 0);

/// How far the other end moves when both ends would meet, in seconds.
const APART: u32 = 10 * 3_600;

/// The hours in which "tonight" has already begun: from 18:00 until before 05:00.
const EVENING: u32 = 18;
const DAWN: u32 = 5;

/// Windows that many people want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// 22:00–08:00, every day.
    Nights,
    /// 19:00–08:00 every day, so that Monday begins in the morning, and weekends all day.
    EveningsAndWeekends,
}

impl Preset {
    /// As a button carries it.
    pub const fn number(self) -> i64 {
        match self {
            Self::Nights => 1,
            Self::EveningsAndWeekends => 2,
        }
    }

    /// The preset that a button carries.
    pub const fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Nights),
            2 => Some(Self::EveningsAndWeekends),
            _ => None,
        }
    }

    /// Its windows.
    pub fn windows(self) -> Vec<QuietWindow> {
        let windows = match self {
            Self::Nights => vec![QuietWindow::new(USUAL_FROM, USUAL_UNTIL, Weekdays::ALL)],
            Self::EveningsAndWeekends => vec![
                QuietWindow::new(TimeOfDay::hm(19, 0), USUAL_UNTIL, Weekdays::ALL),
                QuietWindow::all_day(Weekdays::WEEKEND),
            ],
        };
        windows.into_iter().flatten().collect()
    }
}

/// One part of a window that somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    From(TimeOfDay),
    Until(TimeOfDay),
    Days(Weekdays),
}

/// The window with that part changed; without a window the usual night.
///
/// # Errors
/// If no days are left, or it would begin at 24:00.
pub fn changed(window: Option<&QuietWindow>, part: Part) -> Result<QuietWindow, NoWindow> {
    let (from, until, days) = window.map_or((USUAL_FROM, USUAL_UNTIL, Weekdays::ALL), |window| {
        (window.from(), window.to(), window.days())
    });
    match part {
        Part::From(from) if from == until => QuietWindow::new(from, later(from), days),
        Part::From(from) => QuietWindow::new(from, until, days),
        Part::Until(until) if from == until => QuietWindow::new(earlier(until), until, days),
        Part::Until(until) => QuietWindow::new(from, until, days),
        Part::Days(days) => QuietWindow::new(from, until, days),
    }
}

fn later(time: TimeOfDay) -> TimeOfDay {
    time_of((time.seconds() + APART) % TimeOfDay::DAY_END.seconds())
}

fn earlier(time: TimeOfDay) -> TimeOfDay {
    let day = TimeOfDay::DAY_END.seconds();
    time_of((time.seconds() + day - APART) % day)
}

fn time_of(seconds: u32) -> TimeOfDay {
    TimeOfDay::from_seconds(seconds).unwrap_or(TimeOfDay::MIDNIGHT)
}

/// The windows once this one holds on its days: what stood on those days makes room, other days stay.
///
/// A whole day leaves the night that leads out of it: with "weekends all day" Monday still begins in the morning.
pub fn set(windows: &[QuietWindow], new: QuietWindow) -> Vec<QuietWindow> {
    let taken = new.days();
    let leads_out = |old: &QuietWindow| {
        let mut days = old.days().iter();
        new.is_all_day()
            && old.crosses_midnight()
            && days.any(|day| taken.contains(day) && !taken.contains(day.succ()))
    };
    let kept = windows.iter().filter_map(|old| {
        if leads_out(old) {
            return Some(*old);
        }
        let days: Weekdays = old
            .days()
            .iter()
            .filter(|day| !taken.contains(*day))
            .collect();
        QuietWindow::new(old.from(), old.to(), days).ok()
    });
    kept.chain([new]).collect()
}

/// "Only tonight": from now if it is evening or night already, else from 18:00, until that time in the morning.
pub fn tonight(zone: Zone, now: DateTime<Utc>, until: Option<TimeOfDay>) -> Span {
    let here = local(zone, now);
    let until = until.unwrap_or(USUAL_UNTIL);
    if here.hour() < DAWN {
        let end = instant_of(zone, here.date(), until);
        return Span {
            from: now,
            until: end.max(now + TimeDelta::minutes(1)),
        };
    }
    let evening = instant_of(zone, here.date(), TimeOfDay::hm(EVENING, 0));
    let begin = evening.max(now);
    let tomorrow = here.date() + Days::new(1);
    let late =
        local(zone, begin).time() < NaiveTime::MIN + TimeDelta::seconds(i64::from(until.seconds()));
    let day = if late { here.date() } else { tomorrow };
    Span {
        from: begin,
        until: instant_of(zone, day, until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: u32, until: u32, days: &str) -> QuietWindow {
        QuietWindow::new(
            TimeOfDay::hm(from, 0),
            TimeOfDay::hm(until, 0),
            days.parse().unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn any_first_choice_makes_a_whole_window() {
        let table = [
            (Part::From(TimeOfDay::hm(23, 0)), window(23, 8, "daily")),
            (Part::Until(TimeOfDay::hm(7, 0)), window(22, 7, "daily")),
            (Part::Days(Weekdays::MON_FRI), window(22, 8, "mon-fri")),
            (Part::From(TimeOfDay::hm(8, 0)), window(8, 18, "daily")),
            (Part::Until(TimeOfDay::hm(22, 0)), window(12, 22, "daily")),
        ];
        for (part, expected) in table {
            assert_eq!(changed(None, part), Ok(expected), "{part:?}");
        }
    }

    #[test]
    fn a_choice_changes_its_own_part_only() {
        let old = window(20, 6, "mon-thu");
        assert_eq!(
            changed(Some(&old), Part::From(TimeOfDay::hm(21, 0))),
            Ok(window(21, 6, "mon-thu"))
        );
        assert_eq!(
            changed(Some(&old), Part::Until(TimeOfDay::hm(7, 0))),
            Ok(window(20, 7, "mon-thu"))
        );
        assert_eq!(
            changed(Some(&old), Part::Days(Weekdays::WEEKEND)),
            Ok(window(20, 6, "weekend"))
        );
        assert_eq!(
            changed(Some(&old), Part::Days(Weekdays::NONE)),
            Err(NoWindow::NoDays)
        );
    }

    #[test]
    fn setting_some_days_leaves_the_others() {
        let old = [window(22, 8, "daily")];
        assert_eq!(
            set(&old, window(20, 9, "sat,sun")),
            [window(22, 8, "mon-fri"), window(20, 9, "weekend")]
        );
        assert_eq!(set(&old, window(21, 7, "daily")), [window(21, 7, "daily")]);
    }

    #[test]
    fn a_whole_day_leaves_the_night_that_leads_out_of_it() {
        let all_day = |days: &str| QuietWindow::all_day(days.parse().unwrap()).unwrap();
        let night = [window(22, 8, "daily")];
        assert_eq!(
            set(&night, all_day("sat,sun")),
            [window(22, 8, "daily"), all_day("sat,sun")]
        );
        assert_eq!(set(&night, all_day("daily")), [all_day("daily")]);
        let lunch = [window(12, 14, "daily")];
        assert_eq!(
            set(&lunch, all_day("sat,sun")),
            [window(12, 14, "mon-fri"), all_day("sat,sun")]
        );
    }

    #[test]
    fn tonight_begins_now_or_in_the_evening_and_ends_in_the_morning() {
        let berlin = "Europe/Berlin".parse().unwrap();
        let table = [
            (
                "afternoon",
                "2026-03-03T13:00:00Z",
                "2026-03-03T17:00:00Z",
                "2026-03-04T07:00:00Z",
            ),
            (
                "evening",
                "2026-03-03T20:30:00Z",
                "2026-03-03T20:30:00Z",
                "2026-03-04T07:00:00Z",
            ),
            (
                "small hours",
                "2026-03-03T01:00:00Z",
                "2026-03-03T01:00:00Z",
                "2026-03-03T07:00:00Z",
            ),
            (
                "a shorter night",
                "2026-03-28T20:30:00Z",
                "2026-03-28T20:30:00Z",
                "2026-03-29T06:00:00Z",
            ),
        ];
        for (claim, now, from, until) in table {
            let span = tonight(berlin, now.parse().unwrap(), None);
            assert_eq!(
                span,
                Span {
                    from: from.parse().unwrap(),
                    until: until.parse().unwrap()
                },
                "{claim}"
            );
        }
        let midnight = tonight(
            berlin,
            "2026-03-03T20:30:00Z".parse().unwrap(),
            Some(TimeOfDay::hm(23, 0)),
        );
        assert_eq!(
            midnight.until.to_string(),
            "2026-03-03 22:00:00 UTC",
            "23:00 is still today"
        );
    }

    #[test]
    fn presets_have_numbers_and_windows() {
        for preset in [Preset::Nights, Preset::EveningsAndWeekends] {
            assert_eq!(Preset::from_number(preset.number()), Some(preset));
        }
        assert_eq!(Preset::Nights.windows(), [window(22, 8, "daily")]);
        assert_eq!(Preset::EveningsAndWeekends.windows().len(), 2);
    }
}
