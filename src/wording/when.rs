//! How days, times of day, windows and instants are said.
//!
//! In a body Discord renders an instant in the reader's own zone (`<t:1772438400:t>`); in labels, options
//! and first lines it doesn't, so there it is said in the person's zone: "tomorrow 09:30".

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc, Weekday};

use super::tongue::{Tongue, say};
use crate::domain::civil::{TimeOfDay, Zone, local};
use crate::domain::quiet::QuietWindow;
use crate::domain::schedule::DigestTimes;
use crate::domain::weekdays::Weekdays;

/// "09:30" in the reader's zone, rendered by Discord.
pub fn time_tag(at: DateTime<Utc>) -> String {
    format!("<t:{}:t>", at.timestamp())
}

/// "Tuesday, 3 March 2026 09:30" in the reader's zone, rendered by Discord.
pub fn date_tag(at: DateTime<Utc>) -> String {
    format!("<t:{}:F>", at.timestamp())
}

/// "in 4 hours", "2 days ago", rendered by Discord.
pub fn distance_tag(at: DateTime<Utc>) -> String {
    format!("<t:{}:R>", at.timestamp())
}

/// "a, b and c". Nothing for an empty list.
pub fn list(tongue: &Tongue, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first, last] => say!(tongue, "list-two", first = first.as_str(), last = last.as_str()),
        [first, rest @ ..] => {
            let rest = list(tongue, rest);
            say!(tongue, "list-more", first = first.as_str(), rest = rest)
        }
    }
}

/// "Mon".
pub fn day(tongue: &Tongue, day: Weekday) -> String {
    say!(tongue, "day-short", day = day.number_from_monday())
}

/// "Monday".
pub fn long_day(tongue: &Tongue, day: Weekday) -> String {
    say!(tongue, "day-long", day = day.number_from_monday())
}

/// "every day", "Mon–Fri", "Mon, Wed and Fri". A row of three or more is said by its ends.
pub fn days(tongue: &Tongue, days: Weekdays) -> String {
    if days == Weekdays::ALL {
        return say!(tongue, "days-every");
    }
    let chosen: Vec<Weekday> = days.iter().collect();
    let mut said = Vec::new();
    for row in chosen.chunk_by(|before, after| before.succ() == *after) {
        match row {
            [first, .., last] if row.len() > 2 => {
                let (first, last) = (day(tongue, *first), day(tongue, *last));
                said.push(say!(tongue, "days-span", first = first, last = last));
            }
            row => said.extend(row.iter().map(|one| day(tongue, *one))),
        }
    }
    list(tongue, &said)
}

/// "09:30 and 16:00".
pub fn times(tongue: &Tongue, times: &[TimeOfDay]) -> String {
    let said: Vec<String> = times.iter().map(TimeOfDay::to_string).collect();
    list(tongue, &said)
}

/// "09:30 and 16:00, Mon–Fri".
pub fn digest_times(tongue: &Tongue, digests: &DigestTimes) -> String {
    let at = times(tongue, digests.times());
    say!(tongue, "digest-times", times = at, days = days(tongue, digests.days()))
}

/// "22:00–08:00, every day", or "all day, Sat and Sun".
pub fn window(tongue: &Tongue, window: &QuietWindow) -> String {
    let days = days(tongue, window.days());
    if window.from() == TimeOfDay::MIDNIGHT && window.to() == TimeOfDay::DAY_END {
        return say!(tongue, "window-all-day", days = days);
    }
    let (from, until) = (window.from().to_string(), window.to().to_string());
    say!(tongue, "window", from = from, until = until, days = days)
}

/// "today 16:00", "tomorrow 09:30", "Friday 09:30", "Friday 13 March 09:30": what the clock in `zone` reads.
pub fn spoken(tongue: &Tongue, zone: Zone, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let (today, then) = (local(zone, now).date(), local(zone, at));
    let time = clock(then);
    match (then.date() - today).num_days() {
        0 => say!(tongue, "when-today", time = time),
        1 => say!(tongue, "when-tomorrow", time = time),
        2..=6 => say!(tongue, "when-weekday", day = long_day(tongue, then.weekday()), time = time),
        _ => say!(
            tongue,
            "when-date",
            day = long_day(tongue, then.weekday()),
            number = then.day(),
            month = say!(tongue, "month-long", month = then.month()),
            time = time
        ),
    }
}

/// "14:35 (Mon)": what a clock reads.
pub fn reads(tongue: &Tongue, at: NaiveDateTime) -> String {
    say!(tongue, "clock-reads", time = clock(at), day = day(tongue, at.weekday()))
}

/// "Berlin" for Europe/Berlin, "Buenos Aires" for America/Argentina/Buenos_Aires.
pub fn city(zone: Zone) -> String {
    let name = zone.name();
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

fn clock(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_said_the_short_way() {
        let table = [
            ("mon-fri", "Mon–Fri"),
            ("daily", "every day"),
            ("weekend", "Sat and Sun"),
            ("mon,wed,fri", "Mon, Wed and Fri"),
            ("mon-thu, sun", "Mon–Thu and Sun"),
            ("tue", "Tue"),
        ];
        for (text, expected) in table {
            assert_eq!(days(&Tongue::english(), text.parse().unwrap()), expected);
        }
    }

    #[test]
    fn a_window_says_when_it_is_the_whole_day() {
        let tongue = Tongue::english();
        let night = QuietWindow::new(TimeOfDay::hm(22, 0), TimeOfDay::hm(8, 0), Weekdays::ALL).unwrap();
        assert_eq!(window(&tongue, &night), "22:00–08:00, every day");
        let free = QuietWindow::all_day(Weekdays::WEEKEND).unwrap();
        assert_eq!(window(&tongue, &free), "all day, Sat and Sun");
    }

    #[test]
    fn an_instant_is_said_from_where_the_person_stands() {
        let (tongue, berlin) = (Tongue::english(), "Europe/Berlin".parse().unwrap());
        let now = at("2026-03-02T13:35:00Z");
        let table = [
            ("2026-03-02T15:00:00Z", "today 16:00"),
            ("2026-03-02T23:30:00Z", "tomorrow 00:30"),
            ("2026-03-06T08:30:00Z", "Friday 09:30"),
            ("2026-03-13T08:30:00Z", "Friday 13 March 09:30"),
        ];
        for (instant, expected) in table {
            assert_eq!(spoken(&tongue, berlin, now, at(instant)), expected);
        }
        assert_eq!(city("America/Argentina/Buenos_Aires".parse().unwrap()), "Buenos Aires");
    }
}
