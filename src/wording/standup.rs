//! Stand-ups: drafting them, the list, joining, answering, and what is posted for a run.

mod answering;
mod draft;
mod entry;
mod export;
mod form;
mod here;
mod history;
mod joining;
mod keeping;
mod pictures;
mod prompt;
mod run;
mod search;
mod trial;

pub use self::answering::{
    FIELDS, later, not_saved, not_taken, nothing_new, only_form, questions_form, saved, skipped,
    tapped, trial_form,
};
pub use self::draft::{begun, dropped, panel, tags};
pub use self::entry::{Summary, post, posts, summary};
pub use self::export::{export, told_of_export};
pub use self::form::{DAYS_OFF, NAME, QUESTIONS, TITLE, WHEN, form, rewrite, unread};
pub use self::here::{Wish, none_here, which};
pub use self::history::{history, no_history};
pub use self::joining::{hushed, joined, left};
pub use self::keeping::{ask_delete, deleted, deleted_all, list, one};
pub use self::pictures::{charts, pictures};
pub use self::prompt::{Prompt, Told, pause, prompt};
pub use self::run::{
    Anchor, alone, anchor, answered, invitation, lost, thread, title, trouble, week, week_thread,
};
pub use self::search::found;
pub use self::trial::{trial, tried};

use chrono::{Datelike, NaiveDate};

use super::tongue::{Tongue, say};
use super::when;
use crate::domain::civil::Zone;
use crate::domain::escape;
use crate::domain::ids::RoleId;
use crate::domain::standup::{
    Clocks, Kind, Nth, Opens, Question, Recurrence, Reveal, Sums, Terms, Timetable,
};

/// "Mon–Fri, 09:00–12:00", "Mon every 2 weeks, 18:00 the evening before to 10:00".
fn hours(tongue: &Tongue, timetable: &Timetable) -> String {
    let days = match timetable.recurrence {
        Recurrence::Weekly { days, every: 1, .. } => when::days(tongue, days),
        Recurrence::Weekly { days, every, .. } => {
            let days = when::days(tongue, days);
            say!(tongue, "standup-every", days = days, weeks = every)
        }
        Recurrence::Monthly { nth, day } => {
            let day = when::long_day(tongue, day);
            let number = match nth {
                Nth::Last => 5,
                nth => nth.number(),
            };
            say!(tongue, "standup-monthly", nth = number, day = day)
        }
    };
    let window = &timetable.window;
    let (from, until) = (window.opens().to_string(), window.closes().to_string());
    match window.on() {
        Opens::ThatDay => say!(
            tongue,
            "standup-hours",
            days = days,
            from = from,
            until = until
        ),
        Opens::TheEveningBefore => {
            say!(
                tongue,
                "standup-hours-eve",
                days = days,
                from = from,
                until = until
            )
        }
    }
}

/// When entries are posted.
fn revealed(tongue: &Tongue, reveal: Reveal) -> String {
    match reveal {
        Reveal::AtOnce => say!(tongue, "standup-at-once"),
        Reveal::AtClose => say!(tongue, "standup-at-close"),
    }
}

/// How summaries go.
fn summed(tongue: &Tongue, sums: Sums) -> String {
    match sums {
        Sums::ByPerson => say!(tongue, "standup-by-person"),
        Sums::ByQuestion => say!(tongue, "standup-by-question"),
    }
}

/// "Berlin", or "each person's own clock, Berlin for who hasn't set one".
fn clocks(tongue: &Tongue, clocks: Clocks, zone: Zone) -> String {
    let city = when::city(zone);
    match clocks {
        Clocks::One => city,
        Clocks::EachOnes => say!(tongue, "standup-each-ones", city = city),
    }
}

/// "Mon–Fri, 09:00–12:00 (Berlin)".
fn times(tongue: &Tongue, terms: &Terms) -> String {
    let hours = hours(tongue, &terms.timetable);
    let clocks = clocks(tongue, terms.clocks, terms.zone);
    say!(tongue, "standup-times", hours = hours, clocks = clocks)
}

/// "Tue 3 March".
fn date(tongue: &Tongue, date: NaiveDate) -> String {
    let month = say!(tongue, "month", month = date.month());
    let day = when::day(tongue, date.weekday());
    say!(
        tongue,
        "date-short",
        day = day,
        date = date.day(),
        month = month
    )
}

/// The questions, numbered, each with what it takes as an answer.
fn questions(tongue: &Tongue, questions: &[Question]) -> String {
    let lines = (1..).zip(questions).map(|(number, question)| {
        let words = escape::quoted(&question.words);
        match takes(tongue, &question.kind) {
            Some(takes) => format!("{number}. {words} · {takes}"),
            None => format!("{number}. {words}"),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What kind of answer is taken. `None`: words.
fn takes(tongue: &Tongue, kind: &Kind) -> Option<String> {
    Some(match kind {
        Kind::Long | Kind::Short | Kind::Plan | Kind::Blocker => return None,
        Kind::Number => say!(tongue, "standup-takes-number"),
        Kind::YesNo => say!(tongue, "standup-takes-yes-no"),
        Kind::Scale(from, to) => say!(tongue, "standup-takes-scale", from = (*from), to = (*to)),
        Kind::Choice(choices) => {
            let choices: Vec<String> = choices
                .iter()
                .map(|choice| escape::quoted(choice))
                .collect();
            choices.join(" / ")
        }
    })
}

fn who(tongue: &Tongue, role: Option<RoleId>) -> String {
    match role {
        Some(role) => format!("<@&{role}>"),
        None => say!(tongue, "standup-everybody"),
    }
}

#[cfg(test)]
mod tests;
