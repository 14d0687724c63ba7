//! Holds the direction of the layers, and what stands in one place only, by reading `src/`.
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

#[test]
fn every_file_keeps_to_its_layer() {
    let found: Vec<String> = sources().iter().flat_map(broken_rules).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let found: Vec<String> = sources().iter().flat_map(untidiness).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Every file under `src/`.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    assert!(files.len() > 10, "src/ is somewhere else now");
    files.sort();
    files.iter().map(|path| read(root, path)).collect()
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
