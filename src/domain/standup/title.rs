//! How the threads of a stand-up are called.

use std::fmt;
use std::str::FromStr;

/// The most characters of what Discord calls a channel or thread (facts §6).
const LONGEST_THREAD: usize = 100;

/// A template: `{name}`, `{date}` and `{week}` stand for those of the stand-up and the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(String);

/// What a title names.
#[derive(Clone, Copy, Debug)]
pub struct Titled<'a> {
    pub name: &'a str,
    pub date: &'a str,
    /// Of the year, as ISO 8601 counts them.
    pub week: u32,
}

impl Title {
    /// The most characters of a template.
    pub const LONGEST: u16 = 60;

    /// The title, cut to what Discord takes.
    pub fn of(&self, titled: &Titled<'_>) -> String {
        let title = self.0.replace("{date}", titled.date);
        let title = title.replace("{week}", &titled.week.to_string());
        // Last: a name may have braces of its own.
        let title = title.replace("{name}", titled.name);
        title.chars().take(LONGEST_THREAD).collect()
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Braces hold something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} stands for nothing")]
pub struct WrongTitle(pub String);

impl FromStr for Title {
    type Err = WrongTitle;

    fn from_str(text: &str) -> Result<Self, WrongTitle> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line: String = line.chars().take(Self::LONGEST.into()).collect();
        let mut rest = line.as_str();
        while let Some(begin) = rest.find('{') {
            let end = rest[begin..].find('}').map(|end| begin + end + 1);
            let braced = &rest[begin..end.unwrap_or(rest.len())];
            if !matches!(braced, "{name}" | "{date}" | "{week}") {
                return Err(WrongTitle(braced.to_owned()));
            }
            rest = &rest[begin + braced.len()..];
        }
        Ok(Self(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_what_it_is_asked_to_and_nothing_else() {
        let titled = Titled {
            name: "Daily {date}",
            date: "Mon 2 March",
            week: 10,
        };
        for (template, expected) in [
            ("{name} · {date}", "Daily {date} · Mon 2 March"),
            ("  Week {week}:\n{name} ", "Week 10: Daily {date}"),
            ("Monday", "Monday"),
        ] {
            let title: Title = template.parse().unwrap();
            assert_eq!(title.of(&titled), expected);
        }
        for (wrong, braced) in [("{day}", "{day}"), ("{name", "{name"), ("a {} b", "{}")] {
            let wrong: Result<Title, _> = wrong.parse();
            assert_eq!(wrong, Err(WrongTitle(braced.to_owned())));
        }
        let long = Title("{name}{name}".repeat(5));
        let name = "n".repeat(40);
        let titled = Titled {
            name: &name,
            ..titled
        };
        assert_eq!(long.of(&titled).chars().count(), LONGEST_THREAD);
    }
}
