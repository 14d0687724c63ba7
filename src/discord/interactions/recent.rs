//! The interactions that were taken lately, so that one that Discord sends twice is done once.
//!
//! It forgets the oldest, and everything at a restart: then Discord itself says that an answer was given
//! (facts §5: 40060), and every deed may be done twice without harm.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// How many are remembered: more than a session can repeat in a moment.
const REMEMBERED: usize = 1_024;

/// Whether an interaction was taken before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Before,
    Now,
}

/// What was taken lately, in order.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<(HashSet<i64>, VecDeque<i64>)>);

impl Recent {
    /// Takes an interaction, if it wasn't taken before.
    pub(super) fn take(&self, interaction: i64) -> Taken {
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, order) = &mut *recent;
        if !known.insert(interaction) {
            return Taken::Before;
        }
        order.push_back(interaction);
        if order.len() > REMEMBERED
            && let Some(oldest) = order.pop_front()
        {
            known.remove(&oldest);
        }
        Taken::Now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_taken_once_and_the_oldest_are_forgotten() {
        let recent = Recent::default();
        assert_eq!(
            (recent.take(-1), recent.take(-1)),
            (Taken::Now, Taken::Before)
        );
        for other in 0..i64::try_from(REMEMBERED).unwrap() {
            assert_eq!(recent.take(other), Taken::Now);
        }
        assert_eq!(recent.take(-1), Taken::Now);
    }
}
