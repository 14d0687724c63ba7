//! What somebody searches for, as SQLite's full-text index reads it.

/// The most words that are searched for; further ones hardly narrow it.
const MOST: usize = 12;

/// What somebody looks for: words that begin like each of these, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought(String);

impl Sought {
    /// Reads what was typed. Nothing in it is an operator: each word is quoted. `None`: there is no word in it.
    pub fn read(text: &str) -> Option<Self> {
        let words = text.split_whitespace();
        let words = words.filter(|word| word.chars().any(char::is_alphanumeric));
        let quoted = words.map(|word| format!("\"{}\"*", word.replace('"', " ")));
        let all: Vec<_> = quoted.take(MOST).collect();
        (!all.is_empty()).then(|| Self(all.join(" ")))
    }

    /// In the language of SQLite's FTS5.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_words_and_never_operators() {
        for (typed, expected) in [
            ("refund", "\"refund\"*"),
            ("  the  refund ", "\"the\"* \"refund\"*"),
            ("a OR b NOT c*", "\"a\"* \"OR\"* \"b\"* \"NOT\"* \"c*\"*"),
            ("say \"hi\"", "\"say\"* \" hi \"*"),
            ("words:x (", "\"words:x\"*"),
        ] {
            let sought = Sought::read(typed);
            assert_eq!(sought.as_ref().map(Sought::as_str), Some(expected));
        }
        for nothing in ["", "  ", "\" * ( ) -"] {
            assert_eq!(Sought::read(nothing), None, "{nothing}");
        }
    }
}
