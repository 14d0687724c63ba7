//! Time zone: "What does your clock say now?", then which city keeps that time. It is never assumed (PRODUCT Q2).

use chrono::{DateTime, TimeDelta, Utc};

use super::super::controls::{MOST_OPTIONS, button, choice, choose_one, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use crate::domain::civil::{Zone, local};
use crate::domain::letter::{Choice, Letter, Press, Row, Verb};
use crate::domain::person::Person;
use crate::domain::zones::{self, Clock};

/// How many cities stand beside a clock's reading.
const CITIES: usize = 3;

/// The first question: today's readings of every clock there is, in as many selects as they need.
pub(super) fn letter(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> Letter {
    let clocks = zones::clocks(now);
    let selects = clocks.len().div_ceil(MOST_OPTIONS).max(1);
    let mut rows: Vec<Row> = clocks
        .chunks(clocks.len().div_ceil(selects).max(1))
        .zip(0..)
        .map(|(part, number)| select(tongue, number, part))
        .collect();
    if person.schedule.zone.is_some() {
        let back = button(say!(tongue, "hours-back"), Press::plain(Verb::HoursPanel));
        rows.push(Row::Buttons(vec![back]));
    }
    let text = [
        say!(tongue, "hours-clock-question"),
        say!(tongue, "hours-clock-search"),
    ]
    .join("\n");
    quietly(text, rows)
}

fn select(tongue: &Tongue, number: i64, clocks: &[Clock]) -> Row {
    let options = clocks.iter().map(|clock| reading(tongue, clock)).collect();
    let placeholder = match clocks {
        [first, .., last] => {
            let (first, last) = (
                when::reads(tongue, first.reads),
                when::reads(tongue, last.reads),
            );
            say!(tongue, "hours-clock-span", first = first, last = last)
        }
        _ => say!(tongue, "hours-clock-choose"),
    };
    choose_one(Press::about(Verb::Clock, number), placeholder, options)
}

fn reading(tongue: &Tongue, clock: &Clock) -> Choice {
    let cities: Vec<String> = clock
        .zones
        .iter()
        .take(CITIES)
        .map(|zone| when::city(*zone))
        .collect();
    let note = Some(when::list(tongue, &cities)).filter(|cities| !cities.is_empty());
    let value = clock.offset.num_seconds().to_string();
    Choice {
        note,
        ..choice(when::reads(tongue, clock.reads), value)
    }
}

/// The second question: the cities whose clocks are `offset` ahead of UTC now, those of the person's language first.
pub fn zones_at(tongue: &Tongue, offset: TimeDelta, now: DateTime<Utc>, locale: &str) -> Letter {
    let zones = zones::at_offset(offset, now, Some(locale));
    let options = zones.into_iter().map(city).collect();
    let placeholder = say!(tongue, "hours-zone-choose");
    let other = button(
        say!(tongue, "hours-zone-other"),
        Press::plain(Verb::HoursClock),
    );
    let text = [
        say!(tongue, "hours-zone-question"),
        say!(tongue, "hours-clock-search"),
    ]
    .join("\n");
    quietly(
        text,
        vec![
            choose_one(Press::plain(Verb::Zone), placeholder, options),
            Row::Buttons(vec![other]),
        ],
    )
}

/// "Berlin, 14:35 (Mon) · Europe/Berlin", to choose from while typing.
pub fn zone_choice(tongue: &Tongue, zone: Zone, now: DateTime<Utc>) -> String {
    let reads = when::reads(tongue, local(zone, now));
    format!("{}, {reads} · {zone}", when::city(zone))
}

fn city(zone: Zone) -> Choice {
    Choice {
        note: Some(zone.to_string()),
        ..choice(when::city(zone), zone.to_string())
    }
}
