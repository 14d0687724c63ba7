//! Joining a stand-up, and how to be told that it is open.

use super::super::controls::{button, danger, primary, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use crate::domain::escape;
use crate::domain::letter::{Button, Letter, Press, Row, Verb};
use crate::domain::standup::{Joined, Nudges, Remind, Terms};

/// Somebody is in it; how should they be told?
///
/// `reads_words`: what they write in its thread is read.
pub fn joined(tongue: &Tongue, joined: &Joined, reads_words: bool) -> Letter {
    let name = escape::name(joined.terms.name.as_str());
    let mut lines = vec![say!(tongue, "standup-joined", name = name)];
    lines.push(match (joined.remind, joined.is_paused) {
        (Remind::Not, _) => say!(tongue, "standup-told-not"),
        (Remind::Digest, _) => say!(tongue, "standup-told-digest"),
        (Remind::Summary, _) => say!(tongue, "standup-told-summary"),
        (Remind::Direct, true) => say!(tongue, "standup-told-paused"),
        (Remind::Direct, false) => {
            let nudges = say!(tongue, "standup-nudged", how = joined.nudges.word());
            format!("{} {nudges}", say!(tongue, "standup-told-direct"))
        }
    });
    let is_unseen =
        matches!(joined.remind, Remind::Digest | Remind::Summary) && !joined.has_digests;
    if is_unseen {
        lines.push(say!(tongue, "standup-no-digest"));
    }
    if let Some(next_at) = joined.next_at {
        lines.push(say!(
            tongue,
            "standup-next-one",
            next = when::date_tag(next_at)
        ));
    }
    lines.push(if reads_words {
        say!(tongue, "standup-how-by-words")
    } else {
        say!(tongue, "standup-how")
    });
    let id = joined.id.get();
    let tell = |how: Remind| {
        let label = match how {
            Remind::Direct => say!(tongue, "standup-tell-direct"),
            Remind::Digest => say!(tongue, "standup-tell-digest"),
            Remind::Summary => say!(tongue, "standup-tell-summary"),
            Remind::Not => say!(tongue, "standup-tell-not"),
        };
        let press = Press::about(Verb::StandupTell, id).with(how.word());
        chosen(label, press, how == joined.remind && !joined.is_paused)
    };
    let nudge = |nudges: Nudges| {
        let label = say!(tongue, "standup-nudge", how = nudges.word());
        let press = Press::about(Verb::StandupNudge, id).with(nudges.word());
        chosen(label, press, nudges == joined.nudges)
    };
    let leave = Press::about(Verb::StandupLeave, id);
    let leave = danger(say!(tongue, "standup-leave"), leave);
    let told = Remind::ALL.map(tell).into_iter().chain([leave]);
    let mut rows = vec![Row::Buttons(told.collect())];
    if joined.remind == Remind::Direct {
        rows.push(Row::Buttons(Nudges::ALL.map(nudge).into()));
    }
    if is_unseen {
        let hours = button(say!(tongue, "hours-set-mine"), Press::plain(Verb::Hours));
        rows.push(Row::Buttons(vec![hours]));
    }
    quietly(lines.join("\n"), rows)
}

/// A button of several, of which one holds.
fn chosen(label: String, press: Press, holds: bool) -> Button {
    if holds {
        primary(label, press)
    } else {
        button(label, press)
    }
}

/// Somebody is out of it.
pub fn left(tongue: &Tongue, terms: &Terms) -> Letter {
    let name = escape::name(terms.name.as_str());
    quietly(say!(tongue, "standup-left", name = name), Vec::new())
}

/// Somebody isn't told any more.
pub fn hushed(tongue: &Tongue, terms: &Terms) -> Letter {
    let name = escape::name(terms.name.as_str());
    quietly(say!(tongue, "standup-hushed", name = name), Vec::new())
}
