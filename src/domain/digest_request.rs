//! Digest times as one line: `09:30, 16:00 mon-fri`. Without days, the days that held before stay.

use super::civil::TimeOfDay;
use super::input::{self, Misread};
use super::schedule::{DigestTimes, NoDigestTimes};
use super::weekdays::Weekdays;

/// Reads the line; the longest end that reads as days is taken for them.
///
/// # Errors
/// If no time can be found, or there are too many.
pub fn read(text: &str, usual: Weekdays) -> Result<DigestTimes, Misread> {
    let words: Vec<&str> = text.split_whitespace().collect();
    for at in 1..words.len() {
        let (times, days) = (words[..at].join(" "), words[at..].join(" "));
        if let (Ok(times), Ok(days)) = (input::times(&times), days.parse()) {
            return new(times, days);
        }
    }
    new(input::times(text)?, usual)
}

fn new(times: Vec<TimeOfDay>, days: Weekdays) -> Result<DigestTimes, Misread> {
    DigestTimes::new(times, days).map_err(|no| match no {
        NoDigestTimes::TooMany(count) => Misread::TooManyTimes(count),
        NoDigestTimes::NoTimes | NoDigestTimes::NoDays => Misread::Nothing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_holds_times_and_days() {
        let usual = Weekdays::WEEKEND;
        let table = [
            ("09:30, 16:00 mon-fri", "09:30, 16:00", Weekdays::MON_FRI),
            ("9:30 16:00 every day", "09:30, 16:00", Weekdays::ALL),
            ("noon", "12:00", usual),
            ("9 and 4pm", "9:00, 16:00", usual),
            ("9 pm weekdays", "21:00", Weekdays::MON_FRI),
        ];
        for (text, times, days) in table {
            assert_eq!(
                read(text, usual),
                new(input::times(times).unwrap(), days),
                "{text}"
            );
        }
        assert_eq!(
            read("brunch", usual),
            Err(Misread::Time("brunch".to_owned()))
        );
        assert_eq!(read("1 2 3 4 5 6 7", usual), Err(Misread::TooManyTimes(7)));
    }
}
