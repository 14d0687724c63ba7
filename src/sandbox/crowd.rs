//! Who lives in the replayed server: who joins, with which hours, and how loud their Discord is.
//!
//! Shares hold exactly, whatever the seed: of 100 people 94 join; of these 75 or 76 make Adagio their notifier,
//! and one keeps direct messages closed.

use std::sync::Arc;

use chrono_tz::Tz;

use super::draw::Draw;
use super::rhythm::{DAILY, Days, Minute, Rhythm, WEEKEND, WORKDAYS, Window};
use super::town::Role;

/// Somebody who joins.
#[derive(Clone, Debug)]
pub(super) struct Habits {
    pub rhythm: Arc<Rhythm>,
    pub notifier: Notifier,
    pub doors: Doors,
}

/// Who may interrupt somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notifier {
    /// Discord is on *nothing*; Adagio writes when it is due.
    Adagio,
    /// Discord pushes mentions as ever.
    Discord,
}

/// Whether Discord lets Adagio's direct messages in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doors {
    Open,
    Closed,
}

/// The habits of each of `names`, in their order. `None`: they don't join.
pub(super) fn settle_in(draw: Draw, names: &[String]) -> Vec<Option<Habits>> {
    let mut people = vec![None; names.len()];
    let joined = first_by_lot(
        draw,
        "joins",
        names,
        0..names.len(),
        share_up(names.len(), 94),
    );
    for &person in &joined {
        people[person] = Some(Habits {
            rhythm: Arc::new(rhythm(draw, &names[person])),
            notifier: Notifier::Discord,
            doors: Doors::Open,
        });
    }
    let to_adagio = share_up(joined.len(), 80);
    for person in first_by_lot(draw, "notifier", names, joined.iter().copied(), to_adagio) {
        people[person]
            .iter_mut()
            .for_each(|habits| habits.notifier = Notifier::Adagio);
    }
    let closed = joined.len() * 3 / 200;
    for person in first_by_lot(draw, "doors", names, joined.iter().copied(), closed) {
        people[person]
            .iter_mut()
            .for_each(|habits| habits.doors = Doors::Closed);
    }
    people
}

/// How many roles there are, and how many people have each, at most.
const ROLES: usize = 3;
const WITH_A_ROLE: usize = 12;

/// The roles of the server, with those who have them, joined or not.
pub(super) fn roles(draw: Draw, names: &[String]) -> Vec<Role> {
    let count = WITH_A_ROLE.min(names.len().div_ceil(2));
    let role = |n| {
        let name = format!("role-{n}");
        let members = first_by_lot(draw, &name, names, 0..names.len(), count);
        Role { name, members }
    };
    (1..=ROLES).map(role).collect()
}

/// So many percent of `all`, rounded up.
fn share_up(all: usize, percent: usize) -> usize {
    (all * percent).div_ceil(100)
}

/// The `count` of `people` whose lot is smallest.
fn first_by_lot(
    draw: Draw,
    purpose: &str,
    names: &[String],
    people: impl IntoIterator<Item = usize>,
    count: usize,
) -> Vec<usize> {
    let mut people: Vec<_> = people.into_iter().collect();
    people.sort_by_cached_key(|&person| (draw.lot(purpose, &names[person]), person));
    people.truncate(count);
    people
}

const ZONES: [Tz; 20] = [
    Tz::Europe__Berlin,
    Tz::Europe__London,
    Tz::Europe__Lisbon,
    Tz::Europe__Helsinki,
    Tz::Europe__Moscow,
    Tz::Africa__Cairo,
    Tz::Africa__Johannesburg,
    Tz::Asia__Kathmandu,
    Tz::Asia__Kolkata,
    Tz::Asia__Singapore,
    Tz::Asia__Tokyo,
    Tz::Australia__Sydney,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Auckland,
    Tz::America__Sao_Paulo,
    Tz::America__St_Johns,
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Los_Angeles,
];

const fn hm(hour: Minute, minute: Minute) -> Minute {
    hour * 60 + minute
}

/// Digest times and their days. Some lie in the night, so that quiet hours and skipped hours matter.
const DIGESTS: [(&[Minute], Days); 8] = [
    (&[hm(9, 0), hm(16, 0)], WORKDAYS),
    (&[hm(9, 30), hm(12, 0), hm(17, 30)], WORKDAYS),
    (&[hm(8, 0), hm(16, 30)], DAILY),
    (&[hm(10, 0)], DAILY),
    (&[hm(7, 15), hm(13, 45)], WORKDAYS),
    (&[hm(11, 0), hm(23, 0)], DAILY),
    (&[hm(2, 30), hm(14, 0)], DAILY),
    (&[hm(9, 0)], 0b001_0101),
];

const EVENING: Window = Window {
    from: hm(22, 0),
    until: hm(8, 0),
    days: DAILY,
};
const LONG_NIGHT: Window = Window {
    from: hm(19, 0),
    until: hm(8, 30),
    days: WORKDAYS,
};
const FREE: Window = Window {
    from: 0,
    until: hm(24, 0),
    days: WEEKEND,
};
const LATE: Window = Window {
    from: hm(23, 30),
    until: hm(10, 15),
    days: DAILY,
};
const MORNING: Window = Window {
    from: hm(0, 0),
    until: hm(9, 0),
    days: DAILY,
};

const QUIET: [&[Window]; 6] = [
    &[EVENING],
    &[LONG_NIGHT, FREE],
    &[LATE],
    &[MORNING],
    &[EVENING],
    &[],
];

fn rhythm(draw: Draw, name: &str) -> Rhythm {
    let (digests, digest_days) = DIGESTS[draw.below(DIGESTS.len(), "digests", name)];
    Rhythm {
        zone: ZONES[draw.below(ZONES.len(), "zone", name)],
        digests: digests.to_vec(),
        digest_days,
        quiet: QUIET[draw.below(QUIET.len(), "quiet", name)].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(count: usize) -> Vec<Option<Habits>> {
        let names: Vec<_> = (0..count).map(|n| format!("person {n}")).collect();
        settle_in(Draw::new(3), &names)
    }

    #[test]
    fn the_shares_hold_exactly() {
        for count in [1, 7, 100, 1_234] {
            let people = people(count);
            let joined: Vec<_> = people.iter().flatten().collect();
            let on_nothing = joined
                .iter()
                .filter(|habits| habits.notifier == Notifier::Adagio)
                .count();
            let closed = joined
                .iter()
                .filter(|habits| habits.doors == Doors::Closed)
                .count();
            assert!(joined.len() * 10 >= count * 9, "{count}");
            assert!(on_nothing * 10 >= joined.len() * 8, "{count}");
            assert!(closed * 50 <= joined.len(), "{count}");
            assert!(count < 100 || closed > 0, "{count}");
        }
    }

    #[test]
    fn somebodys_habits_do_not_hang_on_the_others() {
        let (few, many) = (people(50), people(60));
        let pairs = few.iter().flatten().zip(many.iter().flatten());
        assert!(pairs.filter(|(a, b)| a.rhythm == b.rhythm).count() > 40);
    }
}
