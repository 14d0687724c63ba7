//! The tables.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Context as _;

use super::compose::Said;

/// Where the tables stand in the file that they are written into.
const BEGIN: &str = "<!-- figures of `cargo bench --bench digests` -->";
const END: &str = "<!-- end of the digests' figures -->";

/// What was measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    composed: String,
    looked: String,
    /// Of `/inbox` and a digest, with the fewest pings stored.
    fewest: Vec<f64>,
}

impl Report {
    pub(crate) fn composed(&mut self, people: usize, said: Said, figures: &[f64]) {
        let [cpu, before, peak, letters] = figures else {
            return;
        };
        let for_10_000 = cpu / f64::from(u32::try_from(people).unwrap_or(u32::MAX)) * 1e4;
        // Nothing fails that writes into a string.
        writeln!(
            self.composed,
            "| {people} | {} | {letters} | {for_10_000:.2} | {before:.1} | {peak:.1} |",
            said.sentence()
        )
        .unwrap_or_default();
    }

    pub(crate) fn looked(&mut self, stored: usize, figures: &[f64]) {
        if self.fewest.is_empty() {
            self.fewest = figures.to_vec();
        }
        write!(self.looked, "| {stored} |").unwrap_or_default();
        for (figure, fewest) in figures.iter().zip(&self.fewest) {
            write!(self.looked, " {figure:.0} ({:.2}) |", figure / fewest).unwrap_or_default();
        }
        self.looked.push('\n');
    }

    /// Prints the tables, and writes them where that was asked for.
    ///
    /// # Errors
    /// If the file has no place for them, or can't be written.
    pub(crate) fn show(&self, write: Option<&Path>) -> anyhow::Result<()> {
        let tables = format!(
            "| people due | by | letters | CPU s for 10,000 | memory before, MiB | at most, MiB |\n|---|---|---|---|---|---|\n{}\n\
             | pings stored | `/inbox`, µs | a digest, µs |\n|---|---|---|\n{}",
            self.composed, self.looked
        );
        println!("{tables}");
        let Some(path) = write else { return Ok(()) };
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let place = text.split_once(BEGIN).and_then(|(before, rest)| {
            let (_, after) = rest.split_once(END)?;
            Some((before, after))
        });
        let (before, after) = place.context("the file has no place for the figures")?;
        fs::write(path, format!("{before}{BEGIN}\n{tables}\n{END}{after}"))?;
        Ok(())
    }
}
