//! The invented team of the scripted day: four people in Berlin, four in Denver.
//!
//! Who plays which part is drawn from the seed; the parts are always the same, so that every day has what a day needs.

use std::sync::Arc;

use chrono_tz::Tz;

use super::crowd::{Doors, Habits, Notifier};
use super::draw::Draw;
use super::ledger::{PersonNo, RoleNo};
use super::rhythm::{DAILY, Minute, Rhythm, WEEKEND, WORKDAYS, Window};
use super::town::Role;

/// Where the team sits.
pub(super) const BERLIN: Tz = Tz::Europe__Berlin;
/// And where the rest of it sits.
pub(super) const DENVER: Tz = Tz::America__Denver;

const IN_BERLIN: [&str; 8] = [
    "mara", "jonas", "ida", "emre", "lotte", "anton", "nele", "kofi",
];
const IN_DENVER: [&str; 8] = [
    "ruth", "cole", "priya", "walt", "nina", "gus", "tess", "omar",
];

/// The one role: of those who have the on-call phone in turn.
pub(super) const ON_CALL: RoleNo = 0;

/// A part in the script: `B1` to `B4` in Berlin, `D1` to `D4` in Denver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[rustfmt::skip]
pub(super) enum Part { B1, B2, B3, B4, D1, D2, D3, D4 }

impl Part {
    /// Every part, in the order of their numbers.
    pub(super) const ALL: [Self; 8] = [
        Self::B1,
        Self::B2,
        Self::B3,
        Self::B4,
        Self::D1,
        Self::D2,
        Self::D3,
        Self::D4,
    ];

    /// The number of whoever plays it.
    pub(super) const fn number(self) -> PersonNo {
        self as PersonNo
    }

    /// Where whoever plays it sits.
    pub(super) const fn zone(self) -> Tz {
        match self {
            Self::B1 | Self::B2 | Self::B3 | Self::B4 => BERLIN,
            Self::D1 | Self::D2 | Self::D3 | Self::D4 => DENVER,
        }
    }
}

/// The names of those who play, by number.
pub(super) fn names(draw: Draw) -> Vec<String> {
    let four_of = |names: [&'static str; 8]| {
        let mut names = names.to_vec();
        names.sort_by_key(|name| draw.lot("plays", name));
        names.truncate(4);
        names
    };
    [four_of(IN_BERLIN), four_of(IN_DENVER)]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// Who has which role, by the role's number.
pub(super) fn roles() -> Vec<Role> {
    let phone = Role {
        name: "phone".to_owned(),
        members: [Part::B3, Part::D1].map(Part::number).to_vec(),
    };
    vec![phone]
}

/// Everybody's hours, by number.
pub(super) fn habits() -> Vec<Option<Habits>> {
    Part::ALL.into_iter().map(|part| Some(of(part))).collect()
}

const fn hm(hour: Minute, minute: Minute) -> Minute {
    hour * 60 + minute
}

fn of(part: Part) -> Habits {
    let free = Window {
        from: 0,
        until: hm(24, 0),
        days: WEEKEND,
    };
    let weeknights = Window {
        from: hm(19, 0),
        until: hm(8, 0),
        days: WORKDAYS,
    };
    let night = |from, until| Window {
        from,
        until,
        days: DAILY,
    };
    let (digests, quiet) = match part {
        Part::B1 | Part::B4 => (vec![hm(9, 0), hm(16, 0)], vec![night(hm(19, 0), hm(8, 0))]),
        Part::B2 => (
            vec![hm(9, 0), hm(13, 0), hm(17, 0)],
            vec![night(hm(18, 0), hm(8, 0))],
        ),
        Part::B3 => (vec![hm(8, 30), hm(16, 0)], vec![night(hm(20, 0), hm(7, 0))]),
        Part::D1 => (vec![hm(8, 30), hm(15, 0)], vec![night(hm(18, 0), hm(8, 0))]),
        // The first lies in quiet hours: it comes when they end.
        Part::D2 => (vec![hm(7, 0), hm(14, 0)], vec![night(hm(18, 0), hm(7, 30))]),
        Part::D3 => (vec![hm(9, 0), hm(16, 0)], vec![night(hm(19, 0), hm(8, 0))]),
        Part::D4 => (vec![hm(9, 0), hm(16, 0)], vec![weeknights, free]),
    };
    let rhythm = Rhythm {
        zone: part.zone(),
        digests,
        digest_days: WORKDAYS,
        quiet,
    };
    // One in Berlin leaves it to Discord, to see the difference.
    let notifier = if part == Part::B4 {
        Notifier::Discord
    } else {
        Notifier::Adagio
    };
    Habits {
        rhythm: Arc::new(rhythm),
        notifier,
        doors: Doors::Open,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn eight_people_play_whatever_the_seed() {
        let casts: BTreeSet<_> = (0..20).map(|seed| names(Draw::new(seed))).collect();
        assert!(casts.len() > 10);
        for cast in casts {
            assert_eq!(cast.iter().collect::<BTreeSet<_>>().len(), 8, "{cast:?}");
        }
        assert_eq!(names(Draw::new(4)), names(Draw::new(4)));
    }
}
