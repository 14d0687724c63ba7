//! What a person is promised and what reaches them, in the same words, so that one can be held against the other.

use std::fmt;

use chrono::{DateTime, Utc};
use discord_sim::MessageId;

use super::ledger::PersonNo;

/// What an item of a digest is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A message, which the item links to.
    Message(MessageId),
    /// Words that were told and stand nowhere else: the text of this number.
    Told(usize),
}

/// Which words a text is, at its very front: `¶17.2` are the second ones of text 17. Only what may change says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark {
    pub text: usize,
    pub version: u8,
}

/// What begins a mark. Nobody types it.
const SIGN: char = '¶';

impl Mark {
    /// The mark of a text as it was first written.
    pub(super) const fn first(text: usize) -> Self {
        Self { text, version: 1 }
    }

    /// The mark of its next words.
    pub(super) const fn next(self) -> Self {
        Self {
            version: self.version + 1,
            ..self
        }
    }

    /// The mark at the front of a text.
    pub(super) fn at_front_of(text: &str) -> Option<Self> {
        let word = text.strip_prefix(SIGN)?;
        let end = word.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (text, version) = word[..end.unwrap_or(word.len())].split_once('.')?;
        Some(Self {
            text: text.parse().ok()?,
            version: version.parse().ok()?,
        })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SIGN}{}.{}", self.text, self.version)
    }
}

/// An item of a digest or of an inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    pub subject: Subject,
    /// Which words it shows, where that is told.
    pub mark: Option<Mark>,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.subject, self.mark) {
            (Subject::Message(message), None) => write!(f, "{message}"),
            (Subject::Message(message), Some(mark)) => write!(f, "{message} {mark}"),
            (Subject::Told(text), None) => write!(f, "told {text}"),
            (Subject::Told(_), Some(mark)) => write!(f, "told {mark}"),
        }
    }
}

/// A message that somebody must get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub person: PersonNo,
    pub due_at: DateTime<Utc>,
    /// What must stand in it.
    pub items: Vec<Item>,
    /// How many more it must count as seen.
    pub seen: usize,
    /// How many it must say have settled themselves.
    pub settled: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_where_it_stands_at_the_front() {
        let mark = Mark::first(17).next();
        assert_eq!(mark.to_string(), "¶17.2");
        for text in ["¶17.2", "¶17.2 the invoice", "¶17.2…"] {
            assert_eq!(Mark::at_front_of(text), Some(mark), "{text}");
        }
        for text in ["the ¶17.2", "¶17", "¶a.b", "17.2", ""] {
            assert_eq!(Mark::at_front_of(text), None, "{text}");
        }
    }
}
