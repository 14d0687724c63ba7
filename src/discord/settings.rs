//! What the operator decides about Discord.

use secrecy::SecretString;

/// How Adagio reaches Discord.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The bot's token, without "Bot ".
    pub token: SecretString,
    /// Where the API stands, with its version: `https://discord.com/api/v10`.
    pub api_base: String,
    /// Whether people's messages can be read.
    pub content: Content,
    /// Requests a second, over all routes (facts §2: 50).
    pub global_per_second: u16,
    /// What a connection may send a minute (facts §1.4: 120).
    pub gateway_per_minute: u32,
    /// How many shards to run; `None`: as many as Discord recommends.
    pub shards: Option<u32>,
}

/// Whether the application has the message-content intent (facts §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Digests quote what was written.
    Readable,
    /// Digests have links instead of quotes (PRODUCT P15).
    Hidden,
}
