//! The bot's token: three parts between dots, of which the first is the bot's own id in base64.
//!
//! `MTIz.x.y` belongs to the bot 123. It is never printed: `Debug` hides it and nothing displays it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use secrecy::{ExposeSecret, SecretString};

use crate::domain::ids::UserId;

/// A token with the shape of a bot token. Whether Discord accepts it, only Discord knows.
#[derive(Clone, Debug)]
pub struct Token {
    secret: SecretString,
    bot: UserId,
}

/// Why there is no token to work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error(
        "there is no token: set DISCORD_TOKEN in the environment or in .env \
         (developer portal > your application > Bot > Reset Token)"
    )]
    Missing,
    #[error(
        "DISCORD_TOKEN is no bot token: one has three parts with dots between them \
         (it is on the portal's Bot page; the client secret is something else)"
    )]
    NotThreeParts,
    #[error(
        "DISCORD_TOKEN is no bot token: its first part does not hold the bot's id; copy it again whole"
    )]
    NoBotId,
}

impl Token {
    /// Reads what the operator gave, forgiving space around it and the word `Bot` before it.
    pub(super) fn read(given: &SecretString) -> Result<Self, TokenError> {
        let text = given.expose_secret().trim();
        let text = text.strip_prefix("Bot ").unwrap_or(text).trim();
        if text.is_empty() {
            return Err(TokenError::Missing);
        }
        let parts: Vec<&str> = text.split('.').collect();
        let [first, second, third] = parts[..] else {
            return Err(TokenError::NotThreeParts);
        };
        if second.is_empty() || third.is_empty() {
            return Err(TokenError::NotThreeParts);
        }
        Ok(Self {
            bot: id_in(first).ok_or(TokenError::NoBotId)?,
            secret: text.into(),
        })
    }

    /// The bot's account, which is also its application's id.
    pub fn bot(&self) -> UserId {
        self.bot
    }

    /// The token itself, for the `Authorization` header and IDENTIFY only.
    pub fn expose(&self) -> &str {
        self.secret.expose_secret()
    }
}

fn id_in(part: &str) -> Option<UserId> {
    let bytes = STANDARD_NO_PAD.decode(part.trim_end_matches('=')).ok()?;
    let id: UserId = std::str::from_utf8(&bytes).ok()?.parse().ok()?;
    (id.get() > 0).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<UserId, TokenError> {
        Token::read(&text.into()).map(|token| token.bot())
    }

    #[test]
    fn a_token_carries_its_bots_id() {
        for text in [
            "MTIz.x.y",
            " MTIz.x.y\n",
            "Bot MTIz.x.y",
            "MTIzNA==.x.y",
            "MTIzNA.x.y",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
        assert_eq!(read("MTIz.x.y"), Ok(UserId::new(123)));
    }

    #[test]
    fn what_is_no_token_says_what_it_lacks() {
        for (text, error) in [
            ("", TokenError::Missing),
            ("  ", TokenError::Missing),
            ("0123456789abcdef", TokenError::NotThreeParts),
            ("MTIz.x", TokenError::NotThreeParts),
            ("MTIz..y", TokenError::NotThreeParts),
            ("abc!.x.y", TokenError::NoBotId),
            ("YWJj.x.y", TokenError::NoBotId),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_token_is_never_printed() {
        let token = Token::read(&"MTIz.secret.secret".into()).unwrap();
        assert!(!format!("{token:?}").contains("secret.secret"));
    }
}
