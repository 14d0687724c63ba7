//! What was answered before: one run at a time.

use super::super::controls::{button, quietly};
use super::super::tongue::{Tongue, say};
use super::entry::answers;
use super::run::title;
use crate::domain::escape;
use crate::domain::ids::RunId;
use crate::domain::letter::{Button, Letter, Press, Row, Section, Verb};
use crate::domain::standup::Past;

/// The most characters of what was answered.
const ANSWERS: usize = 3_500;

/// A run, with the way to the one before and the one after.
pub fn history(tongue: &Tongue, past: &Past) -> Letter {
    let name = escape::name(&title(tongue, &past.terms, past.day));
    let text = say!(
        tongue,
        "standup-past",
        name = name,
        number = past.left,
        of = past.of
    );
    let turn = |label: String, run: Option<RunId>| {
        let press = |run| Press::plain(Verb::StandupHistory).with(run);
        run.map(|run| button(label, press(run)))
    };
    let older = turn(say!(tongue, "standup-older"), past.older);
    let newer = turn(say!(tongue, "standup-newer"), past.newer);
    let pictures = Press::plain(Verb::StandupPictures).with(past.run);
    let pictures = button(say!(tongue, "standup-pictures"), pictures);
    let buttons: Vec<Button> = older.into_iter().chain(newer).chain([pictures]).collect();
    Letter {
        sections: vec![Section::of(answers(tongue, past, ANSWERS))],
        ..quietly(text, vec![Row::Buttons(buttons)])
    }
}

/// Nobody has answered in the channel lately.
pub fn no_history(tongue: &Tongue) -> Letter {
    quietly(say!(tongue, "standup-no-past"), Vec::new())
}
