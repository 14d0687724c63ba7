//! What a message wants of Adagio itself: "@Adagio later", "when" or "why" as a reply does what the menu of the message that it
//! answers does, because menus are far away on a phone (PRODUCT, Commands).

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::event::Mention;
use super::explanation::Explanation;
use super::ids::{MessageId, UserId};
use super::item::Saved;

/// So many words after "@Adagio" may be a try at one of its own. More are talk that happens to begin with the name.
const TRY: usize = 3;

/// What can stand around a word without changing it.
const PUNCTUATION: [char; 6] = ['?', '!', '.', ',', ':', ';'];

/// What is said to Adagio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// "Save for my digest".
    Later,
    /// When it is read.
    When,
    /// When, and why then.
    Why,
    /// It can't wait.
    Urgent,
    /// None of these, but hardly meant for anybody else.
    Unknown,
}

impl Word {
    /// What a text says to Adagio. `None`: it speaks to people, and at most about Adagio.
    pub fn read(text: &str, adagio: UserId) -> Option<Self> {
        let mentions = [format!("<@{adagio}>"), format!("<@!{adagio}>")];
        let is_mention = |word: &&str| mentions.iter().any(|mention| mention == word);
        let words = text.split_whitespace();
        let words: Vec<&str> = words.map(|word| word.trim_matches(PUNCTUATION)).collect();
        let is_addressed = words.first().is_some_and(is_mention);
        let rest: Vec<&str> = words.iter().filter(|it| !is_mention(it)).copied().collect();
        if rest.len() == words.len() {
            return None;
        }
        match rest.as_slice() {
            [word] if let Some(word) = Self::known(word) => Some(word),
            [first, ..] if is_addressed && Self::known(first) == Some(Self::Urgent) => {
                Some(Self::Urgent)
            }
            few if is_addressed && few.len() <= TRY => Some(Self::Unknown),
            _ => None,
        }
    }

    fn known(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "later" => Some(Self::Later),
            "when" => Some(Self::When),
            "why" => Some(Self::Why),
            "urgent" => Some(Self::Urgent),
            _ => None,
        }
    }
}

/// What a message wants of Adagio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub word: Word,
    /// The message that it answers. `None`: it answers none that is still there.
    pub about: Option<About>,
}

impl Wish {
    /// Whether the message says nothing to people: then it pings nobody, and what it answers isn't answered.
    pub const fn is_all(&self) -> bool {
        matches!(self.word, Word::Later | Word::When | Word::Why)
    }
}

/// The message that a wish is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub message: MessageId,
    pub author: UserId,
    pub author_name: String,
    pub mentions: Vec<Mention>,
    /// `None`: words aren't read here (PRODUCT P15).
    pub text: Option<String>,
    pub edited_at: Option<DateTime<Utc>>,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fulfilled {
    Saved(Saved),
    Explained(Explanation),
    /// What can be said to Adagio.
    Help,
    /// That nothing is urgent yet.
    NotUrgent,
}

/// The key of an answer in the outbox, `wish:<message>`: one for each message that wants something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WishKey(pub MessageId);

impl fmt::Display for WishKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "wish:{}", self.0)
    }
}

/// The key is of something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key of a wish")]
pub struct NoWishKey;

impl FromStr for WishKey {
    type Err = NoWishKey;

    fn from_str(text: &str) -> Result<Self, NoWishKey> {
        let id = text.strip_prefix("wish:").and_then(|id| id.parse().ok());
        id.map(|id| Self(MessageId::new(id))).ok_or(NoWishKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_to_adagio_is_told_from_what_is_said_to_people() {
        use Word::{Later, Unknown, Urgent, When, Why};
        let table = [
            ("<@7> later", Some(Later)),
            ("<@!7>  Later.", Some(Later)),
            ("<@7>, later", Some(Later)),
            ("when? <@7>", Some(When)),
            ("<@7> WHY??", Some(Why)),
            ("<@7>", Some(Unknown)),
            ("<@7> latr", Some(Unknown)),
            ("<@7> later please", Some(Unknown)),
            ("<@7> urgent", Some(Urgent)),
            (
                "<@7> urgent: the site of our customer is down",
                Some(Urgent),
            ),
            ("<@7> is the bot that holds our pings", None),
            ("thanks <@7>", None),
            ("ask <@7> later", None),
            ("<@8> later", None),
            ("later", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(Word::read(text, UserId::new(7)), expected, "{text}");
        }
    }

    #[test]
    fn a_key_reads_back() {
        let key = WishKey(MessageId::new(1_478_138_580_172_800_000));
        assert_eq!(key.to_string().parse(), Ok(key));
        for other in ["", "wish:", "wish:x", "digest:5"] {
            assert_eq!(other.parse::<WishKey>(), Err(NoWishKey));
        }
    }
}
