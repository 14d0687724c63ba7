//! The command line: what can be asked of the program, and who answers.

mod check;
mod invite;
mod run;
mod sandbox;

use std::path::PathBuf;
use std::process::ExitCode;

use adagio::config::{Settings, SettingsError, Surroundings};
use clap::{Parser, Subcommand};

/// A Discord bot that lets a team answer at its own pace.
///
/// New here? `adagio sandbox` shows a whole day in a simulated Discord: no token, no server, no network.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Settings to use instead of config/adagio.toml; `config/default.toml` explains them all.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Connect to Discord and work until told to stop (ctrl-c or SIGTERM).
    Run,
    /// Play a day, or real chat, in a simulated Discord, and account for every ping.
    Sandbox(sandbox::Sandbox),
    /// Say what is wrong with the set-up, and how to mend it.
    Check(check::Check),
    /// Print the link with which somebody adds the bot to a server.
    Invite(invite::Invite),
}

impl Arguments {
    /// Does what was asked.
    pub(crate) async fn carry_out(self) -> anyhow::Result<ExitCode> {
        let config = self.config;
        match self.command {
            Command::Run => run::run(settings(config)?).await,
            Command::Sandbox(sandbox) => sandbox.play().await,
            Command::Check(check) => check.look(settings(config)).await,
            Command::Invite(invite) => invite.print(|| settings(config)),
        }
    }
}

/// The settings as this process finds them.
fn settings(file: Option<PathBuf>) -> Result<Settings, SettingsError> {
    Surroundings::of_this_process(file)?.settings()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
