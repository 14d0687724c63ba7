//! What the seed makes of a recorded line: an answer, a call of a role, something silent, something that is changed later.

use super::draw::Draw;
use super::ledger::Call;

/// Of so many lines one …
const ANSWERS: usize = 12;
const IS_SILENT: usize = 25;
const CALLS_A_ROLE: usize = 120;
const IS_TOLD_TOO: usize = 40;
const NAMES_LATER: usize = 150;
/// … of so many files …
const ANNOUNCES: usize = 15;
/// … and of so many lines that name somebody.
const IS_DELETED: usize = 80;
const IS_REWORDED: usize = 50;
const IS_UNNAMED: usize = 90;
const IS_CHECKED: usize = 60;
const IS_LOOKED_FOR: usize = 40;

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub answers: Option<Answer>,
    pub volume: Volume,
    pub calls: Option<Call>,
    pub later: Option<Later>,
}

/// How a line answers an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Pinging,
    Quiet,
}

/// Whether a message may make a sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Volume {
    Usual,
    /// Sent with `@silent`.
    Silent,
}

/// What happens to a message ten minutes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Later {
    Delete,
    Reword,
    Unname,
    /// Somebody is named in it who wasn't.
    Name,
    Check,
}

/// Whether a line names anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    Somebody,
    Nobody,
}

impl Turn {
    /// What becomes of the line of this number.
    pub(super) fn of(draw: Draw, number: usize, naming: Naming, roles: usize) -> Self {
        let about = number.to_string();
        let once_in = |n, purpose| draw.once_in(n, purpose, &about);
        let answers = once_in(ANSWERS, "answers").then(|| {
            if once_in(2, "pings who is answered") {
                Answer::Pinging
            } else {
                Answer::Quiet
            }
        });
        let volume = if once_in(IS_SILENT, "silent") {
            Volume::Silent
        } else {
            Volume::Usual
        };
        let calls = naming == Naming::Nobody && roles > 0 && once_in(CALLS_A_ROLE, "calls");
        let calls = calls.then(|| Call::Role(draw.below(roles, "role", &about)));
        let somebody = [
            (IS_DELETED, "deleted", Later::Delete),
            (IS_REWORDED, "reworded", Later::Reword),
            (IS_UNNAMED, "unnamed", Later::Unname),
            (IS_CHECKED, "checked", Later::Check),
        ];
        let later = match (naming, calls) {
            (Naming::Somebody, _) => somebody
                .into_iter()
                .find_map(|(n, purpose, later)| once_in(n, purpose).then_some(later)),
            (Naming::Nobody, None) => once_in(NAMES_LATER, "names later").then_some(Later::Name),
            (Naming::Nobody, Some(_)) => None,
        };
        let is_edited = matches!(later, Some(Later::Reword | Later::Unname | Later::Name));
        // Discord counts mentions anew in an edit, and then an answer pings.
        let answers = answers.map(|how| if is_edited { Answer::Pinging } else { how });
        Self {
            answers,
            volume,
            calls,
            later,
        }
    }
}

/// Whether the first line of a file that names nobody is for everybody.
pub(super) fn is_announced(draw: Draw, file: &str) -> bool {
    draw.once_in(ANNOUNCES, "announces", file)
}

/// Whether whoever writes this line also tells somebody something.
pub(super) fn is_told_too(draw: Draw, number: usize) -> bool {
    draw.once_in(IS_TOLD_TOO, "told", &number.to_string())
}

/// Whether somebody whom this line names looks into their inbox ten minutes later.
pub(super) fn is_looked_for(draw: Draw, number: usize) -> bool {
    draw.once_in(IS_LOOKED_FOR, "looks", &number.to_string())
}
