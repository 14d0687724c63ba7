//! The program: read the command line, do it, and turn what went wrong into one sentence and an exit code.
//!
//! `adagio run` without a token says `adagio: there is no token: set DISCORD_TOKEN …` and ends with 1.

mod cli;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    match cli::Arguments::parse().carry_out().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("adagio: {error:#}");
            ExitCode::FAILURE
        }
    }
}
