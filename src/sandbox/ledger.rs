//! What must become of every ping, from what people write and do alone.
//!
//! A message that names somebody who joined makes one ping for them; so does a reply to theirs, a call of a role that
//! they have, what is told to them, and one answer to a question of theirs. It waits until their next digest, which the [oracle](super::oracle) knows. By
//! then it may be answered or ticked off (settled), deleted or edited away (withdrawn), its channel closed to them
//! (dropped), or they may have written there themselves (seen: a digest only counts it, and comes at all only if
//! something else waits). They may be done with it, or put it off. What is left must stand in that digest, once, in its
//! last words; what was put off, once more.
//!
//! In a channel whose pings pass, a ping outside quiet hours is a message of its own at once; or nothing, if
//! the person left it to Discord to tell them.

mod closing;
mod noting;
mod tending;
mod written;

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use discord_sim::{ChannelId, MessageId};

pub(super) use self::closing::Closed;
pub(super) use self::tending::Waiting;
pub(super) use self::written::{Answers, Call, Pace, Sound, Telling, Written};
use super::crowd::{Doors, Habits, Notifier};
use super::entry::{By, Counted, Entry, Fate, Place};
use super::oracle::{self, Oracle};
use super::promise::{Mark, Promise, Subject};

/// A person by their place in the list of everybody.
pub(super) type PersonNo = usize;

/// A role by its place in the list of roles.
pub(super) type RoleNo = usize;

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
    entries: HashMap<(PersonNo, Subject), Entry>,
    /// Whose entry there is of what.
    readers: HashMap<Subject, Vec<PersonNo>>,
    /// Who has which role.
    roles: Vec<Vec<PersonNo>>,
    /// Which messages called a role, and who wrote them.
    called: HashMap<MessageId, (RoleNo, PersonNo)>,
    /// Which messages asked somebody something, and who wrote them.
    asked: HashMap<MessageId, PersonNo>,
    /// What answers which message, by whom; without what was deleted.
    answers: HashMap<(MessageId, PersonNo), HashSet<MessageId>>,
    /// Which message it answers, and who wrote it.
    answering: HashMap<MessageId, (MessageId, PersonNo)>,
    /// Who ticked off which messages, whether they were named in them by then or not.
    ticked: HashSet<(MessageId, PersonNo)>,
    /// Whom a message answers, whether it pings them or not.
    replied_to: HashMap<MessageId, PersonNo>,
    /// The answers to which question come to who asked.
    answered: HashMap<MessageId, Vec<MessageId>>,
    due: BTreeSet<(DateTime<Utc>, PersonNo)>,
    oracle: Oracle,
    promises: Vec<Promise>,
    totals: Totals,
}

/// What waits for one person.
#[derive(Debug)]
struct Shelf {
    habits: Habits,
    due_at: Option<DateTime<Utc>>,
    waiting: Vec<Subject>,
}

/// A ping that is about to be noted.
#[derive(Clone, Copy)]
struct Ping {
    subject: Subject,
    channel: Option<ChannelId>,
    sender: PersonNo,
    at: DateTime<Utc>,
    mark: Option<Mark>,
    pace: Pace,
}

impl Ledger {
    /// An empty ledger for these people and roles; those without habits did not join.
    pub(super) fn new(people: &[Option<Habits>], roles: Vec<Vec<PersonNo>>) -> Self {
        let shelf = |habits: &Habits| Shelf {
            habits: habits.clone(),
            due_at: None,
            waiting: Vec::new(),
        };
        Self {
            shelves: people
                .iter()
                .map(|person| person.as_ref().map(shelf))
                .collect(),
            entries: HashMap::new(),
            readers: HashMap::new(),
            roles,
            called: HashMap::new(),
            asked: HashMap::new(),
            answers: HashMap::new(),
            answering: HashMap::new(),
            ticked: HashSet::new(),
            replied_to: HashMap::new(),
            answered: HashMap::new(),
            due: BTreeSet::new(),
            oracle: Oracle::default(),
            promises: Vec::new(),
            totals: Totals::default(),
        }
    }

