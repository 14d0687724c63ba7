//! An entry as it stands in the thread, and the summary of a run.
//!
//! Answers of usual length are one block; longer ones get a block each, on as many messages as they need: 4,000 characters
//! fit into every answer.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::controls::button;
use super::super::tongue::{Tongue, say};
use super::date;
use super::run::joins;
use crate::domain::escape::{self, excerpt};
use crate::domain::ids::{OutboxId, RunId, StandupId};
use crate::domain::letter::{Author, Button, Edge, Letter, Part, Press, Push, Row, Section, Verb};
use crate::domain::standup::{Entry, Kind, Manner, NO, Past, Question, Sums, Terms, YES};

/// The most characters of a part of a block, and of all blocks of a message with room for a name and a note (facts §3).
const PART: usize = 1_024;
const MESSAGE: usize = 5_500;

/// The most characters of the blockers and of the answers in a summary.
const BLOCKERS: usize = 1_500;
const ANSWERS: usize = 3_500;

/// From how many who joined on their number is told (PRODUCT, principle 6).
const COUNTED: usize = 5;

/// What an entry looks like: the blocks of each message. Somebody who skips after all has left one line.
pub fn posts(
    tongue: &Tongue,
    terms: &Terms,
    entry: &Entry,
    closes_at: DateTime<Utc>,
) -> Vec<Vec<Section>> {
    if entry.manner == Manner::Skipped {
        return vec![vec![Section::of(say!(tongue, "standup-taken-back"))]];
    }
    let parts: Vec<Part> = entry
        .answers
        .with(&terms.questions)
        .map(|(question, words)| Part {
            title: question.words.clone(),
            body: shown(tongue, &question.kind, words),
        })
        .collect();
    let lengths = parts.iter().map(length);
    let fits = lengths.sum::<usize>() <= MESSAGE
        && parts.iter().all(|part| part.body.chars().count() <= PART);
    let mut messages = if fits {
        vec![vec![Section {
            parts,
            ..Section::default()
        }]]
    } else {
        packed(parts)
    };
    if let Some(first) = messages.first_mut().and_then(|message| message.first_mut()) {
        first.author = Some(Author {
            name: entry.name.clone(),
            picture: entry.picture.clone(),
        });
    }
    let last = messages.last_mut().and_then(|message| message.last_mut());
    if let Some(last) = last {
        last.note = note(tongue, entry, closes_at);
    }
    if entry.blocker(terms).is_some() {
        let blocks = messages.iter_mut().flatten();
        blocks.for_each(|block| block.edge = Edge::Held);
    }
    messages
}

/// Blocks of their own, as many on a message as fit.
fn packed(parts: Vec<Part>) -> Vec<Vec<Section>> {
    let mut messages: Vec<Vec<Section>> = Vec::new();
    let mut left = 0;
    for part in parts {
        let length = length(&part);
        if length > left || messages.is_empty() {
            messages.push(Vec::new());
            left = MESSAGE;
        }
        left -= length.min(left);
        let block = Section::titled(part.title, part.body);
        if let Some(message) = messages.last_mut() {
            message.push(block);
        }
    }
    messages
}

fn length(part: &Part) -> usize {
    part.title.chars().count() + part.body.chars().count()
}

fn shown(tongue: &Tongue, kind: &Kind, words: &str) -> String {
    match (kind, words) {
        (Kind::YesNo, YES) => say!(tongue, "standup-yes"),
        (Kind::YesNo, NO) => say!(tongue, "standup-no"),
        _ => words.to_owned(),
    }
}

/// "edited", "after the close".
fn note(tongue: &Tongue, entry: &Entry, closes_at: DateTime<Utc>) -> Option<String> {
    if entry.written_at >= closes_at {
        Some(say!(tongue, "standup-note-late"))
    } else if entry.changed_at >= closes_at {
        Some(say!(tongue, "standup-note-edited-late"))
    } else {
        (entry.edits > 0).then(|| say!(tongue, "standup-note-edited"))
    }
}

/// A message of an entry. Whoever presses its button writes their own.
pub fn post(tongue: &Tongue, (run, row): (RunId, OutboxId), sections: Vec<Section>) -> Letter {
    let text = if sections.is_empty() {
        say!(tongue, "standup-no-more")
    } else {
        String::new()
    };
    Letter {
        text,
        sections,
        rows: vec![Row::Buttons(vec![mine(tongue, (run, row))])],
        push: Push::Silent,
    }
}

