//! The panel of one's own hours: `/hours`, and every button on it.
//!
//! Who never finished it is led through: clock, quiet hours, digests, "May I write by DM?". Each step saves
//! at once and is repeated above the next question, so that leaving in the middle loses nothing.

mod clock;
mod digests;
mod direct;
mod moved;
mod quiet;

use chrono::{DateTime, Utc};

pub use clock::{zone_choice, zones_at};
pub(super) use moved::lines as moved_lines;
pub(super) use quiet::once_line;

use super::controls::{button, danger, primary, quietly};
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::civil::local;
use crate::domain::delivery::Notifier;
use crate::domain::letter::{Button, Letter, Press, Row, Verb};
use crate::domain::mine::Mine;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::schedule::DigestTimes;

/// Which part of the panel is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    Overview,
    Clock,
    /// The quiet window with this position; the one after the last is a new one.
    Quiet(usize),
    Digests,
    Direct,
    Phone,
}

/// The panel with one part open.
pub fn panel(tongue: &Tongue, mine: &Mine, open: Open, now: DateTime<Utc>) -> Letter {
    let person = &mine.person;
    match open {
        Open::Overview => overview(tongue, mine, now),
        Open::Clock => clock::letter(tongue, person, now),
        Open::Quiet(position) => quiet::letter(tongue, person, position, now),
        Open::Digests => digests::letter(tongue, person, now),
        Open::Direct => direct::delivery(tongue, person, now),
        Open::Phone => direct::phone(tongue, person),
    }
}

/// What to open for somebody who comes to the panel: the first thing that is missing.
pub fn first_open(person: &Person) -> Open {
    if person.schedule.zone.is_none() {
        Open::Clock
    } else {
        Open::Overview
    }
}

fn overview(tongue: &Tongue, mine: &Mine, now: DateTime<Utc>) -> Letter {
    let person = &mine.person;
    let mut lines = vec![
        say!(tongue, "hours-title"),
        clock_line(tongue, person, now),
        quiet_line(tongue, person),
        digests_line(tongue, person, now),
    ];
    lines.extend(moved::lines(tongue, &person.schedule));
    lines.extend([direct_line(tongue, person), notifier_line(tongue, person)]);
    if mine.servers == 0 {
        lines.push(say!(tongue, "hours-nowhere"));
    }
    lines.push(say!(tongue, "hours-stored"));
    let open = |verb, label| button(label, Press::plain(verb));
    let mut rows = vec![Row::Buttons(vec![
        open(Verb::HoursClock, say!(tongue, "hours-open-clock")),
        open(Verb::HoursQuiet, say!(tongue, "hours-open-quiet")),
        open(Verb::HoursDigests, say!(tongue, "hours-open-digests")),
        open(Verb::HoursDirect, say!(tongue, "hours-open-direct")),
        open(Verb::HoursPhone, say!(tongue, "hours-open-phone")),
    ])];
    if person.direct == DirectMessages::Unasked && person.schedule.zone.is_some() {
        lines.push(say!(tongue, "hours-direct-question"));
        rows.push(direct::answers(tongue));
    }
    let forget = danger(say!(tongue, "hours-forget"), Press::plain(Verb::Forget));
    rows.push(Row::Buttons(vec![forget]));
    quietly(lines.join("\n"), rows)
}

fn clock_line(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> String {
    match person.schedule.zone {
        Some(zone) => {
            let reads = when::reads(tongue, local(zone, now));
            say!(
                tongue,
                "hours-clock",
                city = when::city(zone),
                reads = reads
            )
        }
        None => say!(tongue, "hours-clock-unset"),
    }
}

/// "**Quiet hours** · 22:00–08:00, every day".
pub(super) fn quiet_line(tongue: &Tongue, person: &Person) -> String {
    let windows = &person.schedule.quiet.windows;
    if windows.is_empty() {
        return say!(tongue, "hours-quiet-unset");
    }
    let said: Vec<String> = windows
        .iter()
        .map(|window| when::window(tongue, window))
        .collect();
    say!(tongue, "hours-quiet", windows = said.join("; "))
}

fn digests_line(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> String {
    let digests = &person.schedule.digests;
    let said = when::digest_times(tongue, digests);
    let line = if *digests == DigestTimes::default() {
        say!(tongue, "hours-digests-default", digests = said)
    } else {
        say!(tongue, "hours-digests", digests = said)
    };
    match person.next_delivery_after(now) {
        Some(at) => {
            let (date, distance) = (when::date_tag(at), when::distance_tag(at));
            format!(
                "{line} {}",
                say!(tongue, "hours-digests-next", at = date, distance = distance)
            )
        }
        None => line,
    }
}

fn direct_line(tongue: &Tongue, person: &Person) -> String {
    match person.direct {
        DirectMessages::Unasked => say!(tongue, "hours-direct-unasked"),
        DirectMessages::Allowed => say!(tongue, "hours-direct-allowed"),
        DirectMessages::Refused => say!(tongue, "hours-direct-refused"),
        DirectMessages::Closed => say!(tongue, "hours-direct-closed"),
    }
}

fn notifier_line(tongue: &Tongue, person: &Person) -> String {
    match person.notifier {
        Notifier::Discord => say!(tongue, "hours-notifier-discord"),
        Notifier::Adagio => say!(tongue, "hours-notifier-adagio"),
    }
}

/// The way out of an opened part: on to the next question for a newcomer, else back.
fn onward(tongue: &Tongue, person: &Person, label: String, next: Verb) -> Button {
    if person.direct == DirectMessages::Unasked {
        primary(label, Press::plain(next))
    } else {
        button(say!(tongue, "hours-back"), Press::plain(Verb::HoursPanel))
    }
}
