//! What is posted for a stand-up: the invitation, each run's message and thread, and the direct messages about it.
//!
//! Their controls name the row of the outbox that they came by, and the stand-up behind it.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::super::controls::{button, primary};
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::entry::fitting;
use super::keeping::trouble_line;
use super::{date, questions, times};
use crate::domain::escape;
use crate::domain::ids::{OutboxId, RoleId, RunId, StandupId};
use crate::domain::letter::{Button, Edge, Letter, Look, Press, Push, Row, Section, Verb};
use crate::domain::standup::{Held, Reveal, Terms, Threads, Titled, Trouble, Venue};

/// The most characters of what was in people's way the last time.
const HELD: usize = 1_500;

/// Invites people to join, in the channel.
pub fn invitation(
    tongue: &Tongue,
    ids: (StandupId, OutboxId),
    terms: &Terms,
    next_at: DateTime<Utc>,
) -> Letter {
    let name = escape::name(terms.name.as_str());
    let (times, next) = (times(tongue, terms), when::date_tag(next_at));
    let opens = match (&terms.venue, terms.threads) {
        (Venue::Text, Threads::ADay) => "thread",
        (Venue::Text, Threads::AWeek) => "week",
        (Venue::Forum(_), Threads::ADay) => "post",
        (Venue::Forum(_), Threads::AWeek) => "week-post",
    };
    let text = say!(
        tongue,
        "standup-invitation",
        name = name,
        times = times,
        opens = opens,
        channel = format!("<#{}>", terms.channel),
        next = next
    );
    silent(text, terms, tongue, vec![join(tongue, ids)])
}

/// The message of a run that is open.
#[derive(Clone, Copy, Debug)]
pub struct Anchor<'a> {
    pub ids: (RunId, StandupId, OutboxId),
    pub terms: &'a Terms,
    /// Its day, and when it closes.
    pub when: (NaiveDate, DateTime<Utc>),
    /// How many have answered.
    pub so_far: usize,
    /// What was in people's way the last time.
    pub held: &'a [Held],
    /// The role that is pinged by it.
    pub calls: Option<RoleId>,
}

/// The message of a run that is open, under which its thread stands.
pub fn anchor(tongue: &Tongue, anchor: &Anchor<'_>) -> Letter {
    let ((run, standup, row), terms) = (anchor.ids, anchor.terms);
    let (day, until) = anchor.when;
    let name = escape::name(terms.name.as_str());
    let text = say!(
        tongue,
        "standup-anchor",
        name = name,
        day = date(tongue, day),
        until = when::short_date_tag(until),
        count = anchor.so_far
    );
    let text = match terms.reveal {
        Reveal::AtOnce => text,
        Reveal::AtClose => format!("{text}\n{}", say!(tongue, "standup-shown-at-close")),
    };
    let mut buttons = vec![answer(tongue, (run, row))];
    buttons.extend(taps(tongue, (run, row), terms, terms.asks_for_plans()));
    buttons.push(skip(tongue, (run, row)));
    buttons.push(joins(tongue, (standup, row)));
    let mut letter = silent(text, terms, tongue, buttons);
    letter.sections.extend(held(tongue, anchor.held));
    called(letter, anchor.calls)
}

/// What was in people's way the last time, what still is before what is solved.
fn held(tongue: &Tongue, held: &[Held]) -> Option<Section> {
    let line = |it: &Held| {
        let (name, words) = (escape::name(&it.name), escape::quoted(&it.words));
        let state = match it.is_solved {
            true => say!(tongue, "standup-solved"),
            false => say!(tongue, "standup-unsolved"),
        };
        format!("**{name}** · {words} · {state}")
    };
    let (solved, open): (Vec<_>, Vec<_>) = held.iter().partition(|it| it.is_solved);
    let edge = match open.is_empty() {
        true => Edge::Plain,
        false => Edge::Held,
    };
    let lines = open.into_iter().chain(solved).map(line);
    let body = fitting(tongue, lines, HELD);
    let title = say!(tongue, "standup-held-before");
    (!held.is_empty()).then(|| Section {
        edge,
        ..Section::titled(title, body)
    })
}

fn silent(text: String, terms: &Terms, tongue: &Tongue, buttons: Vec<Button>) -> Letter {
    Letter {
        text,
        sections: vec![Section::of(questions(tongue, &terms.questions))],
        rows: vec![Row::Buttons(buttons)],
        push: Push::Silent,
    }
}

/// "Join", as what most people want.
fn join(tongue: &Tongue, ids: (StandupId, OutboxId)) -> Button {
    Button {
        look: Look::Primary,
        ..joins(tongue, ids)
    }
}

/// "Join", beside what most people want.
pub(super) fn joins(tongue: &Tongue, (standup, row): (StandupId, OutboxId)) -> Button {
    let press = Press::about(Verb::StandupJoin, row.get()).with(standup);
    button(say!(tongue, "standup-join"), press)
}

