//! `adagio invite` prints where to click so that the bot joins a server.
//!
//! `https://discord.com/oauth2/authorize?client_id=123&scope=bot+applications.commands&permissions=…`

use std::process::ExitCode;

use adagio::config::{Settings, SettingsError};
use adagio::domain::ids::UserId;

/// What Adagio asks for: its right and Discord's bit for it. No right to manage anything.
const RIGHTS: [(&str, u8); 7] = [
    ("Add Reactions", 6),
    ("View Channels", 10),
    ("Send Messages", 11),
    ("Embed Links", 14),
    ("Read Message History", 16),
    ("Create Public Threads", 35),
    ("Send Messages in Threads", 38),
];

#[derive(Debug, clap::Args)]
pub(super) struct Invite {
    /// The application's id, if there is no DISCORD_TOKEN to read it from.
    #[arg(long, value_name = "ID")]
    client_id: Option<UserId>,
}

impl Invite {
    /// Prints the link; `settings` are read only if the id has to come from the token.
    pub(super) fn print(
        self,
        settings: impl FnOnce() -> Result<Settings, SettingsError>,
    ) -> anyhow::Result<ExitCode> {
        let bot = match self.client_id {
            Some(id) => id,
            None => settings()?.token()?.bot(),
        };
        println!("{}", link(bot));
        Ok(ExitCode::SUCCESS)
    }
}

fn link(bot: UserId) -> String {
    let permissions = RIGHTS.iter().fold(0_u64, |all, (_, bit)| all | 1 << bit);
    format!(
        "https://discord.com/oauth2/authorize\
         ?client_id={bot}&scope=bot+applications.commands&permissions={permissions}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_asks_for_what_adagio_needs() {
        insta::assert_snapshot!(
            link(UserId::new(123)),
            @"https://discord.com/oauth2/authorize?client_id=123&scope=bot+applications.commands&permissions=309237730368"
        );
    }
}
