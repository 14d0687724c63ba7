//! What a digest hour takes of the machine, before anything is sent; and whether looking takes longer the more is stored.
//!
//! `cargo bench --bench digests` fills databases by the same deeds as the running program, each measurement in a process of
//! its own:
//!
//! - composing, when 1,000, 10,000 and 50,000 people are due at once: processor time and memory;
//! - the same for a ping of a role that 10,000 and 50,000 have, and one that none of 10,000 has;
//! - `/inbox` and a digest, with 1,000 pings stored and with 1,000,000.
//!
//! `--write docs/performance.md`, behind `--`, puts the tables between the marks in this file.

mod compose;
mod house;
mod look;
mod report;
mod usage;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, bail, ensure};

use self::compose::Said;
use self::report::Report;

/// Who is due at once, and by what.
const COMPOSED: [(usize, Said); 6] = [
    (1_000, Said::Each),
    (10_000, Said::Each),
    (50_000, Said::Each),
    (10_000, Said::TheirRole),
    (50_000, Said::TheirRole),
    (10_000, Said::OthersRole),
];

/// So many pings are stored when somebody looks.
const STORED: [usize; 2] = [1_000, 1_000_000];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // What cargo itself says to every benchmark comes last.
    match words.as_slice() {
        ["measure", "compose", people, said] => {
            compose::measure(people.parse()?, said.parse()?).await
        }
        ["measure", "look", stored] => look::measure(stored.parse()?).await,
        ["--write", path, ..] => all(Some(path.into())),
        [] | ["--bench"] => all(None),
        words => bail!("there are no options {words:?}"),
    }
}

/// Measures everything, one after the other.
fn all(write: Option<PathBuf>) -> anyhow::Result<()> {
    let mut report = Report::default();
    for (people, said) in COMPOSED {
        let figures = measured(&["compose", &people.to_string(), said.word()])?;
        eprintln!("{people:>7} {:<40} {figures:?}", said.sentence());
        report.composed(people, said, &figures);
    }
    for stored in STORED {
        let figures = measured(&["look", &stored.to_string()])?;
        eprintln!("{stored:>7} pings stored {figures:?}");
        report.looked(stored, &figures);
    }
    report.show(write.as_deref())
}

/// The figures that a process of its own prints.
fn measured(what: &[&str]) -> anyhow::Result<Vec<f64>> {
    let program = std::env::current_exe()?;
    let output = Command::new(program).arg("measure").args(what).output()?;
    let said = String::from_utf8(output.stdout)?;
    let fault = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{what:?}: {fault}");
    let figures = said.split_whitespace().map(str::parse);
    figures
        .collect::<Result<_, _>>()
        .with_context(|| format!("{what:?} printed {said}"))
}
