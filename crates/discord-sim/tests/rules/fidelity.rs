//! Holds `docs/fidelity.md` against the tests beside this file: each rule has its row, each row its rule.

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_rule_has_its_row_and_every_row_its_rule() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(here.join("docs/fidelity.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter_map(test_named_in).collect();
    let told: BTreeSet<&str> = rows.iter().copied().collect();
    assert_eq!(rows.len(), told.len(), "a test has two rows");

    let sources = sources_under(&here.join("tests/rules"));
    assert_eq!(told, tests_in(&sources));
}

/// What stands in the files of Rust under `folder`, whatever their depth; this one apart.
fn sources_under(folder: &Path) -> String {
    let mut sources = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources += &sources_under(&path);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("fidelity.rs")
        {
            sources += &std::fs::read_to_string(path).unwrap();
        }
    }
    sources
}

/// The test in a row: `| what holds | `its_test` |`.
fn test_named_in(row: &str) -> Option<&str> {
    let (rule, test) = row.strip_suffix("` |")?.rsplit_once("| `")?;
    rule.starts_with("| ").then_some(test)
}

/// The names of the functions that follow a test attribute.
fn tests_in(sources: &str) -> BTreeSet<&str> {
    sources
        .split("::test]\n")
        .chain(sources.split("#[test]\n"))
        .skip(1)
        .filter_map(|rest| {
            let line = rest.lines().next()?;
            let name = line
                .trim_start()
                .trim_start_matches("async ")
                .strip_prefix("fn ")?;
            name.split_once('(').map(|(name, _)| name)
        })
        .collect()
}
