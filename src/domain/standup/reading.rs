//! When a stand-up is, as people write it.
//!
//! | written | understood |
//! |---|---|
//! | `Mon–Fri 09:00–12:00` | working days, nine to twelve |
//! | `9-12 weekdays Berlin` | the same, by Berlin's clocks |
//! | `every 2 weeks Mon 10-16`, `every other Friday 14:00` | every second week; one time means three hours from then |
//! | `first Monday 9-17`, `last Fri of the month 15-18` | once a month |
//! | `Mon-Fri 22:00-02:00` | over midnight, of the day on which it opens |
//! | `Mon-Fri evening before 18:00-10:00` | opens on Sunday evening for Monday |

use chrono::{Datelike, NaiveDate, Weekday};

use super::recurrence::{Nth, Recurrence};
use super::window::{Opens, Window};
use crate::domain::civil::{TimeOfDay, Zone};
use crate::domain::input::{self, Misread};
use crate::domain::weekdays::Weekdays;
use crate::domain::zones;

/// How long a run is open for which only one time was written.
const USUAL_LENGTH: u32 = 3 * 3_600;

/// What was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    pub recurrence: Recurrence,
    pub window: Window,
    /// A city that was written behind it.
    pub zone: Option<Zone>,
}

/// Reads when a stand-up is. Weeks are counted from the first such day from `today` on.
///
/// # Errors
/// If there are no times in it, or something that is neither day nor time nor city.
pub fn read_when(text: &str, today: NaiveDate) -> Result<When, Misread> {
    let (words, opens) = without_eve(&spaced(text));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.is_empty() {
        return Err(Misread::Nothing);
    }
    let (from, to) = times_in(&words).ok_or_else(|| Misread::Window(text.trim().to_owned()))?;
    let window = window(&words[from..to], opens)?;
    let rest = [&words[..from], &words[to..]].concat();
    let (recurrence, zone) = days_and_zone(&rest, today)?;
    Ok(When {
        recurrence,
        window,
        zone,
    })
}

/// When a stand-up is, so that it can be read again: "Mon, Fri every 2 weeks 09:00-12:00".
pub fn written_when(recurrence: &Recurrence, window: &Window) -> String {
    let days = match recurrence {
        Recurrence::Weekly { days, every, .. } => {
            let days: Vec<String> = days.iter().map(|day| day.to_string()).collect();
            let days = match days.join(", ").as_str() {
                "Mon, Tue, Wed, Thu, Fri" => "Mon-Fri".to_owned(),
                "Mon, Tue, Wed, Thu, Fri, Sat, Sun" => "daily".to_owned(),
                days => days.to_owned(),
            };
            match every {
                1 => days,
                every => format!("{days} every {every} weeks"),
            }
        }
        Recurrence::Monthly { nth, day } => {
            let nth = match nth {
                Nth::First => "first",
                Nth::Second => "second",
                Nth::Third => "third",
                Nth::Fourth => "fourth",
                Nth::Last => "last",
            };
            format!("{nth} {day} of the month")
        }
    };
    let eve = match window.on() {
        Opens::ThatDay => "",
        Opens::TheEveningBefore => " the evening before",
    };
    format!("{days}{eve} {}-{}", window.opens(), window.closes())
}

/// The words, dashes and dots of days apart.
fn spaced(text: &str) -> Vec<String> {
    let spaced = text
        .to_lowercase()
        .replace(['–', '—', '-'], " - ")
        .replace([',', ';'], " , ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// Takes "the evening before" out of the words.
fn without_eve(words: &[String]) -> (Vec<String>, Opens) {
    const SAID: [&[&str]; 5] = [
        &["the", "evening", "before"],
        &["evening", "before"],
        &["the", "day", "before"],
        &["day", "before"],
        &["eve"],
    ];
    for said in SAID {
        if let Some(at) = words.windows(said.len()).position(|some| some == said) {
            let kept = [&words[..at], &words[at + said.len()..]].concat();
            return (kept, Opens::TheEveningBefore);
        }
    }
    (words.to_vec(), Opens::ThatDay)
}

/// Where the longest run of words stands that is one time or two.
fn times_in(words: &[&str]) -> Option<(usize, usize)> {
    let all = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)));
    let is_time = |(from, to): &(usize, usize)| ends(&words[*from..*to]).is_some();
    // A number alone is a time only where nothing better is: "every 2 weeks mon 10-16".
    all.filter(is_time).max_by_key(|(from, to)| {
        let is_bare = words[*from..*to]
            .iter()
            .all(|word| word.parse::<u8>().is_ok());
        (to - from, u8::from(!is_bare), *from)
    })
}

