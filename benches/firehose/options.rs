//! What was asked for on the command line.

use std::path::PathBuf;

use anyhow::{Context as _, bail};

/// Who reads the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Client {
    Adagio,
    Serenity,
    DiscordJs,
}

impl Client {
    pub(crate) const ALL: [Self; 3] = [Self::Adagio, Self::Serenity, Self::DiscordJs];

    /// What the table calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Adagio => "`adagio run`",
            Self::Serenity => "serenity, empty handler",
            Self::DiscordJs => "discord.js + better-sqlite3",
        }
    }
}

/// What to measure, and how often.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) rounds: usize,
    pub(crate) messages: usize,
    /// `None`: everything.
    only: Option<String>,
    /// The file whose tables are to be replaced.
    pub(crate) write: Option<PathBuf>,
}

impl Options {
    /// Reads the words behind `--`.
    ///
    /// # Errors
    /// If an option is unknown, or its value is.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut options = Self {
            rounds: 3,
            messages: 200_000,
            only: None,
            write: None,
        };
        while let Some(word) = words.next() {
            // What cargo itself says to every benchmark.
            if word == "--bench" {
                continue;
            }
            let value = words
                .next()
                .with_context(|| format!("{word} needs a value"))?;
            match word.as_str() {
                "--rounds" => options.rounds = value.parse().context("--rounds")?,
                "--messages" => options.messages = value.parse().context("--messages")?,
                "--write" => options.write = Some(value.into()),
                "--only" if ["adagio", "serenity", "discordjs", "rest"].contains(&&*value) => {
                    options.only = Some(value);
                }
                _ => bail!("there is no option {word} {value}"),
            }
        }
        Ok(options)
    }

    /// The clients that are to run, in turns.
    pub(crate) fn clients(&self) -> impl Iterator<Item = Client> + use<> {
        let only = self.only.clone();
        Client::ALL
            .into_iter()
            .filter(move |client| match only.as_deref() {
                None => true,
                Some("adagio") => *client == Client::Adagio,
                Some("serenity") => *client == Client::Serenity,
                Some("discordjs") => *client == Client::DiscordJs,
                Some(_) => false,
            })
    }

    /// Whether Adagio's memory at rest is to be measured.
    pub(crate) fn wants_rest(&self) -> bool {
        self.only.as_deref().is_none_or(|only| only == "rest")
    }
}
