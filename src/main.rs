//! The program: read the command line, do it, and turn what went wrong into one sentence and an exit code.
//!
//! `adagio run` without a token says `adagio: there is no token: set DISCORD_TOKEN …` and ends with 1.

mod cli;

use std::io;
use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    match cli::Arguments::parse().carry_out().await {
        Ok(code) => code,
        // Whoever read our output has seen enough: `adagio sandbox | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("adagio: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let problem = error.root_cause().downcast_ref::<io::Error>();
    problem.is_some_and(|problem| problem.kind() == io::ErrorKind::BrokenPipe)
}
