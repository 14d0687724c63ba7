//! Holds the direction of the layers, and what stands in one place only, by reading `src/`; and that the simulator stays by itself.
//!
//! `domain` that says `use crate::store::Store;` fails with
//! `src/domain/ping.rs:3: domain must not use crate::store`.

mod rules;
mod source;

use std::path::{Path, PathBuf};

use rules::{LAYERS, ONLY_IN};
use source::Source;

/// The longest that a file may be before its tests (STYLE 2).
const LONGEST: usize = 300;
const BOT: &str = "src";
/// A project of its own.
const SIMULATOR: &str = "crates/discord-sim";

#[test]
fn every_file_keeps_to_its_layer() {
    let found: Vec<String> = sources(BOT).iter().flat_map(broken_rules).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let mut sources = sources(BOT);
    sources.extend(self::sources(&format!("{SIMULATOR}/src")));
    let found: Vec<String> = sources.iter().flat_map(untidiness).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_simulator_knows_nothing_of_the_bot() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for path in files_under(&root.join(SIMULATOR)) {
        // A picture or an archive names nobody.
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let named = lines_naming(env!("CARGO_PKG_NAME"), &text);
        found.extend(named.map(|line| format!("{}:{line}", path.display())));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Every file of Rust under `folder`.
fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = files_under(&root.join(folder));
    files.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    assert!(files.len() > 10, "{folder} is somewhere else now");
    files.iter().map(|path| read(root, path)).collect()
}

/// Every file under `folder` but what a package manager put there.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_dir() {
                files.push(path);
            } else if !path.ends_with("node_modules") {
                folders.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The numbers of the lines in which `name` stands, in capitals or not.
fn lines_naming<'a>(name: &'a str, text: &'a str) -> impl Iterator<Item = usize> + 'a {
    let names = move |line: &str| line.to_lowercase().contains(name);
    let lines = text.lines().enumerate();
    lines.filter_map(move |(at, line)| names(line).then_some(at + 1))
}

fn read(root: &Path, path: &PathBuf) -> Source {
    let name = path.strip_prefix(root).unwrap().to_str().unwrap();
    Source::new(name, &std::fs::read_to_string(path).unwrap())
}

/// What `source` names that its layer must not know.
fn broken_rules(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let layer = source.layer();
    match LAYERS.iter().find(|rule| rule.layer == layer) {
        None => found.push(format!("{}: {layer} has no row in LAYERS", source.name)),
        Some(rule) => {
            for (line, module) in source.modules_named() {
                if module != layer && rule.forbids(&module) {
                    let name = &source.name;
                    found.push(format!(
                        "{name}:{line}: {layer} must not use crate::{module}"
                    ));
                }
            }
        }
    }
    for rule in ONLY_IN.iter().filter(|rule| !rule.allows(&source.name)) {
        for line in source.lines_with(rule.text) {
            let (name, text, why) = (&source.name, rule.text, rule.why);
            found.push(format!("{name}:{line}: {text} does not belong here: {why}"));
        }
    }
    found
}

/// What a reader of `source` would trip over.
fn untidiness(source: &Source) -> Vec<String> {
    let name = &source.name;
    let mut found = Vec::new();
    if !source.raw.starts_with("//! ") {
        found.push(format!(
            "{name}:1: a file begins by saying what it is for (//!)"
        ));
    }
    let length = source.lines_before_tests();
    if length > LONGEST {
        found.push(format!(
            "{name}: {length} lines before its tests; split it by subject"
        ));
    }
    for (number, line) in source.raw.lines().enumerate() {
        for word in ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!(", "dbg!("] {
            if line.contains(word) {
                found.push(format!("{name}:{}: {word} is left over", number + 1));
            }
        }
    }
    found
}

#[test]
fn a_line_in_the_wrong_layer_is_caught() {
    for (name, text, complaint) in [
        (
            "src/domain/a.rs",
            "use crate::store::Store;",
            "domain must not use crate::store",
        ),
        (
            "src/domain/a.rs",
            "use super::super::store::Store;",
            "domain must not use crate::store",
        ),
        (
            "src/actions/a.rs",
            "use crate::{\n    domain::Ping,\n    discord::{Http, frames},\n};",
            "actions must not use crate::discord",
        ),
        (
            "src/actions/a.rs",
            "fn f() { crate::discord::send() }",
            "actions must not use crate::discord",
        ),
        (
            "src/wording/a.rs",
            "let x = crate :: store::X;",
            "wording must not use crate::store",
        ),
        (
            "src/app.rs",
            "use crate::sandbox::Day;",
            "app must not use crate::sandbox",
        ),
        (
            "src/actions/a.rs",
            "let rows = sqlx::query(text);",
            "sqlx:: does not belong here",
        ),
        (
            "src/actions/a.rs",
            "use serenity::all::UserId;",
            "serenity:: does not belong here",
        ),
        (
            "src/store/a.rs",
            "let now = Utc::now();",
            "Utc::now does not belong here",
        ),
        (
            "src/domain/a.rs",
            "tracing::info!(\"x\");",
            "tracing:: does not belong here",
        ),
        (
            "src/actions/a.rs",
            "tokio::spawn(later());",
            "tokio::spawn does not belong here",
        ),
        (
            "src/actions/a.rs",
            "tokio::time::sleep(long).await;",
            "time::sleep does not belong here",
        ),
        (
            "src/actions/a.rs",
            "let key = Key::generate();",
            "generate() does not belong here",
        ),
        ("src/brand_new.rs", "", "brand_new has no row in LAYERS"),
    ] {
        let found = broken_rules(&Source::new(name, text));
        let caught = found.iter().any(|line| line.contains(complaint));
        assert!(caught, "{name} with {text:?} gave {found:?}");
    }
}

#[test]
fn a_line_where_it_belongs_passes() {
    for (name, text) in [
        (
            "src/domain/a.rs",
            "use super::ids::UserId;\nuse crate::domain::mode::Mode;",
        ),
        (
            "src/domain/a.rs",
            "//! Unlike `crate::store`, sqlx::query or Utc::now.\nconst A: &str = \"sqlx::query\";",
        ),
        (
            "src/domain/a.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::store::Store;\n}",
        ),
        (
            "src/store/a.rs",
            "use crate::domain::ids::UserId;\nsqlx::query(\"select 1\");",
        ),
        (
            "src/discord/http/mod.rs",
            "use crate::actions::Adagio;\nuse serenity::all::UserId;",
        ),
        ("src/clock.rs", "Utc::now()"),
    ] {
        assert_eq!(broken_rules(&Source::new(name, text)), Vec::<String>::new());
    }
}

#[test]
fn a_file_that_nobody_could_read_is_caught() {
    let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(LONGEST));
    for text in ["fn f() {}", "//! A.\n// TODO: more", &long] {
        assert_eq!(untidiness(&Source::new("src/a.rs", text)).len(), 1);
    }
    let tested = format!(
        "//! Short.\n#[cfg(test)]\nmod tests {{\n{}}}\n",
        "fn f() {}\n".repeat(LONGEST)
    );
    assert!(untidiness(&Source::new("src/a.rs", &tested)).is_empty());
}

#[test]
fn a_line_that_names_the_bot_is_caught() {
    let text = "one\nlike Adagio's\n";
    assert_eq!(lines_naming("adagio", text).collect::<Vec<_>>(), [2]);
}
