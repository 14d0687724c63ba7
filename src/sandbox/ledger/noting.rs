//! What people write, and what they do about messages.

use discord_sim::{ChannelId, MessageId};

use super::super::entry::{By, Entry, Fate, Place};
use super::super::promise::{Mark, Subject};
use super::{Call, Ledger, Pace, PersonNo, Ping, Sound, Telling, Written};

impl Ledger {
    /// Somebody wrote. Who joined has now seen what waited for them there; whom they name, answer or call has a ping
    /// more.
    pub(in super::super) fn write(&mut self, written: &Written<'_>) {
        self.see(written.author, written.channel);
        let ping = Ping {
            subject: Subject::Message(written.message),
            channel: Some(written.channel),
            sender: written.author,
            at: written.at,
            mark: written.mark,
            pace: written.pace,
        };
        if let Some(answers) = written.answers {
            self.answer(answers.message, written.author, written.message);
            self.replied_to.insert(written.message, answers.author);
            if answers.sound == Sound::Pings {
                self.ping(answers.author, By::Reply, ping);
            }
        }
        for &person in written.names {
            self.ping(person, By::Name, ping);
        }
        match written.calls {
            Some(Call::Role(role)) => {
                self.called.insert(written.message, (role, written.author));
                for person in self.roles[role].clone() {
                    self.ping(person, By::Call, ping);
                }
            }
            Some(Call::Everybody) => {
                // An announcement is never more than an item of a digest.
                let pace = Pace::Waits;
                for person in 0..self.shelves.len() {
                    self.ping(person, By::Call, Ping { pace, ..ping });
                }
            }
            None => {}
        }
        self.ask(written);
        self.bring_answer(written, ping);
    }

    /// Notes a question of somebody who joined: a message that pings others than whom it answers, once it does.
    fn ask(&mut self, written: &Written<'_>) {
        let answered = self.replied_to.get(&written.message);
        let asks = written.names.iter().any(|name| Some(name) != answered);
        if self.shelves[written.author].is_some() && (asks || written.calls.is_some()) {
            self.asked.insert(written.message, written.author);
        }
    }

    /// An answer to a question that pings nobody waits for who asked.
    fn bring_answer(&mut self, written: &Written<'_>, ping: Ping) {
        let Some(answers) = written.answers.filter(|_| written.calls.is_none()) else {
            return;
        };
        let Some(&asker) = self.asked.get(&answers.message) else {
            return;
        };
        if asker == written.author || self.entries.contains_key(&(asker, ping.subject)) {
            return;
        }
        let pace = Pace::Waits;
        let by = By::Answer(answers.message);
        let answered = self.answered.entry(answers.message).or_default();
        answered.push(written.message);
        self.ping(asker, by, Ping { pace, ..ping });
    }

    fn see(&mut self, author: PersonNo, channel: ChannelId) {
        let Some(shelf) = &self.shelves[author] else {
            return;
        };
        for subject in &shelf.waiting {
            if let Some(entry) = self.entries.get_mut(&(author, *subject))
                && entry.channel == Some(channel)
            {
                entry.note(Fate::Seen);
            }
        }
    }

    /// Somebody told somebody something.
    pub(in super::super) fn tell(&mut self, telling: Telling) {
        let ping = Ping {
            subject: Subject::Told(telling.mark.text),
            channel: None,
            sender: telling.from,
            at: telling.at,
            mark: Some(telling.mark),
            pace: Pace::Waits,
        };
        self.ping(telling.to, By::Telling, ping);
    }

    /// Somebody answered a message with another: it is settled for them; if a role of theirs was called, for all who have it.
    pub(in super::super) fn answer(&mut self, message: MessageId, by: PersonNo, with: MessageId) {
        self.answering.insert(with, (message, by));
        self.answers.entry((message, by)).or_default().insert(with);
        self.of_each_settled(message, by, |entry| entry.answers += 1);
    }

    /// What is deleted settles nothing any more.
    fn unanswer(&mut self, with: MessageId) {
        let Some((message, by)) = self.answering.remove(&with) else {
            return;
        };
        if let Some(answers) = self.answers.get_mut(&(message, by)) {
            answers.remove(&with);
        }
        self.of_each_settled(message, by, |entry| {
            entry.answers = entry.answers.saturating_sub(1);
        });
    }

    /// Changes the pings that somebody settles by answering: their own, and if a role of theirs was called, everybody's.
    fn of_each_settled(
        &mut self,
        message: MessageId,
        by: PersonNo,
        mut change: impl FnMut(&mut Entry),
    ) {
        let subject = Subject::Message(message);
        let for_all = self.acts_for_role(message, by);
        for &person in self.readers.get(&subject).into_iter().flatten() {
            if for_all || person == by {
                self.entries
                    .get_mut(&(person, subject))
                    .into_iter()
                    .for_each(&mut change);
            }
        }
    }

