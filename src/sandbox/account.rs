//! Holds what arrived against what had to arrive.
//!
//! Every ping ends in exactly one of five ways: *delivered* (linked to in one digest), *settled* (its recipient
//! wrote there first), *withdrawn* (its author deleted it), *dropped* (nobody may see it any more), *held* (doors are closed: it
//! stands in the inbox). What is none of these is *lost*; what arrived twice is *doubled*. Each digest must
//! come in the minute in which it is due, and nothing else may light up a phone that is left to Adagio.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{Finding, MessageId};
use serde::Serialize;

use super::crowd::{Habits, Notifier};
use super::difference::Difference;
use super::ledger::{Closed, PersonNo, Promise};
use super::mailbox::Parcel;

/// The account in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Pings that the chat holds.
    pub expected: usize,
    /// Pings that the bot has a row for.
    pub recorded: usize,
    pub delivered: usize,
    pub settled: usize,
    pub withdrawn: usize,
    pub dropped: usize,
    pub held: usize,
    pub lost: usize,
    pub doubled: usize,
    pub pushes_in_quiet: usize,
    pub messages_per_s: f64,
}

/// A push on somebody's phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Push {
    pub person: PersonNo,
    pub at: DateTime<Utc>,
}

/// What was seen from outside.
#[derive(Debug, Default)]
pub(super) struct Observed {
    /// Every direct message that Adagio sent after people had joined.
    pub parcels: Vec<Parcel>,
    /// What those with closed doors found in their inbox.
    pub inboxes: Vec<(PersonNo, Vec<MessageId>)>,
    /// Every push, whoever's fault, to people who left it to Adagio; Adagio's own to all others.
    pub pushes: Vec<Push>,
    pub recorded: usize,
    pub findings: Vec<Finding>,
}

/// The closed account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    pub figures: Figures,
    pub differences: Vec<Difference>,
}

impl Account {
    /// Whether everything is accounted for, and nothing came that should not.
    pub fn closes(&self) -> bool {
        let f = &self.figures;
        let ends = f.delivered + f.settled + f.withdrawn + f.dropped + f.held;
        let trouble = f.lost + f.doubled + f.pushes_in_quiet;
        f.expected == ends && trouble == 0 && self.differences.is_empty()
    }
}

/// Compares. `people` are the habits by number.
pub(super) fn close(expected: Closed, observed: Observed, people: &[Option<Habits>]) -> Account {
    let mut books = Books::new(observed.parcels);
    let totals = expected.totals;
    books.figures = Figures {
        expected: totals.pings,
        recorded: observed.recorded,
        settled: totals.settled,
        withdrawn: totals.withdrawn,
        dropped: totals.dropped,
        ..Figures::default()
    };
    if observed.recorded != totals.pings {
        let recorded = observed.recorded;
        books.differences.push(Difference::Recorded {
            expected: totals.pings,
            recorded,
        });
    }
    books
        .differences
        .extend(observed.findings.into_iter().map(Difference::Finding));
    books.check_pushes(&expected.promises, &observed.pushes, people);
    for promise in expected.promises {
        books.check_promise(promise);
    }
    books.check_inboxes(expected.held, observed.inboxes);
    books.check_the_rest();
    Account {
        figures: books.figures,
        differences: books.differences,
    }
}

/// The account while it is drawn up.
struct Books {
    figures: Figures,
    differences: Vec<Difference>,
    /// Parcels that no promise has claimed yet, by person.
    parcels: HashMap<PersonNo, Vec<Parcel>>,
    /// How often each message was linked to, by person.
    links: HashMap<(PersonNo, MessageId), usize>,
}

impl Books {
    fn new(parcels: Vec<Parcel>) -> Self {
        let mut links = HashMap::new();
        let mut by_person: HashMap<PersonNo, Vec<Parcel>> = HashMap::new();
        for parcel in parcels {
            for link in &parcel.links {
                *links.entry((parcel.person, *link)).or_default() += 1;
            }
            by_person.entry(parcel.person).or_default().push(parcel);
        }
        Self {
            figures: Figures::default(),
            differences: Vec::new(),
            parcels: by_person,
            links,
        }
    }

    fn check_promise(&mut self, promise: Promise) {
        for link in &promise.links {
            match self.links.remove(&(promise.person, *link)) {
                Some(times) => {
                    self.figures.delivered += 1;
                    self.figures.doubled += times - 1;
                }
                None => self.figures.lost += 1,
            }
        }
        let parcels = self.parcels.entry(promise.person).or_default();
        let Some(found) = position(parcels, &promise) else {
            self.figures.settled = self.figures.settled.saturating_sub(promise.seen);
            self.figures.lost += promise.seen;
            self.differences.push(Difference::NoDigest { promise });
            return;
        };
        let parcel = parcels.remove(found);
        // What the digest doesn't count as seen wasn't settled for its reader.
        self.figures.settled = (self.figures.settled + parcel.seen).saturating_sub(promise.seen);
        if !keeps(&parcel, &promise) {
            self.differences
                .push(Difference::Otherwise { promise, parcel });
        }
    }

