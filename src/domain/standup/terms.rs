//! What was agreed on for a stand-up.

use std::fmt;
use std::str::FromStr;

use super::choices::{Calls, Clocks, Reveal, Sums, Threads, Venue};
use super::question::{Kind, Question};
use super::timetable::Timetable;
use super::title::Title;
use crate::domain::civil::Zone;
use crate::domain::ids::{ChannelId, RoleId};

/// Everything that a keeper agrees on. What a stand-up goes by is never changed; an edit makes others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub name: Name,
    /// Where it opens.
    pub channel: ChannelId,
    pub venue: Venue,
    pub threads: Threads,
    /// Whose clocks its hours are read by.
    pub zone: Zone,
    pub clocks: Clocks,
    pub timetable: Timetable,
    pub questions: Vec<Question>,
    pub reveal: Reveal,
    pub sums: Sums,
    /// How its threads are called. `None`: by its name and the date.
    pub title: Option<Title>,
    /// Who may join. `None`: everybody.
    pub role: Option<RoleId>,
    pub calls: Calls,
}

/// Terms of which something may still be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub name: Name,
    pub channel: Option<ChannelId>,
    pub venue: Venue,
    pub threads: Threads,
    pub zone: Option<Zone>,
    pub clocks: Clocks,
    pub timetable: Timetable,
    pub questions: Vec<Question>,
    pub reveal: Reveal,
    pub sums: Sums,
    pub title: Option<Title>,
    pub role: Option<RoleId>,
    pub calls: Calls,
}

impl Draft {
    /// The terms, if nothing is open.
    pub fn terms(&self) -> Option<Terms> {
        Some(Terms {
            name: self.name.clone(),
            channel: self.channel?,
            venue: self.venue.clone(),
            threads: self.threads,
            zone: self.zone?,
            clocks: self.clocks,
            timetable: self.timetable.clone(),
            questions: self.questions.clone(),
            reveal: self.reveal,
            sums: self.sums,
            title: self.title.clone(),
            role: self.role,
            calls: self.calls,
        })
    }
}

impl From<Terms> for Draft {
    fn from(terms: Terms) -> Self {
        Self {
            name: terms.name,
            channel: Some(terms.channel),
            venue: terms.venue,
            threads: terms.threads,
            zone: Some(terms.zone),
            clocks: terms.clocks,
            timetable: terms.timetable,
            questions: terms.questions,
            reveal: terms.reveal,
            sums: terms.sums,
            title: terms.title,
            role: terms.role,
            calls: terms.calls,
        }
    }
}

impl Terms {
    /// The question that what was planned answers, and what is said with one tap: the first that is answered with long words, else
    /// with short ones. `None`: only plans, numbers or choices are asked for, and those aren't tapped.
    pub fn place_of_plans(&self) -> Option<usize> {
        self.first(&Kind::Long).or_else(|| self.first(&Kind::Short))
    }

    /// The question that plain words answer: that of plans, else one that asks for some other words.
    pub fn place_of_words(&self) -> Option<usize> {
        let others = || {
            self.first(&Kind::Plan)
                .or_else(|| self.first(&Kind::Blocker))
        };
        self.place_of_plans().or_else(others)
    }

    fn first(&self, kind: &Kind) -> Option<usize> {
        let mut questions = self.questions.iter();
        questions.position(|question| question.kind == *kind)
    }

    /// The role that its first run pings. `None`: none.
    pub fn called(&self) -> Option<RoleId> {
        self.role.filter(|_| self.calls == Calls::Once)
    }

    /// Whether a question asks what is planned.
    pub fn asks_for_plans(&self) -> bool {
        let mut questions = self.questions.iter();
        questions.any(|question| question.kind == Kind::Plan)
    }
}

/// What a stand-up is called: on one line, at most 40 characters, so that it fits into titles with the date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// The most characters.
    pub const LONGEST: u16 = 40;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Nothing is left of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no name")]
pub struct NoName;

impl FromStr for Name {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = line.chars().take(Self::LONGEST.into()).collect();
        match name.trim_end() {
            "" => Err(NoName),
            name => Ok(Self(name.to_owned())),
        }
    }
}

/// Whether a stand-up opens runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Active,
    Paused,
}

/// Why its last run could not be opened as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The channel is gone.
    Gone,
    /// Adagio may not write there, or start threads.
    Forbidden,
    /// The forum wants a tag on every post, and none was chosen that it still has.
    Untagged,
}

impl Trouble {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Gone, Self::Forbidden, Self::Untagged];

    /// The word in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Forbidden => "forbidden",
            Self::Untagged => "untagged",
        }
    }
}
