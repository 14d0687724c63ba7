//! Where settings come from, read once at the start.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use config::{Config, ConfigError, Environment, File, FileFormat, Map, Source, Value};
use secrecy::SecretString;

use super::keys::{self, Spelling, UnknownKey};
use super::settings::Settings;

/// The settings as they are when nobody changes them.
const BUILT_IN: &str = include_str!("../../config/default.toml");

/// Read if it exists and no other file was named.
const USUAL_FILE: &str = "config/adagio.toml";

/// What the variables that are settings begin with.
const PREFIX: &str = "ADAGIO";

/// Why the settings can't be used; each is one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error(transparent)]
    UnknownKey(#[from] UnknownKey),
    #[error("the settings file {} can't be read: {problem}", path.display())]
    Unreadable { path: PathBuf, problem: io::Error },
    #[error("the settings file {} is no TOML: {problem}", path.display())]
    NoToml { path: PathBuf, problem: String },
    #[error("the setting {}", said_of_value(.0))]
    Unusable(#[from] ConfigError),
    // What dotenvy says quotes the line, and the line may be the token.
    #[error(".env has a line that is no NAME=value (values with spaces need quotes)")]
    DotEnv,
}

/// What surrounds the program: a file of settings, and variables.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    file: Option<PathBuf>,
    variables: HashMap<String, String>,
}

impl Surroundings {
    /// What the process finds: `file` or else `config/adagio.toml`, the environment, and `.env` for
    /// what the environment lacks.
    ///
    /// # Errors
    /// There is a `.env` that can't be read.
    pub fn of_this_process(file: Option<PathBuf>) -> Result<Self, SettingsError> {
        let usual = || Some(PathBuf::from(USUAL_FILE)).filter(|path| path.exists());
        let mut found = Self {
            file: file.or_else(usual),
            variables: dot_env()?,
        };
        for (name, value) in std::env::vars_os() {
            if let (Ok(name), Ok(value)) = (name.into_string(), value.into_string()) {
                found = found.with(&name, value);
            }
        }
        Ok(found)
    }

    /// The same with one more variable.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        if name == "DISCORD_TOKEN" || name.starts_with("ADAGIO__") {
            self.variables.insert(name.to_owned(), value.into());
        }
        self
    }

    /// Reads the settings.
    ///
    /// # Errors
    /// The file can't be read, a key is unknown, or a value is not what its setting needs.
    pub fn settings(mut self) -> Result<Settings, SettingsError> {
        let given_token = self.variables.remove("DISCORD_TOKEN").map(Into::into);
        let built_in = File::from_str(BUILT_IN, FileFormat::Toml);
        let known = keys::flat(&built_in.collect()?);
        let mut builder = Config::builder().add_source(built_in);

        if let Some(path) = &self.file {
            let name = path.display().to_string();
            let file = File::from_str(&text_of(path)?, FileFormat::Toml);
            let tables = file.collect().map_err(|problem| no_toml(path, &problem))?;
            refuse_unknown(&tables, &known, Spelling::File(name))?;
            builder = builder.add_source(file);
        }
        let variables = Environment::with_prefix(PREFIX)
            .separator("__")
            .source(Some(self.variables.into_iter().collect()));
        refuse_unknown(&variables.collect()?, &known, Spelling::Environment)?;

        let settings: Settings = builder.add_source(variables).build()?.try_deserialize()?;
        Ok(Settings {
            given_token,
            ..settings
        })
    }
}

impl Settings {
    /// The built-in settings with this token: what the sandbox and the stories start from.
    pub fn built_in(token: impl Into<SecretString>) -> Self {
        let settings = Surroundings::default()
            .settings()
            .expect("the built-in file is held by a test");
        Self {
            given_token: Some(token.into()),
            ..settings
        }
    }
}

fn refuse_unknown(
    tables: &Map<String, Value>,
    known: &BTreeSet<String>,
    spelling: Spelling,
) -> Result<(), UnknownKey> {
    UnknownKey::first(&keys::flat(tables), known, spelling).map_or(Ok(()), Err)
}

/// What is wrong with a value, its key first.
fn said_of_value(problem: &ConfigError) -> String {
    match problem {
        ConfigError::At {
            error,
            key: Some(key),
            ..
        } => format!("{key} can't be used: {error}"),
        ConfigError::Type {
            unexpected,
            expected,
            key: Some(key),
            ..
        } => format!("{key} needs {expected}, not {unexpected}"),
        other => other.to_string(),
    }
}

/// The parser's words without the lines it quotes in between.
fn no_toml(path: &Path, problem: &ConfigError) -> SettingsError {
    let said = problem.to_string();
    let place = said.lines().next().unwrap_or_default();
    let reason = said.lines().last().unwrap_or_default();
    SettingsError::NoToml {
        path: path.to_owned(),
        problem: format!("{place}: {reason}"),
    }
}

fn text_of(path: &Path) -> Result<String, SettingsError> {
    std::fs::read_to_string(path).map_err(|problem| SettingsError::Unreadable {
        path: path.to_owned(),
        problem,
    })
}

