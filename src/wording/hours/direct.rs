//! Where digests go.

use chrono::{DateTime, Utc};

use super::super::controls::{button, primary, quietly};
use super::super::tongue::{Tongue, say};
use super::{digests_line, direct_line};
use crate::domain::letter::{Letter, Press, Row, Verb};
use crate::domain::person::{DirectMessages, Person};

/// "May I write by DM, only if something waits?"
pub(super) fn delivery(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> Letter {
    let mut lines = vec![
        digests_line(tongue, person, now),
        direct_line(tongue, person),
    ];
    let mut rows = vec![answers(tongue)];
    if person.direct == DirectMessages::Closed {
        lines.push(say!(tongue, "hours-direct-how"));
        let retry = primary(
            say!(tongue, "hours-direct-retry"),
            Press::plain(Verb::DmRetry),
        );
        rows.insert(0, Row::Buttons(vec![retry]));
    }
    lines.push(say!(tongue, "hours-direct-question"));
    rows.push(back(tongue));
    quietly(lines.join("\n"), rows)
}

/// [Yes, by DM] [No, inbox only]
pub(super) fn answers(tongue: &Tongue) -> Row {
    Row::Buttons(vec![
        primary(
            say!(tongue, "hours-direct-yes"),
            Press::plain(Verb::DmAllow),
        ),
        button(
            say!(tongue, "hours-direct-no"),
            Press::plain(Verb::DmRefuse),
        ),
    ])
}

/// Back to the panel.
pub(super) fn back(tongue: &Tongue) -> Row {
    Row::Buttons(vec![button(
        say!(tongue, "hours-back"),
        Press::plain(Verb::HoursPanel),
    )])
}
