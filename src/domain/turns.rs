//! Who goes first when many are due at once: servers take turns, and within each it is who has been due longest.
//!
//! When 5,000 people of one server and 3 of another are due at 09:00, those 3 are among the first six. Where many servers wait,
//! thirty people have their turn together: Discord is asked for the members of one server at a time, and not often (facts
//! §1.5). A server that comes later begins where the others have got to: it is owed nothing for the time before.

use std::collections::{BTreeMap, BinaryHeap};

use chrono::{DateTime, Utc};

use super::ids::{ServerId, UserId};

/// How many people of one server have their turn together. At 50 messages a second and 110 questions a minute it has to be 27 at
/// least, or asking would take longer than sending.
const TOGETHER: usize = 30;
/// So few servers can be asked about anew for every hundred people: there one person follows the other.
const FEW: usize = 3;

/// Since when something is due for somebody.
pub type Waiting = (DateTime<Utc>, UserId);

/// How many people of each server have had their turn.
#[derive(Debug, Default)]
pub struct Turns(BTreeMap<ServerId, usize>);

impl Turns {
    /// Whose turn it is next, of all who wait: so many of them, in their order.
    pub fn next(
        &mut self,
        waiting: impl Iterator<Item = (ServerId, Waiting)>,
        places: usize,
    ) -> Vec<Waiting> {
        let mut lines: BTreeMap<ServerId, Line> = BTreeMap::new();
        for (server, one) in waiting {
            lines.entry(server).or_default().add(one, places);
        }
        self.0.retain(|server, _| lines.contains_key(server));
        let together = if lines.len() > FEW { TOGETHER } else { 1 };
        let begin = self.0.values().min().copied().unwrap_or_default();
        let mut all = Vec::new();
        for (server, line) in lines {
            let had = *self.0.entry(server).or_insert(begin);
            let line = line.0.into_sorted_vec().into_iter().enumerate();
            all.extend(line.map(|(nth, one)| ((had + nth) / together, server, one)));
        }
        all.sort_unstable();
        all.truncate(places);
        for (_, server, _) in &all {
            *self.0.entry(*server).or_default() += 1;
        }
        all.into_iter().map(|(_, _, one)| one).collect()
    }
}

/// Those of one server who have been due longest: no more than there are places for.
#[derive(Default)]
struct Line(BinaryHeap<Waiting>);

impl Line {
    fn add(&mut self, one: Waiting, places: usize) {
        if self.0.len() < places {
            self.0.push(one);
        } else if let Some(mut last) = self.0.peek_mut()
            && one < *last
        {
            *last = one;
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    const BIG: ServerId = ServerId::new(1);
    const SMALL: ServerId = ServerId::new(2);

    /// People of a server, each due a second later than the one before.
    fn people(server: ServerId, ids: std::ops::Range<i64>) -> Vec<(ServerId, Waiting)> {
        let due_at = |id| DateTime::UNIX_EPOCH + TimeDelta::seconds(id);
        ids.map(|id| (server, (due_at(id), UserId::new(id))))
            .collect()
    }

    /// Takes places until nobody waits.
    fn order(turns: &mut Turns, mut waiting: Vec<(ServerId, Waiting)>, places: usize) -> Vec<i64> {
        let mut order = Vec::new();
        while !waiting.is_empty() {
            let next = turns.next(waiting.iter().copied(), places);
            waiting.retain(|(_, one)| !next.contains(one));
            order.extend(next.iter().map(|(_, user)| user.get()));
        }
        order
    }

    #[test]
    fn few_of_one_server_need_not_wait_for_the_many_of_another() {
        let mut waiting = people(BIG, 0..500);
        waiting.extend(people(SMALL, 600..603));
        let order = order(&mut Turns::default(), waiting, 100);
        assert_eq!(order[..8], [0, 600, 1, 601, 2, 602, 3, 4]);
        assert_eq!(order.len(), 503);
    }

    #[test]
    fn more_servers_than_places_take_turns_and_those_of_one_stay_together() {
        let of_server = |server| people(ServerId::new(server), server * 100..server * 100 + 60);
        let waiting = (1..=5).flat_map(of_server);
        let order = order(&mut Turns::default(), waiting.collect(), 300);
        let servers = order.chunk_by(|one, next| one / 100 == next / 100);
        let turns: Vec<_> = servers.map(|turn| (turn[0], turn.len())).collect();
        let starts = [100, 200, 300, 400, 500, 130, 230, 330, 430, 530];
        assert_eq!(turns, starts.map(|first| (first, TOGETHER)));
    }

    #[test]
    fn who_comes_later_shares_from_then_on() {
        let mut turns = Turns::default();
        let mut waiting = people(BIG, 0..120);
        let first = turns.next(waiting.iter().copied(), 60);
        waiting.retain(|(_, one)| !first.contains(one));
        waiting.extend(people(SMALL, 200..203));
        let order = order(&mut turns, waiting, 20);
        assert_eq!(order[..6], [60, 200, 61, 201, 62, 202]);
    }

    #[test]
    fn within_a_server_who_was_due_longest_goes_first() {
        let mut waiting = people(BIG, 0..9);
        waiting.reverse();
        let order = order(&mut Turns::default(), waiting, 4);
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    }
}
