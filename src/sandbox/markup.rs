//! Discord's markup as a terminal shows it: names for ids, the reader's time for timestamps, no links.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// When and where a text is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub at: DateTime<Utc>,
    pub zone: Tz,
}

/// What the ids in a text are called.
#[derive(Debug, Default)]
pub(super) struct Glossary {
    /// `<@1>` and `<#2>`, with what to show for them.
    tokens: HashMap<String, String>,
}

impl Glossary {
    /// Notes that `<@1>` is shown as `@ana`.
    pub(super) fn note(&mut self, token: String, shown: String) {
        self.tokens.insert(token, shown);
    }

    /// A line of a message as it is read.
    pub(super) fn line(&self, line: &str, reading: Reading) -> String {
        let quoted = line.strip_prefix("> ");
        let line = without_links(quoted.or_else(|| line.strip_prefix("-# ")).unwrap_or(line));
        let mut shown = String::new();
        let mut rest = line.as_str();
        while let Some(c) = rest.chars().next() {
            if let Some(token) = rest
                .strip_prefix('<')
                .and_then(|after| after.split_once('>'))
            {
                shown.push_str(&self.token(token.0, reading));
                rest = token.1;
                continue;
            }
            rest = &rest[c.len_utf8()..];
            match c {
                '\\' => shown.extend(take_first(&mut rest)),
                '*' | '`' => {}
                _ => shown.push(c),
            }
        }
        match quoted {
            Some(_) => format!("  “{}”", shown.trim()),
            None => shown.trim_end().to_owned(),
        }
    }

    fn token(&self, inner: &str, reading: Reading) -> String {
        let stamp = inner.strip_prefix("t:").map(|rest| rest.split_once(':'));
        let stamp = stamp.flatten().and_then(|(seconds, style)| {
            let at = DateTime::<Utc>::from_timestamp(seconds.parse().ok()?, 0)?;
            Some((at, style))
        });
        match stamp {
            Some((at, "R")) => return distance(at - reading.at),
            Some((at, _)) => {
                let local = at.with_timezone(&reading.zone);
                return local.format("%a %H:%M").to_string();
            }
            None => {}
        }
        let token = format!("<{inner}>");
        self.tokens.get(&token).cloned().unwrap_or(token)
    }
}

/// How far off something is, in the largest unit of which it is one or more.
fn distance(off: TimeDelta) -> String {
    let (number, unit) = match off.abs().num_minutes() {
        minutes @ 0..60 => (minutes, "minute"),
        minutes @ 60..1440 => (minutes / 60, "hour"),
        minutes => (minutes / 1440, "day"),
    };
    let ending = if number == 1 { "" } else { "s" };
    if off < TimeDelta::zero() {
        format!("{number} {unit}{ending} ago")
    } else {
        format!("in {number} {unit}{ending}")
    }
}

fn take_first(rest: &mut &str) -> Option<char> {
    let first = rest.chars().next()?;
    *rest = &rest[first.len_utf8()..];
    Some(first)
}

/// The line without `[Open](https://…)` and what joined it to the rest.
fn without_links(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](http") {
        let (Some((before, _)), Some((_, after))) =
            (before.rsplit_once('['), after.split_once(')'))
        else {
            break;
        };
        kept.push_str(before.trim_end_matches([' ', '·', ',']));
        rest = after;
    }
    kept + rest
}

/// The text in lines of at most `width` characters, broken between words.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let full = lines.last().is_some_and(|line| {
            !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width
        });
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_digest_is_shown_as_its_reader_sees_it() {
        let mut glossary = Glossary::default();
        glossary.note("<@1>".to_owned(), "@ana".to_owned());
        glossary.note("<#2>".to_owned(), "#dev".to_owned());
        let table = [
            (
                "`1` **ben** · <t:1774600000:f> · [Open](https://discord.com/channels/1/2/3)",
                "1 ben · Fri 09:26",
            ),
            ("> is it \\*up\\*, <@1>?", "  “is it *up*, @ana?”"),
            (
                "You wrote there after it: <#2> (1, [Open](https://discord.com/channels/1/2/3))",
                "You wrote there after it: #dev (1)",
            ),
            ("-# small", "small"),
            ("<@9> [sic]", "<@9> [sic]"),
            (
                "<t:1774607200:R>, <t:1774596399:R>",
                "in 2 hours, 1 hour ago",
            ),
            (
                "<t:1774772800:R>, <t:1774600060:R>",
                "in 2 days, in 1 minute",
            ),
        ];
        let reading = Reading {
            at: DateTime::from_timestamp(1_774_600_000, 0).unwrap(),
            zone: Tz::Europe__Berlin,
        };
        for (line, expected) in table {
            assert_eq!(glossary.line(line, reading), expected);
        }
    }

    #[test]
    fn long_lines_break_between_words() {
        assert_eq!(
            wrapped("could you look at this", 10),
            ["could you", "look at", "this"]
        );
        assert_eq!(wrapped("antidisestablishment", 5), ["antidisestablishment"]);
        assert_eq!(wrapped("", 5), [""]);
    }
}
