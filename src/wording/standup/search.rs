//! What was found in a channel's stand-ups.

use super::super::controls::quietly;
use super::super::tongue::{Tongue, say};
use super::run::title;
use crate::domain::escape::{self, excerpt};
use crate::domain::letter::{Letter, Section};
use crate::domain::standup::{Hit, Hits};

/// What was found, the newest first, each with the way to where it stands.
pub fn found(tongue: &Tongue, words: &str, found: &Hits) -> Letter {
    let sought = escape::quoted(&excerpt(words, &[]));
    if found.hits.is_empty() {
        return quietly(
            say!(tongue, "standup-found-none", words = sought),
            Vec::new(),
        );
    }
    let mut lines: Vec<_> = found.hits.iter().map(|hit| line(tongue, hit)).collect();
    if found.is_more {
        lines.push(say!(tongue, "standup-found-more"));
    }
    Letter {
        sections: vec![Section::of(lines.join("\n"))],
        ..quietly(say!(tongue, "standup-found", words = sought), Vec::new())
    }
}

fn line(tongue: &Tongue, hit: &Hit) -> String {
    let title = escape::name(&title(tongue, &hit.terms, hit.day));
    let title = match hit.thread {
        Some(thread) => {
            let server = hit.server;
            format!("[{title}](https://discord.com/channels/{server}/{thread})")
        }
        None => title,
    };
    let words = escape::quoted(&excerpt(&hit.words, &[]));
    format!("{title} · **{}** · {words}", escape::name(&hit.name))
}
