//! What people do with an item where it stands.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::MessageId;

use super::super::entry::{By, Counted, Entry, Fate, Place};
use super::super::promise::{Item, Promise, Subject};
use super::{Ledger, Pace, PersonNo, Ping};

/// What an inbox must show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Waiting {
    pub items: Vec<Item>,
    /// How many more it must count as seen.
    pub seen: usize,
}

impl Ledger {
    /// Somebody is to be told that something has opened for them: a message that holds nothing.
    pub(in super::super) fn call(&mut self, person: PersonNo, at: DateTime<Utc>) {
        self.promises.push(Promise {
            person,
            due_at: at,
            items: Vec::new(),
            seen: 0,
            settled: 0,
        });
    }

    /// Whether somebody must be offered to do something about an item.
    pub(in super::super) fn can_be_tended(&self, person: PersonNo, subject: Subject) -> bool {
        let entry = self.entries.get(&(person, subject));
        entry.is_some_and(Entry::can_be_tended)
    }

    /// Its reader is done with an item: it comes no more.
    pub(in super::super) fn done(
        &mut self,
        person: PersonNo,
        subject: Subject,
        now: DateTime<Utc>,
    ) {
        if let Some(entry) = self.entries.get_mut(&(person, subject)) {
            entry.tended_at = Some(now);
        }
        self.end(person, subject, Fate::Settled);
    }

    /// Its reader puts an item off: it comes with the first digest from `until` on.
    pub(in super::super) fn put_off(
        &mut self,
        person: PersonNo,
        subject: Subject,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) {
        if let Some(entry) = self.entries.get_mut(&(person, subject)) {
            entry.place = Place::Waits;
            entry.put_off_until = Some(until);
            entry.tended_at = Some(now);
            self.shelve(person, subject, now);
        }
    }

    /// Somebody sets a message aside for their own digest, or its author puts it into theirs: it comes with the next one,
    /// whatever they write there.
    pub(in super::super) fn set_aside(
        &mut self,
        person: PersonNo,
        message: MessageId,
        author: PersonNo,
        now: DateTime<Utc>,
    ) {
        let subject = Subject::Message(message);
        let ping = Ping {
            subject,
            channel: None,
            sender: author,
            at: now,
            mark: None,
            pace: Pace::Waits,
        };
        self.ping(person, By::SetAside, ping);
        let soon = now + TimeDelta::milliseconds(1);
        self.put_off(person, subject, soon, now);
    }

    /// Its reader puts it off no longer: what a digest has brought comes no more.
    pub(in super::super) fn not_put_off(&mut self, person: PersonNo, subject: Subject) {
        let Some(entry) = self.entries.get_mut(&(person, subject)) else {
            return;
        };
        entry.put_off_until = None;
        entry.tended_at = None;
        if entry.counted == Counted::Yes {
            entry.place = Place::Delivered;
            self.unshelve(person, subject);
        }
    }

    fn unshelve(&mut self, person: PersonNo, subject: Subject) {
        if let Some(shelf) = &mut self.shelves[person] {
            shelf.waiting.retain(|other| *other != subject);
        }
    }

    /// What somebody's inbox must show now.
    pub(in super::super) fn waiting_for(&self, person: PersonNo) -> Waiting {
        let mut waiting = Waiting::default();
        let subjects = self.shelves[person].iter().flat_map(|shelf| &shelf.waiting);
        let subjects: Vec<_> = subjects.copied().collect();
        let others = self.others(person, &subjects);
        for subject in &subjects {
            let entry = &self.entries[&(person, *subject)];
            match entry.fate() {
                Fate::Open if others.contains(subject) => {}
                Fate::Open => waiting.items.push(entry.item(*subject)),
                Fate::Seen => waiting.seen += 1,
                Fate::Settled | Fate::Withdrawn | Fate::Hidden => {}
            }
        }
        waiting
    }

    /// Those of these that answer a question of which another answer is told, or was since they were written.
    pub(super) fn others(&self, person: PersonNo, subjects: &[Subject]) -> Vec<Subject> {
        let mut answers: Vec<_> = subjects
            .iter()
            .filter_map(|subject| self.open_answer(person, *subject))
            .collect();
        answers.sort_unstable();
        let mut told = HashSet::new();
        answers.retain(|(message, question)| {
            self.is_told_of_another(person, *message, *question) || !told.insert(*question)
        });
        let messages = answers.into_iter().map(|(message, _)| message);
        messages.map(Subject::Message).collect()
    }

    /// An answer that still waits, and the question.
    fn open_answer(&self, person: PersonNo, subject: Subject) -> Option<(MessageId, MessageId)> {
        let entry = &self.entries[&(person, subject)];
        match (subject, entry.by) {
            (Subject::Message(message), By::Answer(question)) if entry.fate() == Fate::Open => {
                Some((message, question))
            }
            _ => None,
        }
    }

    /// Whether who asked read another answer after this one was written. What they put off is wanted again.
    fn is_told_of_another(&self, person: PersonNo, answer: MessageId, question: MessageId) -> bool {
        let entry = |message| self.entries.get(&(person, Subject::Message(message)));
        let Some(this) = entry(answer).filter(|this| this.put_off_until.is_none()) else {
            return false;
        };
        let others = self.answered.get(&question).into_iter().flatten();
        others
            .filter(|other| **other != answer)
            .filter_map(|other| entry(*other)?.told_at())
            .any(|told_at| told_at > this.at)
    }

    /// Ends what waits or was delivered, out of turn.
    pub(super) fn end(&mut self, person: PersonNo, subject: Subject, fate: Fate) {
        let Some(entry) = self.entries.get_mut(&(person, subject)) else {
            return;
        };
        let is_told_and_gone = fate == Fate::Withdrawn && entry.place != Place::Waits;
        if entry.place == Place::Over || is_told_and_gone {
            return;
        }
        entry.place = Place::Over;
        self.totals.count(entry, fate);
        self.unshelve(person, subject);
    }
}
