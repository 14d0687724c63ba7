//! A file of Rust, read just well enough to see which modules it names.

/// A source file.
pub(super) struct Source {
    /// Its path from the root of the package: `src/domain/ping.rs`.
    pub(super) name: String,
    pub(super) raw: String,
    /// `raw` up to its tests, with comments and strings blanked.
    code: String,
}

impl Source {
    pub(super) fn new(name: &str, raw: &str) -> Self {
        let shipped = &raw[..start_of_tests(name, raw)];
        Self {
            name: name.to_owned(),
            raw: raw.to_owned(),
            code: without_comments_and_strings(shipped),
        }
    }

    /// The module at the crate's root that this file belongs to.
    pub(super) fn layer(&self) -> &str {
        let path = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        path.split('/').next().unwrap_or(path)
    }

    pub(super) fn lines_before_tests(&self) -> usize {
        self.raw[..start_of_tests(&self.name, &self.raw)]
            .lines()
            .count()
    }

    /// The numbers of the lines whose code has `text`, not as the end of a longer word.
    pub(super) fn lines_with(&self, text: &str) -> Vec<usize> {
        self.places_of(text).map(|at| self.line_of(at)).collect()
    }

    /// Every module at the crate's root that is named, with the line.
    pub(super) fn modules_named(&self) -> Vec<(usize, String)> {
        let to_the_root = "super::".repeat(self.depth());
        let mut named = Vec::new();
        for path in ["crate::", "adagio::", &to_the_root] {
            let spaced = path.replace("::", " ::");
            for path in [path, &spaced] {
                for at in self.places_of(path) {
                    let rest = &self.code[at + path.len()..];
                    let names = first_names(rest).into_iter();
                    named.extend(names.map(|name| (self.line_of(at), name)));
                }
            }
        }
        named.retain(|(_, name)| name != "super");
        named
    }

    /// How many `super` lead from this file to the crate's root.
    fn depth(&self) -> usize {
        let path = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        path.trim_end_matches("/mod").split('/').count()
    }

    fn places_of(&self, text: &str) -> impl Iterator<Item = usize> {
        let starts_a_word = |at: usize| !self.code[..at].ends_with(is_of_a_path);
        self.code
            .match_indices(text)
            .map(|(at, _)| at)
            .filter(move |at| starts_a_word(*at))
    }

    fn line_of(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

fn is_of_a_path(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the tests begin; a file of tests is nothing else.
fn start_of_tests(name: &str, raw: &str) -> usize {
    if name.ends_with("/tests.rs") || name.contains("/tests/") {
        return 0;
    }
    let starts = |marker| raw.find(marker).map(|at| at + 1);
    starts("\n#[cfg(test)]\nmod ")
        .or_else(|| raw.starts_with("#[cfg(test)]\nmod ").then_some(0))
        .unwrap_or(raw.len())
}

/// The first name of a path, or of each path of a group: `{a::b, c}` gives a and c.
fn first_names(rest: &str) -> Vec<String> {
    let rest = rest.trim_start();
    let Some(group) = rest.strip_prefix('{') else {
        return Vec::from_iter(name_at_start(rest));
    };
    let mut names = Vec::from_iter(name_at_start(group));
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.extend(name_at_start(&group[at + 1..])),
            _ => {}
        }
    }
    names
}

fn name_at_start(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = text.find(|c| !is_of_a_path(c)).unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

/// The same text, lines kept, with spaces in place of comments and of what stands in string literals.
fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(literal) = rest.strip_prefix("r#\"") {
            literal.find("\"#").map_or(rest.len(), |end| end + 5)
        } else if c == '"' {
            end_of_string(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let blank = |c: char| if c == '\n' { c } else { ' ' };
        code.extend(rest[..skipped].chars().map(blank));
        rest = &rest[skipped..];
    }
    code
}

fn end_of_string(literal: &str) -> usize {
    let mut escaped = false;
    for (at, c) in literal.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    literal.len()
}
