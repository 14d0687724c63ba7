//! Answering: the form with the questions, and what is said when it was sent.

use super::super::controls::{button, quietly};
use super::super::refusal;
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::run::title;
use crate::domain::escape;
use crate::domain::form::{Field, Form, Input, Need};
use crate::domain::ids::RunId;
use crate::domain::letter::{Button, Letter, Press, Row, Section, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{
    Answers, Asked, Kind, LONGEST_ANSWER, Later, MOST_QUESTIONS, NO, Question, Saved, Tapped,
    Terms, Trial, Whereabouts, YES,
};

/// The fields of the form, in the order of the questions.
pub const FIELDS: [&str; MOST_QUESTIONS] = ["q1", "q2", "q3", "q4", "q5"];

/// The most characters of a short answer, and of a number.
const SHORT: u16 = 200;
const NUMBER: u16 = 20;

/// Asks the questions, with what was answered or planned before in them.
pub fn questions_form(tongue: &Tongue, asked: &Asked) -> Form {
    let edits = asked.entry.as_ref().map_or(0, |entry| entry.edits + 1);
    let revision = format!("{}.{edits}", asked.revision);
    Form {
        press: Press::about(Verb::StandupEntry, asked.run.get()).with(revision),
        title: title(tongue, &asked.terms, asked.day),
        fields: fields(tongue, &asked.terms, |position| draft(asked, position)),
    }
}

/// The same, for who only tries it out.
pub fn trial_form(tongue: &Tongue, trial: &Trial) -> Form {
    Form {
        press: Press::about(Verb::StandupTried, trial.id.get()),
        title: title(tongue, &trial.terms, trial.day),
        fields: fields(tongue, &trial.terms, |_| None),
    }
}

fn fields(tongue: &Tongue, terms: &Terms, draft: impl Fn(usize) -> Option<String>) -> Vec<Field> {
    let numbered = FIELDS.into_iter().zip(&terms.questions).enumerate();
    let fields = numbered.map(|(position, (name, question))| Field {
        name,
        label: question.words.clone(),
        hint: None,
        value: draft(position),
        input: input(tongue, &question.kind),
        need: Need::Optional,
        at_most: at_most(&question.kind),
    });
    fields.collect()
}

/// What stands in a field from the start: what was answered, else in the first with long words what was planned.
fn draft(asked: &Asked, position: usize) -> Option<String> {
    if let Some(entry) = &asked.entry {
        return entry.answers.to(position).map(str::to_owned);
    }
    let place = asked.terms.place_of_plans();
    asked.planned.clone().filter(|_| place == Some(position))
}

fn input(tongue: &Tongue, kind: &Kind) -> Input {
    let own = |words: String| (words.clone(), words);
    match kind {
        Kind::Short | Kind::Number => Input::Line,
        Kind::Long | Kind::Plan | Kind::Blocker => Input::Lines,
        Kind::YesNo => Input::OneOf(vec![
            (YES.to_owned(), say!(tongue, "standup-yes")),
            (NO.to_owned(), say!(tongue, "standup-no")),
        ]),
        Kind::Scale(from, to) => {
            Input::OneOf((*from..=*to).map(|step| own(step.to_string())).collect())
        }
        Kind::Choice(choices) => Input::OneOf(choices.iter().cloned().map(own).collect()),
    }
}

const fn at_most(kind: &Kind) -> u16 {
    match kind {
        Kind::Short => SHORT,
        Kind::Number => NUMBER,
        _ => LONGEST_ANSWER,
    }
}

/// What was answered is taken in.
pub fn saved(tongue: &Tongue, saved: &Saved) -> Letter {
    let mut lines = vec![match saved.whereabouts {
        Whereabouts::Thread(_, thread) => {
            let thread = format!("<#{thread}>");
            say!(tongue, "standup-saved", thread = thread)
        }
        Whereabouts::Waits => say!(tongue, "standup-saved-waits"),
        Whereabouts::AtClose => say!(tongue, "standup-saved-at-close"),
        Whereabouts::History => say!(tongue, "standup-saved-history"),
    }];
    if saved.whereabouts == Whereabouts::History {
        let words = given_back(&saved.terms.questions, &saved.entry.answers);
        return Letter {
            sections: vec![words],
            ..quietly(lines.join("\n"), Vec::new())
        };
    }
    lines.push(if saved.entry.changed_at < saved.closes_at {
        let until = when::short_date_tag(saved.closes_at);
        say!(tongue, "standup-open-until", until = until)
    } else {
        say!(tongue, "standup-was-closed")
    });
    let edit = again(say!(tongue, "standup-edit-entry"), saved.run);
    quietly(lines.join("\n"), vec![Row::Buttons(vec![edit])])
}

/// A run is left out.
pub fn skipped(tongue: &Tongue, saved: &Saved) -> Letter {
    let name = escape::name(saved.terms.name.as_str());
    let text = say!(tongue, "standup-skipped", name = name);
    let answer = again(say!(tongue, "standup-answer-after-all"), saved.run);
    quietly(text, vec![Row::Buttons(vec![answer])])
}

/// What is said with one tap.
pub fn nothing_new(tongue: &Tongue) -> String {
    say!(tongue, "standup-nothing-new")
}

/// What came of a tap.
pub fn tapped(tongue: &Tongue, tapped: &Tapped) -> Letter {
    match tapped {
        Tapped::Saved(entry) => saved(tongue, entry),
        Tapped::Before(run) => answered_before(tongue, *run),
        Tapped::NothingPlanned(run) => {
            let answer = again(say!(tongue, "standup-answer"), *run);
            let text = say!(tongue, "standup-nothing-planned");
            quietly(text, vec![Row::Buttons(vec![answer])])
        }
    }
}

/// What came of "In an hour".
pub fn later(tongue: &Tongue, later: &Later) -> Letter {
    match later {
        Later::At(at) => {
            let at = when::short_date_tag(*at);
            quietly(say!(tongue, "standup-told-later", at = at), Vec::new())
        }
        Later::TooLate(run, until) => {
            let until = when::short_date_tag(*until);
            let answer = again(say!(tongue, "standup-answer"), *run);
            let text = say!(tongue, "standup-too-late", until = until);
            quietly(text, vec![Row::Buttons(vec![answer])])
        }
        Later::Answered(run) => answered_before(tongue, *run),
    }
}

fn answered_before(tongue: &Tongue, run: RunId) -> Letter {
    let edit = again(say!(tongue, "standup-edit-entry"), run);
    let text = say!(tongue, "standup-answered-before");
    quietly(text, vec![Row::Buttons(vec![edit])])
}

/// It can't be taken in: why, and the words, so that nobody types them twice.
pub fn not_taken(tongue: &Tongue, why: &Refusal, run: RunId, answers: &Answers) -> Letter {
    with_words(tongue, refusal::letter(tongue, why), run, answers)
}

/// Nothing in it is asked in plain words: there is the form.
pub fn only_form(tongue: &Tongue, run: RunId) -> Letter {
    let button = again(say!(tongue, "standup-answer-again"), run);
    quietly(
        say!(tongue, "standup-only-form"),
        vec![Row::Buttons(vec![button])],
    )
}

/// The same for no reason that its writer could mend.
pub fn not_saved(tongue: &Tongue, reference: &str, run: RunId, answers: &Answers) -> Letter {
    with_words(tongue, refusal::trouble(tongue, reference), run, answers)
}

fn with_words(tongue: &Tongue, letter: Letter, run: RunId, answers: &Answers) -> Letter {
    if answers.is_empty() {
        return letter;
    }
    let words: Vec<&str> = answers.numbered().map(|(_, words)| words).collect();
    let words = escape::verbatim(&words.join("\n\n"));
    let yours = Section::titled(say!(tongue, "standup-yours"), words);
    let again = again(say!(tongue, "standup-answer-again"), run);
    Letter {
        sections: vec![yours],
        rows: vec![Row::Buttons(vec![again])],
        ..letter
    }
}

fn given_back(questions: &[Question], answers: &Answers) -> Section {
    let pairs = answers.with(questions).map(|(question, words)| {
        let asked = escape::quoted(&question.words);
        format!("**{asked}**\n{}", escape::verbatim(words))
    });
    Section::of(pairs.collect::<Vec<_>>().join("\n"))
}

fn again(label: String, run: RunId) -> Button {
    button(label, Press::about(Verb::StandupAnswer, 0).with(run))
}