/// The variables in `.env`, if there is one.
fn dot_env() -> Result<HashMap<String, String>, SettingsError> {
    let unreadable = |problem| SettingsError::Unreadable {
        path: ".env".into(),
        problem,
    };
    match dotenvy::from_path_iter(".env") {
        Ok(lines) => lines
            .map(|line| line.map_err(|_| SettingsError::DotEnv))
            .collect(),
        Err(dotenvy::Error::Io(problem)) if problem.kind() == io::ErrorKind::NotFound => {
            Ok(HashMap::new())
        }
        Err(dotenvy::Error::Io(problem)) => Err(unreadable(problem)),
        Err(_) => Err(SettingsError::DotEnv),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{LogFormat, MessageContent, TokenError};

    fn with(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let add = |found: Surroundings, (name, value): &(&str, &str)| found.with(name, *value);
        variables
            .iter()
            .fold(Surroundings::default(), add)
            .settings()
    }

    fn with_file(text: &str, variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("adagio.toml");
        std::fs::write(&path, text).unwrap();
        let add = |found: Surroundings, (name, value): &(&str, &str)| found.with(name, *value);
        let found = Surroundings {
            file: Some(path),
            ..Surroundings::default()
        };
        variables.iter().fold(found, add).settings()
    }

    fn refusal(result: Result<Settings, SettingsError>) -> String {
        let sentence = result.expect_err("refused").to_string();
        assert!(!sentence.contains('\n'), "one sentence: {sentence}");
        sentence
    }

    #[test]
    fn the_built_in_file_is_whole_and_every_key_in_it_is_explained() {
        let settings = Settings::built_in("MTIz.x.y");
        assert_eq!(settings.discord.api_base, "https://discord.com/api/v10");
        assert_eq!(settings.discord.shards, None);
        assert_eq!(settings.log.format, LogFormat::Text);
        assert!(settings.service.listen.is_some());
        assert!(settings.token().is_ok());

        let mut above = "";
        for line in BUILT_IN.lines() {
            if line.contains('=') && !line.starts_with('#') {
                assert!(above.starts_with('#'), "no comment above {line:?}");
            }
            above = line;
        }
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_default() {
        let file = "[log]\nformat = 'json'\n[discord]\nshards = 2\n";
        let settings = with_file(file, &[("ADAGIO__DISCORD__SHARDS", "3")]).unwrap();
        assert_eq!(settings.log.format, LogFormat::Json);
        assert_eq!(settings.discord.shards.unwrap().get(), 3);
        assert_eq!(settings.discord.global_per_second.get(), 50);
    }

    #[test]
    fn every_kind_of_value_can_come_from_the_environment() {
        let settings = with(&[
            ("ADAGIO__DISCORD__API_BASE", "http://127.0.0.1:1/api/v10/"),
            ("ADAGIO__DISCORD__MESSAGE_CONTENT", "false"),
            ("ADAGIO__STORAGE__KEY_FILE", ""),
            ("ADAGIO__SERVICE__LISTEN", ""),
            ("ADAGIO__LOG__FILTER", "warn,adagio::discord=debug"),
        ])
        .unwrap();
        assert_eq!(settings.discord.api_base, "http://127.0.0.1:1/api/v10");
        assert_eq!(settings.discord.message_content, MessageContent::LinksOnly);
        assert_eq!(settings.storage.key_file, None);
        assert_eq!(settings.service.listen, None);
        assert_eq!(settings.token().unwrap_err(), TokenError::Missing);
    }

    #[test]
    fn what_can_not_be_used_is_said_in_one_sentence_that_names_the_key() {
        let env = |name, value| refusal(with(&[(name, value)]));
        insta::assert_snapshot!(env("ADAGIO__LOG__FORMT", "json"), @"ADAGIO__LOG__FORMT is no setting; did you mean ADAGIO__LOG__FORMAT?");
        insta::assert_snapshot!(env("ADAGIO__LOG__FORMAT", "xml"), @r#"the setting log.format can't be used: "xml" is neither "text" nor "json""#);
        insta::assert_snapshot!(env("ADAGIO__LOG__FILTER", "loud=very"), @r#"the setting log.filter can't be used: "loud=very" is no filter like "info" or "info,adagio::discord=debug""#);
        insta::assert_snapshot!(env("ADAGIO__DISCORD__API_BASE", "discord.com"), @r#"the setting discord.api_base can't be used: "discord.com" is no address like https://discord.com/api/v10"#);
        insta::assert_snapshot!(env("ADAGIO__DISCORD__GLOBAL_PER_SECOND", "0"), @"the setting discord.global_per_second can't be used: invalid value: integer `0`, expected a nonzero u16");
        insta::assert_snapshot!(env("ADAGIO__DISCORD__GLOBAL_PER_SECOND", "many"), @r#"the setting discord.global_per_second needs an integer, not string "many""#);
        insta::assert_snapshot!(env("ADAGIO__SERVICE__LISTEN", "8090"), @r#"the setting service.listen can't be used: "8090": invalid socket address syntax"#);
        insta::assert_snapshot!(env("ADAGIO__STORAGE__DATABASE", ""), @"the setting storage.database can't be used: it needs the path of a file");
    }

    #[test]
    fn a_file_that_can_not_be_used_is_named() {
        let sentence = refusal(with_file("[discord]\nmesage_content = true\n", &[]));
        assert!(sentence.starts_with("discord.mesage_content in "));
        assert!(sentence.ends_with("is no setting; did you mean discord.message_content?"));

        let sentence = refusal(with_file("[discord\n", &[]));
        assert!(sentence.contains("adagio.toml is no TOML: "), "{sentence}");

        let missing = Surroundings {
            file: Some("nowhere/adagio.toml".into()),
            ..Surroundings::default()
        };
        let sentence = refusal(missing.settings());
        assert!(sentence.starts_with("the settings file nowhere/adagio.toml can't be read: "));
    }
}