    /// Notes a ping of this person, once a subject.
    fn ping(&mut self, person: PersonNo, by: By, ping: Ping) {
        let key = (person, ping.subject);
        let Some(shelf) = self.shelves[person].as_ref() else {
            return;
        };
        if person == ping.sender || self.entries.contains_key(&key) {
            return;
        }
        let is_quiet = shelf.habits.rhythm.is_quiet_at(ping.at);
        self.totals.pings += 1;
        self.totals.in_quiet += usize::from(is_quiet);
        self.readers.entry(ping.subject).or_default().push(person);
        let mut entry = Entry::new(ping.channel, (ping.sender, ping.at), by, ping.mark);
        self.note_what_was_before(person, ping, &mut entry);
        let passes = !is_quiet && ping.pace != Pace::Waits;
        match (shelf.habits.notifier, shelf.habits.doors) {
            (Notifier::Discord, _) if passes && ping.pace == Pace::Passes => {
                entry.place = Place::Over;
                entry.counted = Counted::Yes;
                self.totals.settled += 1;
            }
            (Notifier::Adagio, Doors::Open) if passes => {
                entry.place = Place::Delivered;
                entry.counted = Counted::Yes;
                self.promises.push(Promise {
                    person,
                    due_at: ping.at,
                    items: vec![entry.item(ping.subject)],
                    seen: 0,
                    settled: 0,
                });
            }
            // It waits like everything else; so does what can't get in.
            _ => self.shelve(person, ping.subject, ping.at),
        }
        self.entries.insert(key, entry);
    }

    /// Somebody may be named only when they have answered already, or the message is ticked off.
    fn note_what_was_before(&self, person: PersonNo, ping: Ping, entry: &mut Entry) {
        let Subject::Message(message) = ping.subject else {
            return;
        };
        let ticked = |by| self.ticked.contains(&(message, by));
        if ticked(person) || ticked(ping.sender) {
            entry.note(Fate::Settled);
        }
        let answers = self.answers.get(&(message, person));
        entry.answers = answers.map_or(0, HashSet::len);
    }

    /// Whether somebody has no digest between now and then.
    pub(super) fn has_none_by(
        &mut self,
        person: PersonNo,
        now: DateTime<Utc>,
        then: DateTime<Utc>,
    ) -> bool {
        let rhythm = self.shelves[person].as_ref().map(|it| &it.habits.rhythm);
        let due_at = rhythm.and_then(|rhythm| self.oracle.due_after(rhythm, now));
        due_at.is_none_or(|due_at| due_at > then)
    }

    /// Lets something wait for this person's next digest after `at`.
    fn shelve(&mut self, person: PersonNo, subject: Subject, at: DateTime<Utc>) {
        if let Some(shelf) = &mut self.shelves[person]
            && !shelf.waiting.contains(&subject)
        {
            shelf.waiting.push(subject);
        }
        self.arm(person, at);
    }

    /// Sees to it that a digest is due for this person.
    fn arm(&mut self, person: PersonNo, at: DateTime<Utc>) {
        let Some(shelf) = &mut self.shelves[person] else {
            return;
        };
        if shelf.habits.doors == Doors::Open && shelf.due_at.is_none() {
            shelf.due_at = self.oracle.due_after(&shelf.habits.rhythm, at);
            self.due.extend(shelf.due_at.map(|due_at| (due_at, person)));
        }
    }

    /// When somebody's digest is due next.
    pub(super) fn next_due(&self) -> Option<DateTime<Utc>> {
        self.due.first().map(|(due_at, _)| *due_at)
    }

    /// Promises every digest that is due by `now`.
    pub(super) fn fall_due(&mut self, now: DateTime<Utc>) {
        while let Some(&(due_at, person)) = self.due.first().filter(|(due_at, _)| *due_at <= now) {
            self.due.pop_first();
            self.compose(person, due_at.max(now));
        }
    }

