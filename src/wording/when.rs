//! How days, times of day, windows and instants are said.
//!
//! In a body Discord renders an instant in the reader's own zone (`<t:1772438400:F>`). In labels, options
//! and first lines it doesn't, so no instant is said there.

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Timelike, Utc, Weekday};

use super::tongue::{Tongue, say};
use crate::domain::civil::{TimeOfDay, Zone};
use crate::domain::quiet::QuietWindow;
use crate::domain::schedule::DigestTimes;
use crate::domain::weekdays::Weekdays;

/// "Tuesday, 3 March 2026 09:30" in the reader's zone, rendered by Discord.
pub(super) fn date_tag(at: DateTime<Utc>) -> String {
    format!("<t:{}:F>", at.timestamp())
}

/// "3 March 2026 09:30" in the reader's zone, rendered by Discord.
pub(super) fn short_date_tag(at: DateTime<Utc>) -> String {
    format!("<t:{}:f>", at.timestamp())
}

/// "in 4 hours", "2 days ago", rendered by Discord.
pub(super) fn distance_tag(at: DateTime<Utc>) -> String {
    format!("<t:{}:R>", at.timestamp())
}

/// "25 min", "3 h". `None`: too little to be worth a word.
pub(super) fn age(tongue: &Tongue, age: TimeDelta) -> Option<String> {
    match (age.num_minutes(), age.num_hours()) {
        (..5, _) => None,
        (minutes, 0) => Some(say!(tongue, "age-minutes", count = minutes)),
        (_, hours) => Some(say!(tongue, "age-hours", count = hours)),
    }
}

/// "a, b and c". Nothing for an empty list.
pub(super) fn list(tongue: &Tongue, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first, last] => say!(
            tongue,
            "list-two",
            first = first.as_str(),
            last = last.as_str()
        ),
        [first, rest @ ..] => {
            let rest = list(tongue, rest);
            say!(tongue, "list-more", first = first.as_str(), rest = rest)
        }
    }
}

/// "Mon".
pub(super) fn day(tongue: &Tongue, day: Weekday) -> String {
    say!(tongue, "day-short", day = day.number_from_monday())
}

/// "Monday".
pub(super) fn long_day(tongue: &Tongue, day: Weekday) -> String {
    say!(tongue, "day-long", day = day.number_from_monday())
}

/// "every day", "Mon–Fri", "Mon, Wed and Fri". A row of three or more is said by its ends.
pub(super) fn days(tongue: &Tongue, days: Weekdays) -> String {
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
pub(super) fn times(tongue: &Tongue, times: &[TimeOfDay]) -> String {
    let said: Vec<String> = times.iter().map(TimeOfDay::to_string).collect();
    list(tongue, &said)
}

/// "09:30 and 16:00, Mon–Fri".
pub(super) fn digest_times(tongue: &Tongue, digests: &DigestTimes) -> String {
    let at = times(tongue, digests.times());
    say!(
        tongue,
        "digest-times",
        times = at,
        days = days(tongue, digests.days())
    )
}

/// "22:00–08:00, every day", or "all day, Sat and Sun".
pub(super) fn window(tongue: &Tongue, window: &QuietWindow) -> String {
    let days = days(tongue, window.days());
    if window.from() == TimeOfDay::MIDNIGHT && window.to() == TimeOfDay::DAY_END {
        return say!(tongue, "window-all-day", days = days);
    }
    let (from, until) = (window.from().to_string(), window.to().to_string());
    say!(tongue, "window", from = from, until = until, days = days)
}

/// "14:35 (Mon)": what a clock reads.
pub(super) fn reads(tongue: &Tongue, at: NaiveDateTime) -> String {
    say!(
        tongue,
        "clock-reads",
        time = clock(at),
        day = day(tongue, at.weekday())
    )
}

/// "Berlin" for Europe/Berlin, "Buenos Aires" for America/Argentina/Buenos_Aires.
pub(super) fn city(zone: Zone) -> String {
    let name = zone.name();
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

fn clock(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let night =
            QuietWindow::new(TimeOfDay::hm(22, 0), TimeOfDay::hm(8, 0), Weekdays::ALL).unwrap();
        assert_eq!(window(&tongue, &night), "22:00–08:00, every day");
        let free = QuietWindow::all_day(Weekdays::WEEKEND).unwrap();
        assert_eq!(window(&tongue, &free), "all day, Sat and Sun");
    }

    #[test]
    fn a_zone_is_said_by_its_city() {
        assert_eq!(
            city("America/Argentina/Buenos_Aires".parse().unwrap()),
            "Buenos Aires"
        );
    }

    #[test]
    fn an_age_is_said_in_minutes_or_whole_hours_and_not_at_all_while_it_is_new() {
        let table = [
            (4, None),
            (5, Some("5 min")),
            (59, Some("59 min")),
            (60, Some("1 h")),
            (179, Some("2 h")),
            (2_460, Some("41 h")),
        ];
        for (minutes, expected) in table {
            let said = age(&Tongue::english(), TimeDelta::minutes(minutes));
            assert_eq!(said.as_deref(), expected, "{minutes}");
        }
    }
}
