//! Trying a stand-up out, alone: what its message, its form and an entry look like.

use super::super::controls::{button, primary, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::entry::posts;
use super::{date, questions};
use crate::domain::escape;
use crate::domain::letter::{Button, Letter, Press, Row, Section, Verb};
use crate::domain::standup::{Entry, Trial};

/// The message of a run, as everybody would see it.
pub fn trial(tongue: &Tongue, trial: &Trial) -> Letter {
    let text = say!(
        tongue,
        "standup-anchor",
        name = escape::name(trial.terms.name.as_str()),
        day = date(tongue, trial.day),
        until = when::short_date_tag(trial.closes_at),
        count = 0
    );
    let text = format!("{}\n{text}", say!(tongue, "standup-trial"));
    let about = |verb| Press::about(verb, trial.id.get());
    let buttons = vec![
        primary(
            say!(tongue, "standup-answer"),
            about(Verb::StandupTryAnswer),
        ),
        back(tongue, trial),
    ];
    Letter {
        sections: vec![Section::of(questions(tongue, &trial.terms.questions))],
        ..quietly(text, vec![Row::Buttons(buttons)])
    }
}

/// An entry as it would be posted.
pub fn tried(tongue: &Tongue, trial: &Trial, entry: &Entry) -> Letter {
    let posts = posts(tongue, &trial.terms, entry, trial.closes_at);
    let text = match posts.len() {
        0 | 1 => say!(tongue, "standup-tried"),
        count => say!(tongue, "standup-tried-many", count = count),
    };
    Letter {
        sections: posts.into_iter().next().unwrap_or_default(),
        ..quietly(text, vec![Row::Buttons(vec![back(tongue, trial)])])
    }
}

fn back(tongue: &Tongue, trial: &Trial) -> Button {
    let press = Press::about(Verb::StandupShow, trial.id.get());
    button(say!(tongue, "standup-back"), press)
}
