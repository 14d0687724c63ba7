//! A first look through the chat: who is in it, and when each file will play.
//!
//! It also finds what is wrong with a file before anything is started.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};

use super::chat::{Chat, ChatError, Line};
use super::ledger::PersonNo;
use super::speech::MOST_NAMES;
use super::weeks::shift;

/// Everybody in the chat, numbered in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<String>,
    numbers: HashMap<String, PersonNo>,
}

/// One file: when it plays, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recording {
    pub path: PathBuf,
    /// How far its times are moved.
    pub shift: TimeDelta,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub messages: usize,
}

/// All files, in the order in which they play.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub names: Names,
    pub recordings: Vec<Recording>,
}

impl Names {
    fn note(&mut self, name: &str) {
        if !self.numbers.contains_key(name) {
            self.numbers.insert(name.to_owned(), self.names.len());
            self.names.push(name.to_owned());
        }
    }

    /// Everybody by number.
    pub(super) fn all(&self) -> &[String] {
        &self.names
    }

    /// The number of a name. `None`: nobody of that name was there at the first look.
    pub(super) fn number(&self, name: &str) -> Option<PersonNo> {
        self.numbers.get(name).copied()
    }

    /// Whom a line names, each once: what counts as a mention of somebody.
    pub(super) fn named_in<'a>(&self, line: &'a Line) -> Vec<(&'a str, PersonNo)> {
        let mut named: Vec<(&str, PersonNo)> = Vec::new();
        for name in &line.mentions {
            let Some(number) = self.number(name) else {
                continue;
            };
            if named.len() < MOST_NAMES && named.iter().all(|(_, other)| *other != number) {
                named.push((name, number));
            }
        }
        named
    }
}

impl Survey {
    /// Looks through the files. The first starts after `after`, each other one after the one before has ended.
    ///
    /// # Errors
    /// A file can't be read, has a bad line, or is empty.
    pub(super) fn of(files: &[PathBuf], mut after: DateTime<Utc>) -> Result<Self, ChatError> {
        let mut survey = Self::default();
        for path in files {
            let recording = survey.look_through(path, after)?;
            after = recording.ends_at;
            survey.recordings.push(recording);
        }
        Ok(survey)
    }

    fn look_through(&mut self, path: &Path, after: DateTime<Utc>) -> Result<Recording, ChatError> {
        let mut span = None;
        let mut messages = 0;
        for line in Chat::open(path)? {
            let line = line?;
            let (first, _) = span.unwrap_or((line.at, line.at));
            span = Some((first, line.at));
            messages += 1;
            self.names.note(&line.author);
            line.mentions.iter().for_each(|name| self.names.note(name));
        }
        let (first, last) = span.ok_or_else(|| ChatError::Empty {
            path: path.to_owned(),
        })?;
        let shift = shift(first, after);
        Ok(Recording {
            path: path.to_owned(),
            shift,
            starts_at: first + shift,
            ends_at: last + shift,
            messages,
        })
    }

    /// How many messages there are in all.
    pub(super) fn messages(&self) -> usize {
        self.recordings
            .iter()
            .map(|recording| recording.messages)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn files_follow_each_other_and_the_same_name_is_the_same_person() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, lines: &[&str]| {
            let path = folder.path().join(name);
            std::fs::write(&path, lines.join("\n")).unwrap();
            path
        };
        let dev = write(
            "dev.jsonl",
            &[
                r#"{"at":"2004-11-15T12:18:00Z","author":"ana","content":"ben: hi","mentions":["ben","ben","li"]}"#,
                r#"{"at":"2004-11-16T02:00:00Z","author":"ben","content":"hi","mentions":[]}"#,
            ],
        );
        let ops = write(
            "ops.jsonl",
            &[r#"{"at":"2011-05-29T19:00:00Z","author":"ana","content":"hello"}"#],
        );
        let survey = Survey::of(&[dev.clone(), ops], at("2026-01-05T00:00:00Z")).unwrap();
        assert_eq!(survey.names.all(), ["ana", "ben", "li"]);
        assert_eq!(survey.messages(), 3);
        let starts: Vec<_> = survey
            .recordings
            .iter()
            .map(|recording| recording.starts_at)
            .collect();
        assert_eq!(
            starts,
            [at("2026-01-05T12:18:00Z"), at("2026-01-11T19:00:00Z")]
        );
        let line = Chat::open(&dev).unwrap().next().unwrap().unwrap();
        assert_eq!(survey.names.named_in(&line), [("ben", 1), ("li", 2)]);
    }

    #[test]
    fn an_empty_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none.jsonl");
        std::fs::write(&path, "\n").unwrap();
        let error = Survey::of(&[path], at("2026-01-05T00:00:00Z")).unwrap_err();
        assert!(matches!(error, ChatError::Empty { .. }), "{error}");
    }
}
