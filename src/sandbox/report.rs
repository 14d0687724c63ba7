//! What a replay says in the end, and how far it is meanwhile.

use std::fmt;

use indicatif::{ProgressBar, ProgressStyle};

use super::account::{Account, Figures};
use super::replay::{Played, Progress};

/// How many differences are told; the rest is counted.
const TOLD: usize = 12;

/// A bar for people who join, then one for messages; only on a terminal.
#[derive(Debug, Default)]
pub struct Bar {
    people: Option<ProgressBar>,
    messages: Option<ProgressBar>,
}

impl Progress for Bar {
    fn begin(&mut self, people: usize, messages: usize) {
        self.people = Some(bar(people, "people join"));
        self.messages = Some(bar(messages, "messages"));
    }

    fn joined(&mut self) {
        self.people.iter().for_each(|bar| bar.inc(1));
    }

    fn wrote(&mut self) {
        if let Some(people) = self.people.take() {
            people.finish_and_clear();
        }
        self.messages.iter().for_each(|bar| bar.inc(1));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.people
            .iter()
            .chain(&self.messages)
            .for_each(ProgressBar::finish_and_clear);
    }
}

/// indicatif draws to the standard error, and only if that is a terminal.
fn bar(length: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} {msg}, {eta} to go");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what)
}

/// The whole story of a replay.
pub struct Report<'a>(pub &'a Played);

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Played {
            account,
            names,
            joined,
            messages,
            kinds,
            trouble,
            span: (from, until),
            in_quiet,
        } = self.0;
        let people = names.len();
        writeln!(
            f,
            "{} by {}; {joined} of them joined.",
            count(*messages, "message"),
            counted_people(people)
        )?;
        writeln!(
            f,
            "From {} to {}, at {} messages a second.",
            from.format("%F %H:%M"),
            until.format("%F %H:%M UTC"),
            account.figures.messages_per_s
        )?;
        let percent = (in_quiet * 100)
            .checked_div(account.figures.expected)
            .unwrap_or(0);
        writeln!(
            f,
            "{percent} % of the pings came in their recipient's quiet hours.\n"
        )?;
        writeln!(f, "{kinds}")?;
        write!(f, "{trouble}")?;
        Closing { account, names }.fmt(f)
    }
}

/// An account: the five ways in which pings end, the verdict, the first differences.
pub(super) struct Closing<'a> {
    pub account: &'a Account,
    pub names: &'a [String],
}

impl fmt::Display for Closing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figures = &self.account.figures;
        writeln!(f, "{}:", count(figures.expected, "ping"))?;
        let ways = [
            (
                figures.delivered,
                "delivered",
                "in one message, when it was due",
            ),
            (
                figures.settled,
                "settled",
                "before: answered, ticked off, done, seen in passing, or told by Discord",
            ),
            (figures.withdrawn, "withdrawn", "by their author"),
            (
                figures.dropped,
                "dropped",
                "because their recipient may not read them any more",
            ),
            (
                figures.held,
                "held",
                "in the inbox, because direct messages are closed",
            ),
        ];
        for (pings, way, how) in ways.into_iter().filter(|(pings, ..)| *pings > 0) {
            writeln!(f, "{pings:>8}  {way:<10} {how}")?;
        }
        if figures.returned > 0 {
            let times = count(figures.returned, "time");
            writeln!(f, "What was put off came back {times}.")?;
        }
        let Figures {
            lost,
            doubled,
            pushes_in_quiet,
            ..
        } = figures;
        write!(
            f,
            "Lost {lost}, doubled {doubled}, pushes in quiet hours {pushes_in_quiet}. "
        )?;
        f.write_str(if self.account.closes() {
            "The account closes."
        } else {
            "The account does not close:"
        })?;
        let differences = &self.account.differences;
        for difference in differences.iter().take(TOLD) {
            write!(f, "\n  {}", difference.told(self.names))?;
        }
        match differences.len().saturating_sub(TOLD) {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

fn counted_people(number: usize) -> String {
    if number == 1 {
        "1 person".to_owned()
    } else {
        format!("{number} people")
    }
}
