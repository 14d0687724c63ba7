//! Times and windows as people write them: `9`, `9am`, `21.30`, `noon`; `22:00-08:00 mon-fri`, `weekends all day`.
//!
//! What can't be read comes back as a [`Misread`]: what was written, what is wrong with it, and with
//! [`Misread::example`] something that works. The sentence is made in `wording`.

use super::civil::TimeOfDay;
use super::quiet::{NoWindow, QuietWindow};
use super::schedule::{DigestTimes, NoDigestTimes};
use super::weekdays::{NoSuchDay, Weekdays};

/// What a person wrote can't be read, or means nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// "25:00", "soonish": no time of day.
    #[error("{0:?} is no time of day")]
    Time(String),
    /// Words in which no two times can be found.
    #[error("{0:?} is no window")]
    Window(String),
    /// "22:00-22:00": a window that ends where it begins.
    #[error("{0} to {0} is no window")]
    EmptyWindow(TimeOfDay),
    /// "funday": no day of the week.
    #[error(transparent)]
    Day(#[from] NoSuchDay),
    /// More digests a day than are possible.
    #[error("{0} times are too many")]
    TooManyTimes(usize),
    /// Nothing was written.
    #[error("nothing was written")]
    Nothing,
}

impl Misread {
    /// Something that would have been understood.
    pub const fn example(&self) -> &'static str {
        match self {
            Self::Time(_) => "9:30",
            Self::Window(_) => "22:00-08:00",
            Self::EmptyWindow(_) => "all day",
            Self::Day(_) => "mon-fri",
            Self::TooManyTimes(_) | Self::Nothing => "9:00, 16:00",
        }
    }
}

/// Reads a time of day; 24:00 is one that can only end something.
///
/// # Errors
/// [`Misread::Time`].
pub fn time(text: &str) -> Result<TimeOfDay, Misread> {
    let plain = text
        .trim()
        .to_lowercase()
        .replace("a.m.", "am")
        .replace("p.m.", "pm");
    named(&plain)
        .or_else(|| clock(&plain))
        .ok_or_else(|| Misread::Time(text.trim().to_owned()))
}

fn named(word: &str) -> Option<TimeOfDay> {
    match word {
        "noon" | "midday" => Some(TimeOfDay::hm(12, 0)),
        "midnight" => Some(TimeOfDay::MIDNIGHT),
        _ => None,
    }
}

/// `9`, `9am`, `09:00`, `9.30 pm`, `21h30`, `2130`, `24:00`.
fn clock(text: &str) -> Option<TimeOfDay> {
    let (digits, half) = halves(text);
    let (hour, minute) = match digits.split_once([':', '.', 'h']) {
        Some((hour, "")) if digits.ends_with('h') => (hour, "00"),
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "00"),
    };
    let (hour, minute) = (number(hour, 1)?, number(minute, 2)?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    (minute < 60)
        .then(|| TimeOfDay::from_seconds(hour * 3_600 + minute * 60))
        .flatten()
}

/// What stands before "am" or "pm", and the hours that this adds.
fn halves(text: &str) -> (&str, Option<u32>) {
    let without = |suffix| text.strip_suffix(suffix).map(str::trim_end);
    match (without("am"), without("pm")) {
        (Some(before), _) => (before, Some(0)),
        (_, Some(before)) => (before, Some(12)),
        _ => (text, None),
    }
}

