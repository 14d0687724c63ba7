//! One item, opened in the place of the list that it stands on, and what was done with it.
//!
//! The list comes back with a line below its first ones that says what was done, and a button that takes it back.

use chrono::{DateTime, Utc};

use super::controls::{button, choice, choose_one, link, primary};
use super::digest::{head, jump};
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::escape::{self, quoted};
use crate::domain::form::{Field, Form, Input, Need};
use crate::domain::ids::MessageId;
use crate::domain::item::{Did, Opened, Outlook};
use crate::domain::letter::{Button, Letter, Press, Push, Row, Section, Verb};
use crate::domain::listing::Listing;
use crate::domain::mute::Heard;
use crate::domain::ping::{Reason, Via};

/// What can stand in the menu that puts an item off.
pub const NEXT_DIGEST: &str = "next";
pub const TOMORROW: &str = "tomorrow";
pub const MONDAY: &str = "monday";
pub const A_DATE: &str = "date";

/// The field of the form that asks for a date, and the most characters of it.
pub const DATE: &str = "date";
const LONGEST_DATE: u16 = 60;

/// An item, with all that can be done about it.
pub fn letter(tongue: &Tongue, opened: &Opened, listing: Listing) -> Letter {
    Letter {
        text: stands(tongue, opened),
        sections: vec![section(tongue, opened)],
        rows: rows(tongue, opened, listing),
        push: Push::Silent,
    }
}

fn stands(tongue: &Tongue, opened: &Opened) -> String {
    match opened.outlook {
        Outlook::Open => say!(tongue, "item-open"),
        Outlook::Done => say!(tongue, "item-done"),
        Outlook::PutOff(until) => match opened.comes_at {
            Some(at) => say!(tongue, "item-put-off", at = when::date_tag(at)),
            None => say!(tongue, "item-put-off-inbox", at = when::date_tag(until)),
        },
        Outlook::Over(reason) => over(tongue, reason),
    }
}

fn section(tongue: &Tongue, opened: &Opened) -> Section {
    let title = opened.server_name.as_deref().map(escape::name);
    let place = super::digest::place(tongue, opened.parent, opened.item.channel);
    let mut lines = vec![place, head(tongue, &opened.item)];
    if let Some(excerpt) = &opened.item.excerpt
        && !excerpt.text.is_empty()
    {
        lines.push(match opened.item.via {
            Via::Returned => escape::verbatim(&excerpt.text),
            _ => format!("> {}", quoted(&excerpt.text)),
        });
    }
    let title = title.unwrap_or_else(|| say!(tongue, "digest-unknown-server"));
    Section::titled(title, lines.join("\n"))
}

fn rows(tongue: &Tongue, opened: &Opened, listing: Listing) -> Vec<Row> {
    let item = &opened.item;
    let about = |verb| Press::about(verb, item.source.get()).with(listing);
    let open = || {
        let address = jump(item.server, item.channel, item.source);
        link(say!(tongue, "digest-open"), address)
    };
    let reply = || button(say!(tongue, "item-do-reply"), about(Verb::Reply));
    // What was told stands nowhere else.
    let there = (!item.channel.is_none()).then(open);
    // A stand-up is answered in its own way, there.
    let reply = (!item.channel.is_none() && item.via != Via::Standup).then(reply);
    let done = primary(say!(tongue, "item-do-done"), about(Verb::Done));
    let not_done = button(say!(tongue, "item-do-not-done"), about(Verb::NotDone));
    let not_put_off = button(say!(tongue, "item-do-not-put-off"), about(Verb::NotSnoozed));
    let back = button(say!(tongue, "item-back"), listing.press());
    let deeds = match opened.outlook {
        Outlook::Open => vec![done],
        Outlook::PutOff(_) => vec![done, not_put_off],
        Outlook::Done => vec![not_done],
        Outlook::Over(_) => Vec::new(),
    };
    let first: Vec<_> = there.into_iter().chain(reply).chain(deeds).collect();
    let mut rows = Vec::new();
    if !first.is_empty() {
        rows.push(Row::Buttons(first));
    }
    if !matches!(opened.outlook, Outlook::Over(_)) {
        rows.push(later(
            tongue,
            about(Verb::Snooze),
            say!(tongue, "item-later"),
        ));
    }
    rows.push(Row::Buttons(
        mutes(tongue, opened, about)
            .into_iter()
            .chain([back])
            .collect(),
    ));
    rows
}

/// Nothing more from there; or the way back, where that was said.
fn mutes(tongue: &Tongue, opened: &Opened, about: impl Fn(Verb) -> Press) -> Vec<Button> {
    let mut buttons = Vec::new();
    if opened.parent.is_some() {
        buttons.push(match opened.thread {
            Heard::Yes => button(say!(tongue, "item-do-mute"), about(Verb::Mute)),
            Heard::Muted => button(say!(tongue, "item-do-unmute"), about(Verb::NotMuted)),
        });
    }
    if opened.from_somebody_else() {
        buttons.push(match opened.from {
            Heard::Yes => button(say!(tongue, "item-do-hush"), about(Verb::Hush)),
            Heard::Muted => button(say!(tongue, "item-do-hear"), about(Verb::NotHushed)),
        });
    }
    buttons
}

