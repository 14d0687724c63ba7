//! `/tell` and "Put in their digest": when it is read; for somebody who reads no digests, the offer to post silently.

use super::controls::{primary, quietly};
use super::sent::change;
use super::tongue::{Tongue, say};
use super::why;
use crate::domain::escape::quoted;
use crate::domain::ids::{MessageId, OutboxId, UserId};
use crate::domain::letter::{Letter, Press, Push, Row, Section, Verb};
use crate::domain::telling::{Put, Told};

/// What became of the words, and the words as they will stand there.
pub fn answer(tongue: &Tongue, to: UserId, source: MessageId, words: &str, told: Told) -> Letter {
    let name = format!("<@{to}>");
    let (text, rows) = match told {
        Told::Kept(standing) => {
            let when = why::reads(tongue, to, standing);
            let change = Row::Buttons(change(tongue, source));
            (
                format!("{when} {}", say!(tongue, "tell-nowhere")),
                vec![change],
            )
        }
        Told::NoReader => (
            say!(tongue, "tell-no-reader", name = name),
            vec![offer(tongue, to, source)],
        ),
        Told::NoKey => (say!(tongue, "tell-no-key"), vec![offer(tongue, to, source)]),
    };
    let words = Section::of(quoted(words));
    Letter {
        sections: vec![words],
        ..quietly(text, rows)
    }
}

/// What became of a message for each who is meant by it.
pub fn put(tongue: &Tongue, put: &[(UserId, Put)]) -> Letter {
    let lines = put.iter().map(|(user, put)| {
        let name = format!("<@{user}>");
        match put {
            Put::Now(standing) => why::reads(tongue, *user, *standing),
            Put::Already(standing) => {
                let reads = why::reads(tongue, *user, *standing);
                say!(tongue, "put-already", reads = reads)
            }
            Put::NoReader => say!(tongue, "put-no-reader", name = name),
            Put::NotVisible => say!(tongue, "put-not-visible", name = name),
        }
    });
    let lines: Vec<String> = lines.collect();
    quietly(lines.join("\n"), Vec::new())
}

fn offer(tongue: &Tongue, to: UserId, source: MessageId) -> Row {
    let press = Press::about(Verb::TellPost, to.get()).with(source);
    Row::Buttons(vec![primary(say!(tongue, "tell-post-silently"), press)])
}

/// The silent message. `words` are harmless already: they stand as they were shown to their sender.
pub fn post(tongue: &Tongue, row: OutboxId, from: UserId, to: UserId, words: &str) -> Letter {
    let (from, name) = (format!("<@{from}>"), format!("<@{to}>"));
    let set = Press::about(Verb::Hours, row.get());
    let set = super::controls::button(say!(tongue, "hours-set-mine"), set);
    Letter {
        push: Push::SilentMention(to),
        ..quietly(
            say!(tongue, "tell-post", from = from, name = name, words = words),
            vec![Row::Buttons(vec![set])],
        )
    }
}

/// It is on its way into the channel.
pub fn posted(tongue: &Tongue) -> Letter {
    quietly(say!(tongue, "tell-posted"), Vec::new())
}
