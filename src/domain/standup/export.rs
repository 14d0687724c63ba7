//! What was answered, as a file that other programs read.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;

/// What such a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A row for each answer, for spreadsheets.
    Csv,
    Json,
    Markdown,
}

impl Format {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Markdown];

    /// The word by which it is chosen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "markdown",
        }
    }

    /// How the names of such files end.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }
}

/// One day of a stand-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedRun {
    pub standup: String,
    pub day: NaiveDate,
    pub entries: Vec<ExportedEntry>,
}

/// What somebody answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedEntry {
    /// How they were called.
    pub name: String,
    pub written_at: DateTime<Utc>,
    /// Whether that was after the close.
    pub late: bool,
    pub answers: Vec<ExportedAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedAnswer {
    pub question: String,
    pub answer: String,
}

/// Writes these runs, in their order.
///
/// # Errors
/// If they can't be put into words; memory alone could be the reason.
pub fn exported(format: Format, runs: &[ExportedRun]) -> Result<Vec<u8>, NotWritten> {
    match format {
        Format::Csv => csv(runs).map_err(|_| NotWritten),
        Format::Json => serde_json::to_vec_pretty(runs).map_err(|_| NotWritten),
        Format::Markdown => Ok(markdown(runs).into_bytes()),
    }
}

/// A file couldn't be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file couldn't be written")]
pub struct NotWritten;

fn csv(runs: &[ExportedRun]) -> Result<Vec<u8>, csv::Error> {
    // By this mark spreadsheets see that it is UTF-8.
    let mut table = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    table.write_record([
        "day",
        "standup",
        "name",
        "written_at",
        "late",
        "question",
        "answer",
    ])?;
    for run in runs {
        for entry in &run.entries {
            for answer in &entry.answers {
                table.write_record([
                    run.day.to_string().as_str(),
                    &inert(&run.standup),
                    &inert(&entry.name),
                    &entry.written_at.to_rfc3339_opts(SecondsFormat::Secs, true),
                    if entry.late { "yes" } else { "no" },
                    &inert(&answer.question),
                    &inert(&answer.answer),
                ])?;
            }
        }
    }
    table
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

/// A cell in which no spreadsheet finds a formula, whatever it takes for the end of a cell: what could begin one is put behind an
/// apostrophe.
fn inert(cell: &str) -> String {
    let mut inert = String::with_capacity(cell.len());
    let mut begins = true;
    for letter in cell.chars() {
        if begins && matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r') {
            inert.push('\'');
        }
        begins = matches!(letter, ';' | '\t' | '\n' | '\r') || begins && letter == ' ';
        inert.push(letter);
    }
    inert
}

fn markdown(runs: &[ExportedRun]) -> String {
    let mut parts = Vec::new();
    for run in runs {
        parts.push(format!("# {} · {}", run.standup, run.day));
        for entry in &run.entries {
            parts.push(format!("## {}", entry.name));
            for answer in &entry.answers {
                parts.push(format!("**{}**", answer.question));
                parts.push(answer.answer.clone());
            }
        }
    }
    let mut page = parts.join("\n\n");
    page.push('\n');
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs() -> Vec<ExportedRun> {
        let answer = |question: &str, answer: &str| ExportedAnswer {
            question: question.to_owned(),
            answer: answer.to_owned(),
        };
        vec![ExportedRun {
            standup: "Daily".to_owned(),
            day: "2026-03-02".parse().unwrap(),
            entries: vec![ExportedEntry {
                name: "ben".to_owned(),
                written_at: "2026-03-02T08:10:00Z".parse().unwrap(),
                late: false,
                answers: vec![
                    answer("Done?", "the \"invoice\",\nand tea"),
                    answer("Next?", "=1+1"),
                ],
            }],
        }]
    }

    fn text(format: Format) -> String {
        String::from_utf8(exported(format, &runs()).unwrap()).unwrap()
    }

    #[test]
    fn nothing_is_taken_for_a_formula_wherever_a_cell_may_end() {
        let table = [
            ("=1+1", "'=1+1"),
            ("tea; =1+1", "tea; '=1+1"),
            ("a\n@b;-c\td", "a\n'@b;'-c\td"),
            ("\t=1", "'\t'=1"),
            ("1-2 = -1; yes", "1-2 = -1; yes"),
            ("", ""),
        ];
        for (cell, expected) in table {
            assert_eq!(inert(cell), expected);
        }
    }

    #[test]
    fn each_format_holds_what_was_answered() {
        let table = "\u{feff}day,standup,name,written_at,late,question,answer\n\
                     2026-03-02,Daily,ben,2026-03-02T08:10:00Z,no,Done?,\"the \"\"invoice\"\",\nand tea\"\n\
                     2026-03-02,Daily,ben,2026-03-02T08:10:00Z,no,Next?,'=1+1\n";
        assert_eq!(text(Format::Csv), table);
        let page = "# Daily · 2026-03-02\n\n## ben\n\n**Done?**\n\nthe \"invoice\",\nand tea\n\n**Next?**\n\n=1+1\n";
        assert_eq!(text(Format::Markdown), page);
        let read: serde_json::Value = serde_json::from_str(&text(Format::Json)).unwrap();
        assert_eq!(read[0]["entries"][0]["answers"][1]["answer"], "=1+1");
        assert_eq!(read[0]["day"], "2026-03-02");
    }
}
