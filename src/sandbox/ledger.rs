//! What must become of every ping, from the recorded chat alone.
//!
//! A message that names somebody who joined makes one ping for them. It waits until their next digest, which
//! the [oracle](super::oracle) knows. By then its author may have deleted it (withdrawn), its channel may
//! be closed to them (dropped), or they may have written there themselves (seen: a digest only counts
//! it, and comes at all only if something else waits). What is left must stand in that digest, once.
//!
//! In a channel whose pings pass, a ping outside quiet hours is a message of its own at once; or nothing, if
//! the person left it to Discord to tell them.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use discord_sim::{ChannelId, MessageId};

use super::crowd::{Doors, Habits, Notifier};
use super::oracle::Oracle;
use super::rhythm::Rhythm;

/// A person by their place in the list of everybody.
pub(super) type PersonNo = usize;

/// A message that was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'a> {
    pub author: PersonNo,
    pub channel: ChannelId,
    pub message: MessageId,
    pub at: DateTime<Utc>,
    /// Whom it names, each once, without its author.
    pub names: &'a [PersonNo],
    pub pace: Pace,
}

/// Whether pings of a channel wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// They wait for the next digest (`async`).
    Waits,
    /// They pass at once, outside quiet hours (`sync`).
    Passes,
}

/// A digest that somebody must get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub person: PersonNo,
    pub due_at: DateTime<Utc>,
    /// The messages that it must link to.
    pub links: Vec<MessageId>,
    /// How many more it must count as seen.
    pub seen: usize,
}

/// How many pings there were, and what must have become of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub pings: usize,
    /// Those that came in the recipient's quiet hours.
    pub in_quiet: usize,
    pub settled: usize,
    pub withdrawn: usize,
    pub dropped: usize,
}

/// What waits, and what was promised so far.
#[derive(Debug)]
pub(super) struct Ledger {
    shelves: Vec<Option<Shelf>>,
    due: BTreeSet<(DateTime<Utc>, PersonNo)>,
    oracle: Oracle,
    promises: Vec<Promise>,
    totals: Totals,
}

/// What waits for one person.
#[derive(Debug)]
struct Shelf {
    rhythm: Arc<Rhythm>,
    notifier: Notifier,
    doors: Doors,
    due_at: Option<DateTime<Utc>>,
    waiting: Vec<Waiting>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    message: MessageId,
    channel: ChannelId,
    fate: Fate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Seen,
    Hidden,
}

impl Ledger {
    /// An empty ledger for these people; those without habits did not join.
    pub(super) fn new(people: &[Option<Habits>]) -> Self {
        let shelf = |habits: &Habits| Shelf {
            rhythm: Arc::clone(&habits.rhythm),
            notifier: habits.notifier,
            doors: habits.doors,
            due_at: None,
            waiting: Vec::new(),
        };
        Self {
            shelves: people
                .iter()
                .map(|person| person.as_ref().map(shelf))
                .collect(),
            due: BTreeSet::new(),
            oracle: Oracle::default(),
            promises: Vec::new(),
            totals: Totals::default(),
        }
    }

    /// Somebody wrote. Who joined has now seen what waited for them there; whom they name has a ping more.
    pub(super) fn write(&mut self, written: Written<'_>) {
        if let Some(shelf) = &mut self.shelves[written.author] {
            let here = shelf
                .waiting
                .iter_mut()
                .filter(|ping| ping.channel == written.channel);
            here.filter(|ping| ping.fate == Fate::Open)
                .for_each(|ping| ping.fate = Fate::Seen);
        }
        for &person in written.names {
            self.ping(person, written);
        }
    }

    fn ping(&mut self, person: PersonNo, written: Written<'_>) {
        let Some(shelf) = &mut self.shelves[person] else {
            return;
        };
        self.totals.pings += 1;
        let is_quiet = shelf.rhythm.is_quiet_at(written.at);
        self.totals.in_quiet += usize::from(is_quiet);
        if written.pace == Pace::Passes && !is_quiet {
            match (shelf.notifier, shelf.doors) {
                (Notifier::Discord, _) => {
                    self.totals.settled += 1;
                    return;
                }
                (Notifier::Adagio, Doors::Open) => {
                    let links = vec![written.message];
                    let due_at = written.at;
                    self.promises.push(Promise {
                        person,
                        due_at,
                        links,
                        seen: 0,
                    });
                    return;
                }
                // It waits like everything else that can't get in.
                (Notifier::Adagio, Doors::Closed) => {}
            }
        }
        shelf.waiting.push(Waiting {
            message: written.message,
            channel: written.channel,
            fate: Fate::Open,
        });
        if shelf.doors == Doors::Open && shelf.due_at.is_none() {
            shelf.due_at = self.oracle.due_after(&shelf.rhythm, written.at);
            self.due.extend(shelf.due_at.map(|due_at| (due_at, person)));
        }
    }

