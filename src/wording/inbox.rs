//! `/inbox`: what waits, or why nothing does.

use chrono::{DateTime, Utc};

use super::controls::{primary, quietly};
use super::digest;
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::digest::Page;
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::letter::{Letter, Press, Row, Verb};

/// What waits, a page at a time.
pub fn waiting(tongue: &Tongue, page: &Page) -> Letter {
    digest::letter(tongue, page)
}

/// Nothing waits: when the next digest would come, and where the last one is.
pub fn empty(
    tongue: &Tongue,
    next: Option<DateTime<Utc>>,
    last: Option<(ChannelId, MessageId)>,
) -> Letter {
    let mut lines = vec![say!(tongue, "inbox-empty")];
    lines.extend(next.map(|at| {
        say!(tongue, "inbox-next", at = when::date_tag(at), distance = when::distance_tag(at))
    }));
    let last = last.map(|(channel, message)| {
        Row::Buttons(vec![digest::open_direct(say!(tongue, "inbox-last"), channel, message)])
    });
    quietly(lines.join("\n"), last.into_iter().collect())
}

/// The person has no hours yet.
pub fn not_joined(tongue: &Tongue) -> Letter {
    let set = primary(say!(tongue, "hours-set-mine"), Press::plain(Verb::Hours));
    quietly(say!(tongue, "inbox-not-joined"), vec![Row::Buttons(vec![set])])
}

/// Discord didn't say in time what the person may read.
pub fn unknown(tongue: &Tongue) -> Letter {
    quietly(say!(tongue, "inbox-unknown"), Vec::new())
}