    /// Promises what waits for somebody, but for what they put off longer.
    fn compose(&mut self, person: PersonNo, due_at: DateTime<Utc>) {
        let Some(shelf) = &mut self.shelves[person] else {
            return;
        };
        shelf.due_at = None;
        // What is late keeps to quiet hours.
        if shelf.habits.rhythm.is_quiet_at(due_at) {
            let later = oracle::quiet_ends(&shelf.habits.rhythm, due_at);
            shelf.due_at = Some(later);
            self.due.insert((later, person));
            return;
        }
        let waiting = std::mem::take(&mut shelf.waiting);
        let (later, now): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|subject| self.entries[&(person, *subject)].is_put_off(due_at));
        for subject in later {
            self.shelve(person, subject, due_at);
        }
        for subject in self.others(person, &now) {
            if let Some(entry) = self.entries.get_mut(&(person, subject)) {
                entry.note(Fate::Settled);
            }
        }
        let fates: Vec<_> = now
            .iter()
            .map(|subject| self.entries[&(person, *subject)].fate())
            .collect();
        let count = |fate| fates.iter().filter(|other| **other == fate).count();
        let comes = count(Fate::Open) > 0;
        let is_told = |subject: &&Subject| self.entries[&(person, **subject)].is_told_as_settled();
        let settled = now.iter().filter(is_told).count();
        let mut items = Vec::new();
        for (&subject, &fate) in now.iter().zip(&fates) {
            if let Some(entry) = self.entries.get_mut(&(person, subject)) {
                if fate == Fate::Open {
                    items.push(entry.item(subject));
                    entry.brought_at = Some(due_at);
                }
                let is_brought = comes && matches!(fate, Fate::Open | Fate::Seen);
                entry.place = if is_brought {
                    Place::Delivered
                } else {
                    Place::Over
                };
                entry.come_back();
                self.totals.count(entry, fate);
            }
        }
        if comes {
            self.promises.push(Promise {
                person,
                due_at,
                items,
                seen: count(Fate::Seen),
                settled,
            });
        }
    }
}

impl Totals {
    /// Counts how a ping ended, the first time that it does. What is open is counted where it arrives.
    fn count(&mut self, entry: &mut Entry, fate: Fate) {
        if std::mem::replace(&mut entry.counted, Counted::Yes) == Counted::Yes {
            return;
        }
        match fate {
            Fate::Open => {}
            Fate::Seen | Fate::Settled => self.settled += 1,
            Fate::Withdrawn => self.withdrawn += 1,
            Fate::Hidden => self.dropped += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::TimeDelta;
    use chrono_tz::Tz;

    use super::super::promise::Item;
    use super::super::rhythm::{DAILY, Rhythm, Window};
    use super::*;

    const DEV: ChannelId = ChannelId::new(1);
    const WEB: ChannelId = ChannelId::new(2);
    /// Pings pass here.
    const OPS: ChannelId = ChannelId::new(3);
    const ANA: PersonNo = 0;
    const BEN: PersonNo = 1;
    const CEM: PersonNo = 2;
    /// Ben and Cem have it.
    const BILLING: RoleNo = 0;

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

    fn ledger() -> Ledger {
        let somebody = || somebody(Doors::Open);
        Ledger::new(&[somebody(), somebody(), somebody()], vec![vec![BEN, CEM]])
    }

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-03-02T{text}:00Z").parse().unwrap()
    }

    fn written(
        author: PersonNo,
        channel: ChannelId,
        n: u64,
        when: &str,
        names: &'static [PersonNo],
    ) -> Written<'static> {
        Written {
            author,
            channel,
            message: MessageId::new(n),
            at: at(when),
            names,
            answers: None,
            calls: None,
            mark: None,
            pace: if channel == OPS {
                Pace::Passes
            } else {
                Pace::Waits
            },
        }
    }