    /// The author deleted a message that named these people.
    pub(super) fn delete(&mut self, message: MessageId, names: &[PersonNo]) {
        for &person in names {
            let Some(shelf) = &mut self.shelves[person] else {
                continue;
            };
            let before = shelf.waiting.len();
            shelf.waiting.retain(|ping| ping.message != message);
            self.totals.withdrawn += before - shelf.waiting.len();
        }
    }

    /// Somebody answered a message, if it waits for them.
    pub(super) fn answer(&mut self, message: MessageId, person: PersonNo) {
        let Some(shelf) = &mut self.shelves[person] else {
            return;
        };
        let before = shelf.waiting.len();
        shelf.waiting.retain(|ping| ping.message != message);
        self.totals.settled += before - shelf.waiting.len();
    }

    /// A channel was closed to everybody: nothing in it may leave a trace from now on.
    pub(super) fn hide(&mut self, channel: ChannelId) {
        let waiting = self
            .shelves
            .iter_mut()
            .flatten()
            .flat_map(|shelf| &mut shelf.waiting);
        waiting
            .filter(|ping| ping.channel == channel)
            .for_each(|ping| ping.fate = Fate::Hidden);
    }

    /// When somebody's digest is due next.
    pub(super) fn next_due(&self) -> Option<DateTime<Utc>> {
        self.due.first().map(|(due_at, _)| *due_at)
    }

    /// Promises every digest that is due by `now`.
    pub(super) fn fall_due(&mut self, now: DateTime<Utc>) {
        while let Some(&(due_at, person)) = self.due.first().filter(|(due_at, _)| *due_at <= now) {
            self.due.pop_first();
            let Some(shelf) = &mut self.shelves[person] else {
                continue;
            };
            shelf.due_at = None;
            let waiting = std::mem::take(&mut shelf.waiting);
            let count = |fate| waiting.iter().filter(|ping| ping.fate == fate).count();
            self.totals.settled += count(Fate::Seen);
            self.totals.dropped += count(Fate::Hidden);
            if count(Fate::Open) > 0 {
                let links = open(&waiting);
                self.promises.push(Promise {
                    person,
                    due_at,
                    links,
                    seen: count(Fate::Seen),
                });
            }
        }
    }

    /// The last page: every promise, the totals, and what those with closed doors must find in their inbox.
    pub(super) fn close(mut self) -> Closed {
        let mut held = Vec::new();
        for (person, shelf) in self.shelves.iter().enumerate() {
            let Some(shelf) = shelf else { continue };
            let count = |fate| {
                shelf
                    .waiting
                    .iter()
                    .filter(|ping| ping.fate == fate)
                    .count()
            };
            self.totals.settled += count(Fate::Seen);
            self.totals.dropped += count(Fate::Hidden);
            if count(Fate::Open) > 0 {
                held.push((person, open(&shelf.waiting)));
            }
        }
        Closed {
            promises: self.promises,
            held,
            totals: self.totals,
        }
    }
}

fn open(waiting: &[Waiting]) -> Vec<MessageId> {
    let open = waiting.iter().filter(|ping| ping.fate == Fate::Open);
    open.map(|ping| ping.message).collect()
}

