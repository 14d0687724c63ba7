//! Tells a day in the terminal: who wrote, whom Discord alone would have interrupted, who was, which digest said what.
//!
//! ```text
//! Friday, 27 March 2026
//!
//!  22:31    15:31   #release   cole   @mara one more thing: …
//!                                     ○ mara would be interrupted now, in quiet hours
//! ```
//!
//! The first time is Berlin's, the second Denver's. `○` is a push that Adagio spared somebody, `●` one that came.

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::cast::{BERLIN, DENVER};
use super::markup::{Glossary, Reading, wrapped};

/// Where the text of a message begins, and how wide it may be.
const INDENT: usize = 37;
const WIDTH: usize = 66;

/// How the output may look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// For files and pipes.
    Plain,
    /// For terminals: bold and dim.
    Styled,
}

/// Writes the story down.
pub(super) struct Transcript<'a> {
    out: &'a mut dyn Write,
    look: Look,
    day: Option<NaiveDate>,
    /// What ids are called.
    pub glossary: Glossary,
}

impl<'a> Transcript<'a> {
    /// Begins with an empty page.
    pub(super) fn new(out: &'a mut dyn Write, look: Look) -> Self {
        Self {
            out,
            look,
            day: None,
            glossary: Glossary::default(),
        }
    }

    /// A line by itself.
    ///
    /// # Errors
    /// The output can't be written; so with all below.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// What the columns mean.
    ///
    /// # Errors
    /// See [`Transcript::line`].
    pub(super) fn legend(&mut self) -> io::Result<()> {
        let legend =
            " Berlin  Denver    ○ a push that Adagio spares somebody   ● a push   ✉ Adagio writes";
        let legend = self.dim(legend);
        writeln!(self.out, "\n{legend}")
    }

    /// Somebody does something: `what` stands where a message's text does.
    ///
    /// # Errors
    /// See [`Transcript::line`].
    pub(super) fn deed(
        &mut self,
        at: DateTime<Utc>,
        room: &str,
        who: &str,
        what: &str,
    ) -> io::Result<()> {
        let text = self.glossary.line(what, Reading { at, zone: BERLIN });
        self.turn_page(at)?;
        let who = self.bold(&format!("{who:<7}"));
        let mut lines = wrapped(&text, WIDTH).into_iter();
        let first = lines.next().unwrap_or_default();
        writeln!(self.out, "{}   {room:<11}{who}{first}", times(at))?;
        lines.try_for_each(|line| writeln!(self.out, "{:INDENT$}{line}", ""))
    }

    /// A remark on what just happened, in the margin of the text.
    ///
    /// # Errors
    /// See [`Transcript::line`].
    pub(super) fn remark(&mut self, text: &str) -> io::Result<()> {
        let text = self.dim(text);
        writeln!(self.out, "{:INDENT$}{text}", "")
    }

    /// A push that came.
    ///
    /// # Errors
    /// See [`Transcript::line`].
    pub(super) fn push(&mut self, text: &str) -> io::Result<()> {
        let text = self.bold(text);
        writeln!(self.out, "{:INDENT$}{text}", "")
    }

    /// Adagio writes to somebody.
    ///
    /// # Errors
    /// See [`Transcript::line`].
    pub(super) fn letter(
        &mut self,
        reading: Reading,
        who: &str,
        body: &[String],
    ) -> io::Result<()> {
        self.turn_page(reading.at)?;
        let heading = self.bold(&format!("✉ to {who}"));
        writeln!(self.out, "{}   {heading}", times(reading.at))?;
        self.body(19, "│", reading, body)
    }

    /// What Adagio answers to somebody, for their eyes only.
    ///
    /// # Errors
    /// See [`Transcript::line`].
    pub(super) fn aside(&mut self, reading: Reading, body: &[String]) -> io::Result<()> {
        self.body(INDENT, "┊", reading, body)
    }

    fn body(
        &mut self,
        indent: usize,
        rule: &str,
        reading: Reading,
        body: &[String],
    ) -> io::Result<()> {
        for line in body {
            let line = self.glossary.line(line, reading);
            let hang = line.len() - line.trim_start().len();
            for (nth, part) in wrapped(line.trim_start(), WIDTH).into_iter().enumerate() {
                let hang = if nth == 0 { hang } else { hang + 2 };
                writeln!(self.out, "{:indent$}{rule} {:hang$}{part}", "", "")?;
            }
        }
        Ok(())
    }

    /// A heading where Berlin's day turns.
    fn turn_page(&mut self, at: DateTime<Utc>) -> io::Result<()> {
        let day = at.with_timezone(&BERLIN).date_naive();
        if self.day == Some(day) {
            return Ok(());
        }
        self.day = Some(day);
        let heading = self.bold(&day.format("%A, %-d %B %Y").to_string());
        writeln!(self.out, "\n{heading}\n")
    }

    fn bold(&self, text: &str) -> String {
        self.styled("1", text)
    }

    fn dim(&self, text: &str) -> String {
        self.styled("2", text)
    }

    fn styled(&self, code: &str, text: &str) -> String {
        match self.look {
            Look::Plain => text.to_owned(),
            Look::Styled => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}

/// The time in both places: ` 22:31   15:31`.
fn times(at: DateTime<Utc>) -> String {
    let clock = |zone: Tz| at.with_timezone(&zone).format("%H:%M").to_string();
    format!(" {}    {}", clock(BERLIN), clock(DENVER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_stands_in_columns() {
        let mut page = Vec::new();
        let mut transcript = Transcript::new(&mut page, Look::Plain);
        transcript
            .glossary
            .note("<@1>".to_owned(), "@mara".to_owned());
        let at = "2026-03-27T21:31:00Z".parse().unwrap();
        transcript
            .deed(at, "#release", "cole", "<@1> the icon is old.")
            .unwrap();
        transcript
            .remark("○ mara would be interrupted now, in quiet hours")
            .unwrap();
        let body = ["1 waits for you.", "> the icon is old"].map(str::to_owned);
        transcript
            .letter(Reading { at, zone: BERLIN }, "mara", &body)
            .unwrap();
        insta::assert_snapshot!(String::from_utf8(page).unwrap(), @r"

        Friday, 27 March 2026

         22:31    15:31   #release   cole   @mara the icon is old.
                                             ○ mara would be interrupted now, in quiet hours
         22:31    15:31   ✉ to mara
                           │ 1 waits for you.
                           │   “the icon is old”
        ");
    }

    #[test]
    fn colour_is_for_terminals_only() {
        for (look, expected) in [(Look::Plain, false), (Look::Styled, true)] {
            let mut page = Vec::new();
            Transcript::new(&mut page, look).push("● mara").unwrap();
            assert_eq!(page.contains(&0x1b), expected);
        }
    }
}