    fn check_inboxes(
        &mut self,
        held: Vec<(PersonNo, Vec<MessageId>)>,
        inboxes: Vec<(PersonNo, Vec<MessageId>)>,
    ) {
        let mut inboxes: HashMap<_, _> = inboxes.into_iter().collect();
        for (person, expected) in held {
            let found = inboxes.remove(&person).unwrap_or_default();
            let kept = expected.iter().filter(|link| found.contains(link)).count();
            self.figures.held += kept;
            self.figures.lost += expected.len() - kept;
            if sorted(&expected) != sorted(&found) {
                self.differences.push(Difference::Inbox {
                    person,
                    expected,
                    found,
                });
            }
        }
        for (person, found) in inboxes.into_iter().filter(|(_, found)| !found.is_empty()) {
            self.differences.push(Difference::Inbox {
                person,
                expected: Vec::new(),
                found,
            });
        }
    }

    /// What no promise asked for.
    fn check_the_rest(&mut self) {
        self.figures.doubled += self.links.values().map(|times| times - 1).sum::<usize>();
        let mut rest: Vec<_> = std::mem::take(&mut self.parcels)
            .into_values()
            .flatten()
            .collect();
        rest.sort_by_key(|parcel| (parcel.at, parcel.person));
        self.differences.extend(
            rest.into_iter()
                .map(|parcel| Difference::Unasked { parcel }),
        );
    }

    /// A phone that is left to Adagio lights up once for each digest, in its minute, and never else.
    fn check_pushes(&mut self, promises: &[Promise], pushes: &[Push], people: &[Option<Habits>]) {
        let mut lit: HashMap<PersonNo, Vec<DateTime<Utc>>> = HashMap::new();
        for push in pushes {
            let habits = people[push.person].as_ref();
            if habits.is_some_and(|habits| habits.rhythm.is_quiet_at(push.at)) {
                self.figures.pushes_in_quiet += 1;
            }
            lit.entry(push.person).or_default().push(push.at);
        }
        for promise in promises {
            let lit = lit.entry(promise.person).or_default();
            match lit.iter().position(|at| is_in_minute(*at, promise.due_at)) {
                Some(found) => {
                    lit.remove(found);
                }
                None if is_left_to_adagio(people[promise.person].as_ref()) => {
                    let (person, due_at) = (promise.person, promise.due_at);
                    self.differences.push(Difference::Silent { person, due_at });
                }
                None => {}
            }
        }
        let mut rest: Vec<_> = lit
            .into_iter()
            .flat_map(|(person, lit)| lit.into_iter().map(move |at| (at, person)))
            .collect();
        rest.sort_unstable();
        let push = |(at, person)| Difference::Push { person, at };
        self.differences.extend(rest.into_iter().map(push));
    }
}

/// The parcel that keeps the promise; else any that came in its minute.
fn position(parcels: &[Parcel], promise: &Promise) -> Option<usize> {
    let in_time = |parcel: &&Parcel| is_in_minute(parcel.at, promise.due_at);
    let kept = parcels
        .iter()
        .position(|parcel| in_time(&parcel) && keeps(parcel, promise));
    kept.or_else(|| parcels.iter().position(|parcel| in_time(&parcel)))
}

fn keeps(parcel: &Parcel, promise: &Promise) -> bool {
    sorted(&parcel.links) == sorted(&promise.links) && parcel.seen == promise.seen
}

fn is_left_to_adagio(habits: Option<&Habits>) -> bool {
    habits.is_some_and(|habits| habits.notifier == Notifier::Adagio)
}

fn is_in_minute(at: DateTime<Utc>, due_at: DateTime<Utc>) -> bool {
    due_at <= at && at < due_at + TimeDelta::minutes(1)
}