    fn subject(n: u64) -> Subject {
        Subject::Message(MessageId::new(n))
    }

    fn items(numbers: &[u64]) -> Vec<Item> {
        let item = |n: &u64| Item {
            subject: subject(*n),
            mark: None,
        };
        numbers.iter().map(item).collect()
    }

    fn promise(person: PersonNo, due_at: DateTime<Utc>, numbers: &[u64]) -> Promise {
        Promise {
            person,
            due_at,
            items: items(numbers),
            seen: 0,
            settled: 0,
        }
    }

    #[test]
    fn a_ping_waits_for_the_next_digest_and_what_was_seen_is_counted() {
        let mut ledger = ledger();
        ledger.write(&written(ANA, DEV, 1, "07:00", &[BEN]));
        ledger.write(&written(ANA, WEB, 2, "08:30", &[BEN]));
        ledger.write(&written(BEN, WEB, 3, "08:40", &[]));
        assert_eq!(ledger.next_due(), Some(at("09:00")));
        ledger.fall_due(at("09:00"));
        let closed = ledger.close();
        let expected = Promise {
            seen: 1,
            ..promise(BEN, at("09:00"), &[1])
        };
        assert_eq!(closed.promises, [expected]);
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
        let mut ledger = ledger();
        ledger.write(&written(ANA, DEV, 1, "08:30", &[BEN]));
        ledger.write(&written(BEN, DEV, 2, "08:40", &[]));
        ledger.fall_due(at("09:00"));
        assert_eq!(ledger.next_due(), None);
        let closed = ledger.close();
        assert_eq!((closed.promises.len(), closed.totals.settled), (0, 1));
    }

    #[test]
    fn what_is_hidden_leaves_no_trace_and_what_is_deleted_is_one_number() {
        let mut ledger = ledger();
        ledger.write(&written(ANA, DEV, 1, "08:10", &[BEN, CEM]));
        ledger.write(&written(ANA, WEB, 2, "08:20", &[BEN]));
        ledger.write(&written(ANA, OPS, 3, "07:20", &[CEM]));
        ledger.delete(MessageId::new(1));
        ledger.hide(WEB);
        ledger.fall_due(at("09:00"));
        let closed = ledger.close();
        let expected = Promise {
            settled: 1,
            ..promise(CEM, at("09:00"), &[3])
        };
        assert_eq!(closed.promises, [expected]);
        let totals = closed.totals;
        assert_eq!((totals.withdrawn, totals.dropped), (2, 1));
    }

    #[test]
    fn behind_closed_doors_everything_waits() {
        let people = [somebody(Doors::Open), somebody(Doors::Closed)];
        let mut ledger = Ledger::new(&people, Vec::new());
        ledger.write(&written(ANA, DEV, 1, "08:10", &[BEN]));
        assert_eq!(ledger.next_due(), None);
        assert_eq!(ledger.close().held, [(BEN, items(&[1]))]);
    }

    #[test]
    fn where_pings_pass_they_come_at_once_but_not_in_quiet_hours() {
        let mut ledger = ledger();
        ledger.write(&written(ANA, OPS, 1, "07:59", &[BEN]));
        ledger.write(&written(ANA, OPS, 2, "08:01", &[BEN]));
        ledger.write(&Written {
            pace: Pace::Waits,
            ..written(ANA, OPS, 3, "08:02", &[BEN])
        });
        ledger.fall_due(at("09:00"));
        let (at_once, later) = (
            promise(BEN, at("08:01"), &[2]),
            promise(BEN, at("09:00"), &[1, 3]),
        );
        assert_eq!(ledger.close().promises, [at_once, later]);
    }

