//! What somebody answered in a run.
//!
//! Answers are words, whatever kind of answer a question takes: "4" on a scale, "yes" to a yes-or-no question. What can't be
//! counted is kept all the same: nobody types it twice.

use chrono::{DateTime, Utc};

use super::question::{Kind, Question};
use super::terms::Terms;
use crate::domain::ids::{MessageId, UserId};

/// What is written in the form of an answer to a yes-or-no question.
pub const YES: &str = "yes";
pub const NO: &str = "no";

/// The most characters of an answer (facts §5).
pub const LONGEST_ANSWER: u16 = 4_000;

/// What one person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub user: UserId,
    /// How they were called then.
    pub name: String,
    /// Where their picture is. `None`: they had none.
    pub picture: Option<String>,
    pub manner: Manner,
    pub answers: Answers,
    /// How often it was changed.
    pub edits: u32,
    /// Their own message that it is. `None`: they filled in a form.
    pub message: Option<MessageId>,
    /// Their own reply in direct messages that it is. `None`: it is none.
    pub reply: Option<MessageId>,
    /// In how many messages of Adagio's it stands.
    pub parts: u32,
    pub written_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

/// How somebody took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Words,
    /// Not this time, and nobody is told.
    Skipped,
}

/// Answers in the order of the questions; `None`: to that one, nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<Option<String>>);

impl Answers {
    /// Answers as they were written; what is blank is none, and none at the end is nothing: the same answers are equal however many
    /// questions there are.
    pub fn new(written: impl IntoIterator<Item = Option<String>>) -> Self {
        let said = |words: String| {
            let words = words.trim();
            (!words.is_empty()).then(|| words.to_owned())
        };
        let written = written.into_iter();
        let mut answers: Vec<_> = written.map(|words| words.and_then(said)).collect();
        let last = answers.iter().rposition(Option::is_some);
        answers.truncate(last.map_or(0, |last| last + 1));
        Self(answers)
    }

    /// Answers to so many questions as a plain message gives them: behind the questions' numbers, if there are any, else all to
    /// the question with this position.
    pub fn said(text: &str, questions: usize, place: usize) -> Self {
        let mut answers = vec![String::new(); questions.max(place + 1)];
        let mut at = None;
        for line in text.lines() {
            let next = at.map_or(0, |at| at + 1);
            let numbered =
                (next..questions).find_map(|at| Some((at, behind_number(line, at + 1)?)));
            let words = match numbered {
                Some((found, words)) => {
                    at = Some(found);
                    words
                }
                None => line,
            };
            let answer = &mut answers[at.unwrap_or(place)];
            if !answer.is_empty() {
                answer.push('\n');
            }
            answer.push_str(words);
        }
        Self::new(answers.into_iter().map(Some))
    }

    /// The answer to the question with this position.
    pub fn to(&self, position: usize) -> Option<&str> {
        self.0.get(position)?.as_deref()
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Each question that was answered, with the answer.
    pub fn with<'a>(
        &'a self,
        questions: &'a [Question],
    ) -> impl Iterator<Item = (&'a Question, &'a str)> {
        let pairs = questions.iter().zip(&self.0);
        pairs.filter_map(|(question, words)| Some((question, words.as_deref()?)))
    }

    /// Each answer with the position of its question.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.0.iter().enumerate();
        numbered.filter_map(|(position, words)| Some((position, words.as_deref()?)))
    }
}

/// What stands behind a number at the beginning of a line: "2. the refund", "2) the refund".
fn behind_number(line: &str, number: usize) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(&number.to_string())?;
    let words = rest.strip_prefix(['.', ')'])?;
    // "2.5 hours" is no second answer.
    let is_apart = words.is_empty() || words.starts_with(char::is_whitespace);
    is_apart.then(|| words.trim_start())
}

impl Entry {
    /// What stands in its writer's way, as they said it. `None`: nothing does.
    pub fn blocker<'a>(&'a self, terms: &'a Terms) -> Option<&'a str> {
        let mut answers = self.answers.with(&terms.questions);
        let blocker = answers.find(|(question, _)| question.kind == Kind::Blocker)?;
        Some(blocker.1).filter(|words| !means_nothing(words))
    }
}

/// Words for "nothing", in the languages that Adagio's people write.
const NOTHING: [&str; 24] = [
    "no",
    "none",
    "nothing",
    "nope",
    "nah",
    "na",
    "n/a",
    "nil",
    "nein",
    "nichts",
    "keine",
    "keiner",
    "nix",
    "non",
    "rien",
    "aucun",
    "nada",
    "ninguno",
    "nenhum",
    "não",
    "nao",
    "ない",
    "なし",
    "特になし",
];

/// "No.", "none", "-" and the like.
fn means_nothing(words: &str) -> bool {
    let bare = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    bare.is_empty() || NOTHING.contains(&bare.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_is_no_answer_and_order_is_kept() {
        let answers = Answers::new([
            Some(" one ".into()),
            Some(" \n".into()),
            None,
            Some("4".into()),
        ]);
        assert_eq!(
            (answers.to(0), answers.to(1), answers.to(3)),
            (Some("one"), None, Some("4"))
        );
        assert_eq!(
            answers.numbered().collect::<Vec<_>>(),
            [(0, "one"), (3, "4")]
        );
        assert!(!answers.is_empty() && Answers::new([None, Some(" ".into())]).is_empty());
    }

    #[test]
    fn a_plain_message_answers_the_questions_that_it_numbers() {
        let table: [(&str, &[(usize, &str)]); 4] = [
            ("the invoice\nand tea", &[(1, "the invoice\nand tea")]),
            ("1. one\nmore\n3) three", &[(0, "one\nmore"), (2, "three")]),
            ("first of all\n1. one", &[(0, "one"), (1, "first of all")]),
            (
                "2.5 hours\n4. no such question",
                &[(1, "2.5 hours\n4. no such question")],
            ),
        ];
        for (text, expected) in table {
            let said = Answers::said(text, 3, 1);
            assert_eq!(said.numbered().collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_said_in_many_ways() {
        for words in ["No.", "-", "–", "nothing!", "N/A", "Nichts", "なし", "…"] {
            assert!(means_nothing(words), "{words}");
        }
        for words in ["no key for staging", "the deploy", "Ben"] {
            assert!(!means_nothing(words), "{words}");
        }
    }
}
