//! Holds what arrived against what had to arrive.
//!
//! Every ping ends in exactly one of five ways: *delivered* (it stands in one digest), *settled* (answered, ticked off,
//! seen, or its recipient was done with it), *withdrawn* (its author deleted it, or took the name out), *dropped* (nobody
//! may see it any more), *held* (doors are closed: it stands in the inbox). What is none of these is *lost*; what arrived
//! twice is *doubled*, unless its reader had put it off. Each digest must come in the minute in which it is due, in the
//! last words of each item, and nothing else may light up a phone that is left to Adagio.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::crowd::{Habits, Notifier};
use super::difference::Difference;
use super::ledger::{Closed, PersonNo};
use super::mailbox::Parcel;
use super::observed::{Leeway, Observed, Push};
use super::promise::{Item, Promise, Subject};
use super::together::together;

/// The account in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Pings that the chat holds.
    pub expected: usize,
    /// Pings that the bot has a row for.
    pub recorded: usize,
    pub delivered: usize,
    /// How often something was delivered again because its reader had put it off.
    pub returned: usize,
    pub settled: usize,
    pub withdrawn: usize,
    pub dropped: usize,
    pub held: usize,
    pub lost: usize,
    pub doubled: usize,
    pub pushes_in_quiet: usize,
    pub messages_per_s: f64,
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
    let leeway = observed.leeway;
    let promises = together(expected.promises, &observed.parcels, leeway);
    let mut books = Books::new(observed.parcels, observed.differences, leeway);
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
    books.check_pushes(&promises, &observed.pushes, people);
    for promise in promises {
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
    /// How often each thing came and was promised, by person.
    arrivals: HashMap<(PersonNo, Subject), Arrivals>,
    leeway: Leeway,
}

/// How often something came to somebody.
#[derive(Clone, Copy, Debug, Default)]
struct Arrivals {
    came: usize,
    promised: usize,
}

impl Books {
    fn new(parcels: Vec<Parcel>, differences: Vec<Difference>, leeway: Leeway) -> Self {
        let mut arrivals: HashMap<_, Arrivals> = HashMap::new();
        let mut by_person: HashMap<PersonNo, Vec<Parcel>> = HashMap::new();
        for parcel in parcels {
            for item in &parcel.items {
                let key = (parcel.person, item.subject);
                arrivals.entry(key).or_default().came += 1;
            }
            by_person.entry(parcel.person).or_default().push(parcel);
        }
        Self {
            figures: Figures::default(),
            differences,
            parcels: by_person,
            arrivals,
            leeway,
        }
    }

