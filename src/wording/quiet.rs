//! The answers of `/quiet`: what holds now, and after a change a way to put it back.

use chrono::{DateTime, Utc};

use super::controls::{button, quietly};
use super::hours;
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::letter::{Button, Letter, Press, Row, Verb};
use crate::domain::person::Person;
use crate::domain::quiet::QuietHours;
use crate::domain::quiet_code;

/// What holds now.
pub fn shown(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> Letter {
    let mut lines = lines(tongue, person, now);
    if person.schedule.quiet == QuietHours::default() {
        lines[0] = say!(tongue, "quiet-shown-none");
    }
    quietly(lines.join("\n"), vec![Row::Buttons(vec![edit(tongue)])])
}

/// What holds after a change, and a button that puts back what held before.
pub fn changed(
    tongue: &Tongue,
    person: &Person,
    before: &QuietHours,
    now: DateTime<Utc>,
) -> Letter {
    let undo = Press::plain(Verb::QuietUndo).with(quiet_code::encode(before));
    let row = Row::Buttons(vec![button(say!(tongue, "quiet-undo"), undo), edit(tongue)]);
    quietly(lines(tongue, person, now).join("\n"), vec![row])
}

/// What holds after it was put back.
pub fn put_back(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> Letter {
    let mut letter = shown(tongue, person, now);
    letter.text = format!("{}\n{}", say!(tongue, "quiet-back"), letter.text);
    letter
}

fn lines(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> Vec<String> {
    let mut lines = vec![hours::quiet_line(tongue, person)];
    lines.extend(hours::once_line(tongue, person, now));
    match person.schedule.quiet_ends_after(now) {
        Some(until) if until > now => {
            lines.push(say!(tongue, "quiet-now", until = when::date_tag(until)));
        }
        _ => {}
    }
    lines.extend(hours::moved_lines(tongue, &person.schedule));
    if person.schedule.zone.is_none() && person.schedule.quiet != QuietHours::default() {
        lines.push(say!(tongue, "quiet-needs-zone"));
    }
    lines
}

fn edit(tongue: &Tongue) -> Button {
    button(say!(tongue, "quiet-edit"), Press::plain(Verb::HoursQuiet))
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;
    use crate::domain::ids::UserId;
    use crate::domain::quiet_change::{Preset, tonight};

    #[test]
    fn a_change_is_repeated_and_can_be_put_back() {
        let (tongue, now) = (Tongue::english(), "2026-03-02T21:35:00Z".parse().unwrap());
        let mut person = Person::new(UserId::new(5));
        let before = person.schedule.quiet.clone();
        let zone = "Europe/Berlin".parse().unwrap();
        person.schedule.zone = Some(zone);
        person.schedule.quiet.windows = Preset::Nights.windows();
        person.schedule.quiet.once = Some(tonight(zone, now, None));
        insta::assert_snapshot!(seen(&changed(&tongue, &person, &before, now)), @r"
        **Quiet hours** · 22:00–08:00, every day
        **Only tonight** · <t:1772487300:F> to <t:1772521200:F>
        It is quiet for you now, until <t:1772521200:F>.
        [Put it back] [Change]
        ");
        person.schedule.quiet = before;
        insta::assert_snapshot!(seen(&put_back(&tongue, &person, now)), @r"
        Put back.
        **Quiet hours** · none. Set them: `/quiet from:22:00 until:08:00`, or `days:mon-fri` with it.
        [Change]
        ");
    }
}
