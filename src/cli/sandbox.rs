//! `adagio sandbox`: Adagio at work where nobody can be disturbed.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use adagio::sandbox::{self, Account, Bar, Look, Report, Weather, Wishes};

#[derive(Debug, clap::Args)]
pub(super) struct Sandbox {
    /// Play this chat instead of the invented day: one file a channel, in the order given.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    replay: Vec<PathBuf>,

    /// Another day, or other people's hours: the same number gives the same again.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Let Discord fail while the chat plays: lost events, dropped connections, errors, minutes without it or Adagio.
    #[arg(long, requires = "replay")]
    faults: bool,

    /// End with the account as one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Sandbox {
    /// Plays, tells, and ends with a failure if the account doesn't close.
    pub(super) async fn play(self) -> anyhow::Result<ExitCode> {
        let account = if self.replay.is_empty() {
            self.play_day().await?
        } else {
            self.play_chat().await?
        };
        if self.json {
            println!("{}", serde_json::to_string(&account.figures)?);
        }
        Ok(if account.closes() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    async fn play_day(&self) -> anyhow::Result<Account> {
        let mut out = io::stdout();
        let look = if out.is_terminal() {
            Look::Styled
        } else {
            Look::Plain
        };
        let day = sandbox::play_day(self.seed, &mut out, look).await?;
        out.flush()?;
        Ok(day.account)
    }

    async fn play_chat(&self) -> anyhow::Result<Account> {
        let wishes = Wishes {
            files: self.replay.clone(),
            seed: self.seed,
            weather: if self.faults {
                Weather::Rough
            } else {
                Weather::Calm
            },
            ..Wishes::default()
        };
        let mut bar = Bar::default();
        let played = sandbox::replay(&wishes, &mut bar).await?;
        drop(bar);
        println!("{}", Report(&played));
        Ok(played.account)
    }
}