    fn check_promise(&mut self, promise: Promise) {
        for item in &promise.items {
            let key = (promise.person, item.subject);
            let arrivals = self.arrivals.entry(key).or_default();
            arrivals.promised += 1;
            match (arrivals.promised > arrivals.came, arrivals.promised) {
                (true, _) => self.figures.lost += 1,
                (false, 1) => self.figures.delivered += 1,
                (false, _) => self.figures.returned += 1,
            }
        }
        let parcels = self.parcels.entry(promise.person).or_default();
        let Some(found) = position(parcels, &promise, self.leeway) else {
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
        held: Vec<(PersonNo, Vec<Item>)>,
        inboxes: Vec<(PersonNo, Vec<Item>)>,
    ) {
        let mut inboxes: HashMap<_, _> = inboxes.into_iter().collect();
        for (person, expected) in held {
            let found = inboxes.remove(&person).unwrap_or_default();
            let kept = expected.iter().filter(|item| found.contains(item)).count();
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
        let doubled = |it: &Arrivals| it.came.saturating_sub(it.promised.max(1));
        self.figures.doubled += self.arrivals.values().map(doubled).sum::<usize>();
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
            let leeway = self.leeway;
            match lit.iter().position(|at| leeway.holds(*at, promise.due_at)) {
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
fn position(parcels: &[Parcel], promise: &Promise, leeway: Leeway) -> Option<usize> {
    let in_time = |parcel: &&Parcel| leeway.holds(parcel.at, promise.due_at);
    let kept = parcels
        .iter()
        .position(|parcel| in_time(&parcel) && keeps(parcel, promise));
    kept.or_else(|| parcels.iter().position(|parcel| in_time(&parcel)))
}

fn keeps(parcel: &Parcel, promise: &Promise) -> bool {
    sorted(&parcel.items) == sorted(&promise.items)
        && (parcel.seen, parcel.settled) == (promise.seen, promise.settled)
}

fn is_left_to_adagio(habits: Option<&Habits>) -> bool {
    habits.is_some_and(|habits| habits.notifier == Notifier::Adagio)
}

fn sorted(items: &[Item]) -> Vec<Item> {
    let mut items = items.to_vec();
    items.sort_unstable();
    items
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::TimeDelta;
    use chrono_tz::Tz;

    use super::super::crowd::Doors;
    use discord_sim::MessageId;

    use super::super::ledger::Totals;
    use super::super::promise::Mark;
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

    fn message(number: u64) -> Item {
        Item {
            subject: Subject::Message(MessageId::new(number)),
            mark: None,
        }
    }

    fn messages(numbers: &[u64]) -> Vec<Item> {
        numbers.iter().copied().map(message).collect()
    }

    /// Two links and one seen, due at nine.
    fn expected() -> Closed {
        Closed {
            promises: vec![Promise {
                person: ANA,
                due_at: at("09:00:00"),
                items: messages(&[1, 2]),
                seen: 1,
                settled: 4,
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
            items: messages(numbers),
            seen,
            settled: 4,
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

    /// Says what came instead of one digest at nine with these, and what has to be wrong with it: lost, doubled.
    fn stays_open(promised: &[Item], parcels: Vec<Parcel>, wrong: (usize, usize)) {
        let told = format!("{parcels:?}");
        let mut expected = expected();
        expected.promises[0].items = promised.to_vec();
        expected.promises[0].seen = 0;
        expected.totals = Totals {
            pings: promised.len(),
            ..Totals::default()
        };
        let observed = Observed {
            recorded: promised.len(),
            ..observed(parcels)
        };
        let account = close(expected, observed, &people());
        assert!(!account.closes(), "{told}");
        let figures = account.figures;
        assert_eq!((figures.lost, figures.doubled), wrong, "{told}");
    }

    #[test]
    fn it_stays_open_when_something_comes_that_its_reader_was_done_with() {
        // Done is done before the digest …
        stays_open(
            &messages(&[1]),
            vec![parcel("09:00:00", &[1, 2], 0)],
            (0, 0),
        );
        // … or when a digest has brought it: then it comes again.
        let next_day = Parcel {
            at: at("09:00:00") + TimeDelta::days(1),
            ..parcel("09:00:00", &[1], 0)
        };
        let once_more = vec![parcel("09:00:00", &[1], 0), next_day];
        stays_open(&messages(&[1]), once_more, (0, 1));
    }

    #[test]
    fn what_is_put_off_comes_again_in_its_minute_and_no_sooner() {
        let tomorrow = at("09:00:00") + TimeDelta::days(1);
        let promised = |due_at| Promise {
            person: ANA,
            due_at,
            items: messages(&[1]),
            seen: 0,
            settled: 4,
        };
        let account = |second: DateTime<Utc>| {
            let expected = Closed {
                promises: vec![promised(at("09:00:00")), promised(tomorrow)],
                totals: Totals {
                    pings: 1,
                    ..Totals::default()
                },
                ..Closed::default()
            };
            let again = Parcel {
                at: second,
                ..parcel("09:00:00", &[1], 0)
            };
            let observed = observed(vec![parcel("09:00:00", &[1], 0), again]);
            close(
                expected,
                Observed {
                    recorded: 1,
                    ..observed
                },
                &people(),
            )
        };
        let in_time = account(tomorrow);
        assert!(in_time.closes(), "{in_time:?}");
        let figures = in_time.figures;
        assert_eq!((figures.delivered, figures.returned), (1, 1));
        for wrong in [at("16:00:00"), tomorrow + TimeDelta::minutes(1)] {
            assert!(!account(wrong).closes(), "{wrong}");
        }
    }

    #[test]
    fn it_stays_open_when_what_was_taken_back_comes_or_other_words_are_shown() {
        let told = |version: u8| Item {
            subject: Subject::Told(7),
            mark: Some(Mark { text: 7, version }),
        };
        let with = |items: &[Item]| Parcel {
            items: items.to_vec(),
            ..parcel("09:00:00", &[], 0)
        };
        // Taken back, and there all the same.
        stays_open(&messages(&[1]), vec![with(&[message(1), told(1)])], (0, 0));
        // Reworded, and shown as it read before.
        stays_open(&[told(2)], vec![with(&[told(1)])], (0, 0));
        // Edited, and shown as it read before; or as somebody else wrote.
        for version in [1, 3] {
            let marked = |version| Item {
                mark: Some(Mark { text: 8, version }),
                ..message(1)
            };
            stays_open(&[marked(2)], vec![with(&[marked(version)])], (0, 0));
        }
        // Deleted: neither its link nor its words may be there.
        stays_open(&[told(1)], vec![with(&[told(1), message(2)])], (0, 0));
        // Never told of at all.
        stays_open(&[told(1)], vec![with(&[])], (1, 0));
    }

    #[test]
    fn it_stays_open_when_the_first_line_counts_wrong() {
        for settled in [3, 5] {
            let came = Parcel {
                settled,
                ..parcel("09:00:00", &[1, 2], 1)
            };
            assert!(!account(observed(vec![came])).closes(), "{settled}");
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
            held: vec![(ANA, messages(&[1, 2]))],
            totals: Totals {
                pings: 2,
                ..Totals::default()
            },
        };
        let found = |numbers| Observed {
            inboxes: vec![(ANA, messages(numbers))],
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
