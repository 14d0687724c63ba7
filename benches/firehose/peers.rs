//! The other clients: installed when they are first needed, and run like Adagio.
//!
//! Each is told by its environment where Discord is (`API`), with which `TOKEN`, how many messages will come
//! (`MESSAGES`) and where a database may be (`DATABASE`). It prints `ready` when it has all servers, and `done` when it
//! has handled the last message: seen it, or committed it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};

use anyhow::{Context as _, ensure};

use super::frames::Messages;
use super::options::{Client, Options};
use super::process::{Process, Run};
use super::town::Town;

/// Stands there once everything has been installed and built; an attempt that broke off is made again.
const NPM_DONE: &str = "node_modules/.built";

/// The clients that are installed.
#[derive(Debug)]
pub(crate) struct Peers(PathBuf);

/// Installs those that are to run.
///
/// # Errors
/// If cargo or npm can't do it.
pub(crate) fn install(options: &Options) -> anyhow::Result<Peers> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    for client in options.clients() {
        match client {
            Client::Adagio => {}
            Client::Serenity => done(
                &folder.join("serenity"),
                "cargo build --release --locked --target-dir target",
            )?,
            Client::DiscordJs => {
                let folder = folder.join("discordjs");
                if !folder.join(NPM_DONE).exists() {
                    done(&folder, "npm ci --ignore-scripts")?;
                    // Its own script would fetch a binary; from source it is what this machine's compiler makes.
                    done(&folder, "npm rebuild better-sqlite3 --build-from-source")?;
                    std::fs::write(folder.join(NPM_DONE), "")?;
                }
            }
        }
    }
    Ok(Peers(folder))
}

fn done(folder: &Path, command: &str) -> anyhow::Result<()> {
    eprintln!("in {}: {command}", folder.display());
    let mut words = command.split(' ');
    let status = Command::new(words.next().unwrap_or_default())
        .args(words)
        .current_dir(folder)
        .status()
        .with_context(|| command.to_owned())?;
    ensure!(status.success(), "{command}: {status}");
    Ok(())
}

impl Peers {
    /// Pours the messages, until the client says that it has handled the last one.
    pub(crate) async fn round(
        &self,
        client: Client,
        town: &Town,
        messages: &Messages,
    ) -> anyhow::Result<Run> {
        let folder = tempfile::tempdir()?;
        let mut command = self.command(client);
        command
            .env("API", town.sim.api_base())
            .env("ORIGIN", town.sim.origin())
            .env("TOKEN", town.sim.token())
            .env("MESSAGES", messages.frames.len().to_string())
            .env("DATABASE", folder.path().join("peer.db"))
            .stdout(Stdio::piped());
        let mut process = Process::start(&mut command)?;
        let said = process.child().stdout.take();
        let mut said = BufReader::new(said.context("its output is not piped")?);
        wait_for(&mut said, "ready")?;
        let stopwatch = process.stopwatch()?;
        let frames = messages.frames.clone();
        let gateway = town.sim.gateway();
        let pouring = tokio::spawn(async move { gateway.pour(0, &frames).await });
        wait_for(&mut said, "done")?;
        let run = process.measured(&stopwatch, messages.frames.len())?;
        pouring.await?;
        drop(process);
        town.forget_sessions();
        Ok(run)
    }

    fn command(&self, client: Client) -> Command {
        if client == Client::Serenity {
            return Command::new(self.0.join("serenity/target/release/peer"));
        }
        let mut node = Command::new("node");
        node.arg("peer.js").current_dir(self.0.join("discordjs"));
        node
    }
}

/// Waits until the client says this word.
fn wait_for(said: &mut BufReader<ChildStdout>, word: &str) -> anyhow::Result<()> {
    tokio::task::block_in_place(|| {
        let mut line = String::new();
        while line.trim_end() != word {
            line.clear();
            ensure!(
                said.read_line(&mut line)? > 0,
                "it ended before it was {word}"
            );
        }
        Ok(())
    })
}
