//! When something that is put off comes back, as people say it: "tomorrow", "3 March", "in 2 weeks", "Fri 14:00".
//!
//! A day begins at its midnight on the person's own clocks; what comes back then comes with the first digest after.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};

use super::civil::{TimeOfDay, Zone, instant_of, local};
use super::input;
use super::weekdays::Weekdays;

/// The most days ahead: what is older than this loses its words (PRODUCT, principle 6).
pub const MOST_DAYS: u64 = 90;

/// Months from their first three letters on.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What a person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Later {
    NextDigest,
    Tomorrow,
    Monday,
    /// As it was typed.
    On(String),
}

/// Why what was typed is no date to come back at. Each with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDate {
    #[error("{0:?} is no date")]
    Unreadable(String),
    #[error("{0:?} is over")]
    Over(String),
    #[error("{0:?} is too far away")]
    TooFar(String),
    /// There are no days without a clock.
    #[error("no zone known")]
    NoZone,
}

impl Later {
    /// Not before when it comes back.
    ///
    /// # Errors
    /// If it can't be read, lies behind or too far ahead, or the person's zone isn't known.
    pub fn instant(&self, zone: Option<Zone>, now: DateTime<Utc>) -> Result<DateTime<Utc>, NoDate> {
        // A digest of this very instant has been.
        let soon = now + TimeDelta::milliseconds(1);
        let zone = match self {
            Self::NextDigest => return Ok(soon),
            _ => zone.ok_or(NoDate::NoZone)?,
        };
        let today = local(zone, now).date();
        let (date, time) = match self {
            Self::NextDigest => (today, TimeOfDay::MIDNIGHT),
            Self::Tomorrow => (day_after(today, 1), TimeOfDay::MIDNIGHT),
            Self::Monday => (next(Weekday::Mon, today), TimeOfDay::MIDNIGHT),
            Self::On(text) => read(text, today).ok_or_else(|| NoDate::Unreadable(text.clone()))?,
        };
        let at = instant_of(zone, date, time);
        match self {
            Self::On(text) if date < today || at <= now && time != TimeOfDay::MIDNIGHT => {
                Err(NoDate::Over(text.clone()))
            }
            Self::On(text) if date > day_after(today, MOST_DAYS) => {
                Err(NoDate::TooFar(text.clone()))
            }
            _ => Ok(at.max(soon)),
        }
    }
}

/// Reads days, one a line or with commas between them: "3 March, 2026-12-25".
///
/// # Errors
/// The first that is no day.
pub fn dates(text: &str, today: NaiveDate) -> Result<Vec<NaiveDate>, NoDate> {
    let written = text.split([',', ';', '\n']).map(str::trim);
    let written = written.filter(|date| !date.is_empty());
    let one = |date: &str| match read(date, today) {
        Some((day, TimeOfDay::MIDNIGHT)) => Ok(day),
        _ => Err(NoDate::Unreadable(date.to_owned())),
    };
    written.map(one).collect()
}

/// A day, with a time of day behind it or without.
fn read(text: &str, today: NaiveDate) -> Option<(NaiveDate, TimeOfDay)> {
    let plain = text.to_lowercase().replace(',', " ");
    let fillers = ["on", "the", "of", "at", "next", "this"];
    let words: Vec<&str> = plain
        .split_whitespace()
        .filter(|word| !fillers.contains(word))
        .collect();
    if let Some(date) = day(&words, today) {
        return Some((date, TimeOfDay::MIDNIGHT));
    }
    (1..words.len()).find_map(|at| {
        let date = day(&words[..at], today)?;
        let time = input::time(&words[at..].join(" ")).ok()?;
        (time != TimeOfDay::DAY_END).then_some((date, time))
    })
}

fn day(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    match words {
        ["today"] => Some(today),
        ["tomorrow"] => Some(day_after(today, 1)),
        ["day", "after", "tomorrow"] => Some(day_after(today, 2)),
        ["week"] => Some(next(Weekday::Mon, today)),
        ["in", rest @ ..] => ahead(rest, today),
        [one] => numeric(one, today).or_else(|| weekday(one).map(|day| next(day, today))),
        [first, second] => named(first, second, None, today).or_else(|| ahead(words, today)),
        [first, second, year] => named(first, second, Some(year), today),
        _ => None,
    }
}

