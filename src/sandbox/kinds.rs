//! How often people did what, for the report of a replay.

use std::fmt;

use serde::Serialize;

/// How often people did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kinds {
    pub named: usize,
    pub answered: usize,
    pub called: usize,
    pub silent: usize,
    pub told: usize,
    pub told_changed: usize,
    pub edited: usize,
    pub deleted: usize,
    pub checked: usize,
    pub looked: usize,
    pub done: usize,
    pub put_off: usize,
    pub taken_back: usize,
}

impl Kinds {
    /// What nobody did.
    pub fn never(&self) -> Vec<&'static str> {
        let never = self.all().into_iter().filter(|(count, _)| *count == 0);
        never.map(|(_, kind)| kind).collect()
    }

    /// Each kind with its number.
    fn all(&self) -> [(usize, &'static str); 13] {
        [
            (self.named, "messages that name somebody"),
            (self.answered, "replies"),
            (self.called, "messages to a role or to everybody"),
            (self.silent, "messages sent with @silent"),
            (self.told, "words told with /tell"),
            (self.told_changed, "of them changed or taken back"),
            (self.edited, "messages edited"),
            (self.deleted, "messages deleted"),
            (self.checked, "messages ticked off with ✅"),
            (self.looked, "looks into /inbox"),
            (self.done, "clicks on Done"),
            (self.put_off, "items put off"),
            (self.taken_back, "of these clicks taken back"),
        ]
    }
}

impl fmt::Display for Kinds {
    /// A line for each kind that there was.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, kind) in self.all().into_iter().filter(|(count, _)| *count > 0) {
            writeln!(f, "{count:>8}  {kind}")?;
        }
        Ok(())
    }
}