    /// Somebody put a ✅ on a message: its author for all, anybody else for themselves and for a role of theirs.
    pub(in super::super) fn check(&mut self, message: MessageId, by: PersonNo) {
        self.ticked.insert((message, by));
        let for_all = self.acts_for_role(message, by);
        let is_meant = |person, sender| for_all || person == by || sender == by;
        self.note(message, is_meant, Fate::Settled);
    }

    /// Whether somebody has the role that a message of somebody else called.
    fn acts_for_role(&self, message: MessageId, by: PersonNo) -> bool {
        let called = self.called.get(&message);
        called.is_some_and(|(role, author)| *author != by && self.roles[*role].contains(&by))
    }

    /// The author deleted a message.
    pub(in super::super) fn delete(&mut self, message: MessageId) {
        self.note(message, |_, _| true, Fate::Withdrawn);
        self.unanswer(message);
    }

    /// The author put it differently, and still names the same people.
    pub(in super::super) fn reword(&mut self, message: MessageId, mark: Mark) {
        self.of_each(Subject::Message(message), |entry| entry.mark = Some(mark));
    }

    /// The author names nobody any more. Who was answered still is.
    pub(in super::super) fn unname(&mut self, message: MessageId, mark: Mark) {
        self.of_each(Subject::Message(message), |entry| {
            entry.mark = Some(mark);
            if entry.by == By::Name {
                entry.note(Fate::Withdrawn);
            }
        });
    }

    /// The author edited names into a message that named nobody. Discord pushes nothing then.
    pub(in super::super) fn edit_in(&mut self, written: &Written<'_>) {
        let ping = Ping {
            subject: Subject::Message(written.message),
            channel: Some(written.channel),
            sender: written.author,
            at: written.at,
            mark: written.mark,
            pace: match written.pace {
                Pace::Waits => Pace::Waits,
                Pace::Passes | Pace::PassesUnheard => Pace::PassesUnheard,
            },
        };
        for &person in written.names {
            self.ping(person, By::Name, ping);
        }
        self.ask(written);
    }

    /// Who told something gives it other words, as long as it waits.
    pub(in super::super) fn reword_told(&mut self, mark: Mark) {
        self.of_each(Subject::Told(mark.text), |entry| {
            if entry.place == Place::Waits {
                entry.mark = Some(mark);
            }
        });
    }

    /// Who told something takes it back, as long as it waits.
    pub(in super::super) fn take_back(&mut self, told: usize) {
        let subject = Subject::Told(told);
        for person in self.readers.get(&subject).cloned().unwrap_or_default() {
            self.end(person, subject, Fate::Withdrawn);
        }
    }

    /// A channel was closed to everybody: nothing in it may leave a trace from now on.
    pub(in super::super) fn hide(&mut self, channel: ChannelId) {
        let entries = self.entries.values_mut();
        entries
            .filter(|entry| entry.channel == Some(channel))
            .for_each(|entry| entry.note(Fate::Hidden));
    }

    /// How many people have a ping of this message.
    pub(in super::super) fn readers_of(&self, message: MessageId) -> usize {
        let readers = self.readers.get(&Subject::Message(message));
        readers.map_or(0, Vec::len)
    }

    /// Every ping that there was: whose, of what, and how it reached them.
    pub(in super::super) fn pings(&self) -> impl Iterator<Item = (PersonNo, Subject, By)> {
        let entries = self.entries.iter();
        entries.map(|((person, subject), entry)| (*person, *subject, entry.by))
    }

    /// How many of them have it because a role of theirs was called, or everybody.
    pub(in super::super) fn called_by(&self, message: MessageId) -> usize {
        let subject = Subject::Message(message);
        let readers = self.readers.get(&subject).into_iter().flatten();
        let entries = readers.filter_map(|person| self.entries.get(&(*person, subject)));
        entries.filter(|entry| entry.by == By::Call).count()
    }

    /// Notes what happened to a message with each person's ping of it that is meant, by recipient and sender.
    fn note(
        &mut self,
        message: MessageId,
        is_meant: impl Fn(PersonNo, PersonNo) -> bool,
        fate: Fate,
    ) {
        let subject = Subject::Message(message);
        for &person in self.readers.get(&subject).into_iter().flatten() {
            if let Some(entry) = self.entries.get_mut(&(person, subject))
                && is_meant(person, entry.sender)
            {
                entry.note(fate);
            }
        }
    }

    fn of_each(&mut self, subject: Subject, mut change: impl FnMut(&mut Entry)) {
        for &person in self.readers.get(&subject).into_iter().flatten() {
            self.entries
                .get_mut(&(person, subject))
                .into_iter()
                .for_each(&mut change);
        }
    }
}
