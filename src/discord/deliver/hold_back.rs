//! Whoever is in a server of which events were missed waits until its history is read: their digest should know what it
//! tells. What can't wait and came just now doesn't.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Deliver, RETRY, Round, log};
use crate::actions::digest::{Due, Urgency};
use crate::actions::history;
use crate::discord::history::Past;
use crate::domain::ids::{ServerId, UserId};

/// What became due so long ago at most came just now.
const FRESH: TimeDelta = TimeDelta::minutes(1);

impl Deliver {
    /// The servers of which events were missed, and whose history is still to be read.
    pub(super) async fn behind(&self, now: DateTime<Utc>, round: &mut Round) -> HashSet<ServerId> {
        match history::behind(&self.adagio, now).await {
            Ok(behind) => behind,
            Err(error) => {
                log("whose history is to be read can't be read", &error);
                round.failed += 1;
                HashSet::new()
            }
        }
    }

    /// Puts off those who are in one of these servers, and gives the others.
    pub(super) async fn hold_back(
        &self,
        due: Vec<Due>,
        urgency: Urgency,
        behind: &HashSet<ServerId>,
        round: &mut Round,
    ) -> Vec<Due> {
        let now = self.clock.now();
        let is_news = |due: &Due| {
            let is_fresh = urgency == Urgency::CannotWait && now - due.due_at < FRESH;
            is_fresh && !self.waiting.waits(due.user)
        };
        let waits = |due: &Due| {
            let past = self.past_of(due.user, behind);
            !is_news(due) && self.waiting.has_to_wait(due.user, past, now)
        };
        let (held, ready): (Vec<_>, Vec<_>) = due.into_iter().partition(waits);
        let held: Vec<UserId> = held.iter().map(|due| due.user).collect();
        if !held.is_empty() {
            round.done += held.len();
            if let Err(error) = self.put_off(&held, now).await {
                log("who waits for history can't be put off", &error);
                round.failed += 1;
            }
        }
        ready
    }

    /// They are looked at again when history is read, which may have happened meanwhile, or else after a while.
    async fn put_off(&self, people: &[UserId], now: DateTime<Utc>) -> anyhow::Result<()> {
        history::make_due(&self.adagio, people, now + RETRY).await?;
        let still = history::behind(&self.adagio, now).await?;
        let is_free = |user: &UserId| self.past_of(*user, &still) == Past::Read;
        let free: Vec<_> = people.iter().copied().filter(is_free).collect();
        if free.is_empty() {
            return Ok(());
        }
        history::make_due(&self.adagio, &free, now).await
    }

    fn past_of(&self, user: UserId, behind: &HashSet<ServerId>) -> Past {
        let known = self.adagio.known();
        match known
            .servers_of(user)
            .any(|server| behind.contains(&server))
        {
            true => Past::Behind,
            false => Past::Read,
        }
    }
}