fn sorted(links: &[MessageId]) -> Vec<MessageId> {
    let mut links = links.to_vec();
    links.sort_unstable();
    links
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono_tz::Tz;

    use super::super::crowd::Doors;
    use super::super::ledger::Totals;
    use super::super::rhythm::{DAILY, Rhythm, Window};
    use super::*;

    const ANA: PersonNo = 0;

    fn people() -> Vec<Option<Habits>> {
        let night = Window {
            from: 22 * 60,
            until: 8 * 60,
            days: DAILY,
        };
        let rhythm = Rhythm {
            zone: Tz::UTC,
            digests: vec![9 * 60],
            digest_days: DAILY,
            quiet: vec![night],
        };
        let (notifier, doors) = (Notifier::Adagio, Doors::Open);
        vec![Some(Habits {
            rhythm: Arc::new(rhythm),
            notifier,
            doors,
        })]
    }

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-03-02T{text}Z").parse().unwrap()
    }

    fn links(numbers: &[u64]) -> Vec<MessageId> {
        numbers.iter().copied().map(MessageId::new).collect()
    }

    /// Two links and one seen, due at nine.
    fn expected() -> Closed {
        Closed {
            promises: vec![Promise {
                person: ANA,
                due_at: at("09:00:00"),
                links: links(&[1, 2]),
                seen: 1,
            }],
            held: Vec::new(),
            totals: Totals {
                pings: 3,
                settled: 1,
                ..Totals::default()
            },
        }
    }

    fn parcel(when: &str, numbers: &[u64], seen: usize) -> Parcel {
        Parcel {
            person: ANA,
            at: at(when),
            links: links(numbers),
            seen,
        }
    }

    fn observed(parcels: Vec<Parcel>) -> Observed {
        let pushes = parcels
            .iter()
            .map(|parcel| Push {
                person: ANA,
                at: parcel.at,
            })
            .collect();
        Observed {
            parcels,
            pushes,
            recorded: 3,
            ..Observed::default()
        }
    }

    fn account(observed: Observed) -> Account {
        close(expected(), observed, &people())
    }

    #[test]
    fn it_closes_when_everything_came_in_its_minute() {
        let account = account(observed(vec![parcel("09:00:00", &[2, 1], 1)]));
        assert!(account.closes(), "{account:?}");
        assert_eq!((account.figures.delivered, account.figures.settled), (2, 1));
    }

    #[test]
    fn it_stays_open_whatever_is_wrong() {
        let table = [
            ("nothing came", vec![], 3, 0),
            ("one is missing", vec![parcel("09:00:00", &[1], 1)], 1, 0),
            (
                "the seen one is missing",
                vec![parcel("09:00:00", &[1, 2], 0)],
                0,
                0,
            ),
            ("too late", vec![parcel("09:01:00", &[1, 2], 1)], 1, 0),
            (
                "twice",
                vec![
                    parcel("09:00:00", &[1, 2], 1),
                    parcel("09:00:30", &[1, 2], 1),
                ],
                0,
                2,
            ),
            ("one twice", vec![parcel("09:00:00", &[1, 2, 2], 1)], 0, 1),
            (
                "one too many",
                vec![parcel("09:00:00", &[1, 2, 3], 1)],
                0,
                0,
            ),
        ];
        for (what, parcels, lost, doubled) in table {
            let account = account(observed(parcels));
            assert!(!account.closes(), "{what}");
            let figures = account.figures;
            assert_eq!(
                (figures.lost, figures.doubled),
                (lost, doubled),
                "{what}: {account:?}"
            );
        }
    }

    #[test]
    fn a_push_without_cause_or_none_at_all_is_a_difference() {
        let came = || observed(vec![parcel("09:00:00", &[1, 2], 1)]);
        let mut early = came();
        early.pushes.push(Push {
            person: ANA,
            at: at("07:59:59"),
        });
        let account = account(early);
        assert_eq!(account.figures.pushes_in_quiet, 1);
        assert!(!account.closes());

        let silent = Observed {
            pushes: Vec::new(),
            ..came()
        };
        let account = close(expected(), silent, &people());
        assert_eq!(
            account.differences,
            [Difference::Silent {
                person: ANA,
                due_at: at("09:00:00")
            }]
        );
    }

    #[test]
    fn a_missing_row_is_a_difference() {
        let came = observed(vec![parcel("09:00:00", &[1, 2], 1)]);
        let account = account(Observed {
            recorded: 2,
            ..came
        });
        let told: Vec<_> = account
            .differences
            .iter()
            .map(|d| d.told(&[]).to_string())
            .collect();
        assert_eq!(told, ["the bot has rows for 2 pings; there were 3"]);
    }

    #[test]
    fn closed_doors_are_made_up_for_by_the_inbox() {
        let expected = || Closed {
            promises: Vec::new(),
            held: vec![(ANA, links(&[1, 2]))],
            totals: Totals {
                pings: 2,
                ..Totals::default()
            },
        };
        let found = |numbers| Observed {
            inboxes: vec![(ANA, links(numbers))],
            recorded: 2,
            ..Observed::default()
        };
        let whole = close(expected(), found(&[2, 1]), &people());
        assert!(whole.closes(), "{whole:?}");
        let short = close(expected(), found(&[1]), &people());
        assert_eq!(
            (short.figures.held, short.figures.lost, short.closes()),
            (1, 1, false)
        );
    }
}
