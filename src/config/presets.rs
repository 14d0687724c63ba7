//! Templates for stand-ups: the files of `config/presets`, as they are in the binary.
//!
//! A new template is a new file; `/adagio standup new` offers it by the file's name.

use config::{Config, File, FileFormat};
use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "config/presets/"]
struct Presets;

/// With what a stand-up can begin.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    pub name: String,
    /// Days and hours.
    pub when: String,
    /// One a line.
    pub questions: String,
}

/// The names of all templates, in the order of the alphabet.
pub fn presets() -> Vec<String> {
    let files = Presets::iter();
    let names = files.filter_map(|file| file.strip_suffix(".toml").map(str::to_owned));
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names
}

/// The template of this name. `None`: there is none.
pub fn preset(name: &str) -> Option<Preset> {
    let file = Presets::get(&format!("{name}.toml"))?;
    let text = std::str::from_utf8(&file.data).ok()?;
    let source = File::from_str(text, FileFormat::Toml);
    let config = Config::builder().add_source(source).build().ok()?;
    config.try_deserialize().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::standup::{Name, read_questions, read_when};

    #[test]
    fn every_template_can_be_begun_as_it_is() {
        assert_eq!(
            presets(),
            ["daily", "friday-review", "monday-plan", "mood", "retro"]
        );
        for name in presets() {
            let preset = preset(&name).unwrap_or_else(|| panic!("{name} can't be read"));
            assert!(preset.name.parse::<Name>().is_ok(), "{name}");
            assert!(read_questions(&preset.questions).is_ok(), "{name}");
            let today = "2026-03-04".parse().unwrap();
            assert!(read_when(&preset.when, today).is_ok(), "{name}");
        }
        assert_eq!(preset("unheard-of"), None);
    }
}
