//! Holds `docs/fidelity.md` against the tests beside this file: each rule has its row, each row its rule.

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_rule_has_its_row_and_every_row_its_rule() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(here.join("docs/fidelity.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter_map(test_named_in).collect();
    assert_eq!(strays(&page), Vec::<&str>::new(), "in another's chapter");
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

/// The rows whose test isn't named after its chapter: `s1_4_…` under `## §1.4 …`, no number where the heading has none.
fn strays(page: &str) -> Vec<&str> {
    let (mut prefix, mut strays) = (None, Vec::new());
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            let number = heading
                .strip_prefix('§')
                .and_then(|it| it.split(' ').next());
            prefix = number.map(|it| format!("s{}_", it.replace('.', "_")));
        } else if let Some(test) = test_named_in(line) {
            let fits = match &prefix {
                Some(prefix) => test.starts_with(prefix.as_str()),
                None => !is_numbered(test),
            };
            strays.extend((!fits).then_some(test));
        }
    }
    strays
}

/// Whether a test's name begins like that of a chapter: `s5_…`.
fn is_numbered(test: &str) -> bool {
    let number = test.strip_prefix('s').and_then(|it| it.split('_').next());
    number.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The names of the functions that follow a test attribute, `#[tokio::test(…)]` too.
fn tests_in(sources: &str) -> BTreeSet<&str> {
    let (mut names, mut is_test) = (BTreeSet::new(), false);
    for line in sources.lines().map(str::trim) {
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if let Some((_, name)) = line.split_once("fn ").filter(|_| is_test) {
            names.extend(name.split('(').next());
            is_test = false;
        }
    }
    names
}

#[test]
fn a_test_of_another_chapter_or_with_arguments_is_seen() {
    let page = "## §1.4 A\n| a | `s1_4_a` |\n| b | `s1_b` |\n## §2 B\n| c | `s2_c` |\n## More\n| d | `s2_d` |\n| e | `so_e` |";
    assert_eq!(strays(page), ["s1_b", "s2_d"]);
    let sources = "#[tokio::test(flavor = \"multi_thread\")]\nasync fn one() {\n}\nfn two() {}\n#[test]\nfn three() {}";
    assert_eq!(tests_in(sources), BTreeSet::from(["one", "three"]));
}