/// A menu that says until when.
pub(super) fn later(tongue: &Tongue, press: Press, placeholder: String) -> Row {
    let options = [
        (say!(tongue, "item-later-next"), NEXT_DIGEST),
        (say!(tongue, "item-later-tomorrow"), TOMORROW),
        (say!(tongue, "item-later-monday"), MONDAY),
        (say!(tongue, "item-later-date"), A_DATE),
    ];
    let options = options.map(|(label, value)| choice(label, value.to_owned()));
    choose_one(press, placeholder, options.to_vec())
}

/// Asks until when something is put off.
pub fn date_form(tongue: &Tongue, press: Press) -> Form {
    Form {
        press,
        title: say!(tongue, "item-date-title"),
        fields: vec![Field {
            name: DATE,
            label: say!(tongue, "item-date-label"),
            hint: Some(say!(tongue, "item-date-hint")),
            value: None,
            input: Input::Line,
            need: Need::Required,
            at_most: LONGEST_DATE,
        }],
    }
}

/// The list again, with what was done to an item of it and the way back.
pub fn done(
    tongue: &Tongue,
    mut list: Letter,
    did: &Did,
    source: MessageId,
    listing: Listing,
) -> Letter {
    let about = |verb| Press::about(verb, source.get()).with(listing);
    let undo = |label, verb| vec![button(label, about(verb))];
    let (line, buttons): (String, Vec<Button>) = match did {
        Did::Done => (
            say!(tongue, "did-done"),
            undo(say!(tongue, "item-do-not-done"), Verb::NotDone),
        ),
        Did::PutOff { until, comes_at } => (
            put_off(tongue, *until, *comes_at),
            undo(say!(tongue, "item-do-not-put-off"), Verb::NotSnoozed),
        ),
        Did::Muted => (
            say!(tongue, "did-muted"),
            undo(say!(tongue, "item-do-unmute"), Verb::NotMuted),
        ),
        Did::Hushed { until } => (
            say!(tongue, "did-hushed", until = when::date_tag(*until)),
            undo(say!(tongue, "item-do-hear"), Verb::NotHushed),
        ),
        Did::HeardAgain => (say!(tongue, "did-heard"), Vec::new()),
        Did::NotDone | Did::Back => (say!(tongue, "did-back"), Vec::new()),
        Did::Already(reason) => (over(tongue, *reason), Vec::new()),
    };
    list.text = format!("{}\n{line}", list.text);
    if !buttons.is_empty() {
        list.rows.push(Row::Buttons(buttons));
    }
    list
}

fn put_off(tongue: &Tongue, until: DateTime<Utc>, comes_at: Option<DateTime<Utc>>) -> String {
    match comes_at {
        Some(at) => {
            let (at, distance) = (when::date_tag(at), when::distance_tag(at));
            say!(tongue, "did-put-off", at = at, distance = distance)
        }
        None => say!(tongue, "did-put-off-inbox", at = when::date_tag(until)),
    }
}

/// Why an item needs nobody any more. What isn't the reader's business is only gone.
fn over(tongue: &Tongue, reason: Reason) -> String {
    match reason {
        Reason::Answered => say!(tongue, "item-answered"),
        Reason::AnsweredByOther => say!(tongue, "item-answered-by-other"),
        Reason::Checked => say!(tongue, "item-checked"),
        Reason::Deleted => say!(tongue, "item-deleted"),
        Reason::Unmentioned => say!(tongue, "item-unmentioned"),
        Reason::TakenBack => say!(tongue, "item-taken-back"),
        Reason::Done => say!(tongue, "item-done"),
        Reason::Muted => say!(tongue, "item-muted"),
        Reason::OneOfSeveral => say!(tongue, "item-one-of-several"),
        Reason::Seen | Reason::Passed | Reason::NotVisible | Reason::Left => {
            say!(tongue, "item-over")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;
    use crate::domain::digest::Item;
    use crate::domain::ids::{ChannelId, ServerId, UserId};
    use crate::domain::ping::Excerpt;

    fn opened(outlook: Outlook) -> Opened {
        let item = Item {
            number: 0,
            source: MessageId::new(7),
            server: ServerId::new(1),
            channel: ChannelId::new(10),
            sender: Some(UserId::new(5)),
            via: Via::Mention,
            to: None,
            excerpt: Some(Excerpt {
                name: "ana".to_owned(),
                text: "the *invoice*?".to_owned(),
            }),
            put_off_until: None,
            expected_at: None,
            age: None,
        };
        Opened {
            item,
            server_name: Some("Acme".to_owned()),
            parent: Some(ChannelId::new(9)),
            outlook,
            comes_at: None,
            thread: Heard::Yes,
            from: Heard::Muted,
            reader: UserId::new(4),
        }
    }

    #[test]
    fn an_item_opens_with_all_that_can_be_done() {
        let tongue = Tongue::english();
        let letter = |outlook| seen(&letter(&tongue, &opened(outlook), Listing::default()));
        insta::assert_snapshot!(letter(Outlook::Open), @r"
        This waits for you.
        ▌ Acme
        <#9> › <#10>
        **ana** · <t:1420070400:f> · [Open](https://discord.com/channels/1/10/7)
        > the \*invoice\*?
        [Open] [Reply] [[Done]]
        (Later…: With the next digest, Tomorrow, Monday, On a date…)
        [Mute thread] [Hear this person again] [Back to the list]
        ");
        let first = |text: String| text.lines().next().unwrap_or_default().to_owned();
        let until = "2026-03-03T08:30:00Z".parse().unwrap();
        assert_eq!(
            first(letter(Outlook::PutOff(until))),
            "Put off until <t:1772526600:F>."
        );
        assert_eq!(first(letter(Outlook::Done)), "You are done with this.");
    }
}
