//! What people's clients showed them on the scripted day: pushes, and Adagio's messages.

use chrono::{DateTime, Utc};
use discord_sim::{NotificationKind, SeenMessage};

use super::cast::Part;
use super::day::Play;
use super::ledger::PersonNo;
use super::mailbox::{QUOTE, read};
use super::markup::Reading;
use super::promise::Mark;
use super::town::Arrival;

/// The flag of a message that was sent with `@silent`.
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

impl Play<'_> {
    /// Tells what people's clients showed them.
    ///
    /// # Errors
    /// The output can't be written.
    pub(super) fn tell(&mut self, mut arrivals: Vec<Arrival>) -> anyhow::Result<()> {
        // What arrives in the same instant has no order of its own.
        arrivals.sort_by_key(|arrival| (arrival.notification.at, arrival.person));
        for arrival in arrivals {
            match &arrival.letter {
                Some(letter) => self.tell_letter(&arrival, letter)?,
                None => self.tell_ping(&arrival)?,
            }
        }
        Ok(())
    }

    fn tell_letter(&mut self, arrival: &Arrival, letter: &SeenMessage) -> anyhow::Result<()> {
        let at = arrival.notification.at;
        if !read(letter, self.town.guild.id()).items.is_empty() {
            self.digests.insert(arrival.person, letter.id);
        }
        self.interruptions.by_adagio += 1;
        self.interruptions.in_quiet += usize::from(self.is_quiet_for(arrival.person, at));
        let zone = Part::ALL[arrival.person].zone();
        let reading = Reading { at, zone };
        self.transcript
            .letter(reading, &self.names[arrival.person], &lines_of(letter))?;
        Ok(())
    }

    fn tell_ping(&mut self, arrival: &Arrival) -> anyhow::Result<()> {
        let (person, at) = (arrival.person, arrival.notification.at);
        let message = self.town.sim().message(arrival.notification.message);
        if message.is_some_and(|message| message.flags & SUPPRESS_NOTIFICATIONS != 0) {
            return Ok(());
        }
        match arrival.notification.kind {
            NotificationKind::Badge => self.tell_spared(person, at)?,
            NotificationKind::Push => {
                let when = self.count_without(person, at);
                self.interruptions.by_discord += 1;
                let name = &self.names[person];
                self.transcript
                    .push(&format!("● {name}, by Discord{when}"))?;
            }
        }
        Ok(())
    }

    /// Tells of a push that somebody would have had.
    ///
    /// # Errors
    /// The output can't be written.
    pub(super) fn tell_spared(
        &mut self,
        person: PersonNo,
        at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let when = self.count_without(person, at);
        let name = &self.names[person];
        self.transcript.remark(&format!("○ {name}{when}"))?;
        Ok(())
    }

    /// Counts a push as with Discord's own settings, and says whether it came in quiet hours.
    fn count_without(&mut self, person: PersonNo, at: DateTime<Utc>) -> &'static str {
        let is_quiet = self.is_quiet_for(person, at);
        self.interruptions.without += 1;
        self.interruptions.without_in_quiet += usize::from(is_quiet);
        if is_quiet { ", in quiet hours" } else { "" }
    }

    fn is_quiet_for(&self, person: PersonNo, at: DateTime<Utc>) -> bool {
        self.town.habits[person]
            .as_ref()
            .is_some_and(|habits| habits.rhythm.is_quiet_at(at))
    }
}

/// What a message of Adagio says, a line each, without its buttons and the marks of what was told.
pub(super) fn lines_of(letter: &SeenMessage) -> Vec<String> {
    let embeds = letter.embeds.iter();
    let parts = embeds.flat_map(|embed| ["title", "description"].map(|key| embed[key].as_str()));
    let texts = [Some(letter.content.as_str())]
        .into_iter()
        .chain(parts)
        .flatten();
    texts.flat_map(str::lines).map(without_mark).collect()
}

fn without_mark(line: &str) -> String {
    let (quote, words) = match line.strip_prefix(QUOTE) {
        Some(words) => (QUOTE, words),
        None => ("", line),
    };
    let marked = Mark::at_front_of(words).and_then(|_| words.split_once(' '));
    marked.map_or_else(|| line.to_owned(), |(_, words)| format!("{quote}{words}"))
}
