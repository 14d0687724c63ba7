//! Quiet hours: one window at a time, each choice saved at once.

use chrono::{DateTime, Utc};

use super::super::controls::{button, choice, choose_one, danger, primary, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::{digests, moved, onward, quiet_line};
use crate::domain::civil::TimeOfDay;
use crate::domain::letter::{Button, Choice, Letter, Press, Row, Verb};
use crate::domain::person::Person;
use crate::domain::quiet::QuietWindow;
use crate::domain::quiet_change::{MOST_WINDOWS, Preset};
use crate::domain::weekdays::Weekdays;

/// The quiet hours' part of the panel, with the window at `position` in the menus.
pub(super) fn letter(
    tongue: &Tongue,
    person: &Person,
    position: usize,
    now: DateTime<Utc>,
) -> Letter {
    let windows = &person.schedule.quiet.windows;
    let position = position.min(windows.len()).min(MOST_WINDOWS - 1);
    let window = windows.get(position);
    let mut lines = vec![
        say!(tongue, "hours-quiet-question"),
        quiet_line(tongue, person),
    ];
    lines.extend(once_line(tongue, person, now));
    lines.extend(moved::lines(tongue, &person.schedule));
    lines.push(match window {
        Some(window) => {
            say!(
                tongue,
                "hours-quiet-editing",
                window = when::window(tongue, window)
            )
        }
        None => say!(tongue, "hours-quiet-adding"),
    });
    lines.push(say!(tongue, "hours-quiet-typed"));
    let mut rows = menus(tongue, position, window);
    rows.push(if windows.is_empty() {
        presets(tongue)
    } else {
        which(tongue, windows, position)
    });
    rows.push(Row::Buttons(buttons(tongue, person, now)));
    quietly(lines.join("\n"), rows)
}

/// "**Only tonight** · today 20:00 to tomorrow 08:00", while it holds.
pub(in super::super) fn once_line(
    tongue: &Tongue,
    person: &Person,
    now: DateTime<Utc>,
) -> Option<String> {
    let once = person.schedule.quiet.once.filter(|once| now < once.until)?;
    let (from, until) = (when::date_tag(once.from), when::date_tag(once.until));
    Some(say!(tongue, "hours-quiet-once", from = from, until = until))
}

fn menus(tongue: &Tongue, position: usize, window: Option<&QuietWindow>) -> Vec<Row> {
    let position = i64::try_from(position).unwrap_or_default();
    let from = times(0..24, window.map(QuietWindow::from), |time| {
        say!(tongue, "hours-quiet-from-at", time = time)
    });
    let until = times(1..25, window.map(QuietWindow::to), |time| {
        say!(tongue, "hours-quiet-until-at", time = time)
    });
    let chosen = window.map_or(Weekdays::NONE, QuietWindow::days);
    vec![
        choose_one(
            Press::about(Verb::QuietFrom, position),
            say!(tongue, "hours-quiet-from"),
            from,
        ),
        choose_one(
            Press::about(Verb::QuietUntil, position),
            say!(tongue, "hours-quiet-until"),
            until,
        ),
        digests::days(tongue, Press::about(Verb::QuietDays, position), chosen),
    ]
}

/// The full hours, and the chosen time if it is none of them.
fn times(
    hours: std::ops::Range<u32>,
    chosen: Option<TimeOfDay>,
    label: impl Fn(String) -> String,
) -> Vec<Choice> {
    let mut times: Vec<TimeOfDay> = hours.map(|hour| TimeOfDay::hm(hour, 0)).collect();
    times.extend(chosen);
    times.sort_unstable();
    times.dedup();
    times
        .into_iter()
        .map(|time| Choice {
            picked: chosen == Some(time),
            ..choice(label(time.to_string()), time.seconds().to_string())
        })
        .collect()
}

fn presets(tongue: &Tongue) -> Row {
    Row::Buttons(vec![
        primary(
            say!(tongue, "hours-quiet-night"),
            Press::about(Verb::QuietPreset, Preset::Nights.number()),
        ),
        button(
            say!(tongue, "hours-quiet-evenings"),
            Press::about(Verb::QuietPreset, Preset::EveningsAndWeekends.number()),
        ),
    ])
}

/// A select of the windows there are, and of one more.
fn which(tongue: &Tongue, windows: &[QuietWindow], position: usize) -> Row {
    let mut options: Vec<Choice> = windows
        .iter()
        .enumerate()
        .map(|(number, window)| Choice {
            picked: number == position,
            ..choice(when::window(tongue, window), number.to_string())
        })
        .collect();
    if windows.len() < MOST_WINDOWS {
        options.push(Choice {
            picked: position == windows.len(),
            ..choice(
                say!(tongue, "hours-quiet-another"),
                windows.len().to_string(),
            )
        });
    }
    choose_one(
        Press::plain(Verb::QuietWhich),
        say!(tongue, "hours-quiet-which"),
        options,
    )
}

fn buttons(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> Vec<Button> {
    let quiet = &person.schedule.quiet;
    let label = if quiet.windows.is_empty() {
        say!(tongue, "hours-quiet-none")
    } else {
        say!(tongue, "hours-next")
    };
    let mut buttons = vec![onward(tongue, person, label, Verb::HoursDigests)];
    if person.schedule.zone.is_some() {
        let once = quiet.once.is_some_and(|once| now < once.until);
        buttons.push(if once {
            button(
                say!(tongue, "hours-quiet-not-tonight"),
                Press::plain(Verb::QuietNotTonight),
            )
        } else {
            button(
                say!(tongue, "hours-quiet-tonight"),
                Press::plain(Verb::QuietTonight),
            )
        });
    }
    if !quiet.windows.is_empty() {
        buttons.push(danger(
            say!(tongue, "hours-quiet-clear"),
            Press::plain(Verb::QuietClear),
        ));
    }
    buttons
}
