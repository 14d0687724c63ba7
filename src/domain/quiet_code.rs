//! Quiet hours in a few characters, so that a button can carry what it puts back.
//!
//! "22:00–08:00, every day" is `10o0dc3j`: minutes of begin and end and the days, in base 36. Eight windows
//! and a single night are 76 characters; a button's argument holds about 85 (facts §3).

use chrono::{DateTime, Utc};

use super::civil::TimeOfDay;
use super::quiet::{QuietHours, QuietWindow, Span};
use super::weekdays::Weekdays;

const BASE: u32 = 36;
const WINDOW: [usize; 3] = [3, 3, 2];
const MINUTE: u32 = 60;

/// The code of these quiet hours, to the minute.
pub fn encode(quiet: &QuietHours) -> String {
    let mut code: String = quiet.windows.iter().map(window_code).collect();
    if let Some(once) = quiet.once {
        code.push('~');
        code.push_str(&digits(minute_of(once.from), 6));
        code.push_str(&digits(minute_of(once.until), 6));
    }
    code
}

/// The quiet hours with this code. `None`: it is none of ours.
pub fn decode(code: &str) -> Option<QuietHours> {
    let (windows, once) = match code.split_once('~') {
        Some((windows, once)) => (windows, Some(once)),
        None => (code, None),
    };
    if !code.is_ascii() {
        return None;
    }
    let windows = windows
        .as_bytes()
        .chunks(WINDOW.iter().sum())
        .map(|chunk| window_of(std::str::from_utf8(chunk).ok()?))
        .collect::<Option<Vec<_>>>()?;
    let once = match once {
        Some(code) => Some(Span {
            from: instant_of(code.get(..6)?)?,
            until: instant_of(code.get(6..)?)?,
        }),
        None => None,
    };
    Some(QuietHours { windows, once })
}

fn window_code(window: &QuietWindow) -> String {
    let parts = [
        window.from().seconds() / MINUTE,
        window.to().seconds() / MINUTE,
        u32::from(window.days().bits()),
    ];
    parts
        .into_iter()
        .zip(WINDOW)
        .map(|(number, width)| digits(i64::from(number), width))
        .collect()
}

fn window_of(code: &str) -> Option<QuietWindow> {
    let time =
        |code| TimeOfDay::from_seconds(u32::from_str_radix(code, BASE).ok()?.checked_mul(MINUTE)?);
    let (from, until) = (time(code.get(..3)?)?, time(code.get(3..6)?)?);
    let days = Weekdays::from_bits(u8::from_str_radix(code.get(6..)?, BASE).ok()?)?;
    QuietWindow::new(from, until, days).ok()
}

fn minute_of(at: DateTime<Utc>) -> i64 {
    at.timestamp().max(0) / i64::from(MINUTE)
}

fn instant_of(code: &str) -> Option<DateTime<Utc>> {
    let minutes = i64::from_str_radix(code, BASE).ok()?;
    DateTime::from_timestamp(minutes.checked_mul(i64::from(MINUTE))?, 0)
}

/// The number in base 36, filled up with zeros.
fn digits(number: i64, width: usize) -> String {
    let mut rest = number;
    let mut reversed = Vec::new();
    while rest > 0 || reversed.len() < width {
        let digit = u32::try_from(rest % i64::from(BASE)).unwrap_or_default();
        reversed.extend(char::from_digit(digit, BASE));
        rest /= i64::from(BASE);
    }
    reversed.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::super::quiet_change::{MOST_WINDOWS, Preset};
    use super::*;

    #[test]
    fn quiet_hours_survive_their_code() {
        let night = "2026-03-03T20:30:00Z".parse().unwrap();
        let once = Span {
            from: night,
            until: night + chrono::TimeDelta::hours(9),
        };
        for quiet in [
            QuietHours::default(),
            QuietHours {
                windows: Preset::EveningsAndWeekends.windows(),
                once: None,
            },
            QuietHours {
                windows: Preset::Nights.windows(),
                once: Some(once),
            },
        ] {
            assert_eq!(decode(&encode(&quiet)), Some(quiet));
        }
        let nights = QuietHours {
            windows: Preset::Nights.windows(),
            once: None,
        };
        assert_eq!(encode(&nights), "10o0dc3j");
    }

    #[test]
    fn the_longest_code_fits_a_button() {
        let at = DateTime::from_timestamp(1_770_000_000, 0);
        let windows = vec![Preset::Nights.windows()[0]; MOST_WINDOWS];
        let quiet = QuietHours {
            windows,
            once: at.map(|at| Span {
                from: at,
                until: at,
            }),
        };
        assert!(encode(&quiet).len() <= 80);
    }

    #[test]
    fn what_is_no_code_is_nothing() {
        for code in ["1", "zzzzzzzz", "10o0dc3j~1", "ä", "10o0dc00", "--------"] {
            assert_eq!(decode(code), None, "{code}");
        }
    }
}