/// "3 days", "2 weeks", "a week".
fn ahead(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let [count, unit] = words else { return None };
    let count: u64 = match *count {
        "a" | "one" => 1,
        digits => digits.parse().ok().filter(|count| *count <= 10_000)?,
    };
    let days = match unit.trim_end_matches('s') {
        "day" => 1,
        "week" => 7,
        _ => return None,
    };
    today.checked_add_days(Days::new(count * days))
}

fn weekday(word: &str) -> Option<Weekday> {
    let days: Weekdays = word.parse().ok()?;
    let mut days = days.iter();
    days.next().filter(|_| days.next().is_none())
}

/// `2026-03-03`, `3.3.`, `3.3.2026`. With slashes nobody knows which is the month.
fn numeric(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Ok(date) = NaiveDate::parse_from_str(word, "%Y-%m-%d") {
        return Some(date);
    }
    let mut parts = word.trim_end_matches('.').split('.');
    let (day, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    match (parts.next(), parts.next()) {
        (Some(year), None) if year.len() == 4 => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month, day)
        }
        (None, None) => soonest(month, day, today),
        _ => None,
    }
}

/// "3 March", "March 3rd", each with a year or without.
fn named(first: &str, second: &str, year: Option<&str>, today: NaiveDate) -> Option<NaiveDate> {
    let (day, month) = match (ordinal(first), ordinal(second)) {
        (Some(day), None) => (day, month(second)?),
        (None, Some(day)) => (day, month(first)?),
        _ => return None,
    };
    match year {
        Some(year) if year.len() == 4 => NaiveDate::from_ymd_opt(year.parse().ok()?, month, day),
        Some(_) => None,
        None => soonest(month, day, today),
    }
}

/// "3", "3rd", "3.".
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == '.');
    let end = &word[digits.len()..];
    let is_end = ["", ".", "st", "nd", "rd", "th"].contains(&end);
    digits.parse().ok().filter(|_| is_end)
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let is_meant = |name: &&str| word.len() >= 3 && name.starts_with(word);
    let mut months = (1..).zip(MONTHS);
    months
        .find(|(_, name)| is_meant(name) || (*name == "september" && word == "sept"))
        .map(|(number, _)| number)
}

/// The day in this year, or in the next if it is over. 29 February may be further away.
fn soonest(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let years = today.year()..=today.year() + 4;
    years
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date >= today)
}

/// The next such day, never today.
fn next(day: Weekday, today: NaiveDate) -> NaiveDate {
    let ahead = (day.num_days_from_monday() + 6 - today.weekday().num_days_from_monday()) % 7 + 1;
    day_after(today, ahead.into())
}

