//! `discord-sim`: the simulator as a program, with its control API below `/_sim`.
//!
//! ```text
//! $ discord-sim --listen 127.0.0.1:7777 --world acme.toml
//! {"api_base":"http://127.0.0.1:7777/api/v10","gateway":"ws://127.0.0.1:7777","token":"…",…}
//! ```
//!
//! It prints that one line when a bot can connect, and works until it is told to stop (ctrl-c or SIGTERM). What is wrong with a flag,
//! a world file or a port is one sentence on stderr, and exit code 2.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use chrono::{DateTime, Utc};
use clap::{Parser, ValueEnum};
use discord_sim::{Builder, Limits, Simulator, WorldPlan};

/// A Discord on this machine: REST API v10 and gateway v10 in memory, on a loopback port.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen: an address of this machine's own; port 0 takes a free one.
    #[arg(long, value_name = "127.0.0.1:PORT")]
    listen: SocketAddr,
    /// The servers, channels, roles and people to begin with.
    #[arg(long, value_name = "FILE.toml")]
    world: Option<PathBuf>,
    /// Appends every REST exchange and gateway frame to this file, a line of JSON each.
    #[arg(long, value_name = "FILE")]
    wire_log: Option<PathBuf>,
    /// Whether time runs, or stands until the control API moves it. It can be moved on either way.
    #[arg(long, value_enum, default_value_t = Time::System)]
    clock: Time,
    /// What the clock shows first, such as 2026-03-02T08:00:00Z. Default: now; for a clock moved by hand, that Monday morning.
    #[arg(long, value_name = "INSTANT")]
    start_at: Option<DateTime<Utc>>,
    /// Rate limits and the like: as Discord's, or none. The control API can change each.
    #[arg(long, value_enum, default_value_t = Speed::Discord)]
    limits: Speed,
    /// What ids of sessions and tokens are made from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The bot's token. Default: one made from the seed.
    #[arg(long)]
    token: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Time {
    System,
    Hand,
}

#[derive(Clone, Copy, ValueEnum)]
enum Speed {
    Discord,
    Unlimited,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("discord-sim: {sentence}");
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), String> {
    let plan = arguments.world.as_deref().map(read_world).transpose()?;
    let told_to_stop = told_to_stop()?;
    let sim = arguments
        .builder()?
        .start()
        .await
        .map_err(|why| chain(&why))?;
    if let Some(plan) = plan {
        sim.build(&plan)
            .map_err(|why| format!("the world file can't be built: {why}"))?;
    }
    println!("{}", sim.connection());
    told_to_stop.await;
    sim.shutdown().await;
    Ok(())
}

impl Arguments {
    fn builder(self) -> Result<Builder, String> {
        if !self.listen.ip().is_loopback() {
            return Err(format!(
                "--listen {}: others could reach it there, and nothing guards it; take an address of this machine's own, such as 127.0.0.1:{}",
                self.listen,
                self.listen.port()
            ));
        }
        let mut builder = Simulator::builder()
            .listen(self.listen)
            .seed(self.seed)
            .control_api();
        builder = builder.limits(match self.limits {
            Speed::Discord => Limits::discord(),
            Speed::Unlimited => Limits::unlimited(),
        });
        if self.clock == Time::System {
            builder = builder.start_at(now()).running();
        }
        if let Some(at) = self.start_at {
            builder = builder.start_at(at);
        }
        if let Some(path) = self.wire_log {
            builder = builder.wire_log(path);
        }
        if let Some(token) = self.token {
            builder = builder.token(token);
        }
        Ok(builder)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the world's time comes from the machine's"
)]
fn now() -> DateTime<Utc> {
    Utc::now()
}

fn read_world(path: &Path) -> Result<WorldPlan, String> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|why| format!("the world file {name} can't be read: {why}"))?;
    toml::from_str(&text).map_err(|why| format!("the world file {name} is wrong: {why}"))
}

/// Ends when ctrl-c is pressed or SIGTERM comes. Listens from now on, so that neither is missed.
fn told_to_stop() -> Result<impl Future<Output = ()>, String> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(|why| format!("signals can't be heard: {why}"));
    let (mut interrupted, mut terminated) = (
        listen(SignalKind::interrupt())?,
        listen(SignalKind::terminate())?,
    );
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// An error with what caused it, in one sentence.
fn chain(error: &dyn std::error::Error) -> String {
    let mut sentence = error.to_string();
    let mut cause = error.source();
    while let Some(why) = cause {
        sentence = format!("{sentence}: {why}");
        cause = why.source();
    }
    sentence
}