pub(super) fn answer(tongue: &Tongue, (run, row): (RunId, OutboxId)) -> Button {
    let press = Press::about(Verb::StandupAnswer, row.get()).with(run);
    primary(say!(tongue, "standup-answer"), press)
}

/// What is answered with one tap, if words are asked for; "Same as planned" only where there may be a plan.
pub(super) fn taps(
    tongue: &Tongue,
    (run, row): (RunId, OutboxId),
    terms: &Terms,
    has_plan: bool,
) -> Vec<Button> {
    let about = |verb| Press::about(verb, row.get()).with(run);
    let planned = button(say!(tongue, "standup-planned"), about(Verb::StandupPlanned));
    let nothing = button(say!(tongue, "standup-nothing"), about(Verb::StandupNothing));
    match (terms.place_of_plans(), has_plan) {
        (None, _) => Vec::new(),
        (Some(_), true) => vec![planned, nothing],
        (Some(_), false) => vec![nothing],
    }
}

pub(super) fn skip(tongue: &Tongue, (run, row): (RunId, OutboxId)) -> Button {
    let press = Press::about(Verb::StandupSkip, row.get()).with(run);
    button(say!(tongue, "standup-skip"), press)
}

/// What a run's thread is called: as its keeper wants, or "Daily · Tue 3 March".
pub fn thread(tongue: &Tongue, terms: &Terms, day: NaiveDate) -> String {
    let titled = Titled {
        name: terms.name.as_str(),
        date: &date(tongue, day),
        week: day.iso_week().week(),
    };
    let usual = || title(tongue, terms, day);
    terms.title.as_ref().map_or_else(usual, |it| it.of(&titled))
}

/// The message under which the runs of a week stand. It pings this role, if any.
pub fn week(
    tongue: &Tongue,
    ids: (StandupId, OutboxId),
    terms: &Terms,
    (week, calls): (u32, Option<RoleId>),
) -> Letter {
    let name = escape::name(terms.name.as_str());
    let times = times(tongue, terms);
    let text = say!(
        tongue,
        "standup-week",
        name = name,
        week = week,
        times = times
    );
    let letter = silent(text, terms, tongue, vec![join(tongue, ids)]);
    called(letter, calls)
}

/// What the thread of a week is called, which begins on this Monday: as its keeper wants, or "Daily · week 10".
pub fn week_thread(tongue: &Tongue, terms: &Terms, monday: NaiveDate) -> String {
    if terms.title.is_some() {
        return thread(tongue, terms, monday);
    }
    let week = monday.iso_week().week();
    let name = terms.name.as_str();
    say!(tongue, "standup-week-title", name = name, week = week)
}

/// Pings a role with a letter.
fn called(mut letter: Letter, role: Option<RoleId>) -> Letter {
    if let Some(role) = role {
        letter.text = format!("{}\n<@&{role}>", letter.text);
        letter.push = Push::Call(role);
    }
    letter
}

/// What a run is called: "Daily · Tue 3 March".
pub fn title(tongue: &Tongue, terms: &Terms, day: NaiveDate) -> String {
    let day = date(tongue, day);
    say!(
        tongue,
        "standup-title",
        name = terms.name.as_str(),
        day = day
    )
}

/// How many answered.
pub fn answered(tongue: &Tongue, count: usize) -> String {
    say!(tongue, "standup-answered", count = count)
}

/// Tells who began a stand-up that nobody has joined it.
pub fn alone(tongue: &Tongue, row: OutboxId, terms: &Terms) -> Letter {
    let (name, channel) = (
        escape::name(terms.name.as_str()),
        format!("<#{}>", terms.channel),
    );
    let text = say!(tongue, "standup-alone", name = name, channel = channel);
    for_creator(tongue, row, text)
}

/// Tells who began a stand-up that it can't be opened.
pub fn trouble(tongue: &Tongue, row: OutboxId, terms: &Terms, trouble: Trouble) -> Letter {
    let name = escape::name(terms.name.as_str());
    let why = trouble_line(tongue, terms, trouble);
    let text = say!(tongue, "standup-not-opened", name = name, why = why);
    for_creator(tongue, row, text)
}

/// Tells who began a stand-up that entries can't be posted in the thread of this day.
pub fn lost(tongue: &Tongue, row: OutboxId, terms: &Terms, day: NaiveDate) -> Letter {
    let (name, day) = (escape::name(terms.name.as_str()), date(tongue, day));
    let text = say!(tongue, "standup-lost", name = name, day = day);
    for_creator(tongue, row, text)
}

fn for_creator(tongue: &Tongue, row: OutboxId, text: String) -> Letter {
    let hours = button(
        say!(tongue, "digest-hours"),
        Press::about(Verb::Hours, row.get()),
    );
    Letter {
        text,
        sections: Vec::new(),
        rows: vec![Row::Buttons(vec![hours])],
        push: Push::Silent,
    }
}
