//! From gateway frame to committed row, side by side with others, and memory at rest.
//!
//! `cargo bench --bench firehose` pours 200,000 messages of realistic size, each with one mention, out of the simulator
//! as fast as each client reads them, in turns: `adagio run` in production configuration with 5,000 joined people, an
//! empty serenity client, and discord.js with better-sqlite3 (see `benches/peers`). Each round is a process of its
//! own. Then Adagio rests among 1,000 servers of 50 channels. Options, behind `--`:
//!
//! - `--rounds 5`: how often each client runs (3).
//! - `--messages 20000`: how many messages a round (200,000).
//! - `--only adagio`: one client alone; `serenity` and `discordjs` are the others, `rest` is Adagio among 1,000 servers.
//! - `--write docs/performance.md`: puts the tables between the marks in this file.

mod adagio_run;
mod frames;
mod options;
mod peers;
mod process;
mod report;
mod rest;
mod town;

use anyhow::Context as _;

use self::options::{Client, Options};
use self::report::Report;
use self::town::Town;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::read(std::env::args().skip(1))?;
    let mut report = Report::new(&options);
    let peers = peers::install(&options)?;
    if options.clients().next().is_some() {
        let town = Town::build().await?;
        let joined = adagio_run::joined(&town).await.context("let people join")?;
        let messages = frames::messages(&town, options.messages);
        for round in 1..=options.rounds {
            for client in options.clients() {
                let run = match client {
                    Client::Adagio => adagio_run::round(&town, &joined, &messages).await,
                    Client::Serenity | Client::DiscordJs => {
                        peers.round(client, &town, &messages).await
                    }
                };
                let run = run.with_context(|| format!("round {round} of {}", client.name()))?;
                eprintln!("{:>2}. {:<30} {run}", round, client.name());
                report.add(client, run);
            }
        }
    }
    if options.wants_rest() {
        report.rest(rest::measure().await?);
    }
    report.show(&options)
}
