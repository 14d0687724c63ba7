//! `/inbox`: what waits, or why nothing does.

use super::controls::{primary, quietly};
use super::digest;
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::digest::Inbox;
use crate::domain::letter::{Letter, Press, Row, Verb};

/// What waits, a page at a time; if nothing does, when the next digest would come and where the last one is.
pub fn letter(tongue: &Tongue, inbox: &Inbox) -> Letter {
    let page = &inbox.page;
    if page.waiting > 0 || !page.seen.is_empty() {
        return digest::letter(tongue, page);
    }
    let mut lines = vec![say!(tongue, "inbox-empty")];
    lines.extend(inbox.next_at.map(|at| {
        say!(
            tongue,
            "inbox-next",
            at = when::date_tag(at),
            distance = when::distance_tag(at)
        )
    }));
    let last = inbox.last.map(|(channel, message)| {
        Row::Buttons(vec![digest::open_direct(
            say!(tongue, "inbox-last"),
            channel,
            message,
        )])
    });
    quietly(lines.join("\n"), last.into_iter().collect())
}

/// The person has no hours yet.
pub fn not_joined(tongue: &Tongue) -> Letter {
    let set = primary(say!(tongue, "hours-set-mine"), Press::plain(Verb::Hours));
    quietly(
        say!(tongue, "inbox-not-joined"),
        vec![Row::Buttons(vec![set])],
    )
}

/// Discord didn't say in time what the person may read.
pub fn unknown(tongue: &Tongue) -> Letter {
    quietly(say!(tongue, "inbox-unknown"), Vec::new())
}
