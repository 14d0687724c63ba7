//! `/standup`: which of a channel's stand-ups, where there are several, and what there is none of.

use super::super::controls::{button, quietly};
use super::super::tongue::{Tongue, say};
use crate::domain::letter::{Letter, Press, Row, Verb};
use crate::domain::standup::Here;

/// What somebody wants of a channel's stand-ups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Answer,
    Skip,
    Join,
    Leave,
}

impl Wish {
    /// What a press does that grants it. `None`: it has nothing to do with this stand-up now.
    pub fn press(self, of: &Here) -> Option<Press> {
        let about_run = |verb| of.run.map(|run| Press::plain(verb).with(run));
        match self {
            Self::Answer => about_run(Verb::StandupAnswer),
            Self::Skip => about_run(Verb::StandupSkip),
            Self::Join => of
                .opens_here
                .then(|| Press::plain(Verb::StandupJoin).with(of.id)),
            Self::Leave => (of.opens_here && of.has_joined)
                .then(|| Press::about(Verb::StandupLeave, of.id.get())),
        }
    }
}

/// Which one? There is a button for each.
pub fn which(tongue: &Tongue, wish: Wish, all: &[Here]) -> Letter {
    let offered = all.iter().filter_map(|one| {
        let press = wish.press(one)?;
        Some(button(one.name.to_string(), press))
    });
    let offered: Vec<_> = offered.collect();
    let rows = offered.chunks(5).map(|some| Row::Buttons(some.to_vec()));
    quietly(say!(tongue, "standup-which"), rows.take(5).collect())
}

/// There is none of which that could be wanted.
pub fn none_here(tongue: &Tongue, wish: Wish, all: &[Here]) -> Letter {
    let text = match wish {
        _ if all.is_empty() => say!(tongue, "standup-none-here"),
        Wish::Leave => say!(tongue, "standup-not-joined"),
        Wish::Answer | Wish::Skip | Wish::Join => say!(tongue, "standup-none-open"),
    };
    quietly(text, Vec::new())
}
