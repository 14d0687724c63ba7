//! `adagio run`: the bot itself.

use std::process::ExitCode;

use adagio::config::Settings;
use adagio::{app, telemetry};

/// Works until told to stop.
pub(super) async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    telemetry::start(&settings.log)?;
    app::run(settings).await?;
    Ok(ExitCode::SUCCESS)
}