fn mine(tongue: &Tongue, (run, row): (RunId, OutboxId)) -> Button {
    let press = Press::about(Verb::StandupAnswer, row.get()).with(run);
    button(say!(tongue, "standup-mine"), press)
}

/// What a run's message becomes when it closes.
pub struct Summary<'a> {
    pub ids: (RunId, StandupId, OutboxId),
    pub terms: &'a Terms,
    pub day: NaiveDate,
    pub entries: &'a [Entry],
    pub joined: usize,
}

/// How many answered, what is in the way, and what each said first. Who said nothing is not named.
pub fn summary(tongue: &Tongue, summary: &Summary<'_>) -> Letter {
    let (run, standup, row) = summary.ids;
    let late = Press::about(Verb::StandupAnswer, row.get()).with(run);
    let late = button(say!(tongue, "standup-answer-late"), late);
    Letter {
        text: head(tongue, summary),
        sections: blocks(tongue, summary),
        rows: vec![Row::Buttons(vec![late, joins(tongue, (standup, row))])],
        push: Push::Silent,
    }
}

fn head(tongue: &Tongue, summary: &Summary<'_>) -> String {
    let name = escape::name(summary.terms.name.as_str());
    let day = date(tongue, summary.day);
    let count = summary.entries.len();
    // Who answered need not have joined.
    if summary.joined >= COUNTED && count > 0 && count <= summary.joined {
        let of = summary.joined;
        return say!(
            tongue,
            "standup-closed-of",
            name = name,
            day = day,
            count = count,
            of = of
        );
    }
    say!(
        tongue,
        "standup-closed",
        name = name,
        day = day,
        count = count
    )
}

fn blocks(tongue: &Tongue, summary: &Summary<'_>) -> Vec<Section> {
    let terms = summary.terms;
    let line = |entry: &Entry, words: &str| {
        format!(
            "**{}** · {}",
            escape::name(&entry.name),
            escape::quoted(&excerpt(words, &[]))
        )
    };
    let entries = summary.entries.iter();
    let held = entries
        .clone()
        .filter_map(|entry| Some(line(entry, entry.blocker(terms)?)));
    let held = Section {
        edge: Edge::Held,
        ..Section::titled(
            say!(tongue, "standup-blocked"),
            fitting(tongue, held, BLOCKERS),
        )
    };
    let said = match terms.sums {
        Sums::ByPerson => {
            let said = entries.filter_map(|entry| {
                let (question, words) = entry.answers.with(&terms.questions).next()?;
                Some(line(entry, &shown(tongue, &question.kind, words)))
            });
            vec![Section::of(fitting(tongue, said, ANSWERS))]
        }
        Sums::ByQuestion => {
            let most = ANSWERS / terms.questions.len().max(1);
            let block = |asked: &Question| {
                let said = entries.clone().filter_map(|entry| {
                    let mut answers = entry.answers.with(&terms.questions);
                    let (_, words) = answers.find(|(question, _)| *question == asked)?;
                    Some(line(entry, &shown(tongue, &asked.kind, words)))
                });
                Section::titled(asked.words.clone(), fitting(tongue, said, most))
            };
            // What is in the way stands above.
            let asked = terms.questions.iter();
            let asked = asked.filter(|question| question.kind != Kind::Blocker);
            asked.map(block).collect()
        }
    };
    let blocks = [held].into_iter().chain(said);
    blocks.filter(|block| !block.body.is_empty()).collect()
}

/// Everything that was answered, by person.
pub(super) fn answers(tongue: &Tongue, past: &Past, most: usize) -> String {
    let told = past.entries.iter().map(|entry| {
        let answers = entry.answers.with(&past.terms.questions);
        let lines = answers.map(|(question, words)| {
            let words = excerpt(&shown(tongue, &question.kind, words), &[]);
            format!("\n- {}", escape::quoted(&words))
        });
        format!(
            "**{}**{}",
            escape::name(&entry.name),
            lines.collect::<String>()
        )
    });
    fitting(tongue, told, most)
}

/// As many lines as fit; how many don't stands below them.
pub(super) fn fitting(tongue: &Tongue, lines: impl Iterator<Item = String>, most: usize) -> String {
    let (mut kept, mut length, mut more) = (Vec::new(), 0, 0_usize);
    for line in lines {
        length += line.chars().count() + 1;
        if length <= most {
            kept.push(line);
        } else {
            more += 1;
        }
    }
    if more > 0 {
        kept.push(say!(tongue, "standup-more-entries", count = more));
    }
    kept.join("\n")
}