/// Begin and end, or only a begin.
fn ends(words: &[&str]) -> Option<(TimeOfDay, Option<TimeOfDay>)> {
    const JOINS: [&str; 4] = ["-", "to", "until", "till"];
    let time = |words: &[&str]| input::time(&words.join(" ")).ok();
    if let Some(at) = words.iter().position(|word| JOINS.contains(word)) {
        return Some((time(&words[..at])?, Some(time(&words[at + 1..])?)));
    }
    Some((time(words)?, None))
}

fn window(words: &[&str], on: Opens) -> Result<Window, Misread> {
    let unreadable = || Misread::Window(words.join(" "));
    let (opens, closes) = ends(words).ok_or_else(unreadable)?;
    let day = TimeOfDay::DAY_END.seconds();
    let usual = || TimeOfDay::from_seconds((opens.seconds() + USUAL_LENGTH) % day);
    let closes = closes.or_else(usual).ok_or_else(unreadable)?;
    Window::new(opens, closes, on).ok_or(Misread::EmptyWindow(opens))
}

/// What the words without the times say; a city stands last.
fn days_and_zone(words: &[&str], today: NaiveDate) -> Result<(Recurrence, Option<Zone>), Misread> {
    let mut wrong = None;
    for at in (0..=words.len()).rev() {
        let zone = match words[at..].join(" ").as_str() {
            "" => None,
            city => match zones::named(city) {
                Some(zone) => Some(zone),
                None => continue,
            },
        };
        match recurrence(&words[..at], today) {
            Ok(recurrence) => return Ok((recurrence, zone)),
            Err(misread) => wrong = wrong.or(Some(misread)),
        }
    }
    Err(wrong.unwrap_or(Misread::Nothing))
}

fn recurrence(words: &[&str], today: NaiveDate) -> Result<Recurrence, Misread> {
    const FILLERS: [&str; 9] = ["at", "on", "of", "the", "in", "each", "month", "a", "from"];
    let words: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !FILLERS.contains(word))
        .collect();
    if let [nth, day] = words[..]
        && let Some(nth) = nth_named(nth)
    {
        return Ok(Recurrence::Monthly {
            nth,
            day: one_day(day)?,
        });
    }
    let (every, days) = match words[..] {
        ["every", "other" | "second", "week", ref days @ ..] => (2, days),
        ["every", "other" | "second", ref days @ ..] => (2, days),
        ["biweekly" | "fortnightly", ref days @ ..] => (2, days),
        ["every", count, "weeks" | "week", ref days @ ..] => (weeks(count)?, days),
        [ref days @ .., "every", count, "weeks"] => (weeks(count)?, days),
        ref days => (1, days),
    };
    let days = match days {
        [] => Weekdays::MON_FRI,
        days => days.join(" ").parse()?,
    };
    let mut from_today = today.iter_days();
    let first = from_today.find(|day| days.contains(day.weekday()));
    Ok(Recurrence::Weekly {
        days,
        every,
        counted_from: first.unwrap_or(today),
    })
}

fn weeks(count: &str) -> Result<u8, Misread> {
    let named = ["one", "two", "three", "four"]
        .iter()
        .position(|word| *word == count);
    let number = named
        .and_then(|at| u8::try_from(at + 1).ok())
        .or_else(|| count.parse().ok());
    number
        .filter(|weeks| (1..=Recurrence::MOST_WEEKS).contains(weeks))
        .ok_or_else(|| Misread::Window(format!("every {count} weeks")))
}

