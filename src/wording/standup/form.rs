//! The form with the words of a stand-up, and what is said when they can't be read.

use super::super::refusal;
use super::super::tongue::{Tongue, say};
use crate::domain::form::{Field, Form, Input, Need};
use crate::domain::ids::TermsId;
use crate::domain::letter::{Letter, Press, Section, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Drafted, Name, Question, Timetable, Title, written_when};

/// The fields of the form.
pub const NAME: &str = "name";
pub const QUESTIONS: &str = "questions";
pub const WHEN: &str = "when";
pub const DAYS_OFF: &str = "off";
pub const TITLE: &str = "title";

/// The most characters of days and hours, and of questions and days off.
const SHORT: u16 = 100;
const LONG: u16 = 1_000;

/// Asks for the words of a new stand-up: those of a template, in these hours.
pub fn form(tongue: &Tongue, name: &str, questions: &str, when: &str) -> Form {
    let words = [name, questions, when, "", ""].map(str::to_owned);
    asked(
        tongue,
        say!(tongue, "standup-form-new"),
        TermsId::new(0),
        words,
    )
}

/// Asks for other words of a draft.
pub fn rewrite(tongue: &Tongue, drafted: &Drafted) -> Form {
    let draft = &drafted.draft;
    let questions: Vec<String> = draft.questions.iter().map(Question::to_string).collect();
    let Timetable {
        recurrence,
        window,
        holidays,
    } = &draft.timetable;
    let days_off: Vec<String> = holidays.iter().map(ToString::to_string).collect();
    let words = [
        draft.name.to_string(),
        questions.join("\n"),
        written_when(recurrence, window),
        days_off.join(", "),
        draft
            .title
            .as_ref()
            .map_or_else(String::new, Title::to_string),
    ];
    asked(
        tongue,
        say!(tongue, "standup-form-change"),
        drafted.id,
        words,
    )
}

fn asked(tongue: &Tongue, title: String, id: TermsId, words: [String; 5]) -> Form {
    let field = |name, label, hint, value: String, input, at_most| Field {
        name,
        label,
        hint: Some(hint),
        value: (!value.is_empty()).then_some(value),
        input,
        need: Need::Required,
        at_most,
    };
    let [name, questions, when, days_off, thread] = words;
    Form {
        press: Press::about(Verb::StandupWords, id.get()),
        title,
        fields: vec![
            field(
                NAME,
                say!(tongue, "standup-name-label"),
                say!(tongue, "standup-name-hint"),
                name,
                Input::Line,
                Name::LONGEST,
            ),
            field(
                QUESTIONS,
                say!(tongue, "standup-questions-label"),
                say!(tongue, "standup-questions-hint"),
                questions,
                Input::Lines,
                LONG,
            ),
            field(
                WHEN,
                say!(tongue, "standup-when-label"),
                say!(tongue, "standup-when-hint"),
                when,
                Input::Line,
                SHORT,
            ),
            Field {
                need: Need::Optional,
                ..field(
                    DAYS_OFF,
                    say!(tongue, "standup-off-label"),
                    say!(tongue, "standup-off-hint"),
                    days_off,
                    Input::Lines,
                    LONG,
                )
            },
            Field {
                need: Need::Optional,
                ..field(
                    TITLE,
                    say!(tongue, "standup-title-label"),
                    say!(tongue, "standup-title-hint"),
                    thread,
                    Input::Line,
                    Title::LONGEST,
                )
            },
        ],
    }
}

/// What was written can't be read: why, and the words, so that they aren't typed twice.
pub fn unread(tongue: &Tongue, why: &Refusal, written: [&str; 5]) -> Letter {
    let parts = written.into_iter().filter(|part| !part.trim().is_empty());
    let words = parts
        .map(|part| part.replace('`', "ˋ"))
        .collect::<Vec<_>>()
        .join("\n\n");
    Letter {
        sections: vec![Section::titled(
            say!(tongue, "standup-yours"),
            format!("```\n{words}\n```"),
        )],
        ..refusal::letter(tongue, why)
    }
}