fn day_after(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_one_by_one() {
        let today = "2026-03-04".parse().unwrap();
        let read = |text: &str| {
            let days = dates(text, today)?;
            Ok(days
                .iter()
                .map(NaiveDate::to_string)
                .collect::<Vec<_>>()
                .join(" "))
        };
        assert_eq!(
            read("3 April, 24.12.\n2027-01-01;"),
            Ok("2026-04-03 2026-12-24 2027-01-01".to_owned())
        );
        assert_eq!(read(" "), Ok(String::new()));
        let no = NoDate::Unreadable("someday".to_owned());
        assert_eq!(read("3 April, someday"), Err(no));
    }

    fn at(text: &str) -> DateTime<Utc> {
        format!("{}:00Z", text.replace(' ', "T")).parse().unwrap()
    }

    fn on(text: &str, zone: &str, now: &str) -> Result<String, NoDate> {
        let later = Later::On(text.to_owned());
        let at = later.instant(zone.parse().ok(), at(now))?;
        Ok(at.format("%F %R").to_string())
    }

    #[test]
    fn dates_are_read_the_way_people_write_them() {
        // A Tuesday, 10:00 in Berlin; midnight there is 23:00 the day before.
        let now = "2026-03-10 09:00";
        let table = [
            ("tomorrow", "2026-03-10 23:00"),
            ("Tomorrow at 14:00", "2026-03-11 13:00"),
            ("day after tomorrow", "2026-03-11 23:00"),
            ("friday", "2026-03-12 23:00"),
            ("next Tuesday", "2026-03-16 23:00"),
            ("Fri 2pm", "2026-03-13 13:00"),
            ("next week", "2026-03-15 23:00"),
            ("in 3 days", "2026-03-12 23:00"),
            ("2 weeks", "2026-03-23 23:00"),
            ("in a week", "2026-03-16 23:00"),
            ("2026-04-01", "2026-03-31 22:00"),
            ("1 April", "2026-03-31 22:00"),
            ("April 1st", "2026-03-31 22:00"),
            ("the 1st of April, 2026", "2026-03-31 22:00"),
            ("1.4.", "2026-03-31 22:00"),
            ("1.4.2026", "2026-03-31 22:00"),
            ("1 apr 9", "2026-04-01 07:00"),
            ("today 16:00", "2026-03-10 15:00"),
            ("today", "2026-03-10 09:00"),
        ];
        for (text, expected) in table {
            assert_eq!(
                on(text, "Europe/Berlin", now).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        let now = "2026-03-10 09:00";
        let unreadable = |text: &str| Err(NoDate::Unreadable(text.to_owned()));
        for text in [
            "soonish",
            "",
            "31 February",
            "3/4",
            "weekdays",
            "1 2 3 4",
            "march",
            "3",
            "May Day",
        ] {
            assert_eq!(on(text, "Europe/Berlin", now), unreadable(text), "{text}");
        }
        for text in ["2026-03-09", "today 9:00", "1.1.2025"] {
            let over = Err(NoDate::Over(text.to_owned()));
            assert_eq!(on(text, "Europe/Berlin", now), over, "{text}");
        }
        for text in ["9 March", "in 10000 weeks", "2026-06-09"] {
            let far = Err(NoDate::TooFar(text.to_owned()));
            assert_eq!(on(text, "Europe/Berlin", now), far, "{text}");
        }
        assert_eq!(on("tomorrow", "", now), Err(NoDate::NoZone));
    }

    #[test]
    fn a_day_begins_on_the_persons_own_clocks() {
        let table = [
            // (zone, now, tomorrow begins, Monday begins)
            (
                "Europe/Berlin",
                "2026-03-28 12:00",
                "2026-03-28 23:00",
                "2026-03-29 22:00",
            ),
            (
                "Europe/Berlin",
                "2026-10-24 12:00",
                "2026-10-24 22:00",
                "2026-10-25 23:00",
            ),
            (
                "America/Sao_Paulo",
                "2018-11-03 12:00",
                "2018-11-04 03:00",
                "2018-11-05 02:00",
            ),
            (
                "Asia/Kolkata",
                "2026-03-10 20:00",
                "2026-03-11 18:30",
                "2026-03-15 18:30",
            ),
            (
                "Asia/Kathmandu",
                "2026-03-10 12:00",
                "2026-03-10 18:15",
                "2026-03-15 18:15",
            ),
            (
                "Pacific/Apia",
                "2011-12-29 20:00",
                "2011-12-30 10:00",
                "2012-01-01 10:00",
            ),
        ];
        for (zone, now, tomorrow, monday) in table {
            let begins = |later: Later| {
                let at = later.instant(zone.parse().ok(), at(now)).unwrap();
                at.format("%F %R").to_string()
            };
            assert_eq!(begins(Later::Tomorrow), tomorrow, "{zone} {now}");
            assert_eq!(begins(Later::Monday), monday, "{zone} {now}");
        }
        let now = at("2026-03-10 09:00");
        let soon = Ok(now + TimeDelta::milliseconds(1));
        assert_eq!(Later::NextDigest.instant(None, now), soon);
    }
}
