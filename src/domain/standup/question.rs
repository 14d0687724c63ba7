//! The questions of a stand-up, one a line, each with the kind of answer that it takes.
//!
//! ```text
//! What did you do?
//! How sure are you? [1-5]
//! Is anything in the way? [yes/no]
//! Where are you today? [office, home, on the road]
//! Hours left? [number]
//! In one word? [short]
//! What comes next? [plan]
//! What is in the way? [blocker]
//! ```
//! Without brackets an answer may be long. So may a plan, which is next time's draft of the first long answer, and what is in
//! the way, which goes first in the summary.

/// As many as fit into one form (facts §5).
pub const MOST_QUESTIONS: usize = 5;

/// The longest question: what fits below a label (facts §5).
const LONGEST: usize = 100;

/// The choices of a question: what a form can offer of short texts at once, and the longest (facts §5).
const MOST_CHOICES: usize = 10;
const LONGEST_CHOICE: usize = 80;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// On one line, at most 100 characters.
    pub words: String,
    pub kind: Kind,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Short,
    Long,
    /// Long; what comes next, and so the draft of what is reported next time.
    Plan,
    /// Long; what is in the way.
    Blocker,
    Number,
    YesNo,
    /// One of the whole numbers from here to there.
    Scale(u8, u8),
    /// One of two to ten texts.
    Choice(Vec<String>),
}

/// Why questions can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongQuestions {
    #[error("no question")]
    None,
    #[error("{0} questions are too many")]
    TooMany(usize),
    /// With its beginning.
    #[error("{0:?} is too long")]
    TooLong(String),
    /// The same words twice: answers could not be told apart.
    #[error("{0:?} is asked twice")]
    Twice(String),
    /// What stands in brackets is no kind of answer.
    #[error("{0:?} is no kind of answer")]
    Kind(String),
}

/// Reads questions, one a line; numbers and dashes before them are left out.
///
/// # Errors
/// The first thing that is wrong.
pub fn read_questions(text: &str) -> Result<Vec<Question>, WrongQuestions> {
    let lines = text.lines().map(bare).filter(|line| !line.is_empty());
    let mut questions: Vec<Question> = Vec::new();
    for line in lines {
        let question = one(line)?;
        if questions.iter().any(|other| other.words == question.words) {
            return Err(WrongQuestions::Twice(question.words));
        }
        questions.push(question);
    }
    match questions.len() {
        0 => Err(WrongQuestions::None),
        1..=MOST_QUESTIONS => Ok(questions),
        count => Err(WrongQuestions::TooMany(count)),
    }
}

/// The line without "1." or "-" before it.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let numbered = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = match numbered.strip_prefix(['.', ')']) {
        Some(rest) if numbered.len() < line.len() => rest,
        _ => line.trim_start_matches(['-', '•', '*']),
    };
    rest.trim()
}

fn one(line: &str) -> Result<Question, WrongQuestions> {
    let bracketed = line
        .strip_suffix(']')
        .and_then(|rest| rest.rsplit_once('['));
    let (words, kind) = match bracketed {
        Some((words, said)) => (words, kind(said)?),
        None => (line, Kind::Long),
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return Err(WrongQuestions::None);
    }
    if words.chars().count() > LONGEST {
        return Err(WrongQuestions::TooLong(words));
    }
    Ok(Question { words, kind })
}

/// What stands in the brackets.
fn kind(said: &str) -> Result<Kind, WrongQuestions> {
    let said = said.trim();
    let no_kind = || WrongQuestions::Kind(said.to_owned());
    match said.to_lowercase().as_str() {
        "short" => return Ok(Kind::Short),
        "long" => return Ok(Kind::Long),
        "plan" => return Ok(Kind::Plan),
        "blocker" => return Ok(Kind::Blocker),
        "number" => return Ok(Kind::Number),
        "yes/no" | "yes-no" | "yes, no" => return Ok(Kind::YesNo),
        _ => {}
    }
    if let Some((from, to)) = said.split_once(['-', '–']) {
        let end = |text: &str| text.trim().parse::<u8>();
        if let (Ok(from), Ok(to)) = (end(from), end(to)) {
            let fits = from < to && usize::from(to - from) < MOST_CHOICES;
            return fits.then_some(Kind::Scale(from, to)).ok_or_else(no_kind);
        }
    }
    let mut choices: Vec<String> = Vec::new();
    for choice in said.split([',', '/', '|']).map(str::trim) {
        let is_new = !choices.iter().any(|other| other == choice);
        let fits = !choice.is_empty() && choice.chars().count() <= LONGEST_CHOICE;
        if !is_new || !fits {
            return Err(no_kind());
        }
        choices.push(choice.to_owned());
    }
    let is_choice = (2..=MOST_CHOICES).contains(&choices.len());
    is_choice
        .then_some(Kind::Choice(choices))
        .ok_or_else(no_kind)
}

impl std::fmt::Display for Question {
    /// As it can be written: "How sure are you? [1-5]".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)?;
        match &self.kind {
            Kind::Long => Ok(()),
            Kind::Short => f.write_str(" [short]"),
            Kind::Plan => f.write_str(" [plan]"),
            Kind::Blocker => f.write_str(" [blocker]"),
            Kind::Number => f.write_str(" [number]"),
            Kind::YesNo => f.write_str(" [yes/no]"),
            Kind::Scale(from, to) => write!(f, " [{from}-{to}]"),
            Kind::Choice(choices) => write!(f, " [{}]", choices.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, WrongQuestions> {
        let questions = read_questions(text)?;
        let written: Vec<String> = questions.iter().map(Question::to_string).collect();
        assert_eq!(
            read_questions(&written.join("\n")),
            Ok(questions),
            "as it is written"
        );
        Ok(written.join(" | "))
    }

    #[test]
    fn questions_are_read_as_people_write_them() {
        let table = [
            ("What did you do?", "What did you do?"),
            ("1. One?\n2) Two?\n\n- Three?\n", "One? | Two? | Three?"),
            ("2 things that went well?", "2 things that went well?"),
            ("How  sure? [ 1–5 ]", "How sure? [1-5]"),
            ("Blocked? [Yes/No]", "Blocked? [yes/no]"),
            (
                "Where? [office / home, away]",
                "Where? [office, home, away]",
            ),
            (
                "Hours? [number]\nWord? [short]\nMore? [long]",
                "Hours? [number] | Word? [short] | More?",
            ),
            (
                "Next? [plan]\nStuck? [Blocker]",
                "Next? [plan] | Stuck? [blocker]",
            ),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_question_is_said() {
        let long = "a".repeat(101);
        let table = [
            (" \n", WrongQuestions::None),
            ("[1-5]", WrongQuestions::None),
            ("a\nb\nc\nd\ne\nf", WrongQuestions::TooMany(6)),
            (long.as_str(), WrongQuestions::TooLong(long.clone())),
            ("a\na [short]", WrongQuestions::Twice("a".to_owned())),
            ("a [5-1]", WrongQuestions::Kind("5-1".to_owned())),
            ("a [0-10]", WrongQuestions::Kind("0-10".to_owned())),
            ("a [one]", WrongQuestions::Kind("one".to_owned())),
            ("a [x, x]", WrongQuestions::Kind("x, x".to_owned())),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), Err(expected), "{text}");
        }
    }
}
