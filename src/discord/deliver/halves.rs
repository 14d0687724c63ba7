//! Composes for many people together, and finds out who it is for whom that fails: it is tried for all of them, then for each half
//! of those with whom it failed, and so on.

use std::panic::AssertUnwindSafe;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt as _;

use super::{Deliver, Round, log};
use crate::actions::{digest, history};
use crate::domain::ids::UserId;
use crate::domain::rights::Rights;

/// How many may fail by themselves. If more do, it isn't them.
const FEW: usize = 5;
/// When somebody is composed for again for whom that failed, and not for the others.
const PAUSE: TimeDelta = TimeDelta::minutes(5);

impl Deliver {
    /// Composes for some people together. Who it fails for is found out and has a pause; the others get theirs.
    pub(super) async fn compose_all(
        &self,
        users: &[UserId],
        now: DateTime<Utc>,
        rights: &Rights,
        round: &mut Round,
    ) {
        let (mut halves, mut failed) = (Halves::of(users), Vec::new());
        while let Some(some) = halves.next() {
            match self.compose(&some, now, rights).await {
                Ok(()) => round.done += some.len(),
                Err(error) => {
                    if let Some(user) = halves.failed(some) {
                        log("a digest can't be composed", &error);
                        failed.push(user);
                    }
                }
            }
            if failed.len() > FEW {
                break;
            }
        }
        let has_pause = failed.is_empty() || failed.len() <= FEW && self.pause(&failed, now).await;
        round.failed += usize::from(!has_pause);
    }

    /// Whether that could be noted.
    async fn pause(&self, people: &[UserId], now: DateTime<Utc>) -> bool {
        let noted = history::make_due(&self.adagio, people, now + PAUSE).await;
        if let Err(error) = &noted {
            log("for whom composing fails can't be put off", error);
        }
        noted.is_ok()
    }

    /// Composes for some people; where that goes wrong for one, even by a panic, nothing has come of it for any of them.
    async fn compose(
        &self,
        users: &[UserId],
        now: DateTime<Utc>,
        rights: &Rights,
    ) -> anyhow::Result<()> {
        let composing = digest::compose_all(&self.adagio, users, now, rights);
        match AssertUnwindSafe(composing).catch_unwind().await {
            Ok(composed) => composed.map(drop),
            Err(_) => Err(anyhow::anyhow!("composing for {users:?} panicked")),
        }
    }
}

/// Whom it is still to be tried for, those who come next last.
struct Halves(Vec<Vec<UserId>>);

impl Halves {
    fn of(people: &[UserId]) -> Self {
        Self(vec![people.to_vec()])
    }

    /// With whom to try next.
    fn next(&mut self) -> Option<Vec<UserId>> {
        self.0.pop().filter(|people| !people.is_empty())
    }

    /// Takes in that it failed with these. `Some`: with this person alone.
    fn failed(&mut self, mut people: Vec<UserId>) -> Option<UserId> {
        if let [person] = people[..] {
            return Some(person);
        }
        let others = people.split_off(people.len() / 2);
        self.0.extend([others, people]);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_two_hundred_is_found_by_halves_and_all_others_are_served() {
        let people: Vec<_> = (0..200).map(UserId::new).collect();
        for bad in [0, 77, 199].map(UserId::new) {
            let (mut halves, mut tries, mut served, mut found) =
                (Halves::of(&people), 0, Vec::new(), Vec::new());
            while let Some(some) = halves.next() {
                tries += 1;
                if some.contains(&bad) {
                    found.extend(halves.failed(some));
                } else {
                    served.extend(some);
                }
            }
            assert_eq!(found, [bad]);
            assert_eq!(served.len(), people.len() - 1);
            assert!(tries < 20, "{tries}");
        }
    }

    #[test]
    fn where_nobody_is_there_is_nothing_to_try() {
        assert_eq!(Halves::of(&[]).next(), None);
    }
}
