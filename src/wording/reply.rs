//! A reply that Adagio posts for somebody: the form, the message, and what became of it.

use super::controls::{button, quietly};
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::escape::verbatim;
use crate::domain::form::{Field, Form, Input, Need};
use crate::domain::ids::{MessageId, OutboxId, UserId};
use crate::domain::letter::{Button, Letter, Press, Push, Row, Section, Verb};
use crate::domain::listing::Listing;
use crate::domain::reply::{LONGEST, Posting, Unposted};

/// The field of the form.
pub const TEXT: &str = "text";

/// Asks what to answer.
pub fn form(tongue: &Tongue, source: MessageId, listing: Listing) -> Form {
    Form {
        press: Press::about(Verb::ReplySend, source.get()).with(listing),
        title: say!(tongue, "reply-title"),
        fields: vec![Field {
            name: TEXT,
            label: say!(tongue, "reply-label"),
            hint: Some(say!(tongue, "reply-hint")),
            value: None,
            input: Input::Lines,
            need: Need::Required,
            at_most: LONGEST,
        }],
    }
}

/// What is posted, in its writer's own words: Discord shows who that is, and notifies nobody.
pub fn posted(writer: UserId, text: &str) -> Letter {
    Letter {
        text: format!("{}{text}", before(writer)),
        push: Push::Silent,
        ..Letter::default()
    }
}

fn before(writer: UserId) -> String {
    format!("<@{writer}>: ")
}

/// What its writer wrote of what was to be posted.
pub fn words_of(writer: UserId, letter: &Letter) -> &str {
    let text = letter.text.as_str();
    text.strip_prefix(&before(writer)).unwrap_or(text)
}

/// The list again, with what became of the reply, and the way back.
pub fn done(
    tongue: &Tongue,
    mut list: Letter,
    posting: Posting,
    id: OutboxId,
    listing: Listing,
) -> Letter {
    let line = match posting {
        Posting::Posted => say!(tongue, "reply-posted"),
        Posting::OnItsWay => say!(tongue, "reply-on-its-way"),
        Posting::Unposted(why) => sentence(tongue, why),
    };
    list.text = format!("{}\n{line}", list.text);
    if !matches!(posting, Posting::Unposted(_)) {
        list.rows
            .push(Row::Buttons(vec![delete(tongue, id, listing)]));
    }
    list
}

fn delete(tongue: &Tongue, id: OutboxId, listing: Listing) -> Button {
    let press = Press::about(Verb::Unreply, id.get()).with(listing);
    button(say!(tongue, "reply-delete"), press)
}

/// The list again, without the reply.
pub fn deleted(tongue: &Tongue, mut list: Letter) -> Letter {
    list.text = format!("{}\n{}", list.text, say!(tongue, "reply-deleted"));
    list
}

/// What its writer keeps before their eyes where no words are kept, until it is posted.
pub fn on_its_way(tongue: &Tongue, text: &str, id: OutboxId, listing: Listing) -> Letter {
    let rows = vec![Row::Buttons(vec![delete(tongue, id, listing)])];
    with_words(tongue, say!(tongue, "reply-not-kept"), text, rows)
}

/// Why it isn't posted, and all that was written, to be copied.
pub fn unposted(tongue: &Tongue, why: Unposted, text: &str) -> Letter {
    with_words(tongue, sentence(tongue, why), text, Vec::new())
}

/// The same as a message of its own, when nobody waits for an answer any more.
pub fn given_back(tongue: &Tongue, why: Unposted, text: &str, id: OutboxId) -> Letter {
    let hours = button(
        say!(tongue, "digest-hours"),
        Press::about(Verb::Hours, id.get()),
    );
    let rows = vec![Row::Buttons(vec![hours])];
    with_words(tongue, sentence(tongue, why), text, rows)
}

fn with_words(tongue: &Tongue, first: String, text: &str, rows: Vec<Row>) -> Letter {
    if text.is_empty() {
        return quietly(first, rows);
    }
    let words = Section::of(verbatim(text));
    Letter {
        sections: vec![words],
        ..quietly(format!("{first}\n{}", say!(tongue, "reply-yours")), rows)
    }
}

fn sentence(tongue: &Tongue, why: Unposted) -> String {
    match why {
        Unposted::Empty => say!(tongue, "unposted-empty"),
        Unposted::Gone => say!(tongue, "unposted-gone"),
        Unposted::TimedOut(until) => {
            say!(tongue, "unposted-timed-out", until = when::date_tag(until))
        }
        Unposted::NotAllowed => say!(tongue, "unposted-not-allowed"),
        Unposted::Locked => say!(tongue, "unposted-locked"),
        Unposted::Slow(until) => {
            say!(tongue, "unposted-slow", until = when::distance_tag(until))
        }
        Unposted::AdagioMayNot => say!(tongue, "unposted-adagio"),
        Unposted::Unknown => say!(tongue, "unposted-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;

    #[test]
    fn what_is_not_posted_comes_back_with_the_reason() {
        let until = "2026-03-03T08:30:00Z".parse().unwrap();
        let said = |why| seen(&unposted(&Tongue::english(), why, "yes, *tomorrow*"));
        insta::assert_snapshot!(said(Unposted::Slow(until)), @r"
        This channel is in slow mode: you can write there <t:1772526600:R>.
        What you wrote:
        ▌ -
        ```
        yes, *tomorrow*
        ```
        ");
        let long = "`".repeat(LONGEST.into());
        let letter = unposted(&Tongue::english(), Unposted::Gone, &long);
        let body = &letter.sections[0].body;
        assert!(body.chars().count() <= 4_096);
        assert_eq!(body.matches('`').count(), long.len() + 6, "all of it");
        let writer = UserId::new(5);
        assert_eq!(words_of(writer, &posted(writer, "yes")), "yes");
    }
}
