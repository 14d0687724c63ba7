//! Days of the week, as a set: `"mon-fri"`, `"weekends"`, `"mo, we, fr"`.

use std::str::FromStr;

use chrono::Weekday;

/// The week in the order in which it is told.
pub const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// A set of days; Monday is the lowest bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    pub const NONE: Self = Self(0);
    pub const MON_FRI: Self = Self(0b001_1111);
    pub const WEEKEND: Self = Self(0b110_0000);
    pub const ALL: Self = Self(0b111_1111);

    /// The set that the database keeps as this number; `None` if a bit stands for no day.
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if bits <= Self::ALL.0 {
            Some(Self(bits))
        } else {
            None
        }
    }

    /// The set as a number.
    pub const fn bits(self) -> u8 {
        self.0
    }

    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set with this day in it.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | bit(day))
    }

    /// What is in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Its days, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().filter(move |day| self.contains(*day))
    }

    /// From one day to another, both included, over the week's end if need be.
    fn span(from: Weekday, to: Weekday) -> Self {
        let mut days = Self::NONE.with(from);
        let mut day = from;
        while day != to {
            day = day.succ();
            days = days.with(day);
        }
        days
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::NONE, Self::with)
    }
}

/// A word in the text names no day; it is in the error as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no day of the week")]
pub struct NoSuchDay(pub String);

impl FromStr for Weekdays {
    type Err = NoSuchDay;

    /// Reads days the way people write them: names from two letters on, spans, lists, "weekdays", "daily".
    fn from_str(text: &str) -> Result<Self, NoSuchDay> {
        let spaced = text
            .replace(['–', '—', '-'], " - ")
            .replace([',', ';', '/', '+', '&'], " ");
        let mut words = spaced
            .split_whitespace()
            .filter(|word| !is_filler(word))
            .peekable();
        let mut days = Self::NONE;
        while let Some(word) = words.next() {
            let set = named(word).ok_or_else(|| NoSuchDay(word.to_owned()))?;
            if words.next_if(|next| joins(next)).is_none() {
                days = days.or(set);
                continue;
            }
            let end = words.next().unwrap_or_default();
            let (Some(from), Some(to)) = (one_day(word), one_day(end)) else {
                return Err(NoSuchDay(format!("{word}-{end}")));
            };
            days = days.or(Self::span(from, to));
        }
        if days.is_empty() {
            Err(NoSuchDay(text.trim().to_owned()))
        } else {
            Ok(days)
        }
    }
}

fn is_filler(word: &str) -> bool {
    ["and", "on", "every", "the", "from"]
        .iter()
        .any(|filler| word.eq_ignore_ascii_case(filler))
}

fn joins(word: &str) -> bool {
    word == "-"
        || ["to", "till", "until", "through"]
            .iter()
            .any(|join| word.eq_ignore_ascii_case(join))
}

/// The days that one word stands for.
fn named(word: &str) -> Option<Weekdays> {
    match word.to_lowercase().as_str() {
        "weekdays" | "weekday" | "workdays" | "workday" => Some(Weekdays::MON_FRI),
        "weekend" | "weekends" => Some(Weekdays::WEEKEND),
        "daily" | "all" | "always" | "everyday" | "day" | "days" | "week" => Some(Weekdays::ALL),
        _ => one_day(word).map(|day| Weekdays::NONE.with(day)),
    }
}

/// "mo", "mon", "Monday", "mondays": any beginning of a day's name that says which.
fn one_day(word: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = [
        "mondays",
        "tuesdays",
        "wednesdays",
        "thursdays",
        "fridays",
        "saturdays",
        "sundays",
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    if word.len() < 2 {
        return None;
    }
    NAMES
        .iter()
        .position(|name| name.starts_with(&word))
        .map(|index| WEEK[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_the_way_people_write_them() {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let table: [(&str, &[Weekday]); 14] = [
            ("mon-fri", &[Mon, Tue, Wed, Thu, Fri]),
            ("Mon – Fri", &[Mon, Tue, Wed, Thu, Fri]),
            ("Monday to Wednesday", &[Mon, Tue, Wed]),
            ("weekdays", &[Mon, Tue, Wed, Thu, Fri]),
            ("weekend", &[Sat, Sun]),
            ("daily", &WEEK),
            ("every day", &WEEK),
            ("mo,we,fr", &[Mon, Wed, Fri]),
            ("Tue. & Thursdays", &[Tue, Thu]),
            ("sat-mon", &[Mon, Sat, Sun]),
            ("fri-fri", &[Fri]),
            ("weekends and Wednesday", &[Wed, Sat, Sun]),
            ("mon-tue, thu-fri", &[Mon, Tue, Thu, Fri]),
            ("su", &[Sun]),
        ];
        for (text, expected) in table {
            let days = text
                .parse::<Weekdays>()
                .map(|days| days.iter().collect::<Vec<_>>());
            assert_eq!(days.as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_word_that_is_no_day_is_named() {
        let table = [
            ("mon, funday", "funday"),
            ("", ""),
            ("t", "t"),
            ("mon-", "mon-"),
            ("weekend-mon", "weekend-mon"),
            ("montag", "montag"),
        ];
        for (text, wrong) in table {
            assert_eq!(
                text.parse::<Weekdays>(),
                Err(NoSuchDay(wrong.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn a_set_survives_as_a_number() {
        for bits in 0..=127 {
            let days = Weekdays::from_bits(bits).unwrap();
            assert_eq!(days.iter().collect::<Weekdays>(), days);
            assert_eq!(days.bits(), bits);
        }
        assert_eq!(Weekdays::from_bits(128), None);
    }
}