    #[test]
    fn an_answer_settles_for_who_was_asked_and_one_of_a_role_for_all_of_it() {
        let call = |n| Written {
            calls: Some(Call::Role(BILLING)),
            ..written(ANA, DEV, n, "08:10", &[])
        };
        let mut ledger = ledger();
        ledger.write(&call(1));
        ledger.write(&call(2));
        ledger.write(&written(ANA, DEV, 3, "08:11", &[BEN, CEM]));
        let answers = |message| Answers {
            message: MessageId::new(message),
            author: ANA,
            sound: Sound::Pings,
        };
        for (n, to) in [(4, 1), (5, 3)] {
            ledger.write(&Written {
                answers: Some(answers(to)),
                ..written(CEM, WEB, n, "08:20", &[])
            });
        }
        // Its author settles nothing by more of it.
        ledger.answer(MessageId::new(2), ANA, MessageId::new(6));
        ledger.fall_due(at("09:00"));
        let promises = ledger.close().promises;
        let expected = [
            promise(ANA, at("09:00"), &[4, 5]),
            Promise {
                settled: 1,
                ..promise(BEN, at("09:00"), &[2, 3])
            },
            Promise {
                settled: 2,
                ..promise(CEM, at("09:00"), &[2])
            },
        ];
        assert_eq!(promises, expected);
    }

    #[test]
    fn an_answer_that_is_deleted_settles_nothing_and_another_still_does() {
        let mut ledger = ledger();
        for n in 1..=2 {
            ledger.write(&Written {
                calls: Some(Call::Role(BILLING)),
                ..written(ANA, DEV, n, "08:10", &[])
            });
        }
        for (to, with) in [(1, 3), (2, 4), (2, 5)] {
            ledger.answer(MessageId::new(to), CEM, MessageId::new(with));
        }
        ledger.delete(MessageId::new(3));
        ledger.delete(MessageId::new(4));
        ledger.fall_due(at("09:00"));
        let promises = ledger.close().promises;
        let expected = [BEN, CEM].map(|person| Promise {
            settled: 1,
            ..promise(person, at("09:00"), &[1])
        });
        assert_eq!(promises, expected);
    }

    #[test]
    fn what_is_put_off_comes_back_whatever_was_written_and_what_is_done_never() {
        let mut ledger = ledger();
        for n in 1..=3 {
            ledger.write(&written(ANA, DEV, n, "08:10", &[BEN]));
        }
        ledger.done(BEN, subject(3), at("08:20"));
        ledger.fall_due(at("09:00"));
        let tomorrow = at("00:00") + TimeDelta::days(1);
        ledger.put_off(BEN, subject(1), tomorrow, at("09:10"));
        ledger.put_off(BEN, subject(2), at("09:11"), at("09:10"));
        ledger.write(&written(BEN, DEV, 4, "10:00", &[]));
        for due in [at("16:00"), at("09:00") + TimeDelta::days(1)] {
            assert_eq!(ledger.next_due(), Some(due));
            ledger.fall_due(due);
        }
        assert_eq!((ledger.next_due(), ledger.last_due()), (None, None));
        let closed = ledger.close();
        let expected = [
            promise(BEN, at("09:00"), &[1, 2]),
            promise(BEN, at("16:00"), &[2]),
            promise(BEN, at("09:00") + TimeDelta::days(1), &[1]),
        ];
        assert_eq!(
            (closed.promises.as_slice(), closed.totals.settled),
            (&expected[..], 1)
        );
    }

    #[test]
    fn what_is_set_aside_comes_with_the_next_digest_whatever_its_reader_writes() {
        let mut ledger = ledger();
        ledger.set_aside(BEN, MessageId::new(1), ANA, at("08:10"));
        ledger.write(&written(BEN, DEV, 2, "08:20", &[]));
        ledger.fall_due(at("09:00"));
        assert_eq!(ledger.next_due(), None);
        assert_eq!(ledger.close().promises, [promise(BEN, at("09:00"), &[1])]);
    }

