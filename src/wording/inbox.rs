//! `/inbox`: what waits, or why nothing does.

use super::controls::{button, primary, quietly};
use super::digest;
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::digest::Inbox;
use crate::domain::letter::{Button, Letter, Press, Row, State, Verb};
use crate::domain::rights::Elsewhere;

/// Which side of the inbox is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What waits for the person.
    Waiting,
    /// What they sent and waits for others.
    Sent,
    /// What they asked and nobody has answered.
    Questions,
}

/// What waits, a page at a time; if nothing does, when the next digest would come and where the last one is.
pub fn letter(tongue: &Tongue, inbox: &Inbox) -> Letter {
    let mut letter = unmuted(tongue, inbox);
    if inbox.muted == 0 {
        return tabbed(tongue, letter, Tab::Waiting, inbox.elsewhere);
    }
    let muted = say!(tongue, "inbox-muted", count = inbox.muted);
    letter.text = format!("{}\n{muted}", letter.text);
    let mut letter = tabbed(tongue, letter, Tab::Waiting, inbox.elsewhere);
    let mutes = button(say!(tongue, "mutes-button"), Press::plain(Verb::Mutes));
    if let Some(Row::Buttons(tabs)) = letter.rows.last_mut() {
        tabs.push(mutes);
    }
    letter
}

/// A letter of the inbox with the way to its other tabs below.
pub fn tabbed(tongue: &Tongue, letter: Letter, tab: Tab, more: Elsewhere) -> Letter {
    let tabs = [
        (Tab::Waiting, say!(tongue, "inbox-waiting"), Verb::InboxPage),
        (Tab::Sent, say!(tongue, "inbox-sent"), Verb::Sent),
        (
            Tab::Questions,
            say!(tongue, "inbox-questions"),
            Verb::Questions,
        ),
    ];
    let tabs = tabs.into_iter().map(|(to, label, verb)| Button {
        state: if to == tab {
            State::Disabled
        } else {
            State::Enabled
        },
        ..button(label, Press::plain(verb))
    });
    let mut letter = elsewhere(tongue, letter, more);
    letter.rows.push(Row::Buttons(tabs.collect()));
    letter
}

/// The letter, with a last line that says so if it leaves something out that shows elsewhere. Not how much, nor where.
pub(super) fn elsewhere(tongue: &Tongue, mut letter: Letter, more: Elsewhere) -> Letter {
    if more == Elsewhere::More {
        letter.text = format!("{}\n{}", letter.text, say!(tongue, "inbox-elsewhere"));
    }
    letter
}

fn unmuted(tongue: &Tongue, inbox: &Inbox) -> Letter {
    let page = &inbox.page;
    if page.counts.listed() > 0 || !page.seen.is_empty() {
        return digest::letter(tongue, page);
    }
    let mut lines = vec![say!(tongue, "inbox-empty")];
    lines.extend(inbox.next_at.map(|at| {
        say!(
            tongue,
            "inbox-next",
            at = when::date_tag(at),
            distance = when::distance_tag(at)
        )
    }));
    let last = inbox.last.map(|(channel, message)| {
        Row::Buttons(vec![digest::open_direct(
            say!(tongue, "inbox-last"),
            channel,
            message,
        )])
    });
    quietly(lines.join("\n"), last.into_iter().collect())
}

/// The person has no hours yet.
pub fn not_joined(tongue: &Tongue) -> Letter {
    let set = primary(say!(tongue, "hours-set-mine"), Press::plain(Verb::Hours));
    let letter = quietly(
        say!(tongue, "inbox-not-joined"),
        vec![Row::Buttons(vec![set])],
    );
    tabbed(tongue, letter, Tab::Waiting, Elsewhere::Nothing)
}

/// Discord didn't say in time what the person may read.
pub fn unknown(tongue: &Tongue, tab: Tab) -> Letter {
    let letter = quietly(say!(tongue, "inbox-unknown"), Vec::new());
    tabbed(tongue, letter, tab, Elsewhere::Nothing)
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;
    use crate::domain::digest::{Counts, Of, Page};
    use crate::domain::ids::{ChannelId, MessageId};

    #[test]
    fn an_empty_inbox_says_when_the_next_digest_comes() {
        let page = Page {
            of: Of::Inbox,
            counts: Counts::default(),
            servers: Vec::new(),
            seen: Vec::new(),
            shown_at: chrono::DateTime::UNIX_EPOCH,
            number: 0,
            pages: 1,
        };
        let next_at = "2026-03-03T08:30:00Z".parse().ok();
        let last = Some((ChannelId::new(9), MessageId::new(7)));
        let inbox = Inbox {
            page,
            next_at,
            muted: 4,
            last,
            elsewhere: Elsewhere::More,
        };
        insta::assert_snapshot!(seen(&letter(&Tongue::english(), &inbox)), @r"
        Nothing waits for you.
        Your next digest would come <t:1772526600:F> (<t:1772526600:R>).
        4 pings of the last 7 days came from what you muted.
        There is more elsewhere, which doesn't show here: `/inbox` in our direct messages shows all of it.
        [Last digest]
        [Waiting] [Sent] [My questions] [What I muted]
        ");
        insta::assert_snapshot!(seen(&not_joined(&Tongue::english())), @r"
        Nothing waits for you here, because you haven't set your hours yet. With them, what isn't urgent waits for a time that you choose.
        [[Set my hours]]
        [Waiting] [Sent] [My questions]
        ");
    }
}
