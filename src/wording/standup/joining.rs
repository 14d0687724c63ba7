//! Joining a stand-up, and how to be told that it is open.

use super::super::controls::{button, danger, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use crate::domain::escape;
use crate::domain::letter::{Letter, Look, Press, Row, Verb};
use crate::domain::standup::{Joined, Remind, Terms};

/// Somebody is in it; how should they be told?
pub fn joined(tongue: &Tongue, joined: &Joined) -> Letter {
    let name = escape::name(joined.terms.name.as_str());
    let mut lines = vec![say!(tongue, "standup-joined", name = name)];
    lines.push(match joined.remind {
        Remind::Direct => say!(tongue, "standup-told-direct"),
        Remind::Not => say!(tongue, "standup-told-not"),
    });
    if let Some(next_at) = joined.next_at {
        lines.push(say!(
            tongue,
            "standup-next-one",
            next = when::date_tag(next_at)
        ));
    }
    let tell = |word| Press::about(Verb::StandupTell, joined.id.get()).with(word);
    let mut direct = button(say!(tongue, "standup-tell-direct"), tell("direct"));
    let mut not = button(say!(tongue, "standup-tell-not"), tell("not"));
    match joined.remind {
        Remind::Direct => direct.look = Look::Primary,
        Remind::Not => not.look = Look::Primary,
    }
    let leave = danger(
        say!(tongue, "standup-leave"),
        Press::about(Verb::StandupLeave, joined.id.get()),
    );
    quietly(
        lines.join("\n"),
        vec![Row::Buttons(vec![direct, not, leave])],
    )
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
