//! What ends Adagio, or keeps it from starting: each says what is wrong and what to do about it.

/// Why there is no connection to Discord, and can't be.
#[derive(Debug, thiserror::Error)]
pub enum Fatal {
    #[error(
        "Discord doesn't accept the token; copy it again from the developer portal (DISCORD_TOKEN)"
    )]
    Token,
    #[error(
        "Discord doesn't allow the message-content intent; turn it on in the developer portal \
         (Bot, Privileged Gateway Intents), or set discord.message_content to false"
    )]
    Intents,
    #[error("Discord can't be reached at {0}; check the network, or discord.api_base")]
    Unreachable(String),
    #[error("what answers at {0} is not Discord's API; check discord.api_base")]
    Stranger(String),
    #[error(
        "Discord takes no requests from here for the next {0} s; start Adagio again after that"
    )]
    TooSoon(u64),
    #[error("Discord wants another number of shards; leave discord.shards at 0")]
    Shards,
    #[error(
        "Discord closed the connection for good with code {0}; a newer version of Adagio may help"
    )]
    Closed(u16),
    #[error("the part of Adagio that {0} has stopped; its last log line says why")]
    Stopped(&'static str),
}

impl Fatal {
    /// The meaning of a close code after which Discord wants no new connection (facts §1.4).
    pub(super) fn of_close_code(code: u16) -> Self {
        match code {
            4004 => Self::Token,
            4010 | 4011 => Self::Shards,
            4013 | 4014 => Self::Intents,
            other => Self::Closed(other),
        }
    }
}
