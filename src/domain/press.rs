//! What using a control means, as its id carries it: `a1:<verb>:<id base36>[:<argument>]`, `a1:page:3k:2`.
//!
//! Ids only; who clicked is always the owner, so a foreign id finds nothing.

mod verb;
mod written;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::verb::Verb;
pub use self::written::UnreadablePress;
use super::ids::OutboxId;

/// What a control means when it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Press {
    pub verb: Verb,
    /// What it is about: a digest, a channel; 0 where nothing needs naming.
    pub id: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arg: Option<String>,
}

impl Press {
    /// A press about nothing in particular.
    pub const fn plain(verb: Verb) -> Self {
        Self {
            verb,
            id: 0,
            arg: None,
        }
    }

    /// A press about one thing.
    pub const fn about(verb: Verb, id: i64) -> Self {
        Self {
            verb,
            id,
            arg: None,
        }
    }

    /// The same with an argument. It may hold no colon.
    pub fn with(mut self, arg: impl fmt::Display) -> Self {
        self.arg = Some(arg.to_string());
        self
    }

    /// The row of the outbox that the message under this control was sent with, if it says so: "My hours" does, and
    /// what stands under the message of a stand-up. Other verbs count, or mean something else, with their number.
    pub fn row(&self) -> Option<OutboxId> {
        let names_row = matches!(
            self.verb,
            Verb::Hours
                | Verb::StandupJoin
                | Verb::StandupHush
                | Verb::StandupAnswer
                | Verb::StandupSkip
                | Verb::StandupPlanned
                | Verb::StandupNothing
                | Verb::StandupLater
                | Verb::StandupTellAgain
        );
        (names_row && self.id != 0).then(|| OutboxId::new(self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ones_own_hours_and_the_controls_of_a_run_name_a_row() {
        let row = OutboxId::new(3);
        for &verb in Verb::ALL {
            let names_row = [
                "hours",
                "sujoin",
                "suhush",
                "suanswer",
                "suskip",
                "suplanned",
                "sunothing",
                "sulater",
                "suagain",
            ]
            .contains(&verb.word());
            let expected = names_row.then_some(row);
            assert_eq!(Press::about(verb, 3).row(), expected, "{verb:?}");
        }
        assert_eq!(Press::plain(Verb::Hours).row(), None);
    }
}
