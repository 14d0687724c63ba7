//! Holds `docs/features.md`: whatever it claims has a story, by a test of that name.
//!
//! `| P1 | Every ping is recorded … | a_ping_is_recorded_once |` fails while no `fn a_ping_is_recorded_once`
//! stands in the tests.

use std::collections::HashSet;
use std::path::Path;

/// One line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    number: String,
    stories: Vec<String>,
}

#[test]
fn every_feature_that_is_claimed_has_its_story() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(root.join("docs/features.md")).unwrap();
    let rows = rows(&table);
    assert!(!rows.is_empty(), "docs/features.md has no table");
    let mut stories = functions_under(&root.join("tests/suite"));
    stories.extend(functions_under(&root.join("crates")));
    let found = faults(&rows, &stories);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// The rows below the heads of the tables.
fn rows(table: &str) -> Vec<Row> {
    let cells = |line: &str| -> Option<Row> {
        let inner = line.strip_prefix('|')?.strip_suffix('|')?;
        let [number, _, stories] = inner.split('|').collect::<Vec<_>>()[..] else {
            return None;
        };
        let stories = stories.split(',').map(|name| name.trim().trim_matches('`'));
        Some(Row {
            number: number.trim().to_owned(),
            stories: stories.map(str::to_owned).collect(),
        })
    };
    let is_content = |row: &Row| row.number != "number" && !row.number.starts_with('-');
    table.lines().filter_map(cells).filter(is_content).collect()
}

fn faults(rows: &[Row], stories: &HashSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for Row {
        number,
        stories: claimed,
    } in rows
    {
        if !is_a_number(number) {
            found.push(format!("{number:?} is no number of a feature (P1, Q3, …)"));
        }
        for story in claimed.iter().filter(|story| !stories.contains(*story)) {
            found.push(format!("{number} has no story called {story:?}"));
        }
    }
    found
}

/// `P1`: the letter of a chapter and a number; or what is asked of all of them together.
fn is_a_number(text: &str) -> bool {
    if text == "Scale" {
        return true;
    }
    let mut chars = text.chars();
    let chapter = chars.next().is_some_and(|c| "NPQSRAX".contains(c));
    chapter && chars.as_str().parse::<u8>().is_ok_and(|n| n > 0)
}

/// The names of all functions that are tests in the files under `folder`.
fn functions_under(folder: &Path) -> HashSet<String> {
    let mut names = HashSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(functions_under(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            names.extend(tests_in(&std::fs::read_to_string(path).unwrap()));
        }
    }
    names
}

/// Functions below a `#[test]` or `#[tokio::test]`.
fn tests_in(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in code.lines().map(str::trim) {
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if let Some((_, name)) = line.split_once("fn ").filter(|_| is_test) {
            names.extend(name.split('(').next().map(str::to_owned));
            is_test = false;
        }
    }
    names
}

#[test]
fn a_claim_without_a_story_is_caught() {
    let table = "| number | what works | story |\n|--|--|--|\n| P1 | Recorded | `told` |\n| Z9 | No | `told`, `untold` |";
    let code = "#[tokio::test]\nasync fn told() {\n}\nfn untold() {}\n";
    let stories = tests_in(code).into_iter().collect();
    assert_eq!(
        faults(&rows(table), &stories),
        [
            "\"Z9\" is no number of a feature (P1, Q3, …)",
            "Z9 has no story called \"untold\""
        ]
    );
}
