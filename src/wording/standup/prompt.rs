//! What a participant is told of a run, by direct message.

use chrono::{DateTime, Utc};

use super::super::controls::{button, danger, link, primary};
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::run::{answer, skip, taps};
use crate::domain::escape;
use crate::domain::ids::{ChannelId, MessageId, OutboxId, RunId, ServerId, StandupId};
use crate::domain::letter::{Letter, Press, Push, Row, Verb};
use crate::domain::standup::Terms;

/// What somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A run is open.
    Open,
    /// It still is, and they have no entry.
    Still,
}

/// A run of a stand-up, the row of the outbox that tells of it, and where it stands: without a message, its channel.
#[derive(Clone, Copy, Debug)]
pub struct Prompt<'a> {
    pub ids: (RunId, StandupId, OutboxId),
    pub terms: &'a Terms,
    pub place: (ServerId, ChannelId, Option<MessageId>),
    pub until: DateTime<Utc>,
    /// Whether they planned something the last time.
    pub has_plan: bool,
}

/// Tells a participant of a run.
pub fn prompt(tongue: &Tongue, told: Told, prompt: &Prompt<'_>) -> Letter {
    let ((run, standup, row), terms) = (prompt.ids, prompt.terms);
    let name = escape::name(terms.name.as_str());
    let first = match told {
        Told::Open => say!(tongue, "standup-prompt", name = name),
        Told::Still => say!(tongue, "standup-reminder", name = name),
    };
    let (server, channel, message) = prompt.place;
    let (until, here) = (when::short_date_tag(prompt.until), format!("<#{channel}>"));
    let second = say!(
        tongue,
        "standup-prompt-until",
        until = until,
        channel = here
    );
    let mut place = format!("https://discord.com/channels/{server}/{channel}");
    if let Some(message) = message {
        place = format!("{place}/{message}");
    }
    let (later, hush) = (
        Press::about(Verb::StandupLater, row.get()).with(run),
        Press::about(Verb::StandupHush, row.get()).with(standup),
    );
    let mut answers = vec![answer(tongue, (run, row))];
    answers.extend(taps(tongue, (run, row), terms, prompt.has_plan));
    let others = vec![
        button(say!(tongue, "standup-later"), later),
        skip(tongue, (run, row)),
        link(say!(tongue, "standup-open"), place),
        button(say!(tongue, "standup-hush"), hush),
    ];
    let mut lines = vec![first, second];
    if terms.place_of_words().is_some() {
        lines.push(say!(tongue, "standup-prompt-reply"));
    }
    Letter {
        text: lines.join("\n"),
        sections: Vec::new(),
        rows: vec![Row::Buttons(answers), Row::Buttons(others)],
        push: Push::Notify,
    }
}

/// Tells somebody, silently, that they aren't told of runs any more, having let several pass.
pub fn pause(tongue: &Tongue, (standup, row): (StandupId, OutboxId), terms: &Terms) -> Letter {
    let name = escape::name(terms.name.as_str());
    let again = Press::about(Verb::StandupTellAgain, row.get()).with(standup);
    let leave = Press::about(Verb::StandupLeave, standup.get());
    let buttons = vec![
        primary(say!(tongue, "standup-tell-again"), again),
        danger(say!(tongue, "standup-leave"), leave),
    ];
    Letter {
        text: say!(tongue, "standup-pause-line", name = name),
        sections: Vec::new(),
        rows: vec![Row::Buttons(buttons)],
        push: Push::Silent,
    }
}
