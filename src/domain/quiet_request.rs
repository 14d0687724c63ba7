//! What somebody wants of `/quiet`: `22:00 08:00 mon-fri`, `tonight`, `clear`, or nothing, which shows.

use super::civil::TimeOfDay;
use super::input;
use super::quiet::QuietWindow;
use super::refusal::Refusal;

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuietRequest {
    Show,
    Set(QuietWindow),
    /// This night only, until then or the usual end.
    Tonight(Option<TimeOfDay>),
    Clear,
}

/// The options of the command as they were typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    pub from: Option<&'a str>,
    pub until: Option<&'a str>,
    pub days: Option<&'a str>,
}

impl QuietRequest {
    /// Reads the options.
    ///
    /// # Errors
    /// If they can't be read, or one of the window's ends is missing.
    pub fn read(typed: Typed<'_>) -> Result<Self, Refusal> {
        let days = typed.days.unwrap_or_default();
        match (typed.from, typed.until) {
            (None, None) if days.is_empty() => Ok(Self::Show),
            (None, None) => input::days(days)
                .map_err(Refusal::from)
                .and(Err(Refusal::NoTimes)),
            (None, Some(until)) => Err(Refusal::NoFrom(input::time(until)?)),
            (Some(from), until) => match from.trim().to_lowercase().as_str() {
                "clear" | "none" | "off" => Ok(Self::Clear),
                "tonight" => Ok(Self::Tonight(until.map(input::time).transpose()?)),
                _ => window(from, until, days).map(Self::Set),
            },
        }
    }
}

fn window(from: &str, until: Option<&str>, days: &str) -> Result<QuietWindow, Refusal> {
    if let Some(until) = until {
        return Ok(input::window_of(from, until, days)?);
    }
    match (input::window(&format!("{from} {days}")), input::time(from)) {
        (Ok(window), _) => Ok(window),
        (Err(_), Ok(from)) => Err(Refusal::NoUntil(from)),
        (Err(misread), Err(_)) => Err(misread.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::input::Misread;
    use crate::domain::weekdays::{NoSuchDay, Weekdays};

    fn read(from: &str, until: &str, days: &str) -> Result<QuietRequest, Refusal> {
        let option = |text: &'static str| (!text.is_empty()).then_some(text);
        let own = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        QuietRequest::read(Typed {
            from: option(own(from)),
            until: option(own(until)),
            days: option(own(days)),
        })
    }

    #[test]
    fn the_short_ways_are_understood() {
        let night = |days| {
            let (from, until) = (TimeOfDay::hm(22, 0), TimeOfDay::hm(8, 0));
            QuietWindow::new(from, until, days)
                .map(QuietRequest::Set)
                .unwrap()
        };
        let all_day = QuietRequest::Set(QuietWindow::all_day(Weekdays::WEEKEND).unwrap());
        let table = [
            ("", "", "", QuietRequest::Show),
            ("22:00", "08:00", "", night(Weekdays::ALL)),
            ("10pm", "8", "mon-fri", night(Weekdays::MON_FRI)),
            ("22:00-08:00", "", "", night(Weekdays::ALL)),
            ("22:00 08:00", "", "weekdays", night(Weekdays::MON_FRI)),
            ("all day", "", "sat,sun", all_day),
            ("tonight", "", "", QuietRequest::Tonight(None)),
            (
                "Tonight",
                "9",
                "",
                QuietRequest::Tonight(Some(TimeOfDay::hm(9, 0))),
            ),
            ("clear", "", "", QuietRequest::Clear),
        ];
        for (from, until, days, expected) in table {
            assert_eq!(
                read(from, until, days),
                Ok(expected),
                "{from} {until} {days}"
            );
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let ten = TimeOfDay::hm(22, 0);
        let table = [
            ("22:00", "", "", Refusal::NoUntil(ten)),
            ("", "22:00", "", Refusal::NoFrom(ten)),
            ("", "", "mon", Refusal::NoTimes),
            (
                "",
                "",
                "funday",
                Misread::Day(NoSuchDay("funday".to_owned())).into(),
            ),
            ("22:00", "22:00", "", Misread::EmptyWindow(ten).into()),
            ("late", "08:00", "", Misread::Time("late".to_owned()).into()),
        ];
        for (from, until, days, expected) in table {
            assert_eq!(
                read(from, until, days),
                Err(expected),
                "{from} {until} {days}"
            );
        }
    }
}