    #[test]
    fn what_is_told_comes_in_its_last_words_unless_it_is_taken_back() {
        let mut ledger = ledger();
        for text in 1..=3 {
            ledger.tell(Telling {
                from: ANA,
                to: BEN,
                at: at("08:10"),
                mark: Mark::first(text),
            });
        }
        ledger.reword_told(Mark::first(2).next());
        ledger.take_back(3);
        ledger.fall_due(at("09:00"));
        ledger.reword_told(Mark::first(1).next());
        ledger.take_back(2);
        let closed = ledger.close();
        let told: Vec<_> = closed.promises[0]
            .items
            .iter()
            .map(Item::to_string)
            .collect();
        assert_eq!(told, ["told ¶1.1", "told ¶2.2"]);
        // It is its sender's business alone.
        assert_eq!(closed.promises[0].settled, 0);
        assert_eq!((closed.promises.len(), closed.totals.withdrawn), (1, 1));
    }

    #[test]
    fn an_answer_that_pings_nobody_comes_once_a_question_and_settles_nothing_itself() {
        let mut ledger = ledger();
        ledger.write(&written(ANA, DEV, 1, "08:10", &[BEN]));
        ledger.write(&written(ANA, WEB, 2, "08:10", &[BEN]));
        for (n, to, channel) in [(3, 1, DEV), (4, 1, DEV), (5, 2, WEB), (6, 9, WEB)] {
            ledger.write(&Written {
                answers: Some(Answers {
                    message: MessageId::new(to),
                    author: ANA,
                    sound: Sound::PingsNobody,
                }),
                ..written(CEM, channel, n, "08:20", &[])
            });
        }
        ledger.write(&written(ANA, WEB, 7, "08:30", &[]));
        ledger.fall_due(at("09:00"));
        let expected = [
            promise(ANA, at("09:00"), &[3]),
            promise(BEN, at("09:00"), &[1, 2]),
        ];
        assert_eq!(ledger.close().promises, expected);
    }

    #[test]
    fn an_answer_that_was_put_off_and_came_back_can_be_put_off_again_whatever_was_written_meanwhile()
     {
        let mut ledger = ledger();
        ledger.write(&written(ANA, DEV, 1, "08:10", &[BEN]));
        ledger.write(&Written {
            answers: Some(Answers {
                message: MessageId::new(1),
                author: ANA,
                sound: Sound::PingsNobody,
            }),
            ..written(CEM, DEV, 2, "08:20", &[])
        });
        ledger.fall_due(at("09:00"));
        ledger.put_off(ANA, subject(2), at("09:11"), at("09:10"));
        ledger.write(&written(ANA, DEV, 3, "10:00", &[]));
        ledger.fall_due(at("16:00"));
        assert!(ledger.can_be_tended(ANA, subject(2)));
    }

    #[test]
    fn edits_name_reword_and_unname() {
        let mark = Mark::first(9);
        let marked = |n, names| Written {
            mark: Some(mark),
            ..written(ANA, DEV, n, "08:10", names)
        };
        let mut ledger = ledger();
        ledger.write(&marked(1, &[BEN]));
        ledger.write(&marked(2, &[BEN]));
        ledger.write(&marked(3, &[]));
        // Who wrote there before it named them can't have seen it.
        ledger.write(&written(CEM, DEV, 4, "08:15", &[]));
        ledger.reword(MessageId::new(1), mark.next());
        ledger.unname(MessageId::new(2), mark.next());
        ledger.edit_in(&Written {
            mark: Some(mark.next()),
            ..written(ANA, DEV, 3, "08:20", &[CEM])
        });
        ledger.fall_due(at("09:00"));
        let promises = ledger.close().promises;
        let told: Vec<_> = promises
            .iter()
            .map(|it| (it.person, it.items[0].to_string(), it.settled))
            .collect();
        let expected = [(BEN, "1 ¶9.2".to_owned(), 1), (CEM, "3 ¶9.2".to_owned(), 0)];
        assert_eq!(told, expected);
    }
}
