//! Which keys there are, and which one somebody may have meant.

use std::collections::BTreeSet;
use std::fmt;

use config::{Map, Value, ValueKind};

/// The keys of `tables`, each with its section: `log.format`.
pub(super) fn flat(tables: &Map<String, Value>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    collect("", tables, &mut keys);
    keys
}

fn collect(prefix: &str, table: &Map<String, Value>, keys: &mut BTreeSet<String>) {
    for (name, value) in table {
        let key = format!("{prefix}{name}");
        match &value.kind {
            ValueKind::Table(inner) => collect(&format!("{key}."), inner, keys),
            _ => {
                keys.insert(key);
            }
        }
    }
}

/// Where a key was written, which decides how it is spelt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// `log.format` in the file of this name.
    File(String),
    /// `ADAGIO__LOG__FORMAT` in the environment or `.env`.
    Environment,
}

impl Spelling {
    fn of(&self, key: &str) -> String {
        match self {
            Self::File(_) => key.to_owned(),
            Self::Environment => format!("ADAGIO__{}", key.to_uppercase().replace('.', "__")),
        }
    }
}

/// A key that no setting has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey {
    key: String,
    spelling: Spelling,
    /// The known key that looks most like it.
    nearest: String,
}

impl UnknownKey {
    /// The first of `given` that is not in `known`.
    pub(super) fn first(
        given: &BTreeSet<String>,
        known: &BTreeSet<String>,
        spelling: Spelling,
    ) -> Option<Self> {
        let key = given.difference(known).next()?;
        let nearest = known.iter().max_by(|a, b| {
            let likeness = |other| strsim::jaro_winkler(key, other);
            likeness(a).total_cmp(&likeness(b))
        })?;
        Some(Self {
            key: key.clone(),
            spelling,
            nearest: nearest.clone(),
        })
    }
}

impl fmt::Display for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.spelling.of(&self.key);
        match &self.spelling {
            Spelling::File(name) => write!(f, "{key} in {name} is no setting")?,
            Spelling::Environment => write!(f, "{key} is no setting")?,
        }
        if self.key.ends_with("token") {
            return f.write_str("; the token is DISCORD_TOKEN in the environment or .env");
        }
        let nearest = self.spelling.of(&self.nearest);
        write!(f, "; did you mean {nearest}?")
    }
}

impl std::error::Error for UnknownKey {}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(keys: &[&str]) -> BTreeSet<String> {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    #[test]
    fn an_unknown_key_is_named_as_it_was_written_with_the_nearest_known_one() {
        let known = set(&["discord.api_base", "log.filter", "log.format"]);
        let said = |key, spelling| {
            UnknownKey::first(&set(&[key]), &known, spelling)
                .unwrap()
                .to_string()
        };
        assert_eq!(
            said("log.formt", Spelling::Environment),
            "ADAGIO__LOG__FORMT is no setting; did you mean ADAGIO__LOG__FORMAT?"
        );
        assert_eq!(
            said("discord.api_bas", Spelling::File("a.toml".to_owned())),
            "discord.api_bas in a.toml is no setting; did you mean discord.api_base?"
        );
        assert_eq!(
            said("discord.token", Spelling::File("a.toml".to_owned())),
            "discord.token in a.toml is no setting; the token is DISCORD_TOKEN in the environment or .env"
        );
    }

    #[test]
    fn known_keys_pass() {
        let known = set(&["log.filter", "log.format"]);
        assert_eq!(
            UnknownKey::first(&set(&["log.format"]), &known, Spelling::Environment),
            None
        );
    }
}
