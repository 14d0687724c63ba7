//! `adagio check`: a look at everything that has to be right before Adagio can work.
//!
//! One line each, and what to do about it where something is wrong:
//! `wrong  token     there is no token: set DISCORD_TOKEN …`. Nothing is created or changed.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use adagio::actions::Seal;
use adagio::config::{Settings, SettingsError};
use adagio::{discord, health, store};
use anyhow::Context;

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Only ask the Adagio that runs here whether it is well (for a container's health check).
    #[arg(long)]
    health: bool,
}

/// What was found about one thing: how it is, or what is wrong and how to mend it.
type Finding = Result<String, String>;

impl Check {
    /// Looks, prints, and fails if anything is wrong.
    pub(super) async fn look(
        self,
        settings: Result<Settings, SettingsError>,
    ) -> anyhow::Result<ExitCode> {
        if self.health {
            let listen = settings?.service.listen;
            let address = listen.context("service.listen is empty: there is nobody to ask")?;
            health::ask(address).await?;
            return Ok(ExitCode::SUCCESS);
        }
        let settings = match settings {
            Ok(settings) => settings,
            Err(error) => {
                report("settings", &Err(error.to_string()));
                return Ok(ExitCode::FAILURE);
            }
        };
        let findings = [
            ("settings", Ok("every key is known".to_owned())),
            ("token", token(&settings)),
            ("database", database(&settings.storage.database).await),
            ("key", key(settings.storage.key_file.as_deref())),
            ("discord", reach(&settings).await),
        ];
        for (about, finding) in &findings {
            report(about, finding);
        }
        let all_is_well = findings.iter().all(|(_, finding)| finding.is_ok());
        Ok(if all_is_well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

fn report(about: &str, finding: &Finding) {
    let (verdict, sentence) = match finding {
        Ok(sentence) => ("ok", sentence),
        Err(sentence) => ("wrong", sentence),
    };
    println!("{verdict:<6} {about:<9} {sentence}");
}

fn token(settings: &Settings) -> Finding {
    let token = settings.token().map_err(said)?;
    Ok(format!(
        "it has the right shape, of the bot {}",
        token.bot()
    ))
}

async fn reach(settings: &Settings) -> Finding {
    let token = settings
        .token()
        .map_err(|_| "not asked, for want of a token".to_owned())?;
    let reach = discord::reach(&settings.discord, &token)
        .await
        .map_err(|error| format!("{error:#}"))?;
    Ok(format!(
        "it answers and knows the bot as {}; {} new sessions are left for today",
        reach.name, reach.sessions_left
    ))
}

async fn database(path: &Path) -> Finding {
    let standing = store::standing(path).await.map_err(said)?;
    let path = path.display();
    Ok(match standing {
        store::Standing::Absent => format!("{path} will be made at the first start"),
        store::Standing::Current => format!("{path} opens and is up to date"),
        store::Standing::Behind => format!("{path} opens; the next start brings it up to date"),
    })
}

fn key(path: Option<&Path>) -> Finding {
    let Some(path) = path else {
        return Ok("none is wanted: digests link instead of quoting".to_owned());
    };
    let name = path.display();
    if !path.exists() {
        return Ok(format!(
            "{name} will be made at the first start; keep a copy of it"
        ));
    }
    Seal::from_file(path).map_err(said)?;
    Ok(format!("{name} holds a key; keep a copy of it"))
}

fn said(error: impl fmt::Display) -> String {
    error.to_string()
}
