//! Who is composed for next: whoever is held what can't wait, and all others in turns (see [`Turns`]).

use std::collections::{HashMap, HashSet, VecDeque};

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::{Adagio, Known, groups};
use super::{Due, Want, wants_of};
use crate::domain::ids::UserId;
use crate::domain::turns::{Turns, Waiting};
use crate::store::ping;

/// Which of the people for whom something is due are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    Any,
    /// Only who is held, or may be held, what passes at once.
    CannotWait,
}

/// The people for whom something is due, until nobody is left; each once.
#[derive(Debug, Default)]
pub struct Queue {
    turns: Turns,
    /// Who had their turn. Who is still due was tried in vain, and must not stand in the way of who comes after.
    tried: HashSet<Waiting>,
    /// Whose turn comes then.
    ahead: VecDeque<Waiting>,
}

/// So many turns are worked out at once. To do so everybody who is due is looked at; who becomes due meanwhile waits for them.
const AHEAD: usize = 500;

impl Queue {
    /// Whose turn it is, and what has to be looked up for them.
    ///
    /// # Errors
    /// If the database can't be read; then they have their turn with the next queue.
    pub async fn next(
        &mut self,
        adagio: &Adagio,
        now: DateTime<Utc>,
        urgency: Urgency,
        places: usize,
    ) -> anyhow::Result<Vec<Due>> {
        let next = self.choose(adagio, now, urgency, places);
        if next.is_empty() {
            return Ok(Vec::new());
        }
        self.tried.extend(&next);
        let users: Vec<UserId> = next.iter().map(|(_, user)| *user).collect();
        let mut wants = wants(adagio, &users).await?;
        let due = next.into_iter().map(|(due_at, user)| Due {
            user,
            due_at,
            wants: wants.remove(&user).unwrap_or_default(),
        });
        Ok(due.collect())
    }

    fn choose(
        &mut self,
        adagio: &Adagio,
        now: DateTime<Utc>,
        urgency: Urgency,
        places: usize,
    ) -> Vec<Waiting> {
        let known = adagio.known();
        if urgency == Urgency::CannotWait {
            return self.hurried(&known, now, places);
        }
        let mut next = Vec::new();
        while next.is_empty() {
            if self.ahead.is_empty() {
                let is_new = |(_, waiting): &(_, Waiting)| !self.tried.contains(waiting);
                let turns = self.turns.next(known.due(now).filter(is_new), AHEAD);
                self.ahead.extend(turns);
            }
            if self.ahead.is_empty() {
                break;
            }
            let some = self.ahead.drain(..places.min(self.ahead.len()));
            let is_still_due = |(due_at, user): &Waiting| {
                let person = known.person(*user);
                person.is_some_and(|person| person.digest_due_at == Some(*due_at))
            };
            let is_new = |waiting: &Waiting| !self.tried.contains(waiting);
            next.extend(some.filter(|waiting| is_new(waiting) && is_still_due(waiting)));
        }
        next
    }

    /// They stand in nobody's way: few are in a hurry.
    fn hurried(&self, known: &Known, now: DateTime<Utc>, places: usize) -> Vec<Waiting> {
        let waiting = known.due_in_a_hurry(now).map(|(_, waiting)| waiting);
        let mut waiting: Vec<_> = waiting
            .filter(|waiting| !self.tried.contains(waiting))
            .collect();
        waiting.sort_unstable();
        waiting.truncate(places);
        waiting
    }
}

/// What has to be looked up for each of these people.
async fn wants(adagio: &Adagio, users: &[UserId]) -> anyhow::Result<HashMap<UserId, Vec<Want>>> {
    let read = adagio.store.read().await;
    let mut db = read.context("begin reading who is due")?;
    let places = ping::places(&mut db, users).await;
    let mut places = places.context("read where those who are due were pinged")?;
    let mut called = groups::unlooked_by(adagio, &mut db, users).await?;
    let wants = users.iter().map(|user| {
        let places = places.remove(user).unwrap_or_default();
        let called = called.remove(user).unwrap_or_default();
        (*user, wants_of(places.into_iter(), &called))
    });
    Ok(wants.collect())
}

#[cfg(test)]
mod tests {
    use super::super::super::preferences::{self, Caller};
    use super::super::super::testing::{
        ACME, ANA, BEN, House, INCIDENTS, ana_asks_ben, at, message, place,
    };
    use super::*;
    use crate::domain::event::{Event, Mention, Post};
    use crate::domain::group::Group;
    use crate::domain::ids::{ChannelId, RoleId};

    async fn due(
        house: &House,
        queue: &mut Queue,
        urgency: Urgency,
    ) -> Vec<(UserId, DateTime<Utc>)> {
        let due = queue.next(&house.adagio, at("10:00"), urgency, 10).await;
        let due = due.unwrap().into_iter();
        due.map(|due| (due.user, due.due_at)).collect()
    }

    /// Ana is due since 08:00.
    async fn with_ana_due() -> House {
        let house = House::new().await;
        let caller = Caller {
            user: ANA,
            server: Some(ACME),
            locale: None,
            now: at("06:00"),
        };
        let zone = "Europe/Berlin".parse().unwrap();
        preferences::set_zone(&house.adagio, &caller, zone)
            .await
            .unwrap();
        preferences::set_direct(&house.adagio, &caller, Some(ChannelId::new(901)))
            .await
            .unwrap();
        let to_ana = Post {
            author: BEN,
            mentions: vec![Mention {
                user: ANA,
                name: "ana".to_owned(),
            }],
            ..ana_asks_ben(message(at("07:00"), 1))
        };
        house.observe(&[Event::Posted(to_ana)]).await;
        house
    }

    #[tokio::test]
    async fn who_is_held_what_cannot_wait_is_asked_for_apart_and_each_has_one_turn() {
        let house = with_ana_due().await;
        let to_ben = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(message(at("10:00"), 2))
        };
        house.observe(&[Event::Posted(to_ben)]).await;
        let (ana, ben) = ((ANA, at("08:00")), (BEN, at("10:00")));
        let house = house.restarted().await;
        let mut queue = Queue::default();
        assert_eq!(due(&house, &mut queue, Urgency::CannotWait).await, [ben]);
        assert_eq!(due(&house, &mut queue, Urgency::CannotWait).await, []);
        assert_eq!(due(&house, &mut queue, Urgency::Any).await, [ana]);
        assert_eq!(due(&house, &mut queue, Urgency::Any).await, []);
        let again = due(&house, &mut Queue::default(), Urgency::Any).await;
        assert_eq!(again, [ana, ben]);
    }

    #[tokio::test]
    async fn who_may_have_a_role_that_is_called_at_once_cannot_wait() {
        let house = with_ana_due().await;
        let call = Post {
            place: place(INCIDENTS),
            mentions: Vec::new(),
            groups: vec![Group::Role(RoleId::new(70))],
            ..ana_asks_ben(message(at("10:00"), 2))
        };
        house.observe(&[Event::Posted(call)]).await;
        let hurried = due(&house, &mut Queue::default(), Urgency::CannotWait).await;
        assert_eq!(hurried, [(BEN, at("10:00"))]);
    }
}
