//! The tables: medians of all rounds, with the lowest and the highest.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::Context as _;

use super::options::{Client, Options};
use super::process::Run;
use super::rest::Rest;

/// Where the tables stand in the file that they are written into.
const BEGIN: &str = "<!-- figures of `cargo bench --bench firehose` -->";
const END: &str = "<!-- end of the figures -->";

/// What was measured.
#[derive(Debug)]
pub(crate) struct Report {
    messages: usize,
    runs: BTreeMap<Client, Vec<Run>>,
    rest: Option<Rest>,
}

impl Report {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            messages: options.messages,
            runs: BTreeMap::new(),
            rest: None,
        }
    }

    pub(crate) fn add(&mut self, client: Client, run: Run) {
        self.runs.entry(client).or_default().push(run);
    }

    pub(crate) fn rest(&mut self, rest: Rest) {
        self.rest = Some(rest);
    }

    /// Prints the tables, and writes them where that was asked for.
    ///
    /// # Errors
    /// If the file has no place for them, or can't be written.
    pub(crate) fn show(&self, options: &Options) -> anyhow::Result<()> {
        let tables = self.tables();
        println!("{tables}");
        let Some(path) = &options.write else {
            return Ok(());
        };
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let place = text.split_once(BEGIN).and_then(|(before, rest)| {
            let (_, after) = rest.split_once(END)?;
            Some((before, after))
        });
        let (before, after) = place.context("the file has no place for the figures")?;
        fs::write(path, format!("{before}{BEGIN}\n{tables}\n{END}{after}"))?;
        Ok(())
    }

    fn tables(&self) -> String {
        let mut text = String::new();
        if !self.runs.is_empty() {
            text += &self.throughput();
        }
        if let Some(rest) = self.rest {
            // Nothing fails that writes into a string.
            write!(
                text,
                "\nAdagio at rest among 1,000 servers of 50 channels: {:.1} MiB (all known {:.1} s after its start).\n",
                rest.resident_mib,
                rest.ready_after.as_secs_f64()
            )
            .unwrap_or_default();
        }
        text
    }

    fn throughput(&self) -> String {
        let rounds = self.runs.values().map(Vec::len).max().unwrap_or_default();
        let mut text = format!(
            "{} messages a round, {rounds} rounds in turns; median (lowest–highest).\n\n\
             | client | messages/s | CPU s a round | peak memory, MiB |\n|---|---|---|---|\n",
            self.messages
        );
        for (client, runs) in &self.runs {
            let rate = spread(runs, Run::messages_a_second, 0);
            let cpu = spread(runs, |run| run.cpu.as_secs_f64(), 2);
            let peak = spread(runs, |run| run.peak_mib, 1);
            writeln!(text, "| {} | {rate} | {cpu} | {peak} |", client.name()).unwrap_or_default();
        }
        if let Some(times) = self.times_the_best_peer() {
            writeln!(
                text,
                "\nAdagio takes {times:.1} times the messages of the better of the two others."
            )
            .unwrap_or_default();
        }
        text
    }

    fn times_the_best_peer(&self) -> Option<f64> {
        let of = |client| Some(median(self.runs.get(&client)?, Run::messages_a_second));
        let peers = [Client::Serenity, Client::DiscordJs];
        let best = peers.into_iter().filter_map(of).reduce(f64::max)?;
        Some(of(Client::Adagio)? / best)
    }
}

fn sorted(runs: &[Run], figure: impl Fn(&Run) -> f64) -> Vec<f64> {
    let mut figures: Vec<f64> = runs.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    figures
}

fn median(runs: &[Run], figure: impl Fn(&Run) -> f64) -> f64 {
    let figures = sorted(runs, figure);
    let middle = figures.len() / 2;
    match figures.get(middle) {
        None => 0.0,
        Some(upper) if figures.len() % 2 == 1 => *upper,
        Some(upper) => f64::midpoint(figures[middle - 1], *upper),
    }
}

fn spread(runs: &[Run], figure: impl Fn(&Run) -> f64 + Copy, digits: usize) -> String {
    let figures = sorted(runs, figure);
    let (Some(lowest), Some(highest)) = (figures.first(), figures.last()) else {
        return String::new();
    };
    let middle = median(runs, figure);
    format!("{middle:.digits$} ({lowest:.digits$}–{highest:.digits$})")
}