/// One or two digits, `at_least` so many.
fn number(text: &str, at_least: usize) -> Option<u32> {
    let fits =
        (at_least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// Reads the times of a day's digests: "9:00, 16:00", "9 and 4pm".
///
/// # Errors
/// If there is none, one of them is no time, or they are too many.
pub fn times(text: &str) -> Result<Vec<TimeOfDay>, Misread> {
    let listed = text.replace(" and ", ",");
    let parts = listed
        .split([',', ';', '\n', '&'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let times: Vec<_> = parts.map(several).collect::<Result<Vec<_>, _>>()?.concat();
    match times.len() {
        0 => Err(Misread::Nothing),
        _ => Ok(times),
    }
}

/// Times with only spaces between them: "9:00 16:00", and "9 pm", which is one.
fn several(text: &str) -> Result<Vec<TimeOfDay>, Misread> {
    match time(text) {
        Ok(one) => Ok(vec![one]),
        Err(misread) if !text.contains(' ') => Err(misread),
        Err(_) => text.split_whitespace().map(time).collect(),
    }
}

/// Reads when digests come, in two parts: "9:00, 16:00" and "mon-fri".
///
/// # Errors
/// As [`times`] and [`days`], or if they are too many.
pub fn digest_times(times_text: &str, days_text: &str) -> Result<DigestTimes, Misread> {
    DigestTimes::new(times(times_text)?, days(days_text)?).map_err(|no| match no {
        NoDigestTimes::TooMany(count) => Misread::TooManyTimes(count),
        NoDigestTimes::NoTimes | NoDigestTimes::NoDays => Misread::Nothing,
    })
}

/// Reads days of the week; nothing written means every day.
///
/// # Errors
/// [`Misread::Day`].
pub fn days(text: &str) -> Result<Weekdays, Misread> {
    if text.trim().is_empty() {
        Ok(Weekdays::ALL)
    } else {
        Ok(text.parse()?)
    }
}

/// Reads one window, its days before or after it or left out: "22:00-08:00", "weekends all day", "10pm to 8 mon-fri".
///
/// # Errors
/// If that is no window.
pub fn window(text: &str) -> Result<QuietWindow, Misread> {
    let joined = text.to_lowercase().replace(['–', '—', '-'], " - ");
    let words: Vec<_> = joined.split_whitespace().collect();
    let mut misread = None;
    for at in (0..=words.len()).rev() {
        let (head, tail) = (&words[..at], &words[at..]);
        for (range, days) in [(head, tail), (tail, head)] {
            match split_window(range, days) {
                Some(Ok(window)) => return Ok(window),
                Some(Err(wrong)) => misread = misread.or(Some(wrong)),
                None => {}
            }
        }
    }
    Err(misread.unwrap_or_else(|| Misread::Window(text.trim().to_owned())))
}

/// Reads windows, one a line.
///
/// # Errors
/// The first line that is no window.
pub fn windows(text: &str) -> Result<Vec<QuietWindow>, Misread> {
    text.split(['\n', ';'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(window)
        .collect()
}

/// Reads a window in the parts of a command: "22:00", "08:00", "mon-fri".
///
/// # Errors
/// If one of them can't be read, or together they mean nothing.
pub fn window_of(from: &str, to: &str, days_text: &str) -> Result<QuietWindow, Misread> {
    between(time(from)?, time(to)?, days(days_text)?)
}

/// The window in these words and days; `None` if the words are no times at all.
fn split_window(range: &[&str], days_words: &[&str]) -> Option<Result<QuietWindow, Misread>> {
    let (from, to) = ends(range)?;
    Some(days(&days_words.join(" ")).and_then(|days| between(from, to, days)))
}

/// Where these words say that a window begins and ends.
fn ends(words: &[&str]) -> Option<(TimeOfDay, TimeOfDay)> {
    match words {
        ["all", "day"] | ["whole", "day"] => Some((TimeOfDay::MIDNIGHT, TimeOfDay::DAY_END)),
        ["from" | "between", rest @ ..] => ends(rest),
        _ => (1..words.len()).find_map(|at| {
            let (from, to) = words.split_at(at);
            let to = match to {
                ["-" | "to" | "till" | "until" | "and", to @ ..] => to,
                to => to,
            };
            Some((time(&from.join(" ")).ok()?, time(&to.join(" ")).ok()?))
        }),
    }
}

fn between(from: TimeOfDay, to: TimeOfDay, days: Weekdays) -> Result<QuietWindow, Misread> {
    QuietWindow::new(from, to, days).map_err(|no| match no {
        NoWindow::Empty(at) => Misread::EmptyWindow(at),
        NoWindow::BeginsAtDayEnd => Misread::Time(from.to_string()),
        NoWindow::NoDays => Misread::Nothing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_the_way_people_write_them() {
        let table = [
            ("9", "09:00"),
            ("9am", "09:00"),
            ("9 AM", "09:00"),
            ("9 p.m.", "21:00"),
            ("09:00", "09:00"),
            ("9:05", "09:05"),
            ("21.30", "21:30"),
            ("21h30", "21:30"),
            ("21h", "21:00"),
            ("0930", "09:30"),
            ("12am", "00:00"),
            ("12:30pm", "12:30"),
            ("noon", "12:00"),
            ("Midnight", "00:00"),
            ("24:00", "24:00"),
            (" 0 ", "00:00"),
        ];
        for (text, expected) in table {
            let read = time(text).map(|time| time.to_string());
            assert_eq!(read.as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_comes_back_as_it_was_written() {
        for text in [
            "25", "24:01", "9:60", "9:5", "13pm", "0am", "soonish", "", "-1", "9:00:00", "١٢",
            "12345", "9::00",
        ] {
            assert_eq!(time(text), Err(Misread::Time(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_days_times_are_a_list() {
        let table = [
            ("9:00, 16:00", "09:00 16:00"),
            ("9 and 4pm", "09:00 16:00"),
            ("9:00 16:00", "09:00 16:00"),
            ("noon", "12:00"),
            ("9 pm;7", "21:00 07:00"),
        ];
        for (text, expected) in table {
            let read = times(text)
                .unwrap()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ");
            assert_eq!(read, expected, "{text}");
        }
        assert_eq!(times(" , "), Err(Misread::Nothing));
        assert_eq!(times("9, brunch"), Err(Misread::Time("brunch".to_owned())));
        assert_eq!(
            digest_times("1,2,3,4,5,6,7", ""),
            Err(Misread::TooManyTimes(7))
        );
    }

    #[test]
    fn windows_are_read_the_way_people_write_them() {
        let table = [
            ("22:00-08:00", "22:00", "08:00", "daily"),
            ("22:00 08:00", "22:00", "08:00", "daily"),
            ("22–8", "22:00", "08:00", "daily"),
            ("10pm to 8am", "22:00", "08:00", "daily"),
            ("from 10 pm until 8 am", "22:00", "08:00", "daily"),
            ("22:00-08:00 mon-fri", "22:00", "08:00", "mon-fri"),
            ("Mon-Fri 22:00-08:00", "22:00", "08:00", "mon-fri"),
            ("weekdays 22:00 08:00", "22:00", "08:00", "mon-fri"),
            ("20-midnight sat, sun", "20:00", "00:00", "weekend"),
            ("20:00-24:00", "20:00", "24:00", "daily"),
            ("all day", "00:00", "24:00", "daily"),
            ("weekends all day", "00:00", "24:00", "weekend"),
            ("all day on Sunday", "00:00", "24:00", "sun"),
        ];
        for (text, from, to, days) in table {
            let expected = window_of(from, to, days);
            assert!(expected.is_ok());
            assert_eq!(window(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_window_says_what_is_wrong_with_it() {
        let ten = TimeOfDay::hm(22, 0);
        let table = [
            ("22:00 to 22:00", Misread::EmptyWindow(ten)),
            ("22-22 mon", Misread::EmptyWindow(ten)),
            (
                "22:00-08:00 funday",
                Misread::Day(NoSuchDay("funday".to_owned())),
            ),
            ("24:00-08:00", Misread::Time("24:00".to_owned())),
            ("at night", Misread::Window("at night".to_owned())),
            ("22:00", Misread::Window("22:00".to_owned())),
            ("", Misread::Window(String::new())),
        ];
        for (text, expected) in table {
            assert_eq!(window(text), Err(expected), "{text}");
        }
        assert_eq!(
            windows("22-8 mon-fri\n\nweekends all day").map(|windows| windows.len()),
            Ok(2)
        );
        assert_eq!(
            windows("22-8; later"),
            Err(Misread::Window("later".to_owned()))
        );
    }

    #[test]
    fn every_example_works() {
        let hm = TimeOfDay::hm(9, 0);
        let text = String::new;
        assert!(time(Misread::Time(text()).example()).is_ok());
        assert!(window(Misread::Window(text()).example()).is_ok());
        assert!(window(Misread::EmptyWindow(hm).example()).is_ok());
        assert!(days(Misread::Day(NoSuchDay(text())).example()).is_ok());
        assert!(times(Misread::TooManyTimes(7).example()).is_ok());
        assert!(times(Misread::Nothing.example()).is_ok());
    }
}
