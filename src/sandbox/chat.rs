//! Reads recorded chat: one JSON object a line, one file a channel.
//!
//! ```text
//! {"at": "2004-11-15T12:18:06.667Z", "author": "ana", "content": "ben: is it up?", "mentions": ["ben"]}
//! ```
//!
//! Other fields are allowed and not looked at. Lines are read one at a time, so that a file may be as
//! long as it likes. Times never step back.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::Deserialize;

/// One recorded message.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Line {
    pub at: DateTime<Utc>,
    pub author: String,
    pub content: String,
    /// Names of the people it addresses.
    #[serde(default)]
    pub mentions: Vec<String>,
}

/// Why chat can't be replayed; each says where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    #[error("{path} can't be read: {source}; give the path of a .jsonl file")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{path}, line {line}: {what}")]
    BadLine {
        path: PathBuf,
        line: usize,
        what: String,
    },
    #[error("{path} holds no message; leave it out")]
    Empty { path: PathBuf },
}

/// A file of chat, from its first line to its last.
#[derive(Debug)]
pub(super) struct Chat {
    path: PathBuf,
    lines: io::Lines<BufReader<File>>,
    number: usize,
    last_at: Option<DateTime<Utc>>,
}

impl Chat {
    /// Opens a file.
    ///
    /// # Errors
    /// [`ChatError::Unreadable`].
    pub(super) fn open(path: &Path) -> Result<Self, ChatError> {
        let file = File::open(path).map_err(|source| ChatError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self {
            path: path.to_owned(),
            lines: BufReader::new(file).lines(),
            number: 0,
            last_at: None,
        })
    }

    fn read(&mut self, text: &str) -> Result<Line, ChatError> {
        let line: Line = serde_json::from_str(text).map_err(|error| self.bad(reason(&error)))?;
        if line.author.trim().is_empty() {
            return Err(self.bad("`author` is blank"));
        }
        if self.last_at.is_some_and(|last| line.at < last) {
            return Err(self.bad("`at` lies before the line above; lines must be in order of time"));
        }
        self.last_at = Some(line.at);
        Ok(line)
    }

    fn bad(&self, what: impl Into<String>) -> ChatError {
        ChatError::BadLine {
            path: self.path.clone(),
            line: self.number,
            what: what.into(),
        }
    }

    fn unreadable(&self, source: io::Error) -> ChatError {
        if source.kind() == io::ErrorKind::InvalidData {
            return self.bad("is not UTF-8 text");
        }
        ChatError::Unreadable {
            path: self.path.clone(),
            source,
        }
    }
}

/// serde_json's message without its own "at line 1 column 20": the line is known better here.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    format!("{} (column {})", &text[..end], error.column())
}

impl Iterator for Chat {
    type Item = Result<Line, ChatError>;

    /// The next message; blank lines are skipped.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let text = self.lines.next()?;
            self.number += 1;
            match text {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) => return Some(self.read(&text)),
                Err(source) => return Some(Err(self.unreadable(source))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Vec<Line>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.jsonl");
        std::fs::write(&path, text).unwrap();
        let lines = Chat::open(&path).unwrap().collect::<Result<Vec<_>, _>>();
        lines.map_err(|error| {
            error
                .to_string()
                .replace(&*folder.path().to_string_lossy(), ".")
        })
    }

    const ANA: &str =
        r#"{"n": 1, "at": "2004-11-15T12:18:06.667Z", "author": "ana", "content": "hi"}"#;

    #[test]
    fn lines_are_read_in_order_and_blank_ones_skipped() {
        let lines = read(format!("{ANA}\n\n{ANA}\n").as_bytes()).unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].author, "ana");
        assert_eq!(lines[0].mentions, Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_is_said_with_file_and_line() {
        let earlier = ANA.replace("2004", "2003");
        let table = [
            (
                format!("{ANA}\nhello"),
                "./team.jsonl, line 2: expected value (column 1)",
            ),
            (
                r#"{"author": "ana", "content": "hi"}"#.to_owned(),
                "./team.jsonl, line 1: missing field `at` (column 34)",
            ),
            (
                ANA.replace("2004-11-15", "yesterday"),
                "./team.jsonl, line 1: input contains invalid characters (column 40)",
            ),
            (
                ANA.replace("ana", " "),
                "./team.jsonl, line 1: `author` is blank",
            ),
            (
                format!("{ANA}\n{earlier}"),
                "./team.jsonl, line 2: `at` lies before the line above; lines must be in order of time",
            ),
        ];
        for (text, expected) in table {
            assert_eq!(read(text.as_bytes()).unwrap_err(), expected);
        }
        assert_eq!(
            read(b"\xff\xfe").unwrap_err(),
            "./team.jsonl, line 1: is not UTF-8 text"
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Chat::open(Path::new("nowhere.jsonl"))
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("nowhere.jsonl can't be read: "),
            "{error}"
        );
    }
}