fn nth_named(word: &str) -> Option<Nth> {
    let at = match word {
        "first" | "1st" => 0,
        "second" | "2nd" => 1,
        "third" | "3rd" => 2,
        "fourth" | "4th" => 3,
        "last" => 4,
        _ => return None,
    };
    Some(Nth::ALL[at])
}

fn one_day(word: &str) -> Result<Weekday, Misread> {
    let days: Weekdays = word.parse()?;
    let mut days = days.iter();
    match (days.next(), days.next()) {
        (Some(day), None) => Ok(day),
        _ => Err(Misread::Window(word.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let today = "2026-03-04".parse().unwrap();
        let when = match read_when(text, today) {
            Ok(when) => when,
            Err(misread) => return misread.to_string(),
        };
        let written = written_when(&when.recurrence, &when.window);
        let again = read_when(&written, today).unwrap();
        let read = (when.recurrence, when.window);
        assert_eq!((again.recurrence, again.window), read, "{written}");
        let days = match when.recurrence {
            Recurrence::Weekly { days, every, .. } => {
                let days: Vec<_> = days.iter().map(|day| day.to_string()).collect();
                format!("{}/{every}", days.join(","))
            }
            Recurrence::Monthly { nth, day } => format!("{nth:?} {day}"),
        };
        let (opens, closes) = (when.window.opens(), when.window.closes());
        let eve = match when.window.on() {
            Opens::ThatDay => "",
            Opens::TheEveningBefore => " eve",
        };
        let zone = when.zone.map_or(String::new(), |zone| format!(" {zone}"));
        format!("{days} {opens}-{closes}{eve}{zone}")
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let week = "Mon,Tue,Wed,Thu,Fri/1";
        let table = [
            ("Mon–Fri 09:00–12:00", format!("{week} 09:00-12:00")),
            (
                "9-12 weekdays Berlin",
                format!("{week} 09:00-12:00 Europe/Berlin"),
            ),
            ("09:00 to noon", format!("{week} 09:00-12:00")),
            ("Mon - Fri 9am", format!("{week} 09:00-12:00")),
            (
                "weekdays 9 am – 5.30 pm New York",
                format!("{week} 09:00-17:30 America/New_York"),
            ),
            (
                "Mon, Wed and Fri at 22:30",
                "Mon,Wed,Fri/1 22:30-01:30".to_owned(),
            ),
            (
                "daily 22:00-02:00",
                "Mon,Tue,Wed,Thu,Fri,Sat,Sun/1 22:00-02:00".to_owned(),
            ),
            (
                "Mon-Fri the evening before 18:00-10:00",
                format!("{week} 18:00-10:00 eve"),
            ),
            ("every 2 weeks Mon 10-16", "Mon/2 10:00-16:00".to_owned()),
            (
                "every other Friday 14:00-16:00",
                "Fri/2 14:00-16:00".to_owned(),
            ),
            ("Tue every 3 weeks 9-10", "Tue/3 09:00-10:00".to_owned()),
            ("first Monday 9-17", "First Mon 09:00-17:00".to_owned()),
            (
                "last Fri of the month 15:00-18:00 Tokyo",
                "Last Fri 15:00-18:00 Asia/Tokyo".to_owned(),
            ),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn every_second_monday_begins_with_the_next() {
        let wednesday: NaiveDate = "2026-03-04".parse().unwrap();
        let when = read_when("every 2 weeks Mon 9-12", wednesday).unwrap();
        let mut days = wednesday
            .iter_days()
            .filter(|day| when.recurrence.has(*day));
        assert_eq!(days.next().unwrap().to_string(), "2026-03-09");
    }

    #[test]
    fn what_is_no_time_is_said() {
        let table = [
            ("", "nothing was written"),
            ("Mon-Fri", "\"Mon-Fri\" is no window"),
            ("funday 9-12", "\"funday\" is no day of the week"),
            ("Mon 9-9", "09:00 to 09:00 is no window"),
            ("every 9 weeks Mon 9-12", "\"every 9 weeks\" is no window"),
            ("first weekday 9-12", "\"weekday\" is no window"),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
