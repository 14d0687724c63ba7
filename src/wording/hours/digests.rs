//! Digest times and days.

use chrono::{DateTime, Utc};

use super::super::controls::{MOST_OPTIONS, button, choice, choose_some, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::{digests_line, moved, onward};
use crate::domain::civil::TimeOfDay;
use crate::domain::letter::{Choice, Letter, Press, Row, Verb};
use crate::domain::person::{DirectMessages, Person};
use crate::domain::schedule::DigestTimes;
use crate::domain::weekdays::{WEEK, Weekdays};

/// The hours that are offered without typing.
const OFFERED: std::ops::Range<u32> = 5..24;

/// The digests' part of the panel.
pub(super) fn letter(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> Letter {
    let digests = &person.schedule.digests;
    let mut lines = Vec::new();
    if person.direct == DirectMessages::Unasked {
        lines.push(super::quiet_line(tongue, person));
    }
    lines.push(say!(tongue, "hours-digests-question"));
    lines.push(digests_line(tongue, person, now));
    lines.extend(moved::lines(tongue, &person.schedule));
    lines.push(say!(tongue, "hours-digests-typed"));
    let times = choose_some(
        Press::plain(Verb::DigestTimes),
        say!(tongue, "hours-digests-times"),
        offered(digests.times()),
        DigestTimes::MOST,
    );
    let days = days(tongue, Press::plain(Verb::DigestDays), digests.days());
    let mut buttons = vec![onward(
        tongue,
        person,
        say!(tongue, "hours-digests-keep"),
        Verb::HoursDirect,
    )];
    if *digests != DigestTimes::default() {
        let usual = when::digest_times(tongue, &DigestTimes::default());
        let label = say!(tongue, "hours-digests-reset", digests = usual);
        buttons.push(button(label, Press::plain(Verb::DigestReset)));
    }
    quietly(lines.join("\n"), vec![times, days, Row::Buttons(buttons)])
}

/// A select of the seven days, these picked.
pub(super) fn days(tongue: &Tongue, press: Press, picked: Weekdays) -> Row {
    let options = WEEK
        .into_iter()
        .map(|day| Choice {
            picked: picked.contains(day),
            ..choice(
                when::long_day(tongue, day),
                day.num_days_from_monday().to_string(),
            )
        })
        .collect();
    choose_some(
        press,
        say!(tongue, "hours-digests-days"),
        options,
        WEEK.len(),
    )
}

/// The full hours of the day, and whatever else is chosen already.
fn offered(chosen: &[TimeOfDay]) -> Vec<Choice> {
    let mut times: Vec<TimeOfDay> = OFFERED.map(|hour| TimeOfDay::hm(hour, 0)).collect();
    times.extend(chosen);
    times.sort_unstable();
    times.dedup();
    debug_assert!(times.len() <= MOST_OPTIONS);
    times
        .into_iter()
        .map(|time| Choice {
            picked: chosen.contains(&time),
            ..choice(time.to_string(), time.seconds().to_string())
        })
        .collect()
}
