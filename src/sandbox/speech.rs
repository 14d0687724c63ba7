//! Recorded words as somebody would write them on Discord: names become mentions, nothing else pings.
//!
//! `ben: is it up?`, naming ben, becomes `<@17>: is it up?`.

use std::ops::Range;

use discord_sim::UserId;

/// The longest text: a message of 2,000 characters (facts §3), less room for [`MOST_NAMES`] mentions.
const LONGEST: usize = 1_500;

/// The most people that one message names.
pub(super) const MOST_NAMES: usize = 20;

/// The text with each name that it holds as a mention; a name that it doesn't hold goes first.
pub(super) fn on_discord(text: &str, names: &[(&str, UserId)]) -> String {
    let text = &shortened(text);
    let mut marks: Vec<(Range<usize>, UserId)> = Vec::new();
    let mut before = String::new();
    for (name, id) in names {
        match find_name(text, name, &marks) {
            Some(range) => marks.push((range, *id)),
            None => before.push_str(&format!("<@{id}> ")),
        }
    }
    marks.sort_by_key(|(range, _)| range.start);
    let mut said = before;
    let mut from = 0;
    for (range, id) in marks {
        said.push_str(&plain(&text[from..range.start]));
        said.push_str(&format!("<@{id}>"));
        from = range.end;
    }
    said.push_str(&plain(&text[from..]));
    let said = said.trim();
    if said.is_empty() {
        "…".to_owned()
    } else {
        said.to_owned()
    }
}

/// Where the name stands as a word of its own, whatever its case, outside of what is marked already.
fn find_name(text: &str, name: &str, marks: &[(Range<usize>, UserId)]) -> Option<Range<usize>> {
    let is_free = |range: &Range<usize>| {
        marks
            .iter()
            .all(|(mark, _)| range.end <= mark.start || mark.end <= range.start)
    };
    text.char_indices()
        .map(|(start, _)| start..start + name.len())
        .find(|range| is_name(text, name, range) && is_free(range))
}

fn is_name(text: &str, name: &str, range: &Range<usize>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.get(range.clone())
        .is_some_and(|word| word.eq_ignore_ascii_case(name))
        && !is_letter(text[..range.start].chars().next_back())
        && !is_letter(text[range.end..].chars().next())
}

/// Text in which nothing pings: an invisible space breaks `<@…>`, `@everyone` and `@here`.
fn plain(text: &str) -> String {
    text.replace("<@", "<\u{200b}@")
        .replace("@everyone", "@\u{200b}everyone")
        .replace("@here", "@\u{200b}here")
}

/// As much of the text as a message holds.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A name that Discord takes: 2 to 32 characters.
pub(super) fn user_name(name: &str) -> String {
    let name: String = name.trim().chars().take(32).collect();
    if name.chars().count() < 2 {
        format!("{name}_")
    } else {
        name
    }
}

/// A channel's name from a file's: `dev.2004-11-15_03.jsonl` becomes `dev-2004-11-15_03`.
pub(super) fn channel_name(file: &str) -> String {
    let stem = file.strip_suffix(".jsonl").unwrap_or(file);
    let keep = |c: char| {
        if c.is_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    let name: String = stem.to_lowercase().chars().map(keep).take(100).collect();
    if name.is_empty() {
        "chat".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Names<'a> = &'a [(&'a str, UserId)];

    #[test]
    fn names_become_mentions_where_they_stand() {
        let (ben, tom) = (UserId::new(17), UserId::new(18));
        let table: [(&str, Names<'_>, &str); 8] = [
            ("ben: is it up?", &[("ben", ben)], "<@17>: is it up?"),
            ("Ben: is it up?", &[("ben", ben)], "<@17>: is it up?"),
            ("bent? ask ben", &[("ben", ben)], "bent? ask <@17>"),
            (
                "ben and tom",
                &[("tom", tom), ("ben", ben)],
                "<@17> and <@18>",
            ),
            ("is it up?", &[("ben", ben)], "<@17> is it up?"),
            ("17 wins", &[("ben", ben), ("17", tom)], "<@17> <@18> wins"),
            (
                "hi @everyone, <@99>",
                &[],
                "hi @\u{200b}everyone, <\u{200b}@99>",
            ),
            ("  ", &[], "…"),
        ];
        for (text, names, expected) in table {
            assert_eq!(on_discord(text, names), expected, "{text}");
        }
    }

    #[test]
    fn what_discord_would_refuse_is_made_to_fit() {
        assert_eq!(
            on_discord(&"ä".repeat(5_000), &[]).chars().count(),
            LONGEST + 1
        );
        assert_eq!(user_name("f"), "f_");
        assert_eq!(user_name(&"x".repeat(40)).len(), 32);
        assert_eq!(channel_name("dev.2004-11-15_03.jsonl"), "dev-2004-11-15_03");
        assert_eq!(channel_name(".jsonl"), "chat");
    }
}
