//! The first words with Discord: whether it answers, takes the token, and what it allows.
//!
//! Every start begins so; `adagio check` asks no more than this, and connects nobody.

use std::sync::Arc;

use super::errors::Fatal;
use super::http::{Application, GatewayBot, Http, HttpError};
use super::patience::Patience;
use crate::config::{DiscordSettings, MessageContent, Token};

/// What Discord says before there is any connection.
#[derive(Debug)]
pub(super) struct Greeting {
    pub(super) application: Application,
    pub(super) gateway: GatewayBot,
}

/// Asks who we are, and where to connect.
pub(super) async fn greet(http: &Http) -> Result<Greeting, HttpError> {
    Ok(Greeting {
        application: http.application().await?,
        gateway: http.gateway_bot().await?,
    })
}

/// Why nothing can begin without an answer.
pub(super) fn reason(error: HttpError, settings: &DiscordSettings) -> Fatal {
    let address = settings.api_base.clone();
    match error {
        HttpError::Refused { status: 401, .. } => Fatal::Token,
        HttpError::Refused { .. } | HttpError::Unreadable => Fatal::Stranger(address),
        HttpError::Unreachable | HttpError::Unanswered => Fatal::Unreachable(address),
        HttpError::RateLimited { retry_after } => Fatal::TooSoon(retry_after.as_secs() + 1),
    }
}

/// How Discord receives Adagio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// What the application is called.
    pub name: String,
    /// How many new sessions may still be started today, for all that runs with this token.
    pub sessions_left: u32,
}

/// Asks Discord whether Adagio could connect, without doing so.
///
/// # Errors
/// It couldn't; the error says what to do.
pub async fn reach(settings: &DiscordSettings, token: &Token) -> anyhow::Result<Reach> {
    let http = Http::new(settings, token, &Patience::default(), Arc::default())?;
    let said = greet(&http).await;
    let Greeting {
        application,
        gateway,
    } = said.map_err(|error| reason(error, settings))?;
    let wants_content = settings.message_content == MessageContent::Readable;
    if wants_content && !application.may_read_messages() {
        return Err(Fatal::Intents.into());
    }
    Ok(Reach {
        name: application.name,
        sessions_left: gateway.session_start_limit.remaining,
    })
}
