//! Who is composed for next, servers in turns (see [`Turns`]): whoever is held what can't wait, and apart from them everybody.

use std::collections::{HashMap, VecDeque};

use anyhow::Context;
use chrono::{DateTime, Utc};
use foldhash::HashSet;

use super::super::{Adagio, groups};
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
    /// The turns of who is in a hurry. Those who are not come after them, whoever of their server was served at once.
    hurried_turns: Turns,
    /// Who had their turn. Who is still due was tried in vain, and must not stand in the way of who comes after.
    tried: HashSet<Waiting>,
    /// Whose turn comes then.
    ahead: VecDeque<Waiting>,
}

/// So many turns at least are worked out at once. To do so everybody who is due is looked at; who becomes due meanwhile waits
/// for them.
const AHEAD: usize = 500;
/// Where very many are due, one in so many of them has their turn worked out: or each would be looked at the oftener, the more
/// they are.
const SHARE: usize = 10;

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

    /// Whether anybody comes next, as far as is known without looking anything up.
    pub fn is_anybody_due(&self, adagio: &Adagio, now: DateTime<Utc>, urgency: Urgency) -> bool {
        let known = adagio.known();
        match urgency {
            Urgency::CannotWait => known.due_in_a_hurry(now).next().is_some(),
            Urgency::Any => !self.ahead.is_empty() || known.due(now).next().is_some(),
        }
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
            let is_new = |(_, waiting): &(_, Waiting)| !self.tried.contains(waiting);
            let waiting = known.due_in_a_hurry(now).filter(is_new);
            return self.hurried_turns.next(waiting, places);
        }
        let mut next = Vec::new();
        while next.is_empty() {
            if self.ahead.is_empty() {
                let is_new = |(_, waiting): &(_, Waiting)| !self.tried.contains(waiting);
                let waiting: Vec<_> = known.due(now).filter(is_new).collect();
                let ahead = AHEAD.max(waiting.len() / SHARE);
                self.ahead
                    .extend(self.turns.next(waiting.into_iter(), ahead));
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
    use chrono::TimeDelta;

    use super::super::super::preferences::{self, Caller};
    use super::super::super::testing::{
        ACME, ANA, BEN, House, INCIDENTS, ana_asks_ben, at, message, place,
    };
    use super::*;
    use crate::domain::event::{Event, Mention, Post};
    use crate::domain::group::Group;
    use crate::domain::ids::{ChannelId, RoleId, ServerId};
    use crate::domain::person::Person;

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

    #[tokio::test]
    async fn those_in_a_hurry_take_turns_too_over_their_servers() {
        let house = House::new().await;
        {
            let mut known = house.adagio.known.write();
            for (server, minute, user) in [(8, 0, 80), (8, 1, 81), (8, 2, 82), (9, 5, 90)] {
                let user = UserId::new(user);
                known.put(Person::new(user));
                known.join(ServerId::new(server), user, at("06:00"));
                known.set_due(user, Some(at("09:00") + TimeDelta::minutes(minute)));
                known.hurry(user);
            }
        }
        let mut queue = Queue::default();
        let mut next = |places| {
            let next = queue.choose(&house.adagio, at("10:00"), Urgency::CannotWait, places);
            queue.tried.extend(&next);
            next.into_iter()
                .map(|(_, user)| user.get())
                .collect::<Vec<_>>()
        };
        assert_eq!(next(2), [80, 90]);
        assert_eq!(next(2), [81, 82]);
    }
}
