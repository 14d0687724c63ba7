//! The hours in which a day's run is open, as wall times: "09:00–12:00", "22:00–02:00", "the evening before 18:00–10:00".

use chrono::{Days, NaiveDate};

use crate::domain::civil::{TimeOfDay, Zone, instant_of, local};
use crate::domain::quiet::Span;

/// From when to when. An end up to the begin is on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    opens: TimeOfDay,
    closes: TimeOfDay,
    on: Opens,
}

/// On which date a day's run opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opens {
    #[default]
    ThatDay,
    TheEveningBefore,
}

impl Window {
    /// A window. `None` if it ends where it begins, or begins with the day's end.
    pub fn new(opens: TimeOfDay, closes: TimeOfDay, on: Opens) -> Option<Self> {
        let is_one = opens != closes && opens != TimeOfDay::DAY_END;
        is_one.then_some(Self { opens, closes, on })
    }

    pub const fn opens(&self) -> TimeOfDay {
        self.opens
    }

    pub const fn closes(&self) -> TimeOfDay {
        self.closes
    }

    pub const fn on(&self) -> Opens {
        self.on
    }

    /// When the run of a day is open by the clocks of a zone. `None` if they leave nothing of it: the zone never had the
    /// day on which it opens (Samoa, 30 December 2011), or its hours are skipped.
    pub fn span_on(&self, zone: Zone, day: NaiveDate) -> Option<Span> {
        let date = match self.on {
            Opens::ThatDay => day,
            Opens::TheEveningBefore => day - Days::new(1),
        };
        let begins_at = instant_of(zone, date, TimeOfDay::MIDNIGHT);
        if local(zone, begins_at).date() != date {
            return None;
        }
        let closes_on = if self.closes <= self.opens {
            date + Days::new(1)
        } else {
            date
        };
        let span = Span {
            from: instant_of(zone, date, self.opens),
            until: instant_of(zone, closes_on, self.closes),
        };
        (span.from < span.until).then_some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(zone: &str, day: &str, opens: (u32, u32), closes: (u32, u32), on: Opens) -> String {
        let opens = TimeOfDay::hm(opens.0, opens.1);
        let window = Window::new(opens, TimeOfDay::hm(closes.0, closes.1), on).unwrap();
        let span = window.span_on(zone.parse().unwrap(), day.parse().unwrap());
        span.map_or("none".to_owned(), |span| {
            format!(
                "{}/{}",
                span.from.format("%dT%R"),
                span.until.format("%dT%R")
            )
        })
    }

    #[test]
    fn a_day_is_open_while_the_clocks_read_its_hours() {
        use Opens::{ThatDay, TheEveningBefore};
        let table = [
            (
                "Europe/Berlin",
                "2026-03-10",
                (9, 0),
                (12, 0),
                ThatDay,
                "10T08:00/10T11:00",
            ),
            // Both changes of the clocks, around the night and inside it.
            (
                "Europe/Berlin",
                "2026-03-29",
                (9, 0),
                (12, 0),
                ThatDay,
                "29T07:00/29T10:00",
            ),
            (
                "Europe/Berlin",
                "2026-03-28",
                (22, 0),
                (4, 0),
                ThatDay,
                "28T21:00/29T02:00",
            ),
            (
                "Europe/Berlin",
                "2026-03-29",
                (2, 0),
                (3, 0),
                ThatDay,
                "none",
            ),
            (
                "Europe/Berlin",
                "2026-03-29",
                (2, 30),
                (5, 0),
                ThatDay,
                "29T01:30/29T03:00",
            ),
            (
                "Europe/Berlin",
                "2026-10-24",
                (22, 0),
                (4, 0),
                ThatDay,
                "24T20:00/25T03:00",
            ),
            (
                "Europe/Berlin",
                "2026-10-25",
                (2, 30),
                (9, 0),
                ThatDay,
                "25T00:30/25T08:00",
            ),
            (
                "America/New_York",
                "2026-03-08",
                (9, 0),
                (12, 0),
                ThatDay,
                "08T13:00/08T16:00",
            ),
            (
                "America/New_York",
                "2026-11-01",
                (0, 30),
                (1, 30),
                ThatDay,
                "01T04:30/01T05:30",
            ),
            (
                "Australia/Lord_Howe",
                "2026-10-04",
                (2, 15),
                (9, 0),
                ThatDay,
                "03T15:45/03T22:00",
            ),
            (
                "Australia/Lord_Howe",
                "2026-04-05",
                (1, 45),
                (9, 0),
                ThatDay,
                "04T14:45/04T22:30",
            ),
            (
                "America/Sao_Paulo",
                "2018-11-04",
                (0, 0),
                (9, 0),
                ThatDay,
                "04T03:00/04T11:00",
            ),
            (
                "America/Sao_Paulo",
                "2018-11-03",
                (18, 0),
                (24, 0),
                ThatDay,
                "03T21:00/04T03:00",
            ),
            (
                "America/Sao_Paulo",
                "2018-11-05",
                (18, 0),
                (10, 0),
                TheEveningBefore,
                "04T20:00/05T12:00",
            ),
            (
                "Pacific/Apia",
                "2011-12-30",
                (9, 0),
                (12, 0),
                ThatDay,
                "none",
            ),
            (
                "Pacific/Apia",
                "2011-12-31",
                (9, 0),
                (12, 0),
                ThatDay,
                "30T19:00/30T22:00",
            ),
            (
                "Pacific/Apia",
                "2011-12-31",
                (18, 0),
                (10, 0),
                TheEveningBefore,
                "none",
            ),
            (
                "Pacific/Apia",
                "2011-12-29",
                (22, 0),
                (2, 0),
                ThatDay,
                "30T08:00/30T12:00",
            ),
            (
                "Asia/Kathmandu",
                "2026-06-01",
                (9, 0),
                (12, 0),
                ThatDay,
                "01T03:15/01T06:15",
            ),
            (
                "UTC",
                "2026-03-10",
                (22, 0),
                (2, 0),
                ThatDay,
                "10T22:00/11T02:00",
            ),
            (
                "UTC",
                "2026-03-10",
                (18, 0),
                (10, 0),
                TheEveningBefore,
                "09T18:00/10T10:00",
            ),
            (
                "UTC",
                "2026-03-10",
                (18, 0),
                (22, 0),
                TheEveningBefore,
                "09T18:00/09T22:00",
            ),
        ];
        for (zone, day, opens, closes, on, expected) in table {
            let found = span(zone, day, opens, closes, on);
            assert_eq!(found, expected, "{zone} {day} {opens:?} {closes:?} {on:?}");
        }
    }

    #[test]
    fn a_window_has_a_length() {
        let nine = TimeOfDay::hm(9, 0);
        assert_eq!(Window::new(nine, nine, Opens::ThatDay), None);
        assert_eq!(Window::new(TimeOfDay::DAY_END, nine, Opens::ThatDay), None);
    }
}