/// A ledger after its last day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Closed {
    pub promises: Vec<Promise>,
    /// What waits for ever, by person: only for closed doors.
    pub held: Vec<(PersonNo, Vec<MessageId>)>,
    pub totals: Totals,
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::super::rhythm::{DAILY, Window};
    use super::*;

    const DEV: ChannelId = ChannelId::new(1);
    const WEB: ChannelId = ChannelId::new(2);
    /// Pings pass here.
    const OPS: ChannelId = ChannelId::new(3);
    const ANA: PersonNo = 0;
    const BEN: PersonNo = 1;

    fn somebody(doors: Doors) -> Option<Habits> {
        let night = Window {
            from: 22 * 60,
            until: 8 * 60,
            days: DAILY,
        };
        let rhythm = Rhythm {
            zone: Tz::UTC,
            digests: vec![9 * 60, 16 * 60],
            digest_days: DAILY,
            quiet: vec![night],
        };
        Some(Habits {
            rhythm: Arc::new(rhythm),
            notifier: Notifier::Adagio,
            doors,
        })
    }

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-03-02T{text}:00Z").parse().unwrap()
    }

    fn write(
        ledger: &mut Ledger,
        author: PersonNo,
        channel: ChannelId,
        n: u64,
        when: &str,
        names: &[PersonNo],
    ) {
        let message = MessageId::new(n);
        let pace = if channel == OPS {
            Pace::Passes
        } else {
            Pace::Waits
        };
        ledger.write(Written {
            author,
            channel,
            message,
            at: at(when),
            names,
            pace,
        });
    }

    fn links(numbers: &[u64]) -> Vec<MessageId> {
        numbers.iter().copied().map(MessageId::new).collect()
    }

    #[test]
    fn a_ping_waits_for_the_next_digest_and_what_was_seen_is_counted() {
        let mut ledger = Ledger::new(&[somebody(Doors::Open), somebody(Doors::Open)]);
        write(&mut ledger, ANA, DEV, 1, "07:00", &[BEN]);
        write(&mut ledger, ANA, WEB, 2, "08:30", &[BEN]);
        write(&mut ledger, BEN, WEB, 3, "08:40", &[]);
        assert_eq!(ledger.next_due(), Some(at("09:00")));
        ledger.fall_due(at("09:00"));
        let closed = ledger.close();
        assert_eq!(
            closed.promises,
            [Promise {
                person: BEN,
                due_at: at("09:00"),
                links: links(&[1]),
                seen: 1
            }]
        );
        let expected = Totals {
            pings: 2,
            in_quiet: 1,
            settled: 1,
            ..Totals::default()
        };
        assert_eq!(closed.totals, expected);
    }

    #[test]
    fn nothing_but_seen_is_no_digest() {
        let mut ledger = Ledger::new(&[somebody(Doors::Open), somebody(Doors::Open)]);
        write(&mut ledger, ANA, DEV, 1, "08:30", &[BEN]);
        write(&mut ledger, BEN, DEV, 2, "08:40", &[]);
        ledger.fall_due(at("09:00"));
        assert_eq!(ledger.next_due(), None);
        let closed = ledger.close();
        assert_eq!((closed.promises.len(), closed.totals.settled), (0, 1));
    }

    #[test]
    fn what_is_deleted_or_hidden_leaves_no_trace() {
        let mut ledger = Ledger::new(&[somebody(Doors::Open), somebody(Doors::Open), None]);
        write(&mut ledger, ANA, DEV, 1, "08:10", &[BEN, 2]);
        write(&mut ledger, ANA, WEB, 2, "08:20", &[BEN]);
        ledger.delete(MessageId::new(1), &[BEN, 2]);
        ledger.hide(WEB);
        ledger.fall_due(at("09:00"));
        let closed = ledger.close();
        let expected = Totals {
            pings: 2,
            withdrawn: 1,
            dropped: 1,
            ..Totals::default()
        };
        assert_eq!((closed.promises.len(), closed.totals), (0, expected));
    }

    #[test]
    fn behind_closed_doors_everything_waits() {
        let mut ledger = Ledger::new(&[somebody(Doors::Open), somebody(Doors::Closed)]);
        write(&mut ledger, ANA, DEV, 1, "08:10", &[BEN]);
        assert_eq!(ledger.next_due(), None);
        assert_eq!(ledger.close().held, [(BEN, links(&[1]))]);
    }

    #[test]
    fn where_pings_pass_they_come_at_once_but_not_in_quiet_hours() {
        let mut ledger = Ledger::new(&[somebody(Doors::Open), somebody(Doors::Open)]);
        write(&mut ledger, ANA, OPS, 1, "07:59", &[BEN]);
        write(&mut ledger, ANA, OPS, 2, "08:01", &[BEN]);
        ledger.fall_due(at("09:00"));
        let at_once = Promise {
            person: BEN,
            due_at: at("08:01"),
            links: links(&[2]),
            seen: 0,
        };
        let later = Promise {
            person: BEN,
            due_at: at("09:00"),
            links: links(&[1]),
            seen: 0,
        };
        assert_eq!(ledger.close().promises, [at_once, later]);
    }
}
