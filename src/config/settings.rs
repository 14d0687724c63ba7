//! The settings as types: whoever holds a [`Settings`] need not check anything again.

use std::fmt;
use std::net::SocketAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;
use std::str::FromStr;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de};
use tracing_subscriber::filter::Targets;

use super::token::{Token, TokenError};

/// Everything that the operator decides; each field is described in `config/default.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Settings {
    pub discord: DiscordSettings,
    pub storage: StorageSettings,
    pub service: ServiceSettings,
    pub log: LogSettings,
    /// `DISCORD_TOKEN` as it was given; [`Settings::token`] reads it.
    #[serde(skip)]
    pub(super) given_token: Option<SecretString>,
}

impl Settings {
    /// The bot's token.
    ///
    /// # Errors
    /// None was given, or what was given is no bot token.
    pub fn token(&self) -> Result<Token, TokenError> {
        let given = self.given_token.as_ref().ok_or(TokenError::Missing)?;
        Token::read(given)
    }
}

/// How to reach Discord, and how hard.
#[derive(Clone, Debug, Deserialize)]
pub struct DiscordSettings {
    /// Without a slash at the end: `https://discord.com/api/v10`.
    #[serde(deserialize_with = "address_of_an_api")]
    pub api_base: String,
    pub message_content: MessageContent,
    /// Requests a second over all routes.
    pub global_per_second: NonZeroU16,
    /// Frames a minute on each connection.
    pub gateway_per_minute: NonZeroU32,
    /// Gateway connections. `None`: as many as Discord recommends.
    #[serde(deserialize_with = "zero_is_none")]
    pub shards: Option<NonZeroU32>,
}

/// Whether Adagio may see what people write (PRODUCT P15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "bool")]
pub enum MessageContent {
    /// With the privileged intent: digests quote.
    Readable,
    /// Without it: digests link.
    LinksOnly,
}

impl From<bool> for MessageContent {
    fn from(asked_for: bool) -> Self {
        if asked_for {
            Self::Readable
        } else {
            Self::LinksOnly
        }
    }
}

/// Where things are kept.
#[derive(Clone, Debug, Deserialize)]
pub struct StorageSettings {
    /// The SQLite file.
    #[serde(deserialize_with = "path_of_a_file")]
    pub database: PathBuf,
    /// The key file. `None`: no excerpt is kept.
    #[serde(deserialize_with = "empty_is_none")]
    pub key_file: Option<PathBuf>,
}

/// What Adagio offers on the machine itself.
#[derive(Clone, Debug, Deserialize)]
pub struct ServiceSettings {
    /// Where `/healthz` answers. `None`: nowhere.
    #[serde(deserialize_with = "empty_is_none")]
    pub listen: Option<SocketAddr>,
}

/// What is logged, and how it looks.
#[derive(Clone, Debug, Deserialize)]
pub struct LogSettings {
    pub format: LogFormat,
    #[serde(deserialize_with = "targets")]
    pub filter: Targets,
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl TryFrom<String> for LogFormat {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        match word.as_str() {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(format!("{word:?} is neither \"text\" nor \"json\"")),
        }
    }
}

fn address_of_an_api<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let given = String::deserialize(from)?;
    let base = given.trim().trim_end_matches('/');
    let host = base
        .strip_prefix("https://")
        .or_else(|| base.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() => Ok(base.to_owned()),
        _ => Err(de::Error::custom(format!(
            "{given:?} is no address like https://discord.com/api/v10"
        ))),
    }
}

fn path_of_a_file<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    let given = String::deserialize(from)?;
    if given.is_empty() {
        return Err(de::Error::custom("it needs the path of a file"));
    }
    Ok(given.into())
}

fn zero_is_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NonZeroU32>, D::Error> {
    u32::deserialize(from).map(NonZeroU32::new)
}

fn empty_is_none<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: fmt::Display,
{
    let given = String::deserialize(from)?;
    if given.is_empty() {
        return Ok(None);
    }
    let read = given.parse().map(Some);
    read.map_err(|problem| de::Error::custom(format!("{given:?}: {problem}")))
}

fn targets<'de, D: Deserializer<'de>>(from: D) -> Result<Targets, D::Error> {
    let given = String::deserialize(from)?;
    given.parse().map_err(|_| {
        de::Error::custom(format!(
            "{given:?} is no filter like \"info\" or \"info,adagio::discord=debug\""
        ))
    })
}
