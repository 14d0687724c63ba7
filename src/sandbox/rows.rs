//! Whose pings the bot has rows for, held against those that there were.

use std::collections::HashSet;

use discord_sim::MessageId;

use super::difference::Difference;
use super::entry::By;
use super::ledger::{Ledger, PersonNo};
use super::promise::Subject;

/// The bot's rows, as far as they were read.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// Messages that ping somebody alone, each once a person.
    pub own: HashSet<(PersonNo, MessageId)>,
    /// What somebody was told: about a message, or with a number of its own.
    pub told: HashSet<(PersonNo, MessageId)>,
    /// Messages that ping a role, or everybody.
    pub of_groups: HashSet<MessageId>,
}

impl Rows {
    /// How many pings they stand for: that of a group for one of each whom it reaches.
    pub(super) fn count(&self, ledger: &Ledger) -> usize {
        let reached = self.of_groups.iter().map(|it| ledger.called_by(*it));
        self.own.len() + self.told.len() + reached.sum::<usize>()
    }

    /// Each row of a message that there was no ping of, and each ping of a message that has no row. Of what is told the
    /// number tells.
    pub(super) fn differences(&self, ledger: &Ledger) -> Vec<Difference> {
        let mut of_messages: HashSet<(PersonNo, MessageId)> = HashSet::new();
        let mut missing = Vec::new();
        for (person, subject, by) in ledger.pings() {
            let Subject::Message(message) = subject else {
                continue;
            };
            let has_row = if by == By::Call {
                self.of_groups.contains(&message)
            } else {
                of_messages.insert((person, message));
                let key = (person, message);
                self.own.contains(&key) || self.told.contains(&key)
            };
            missing.extend((!has_row).then_some((person, message)));
        }
        let mut strange: Vec<_> = self.own.difference(&of_messages).copied().collect();
        missing.sort_unstable();
        strange.sort_unstable();
        let missing = missing.into_iter();
        let strange = strange.into_iter();
        missing
            .map(|(person, message)| Difference::NoRow { person, message })
            .chain(strange.map(|(person, message)| Difference::StrangeRow { person, message }))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;
    use chrono_tz::Tz;
    use discord_sim::ChannelId;

    use super::super::crowd::{Doors, Habits, Notifier};
    use super::super::ledger::{Call, Pace, Written};
    use super::super::rhythm::{DAILY, Rhythm};
    use super::*;

    const ANA: PersonNo = 0;
    const BEN: PersonNo = 1;

    fn habits() -> Option<Habits> {
        let rhythm = Rhythm {
            zone: Tz::UTC,
            digests: vec![9 * 60],
            digest_days: DAILY,
            quiet: Vec::new(),
        };
        Some(Habits {
            rhythm: Arc::new(rhythm),
            notifier: Notifier::Adagio,
            doors: Doors::Open,
        })
    }

    /// Ana names Ben in message 1, and calls everybody in message 2.
    fn ledger() -> Ledger {
        let mut ledger = Ledger::new(&[habits(), habits()], Vec::new());
        let call = Written {
            author: ANA,
            channel: ChannelId::new(1),
            message: MessageId::new(2),
            at: DateTime::UNIX_EPOCH,
            names: &[],
            answers: None,
            calls: Some(Call::Everybody),
            mark: None,
            pace: Pace::Waits,
        };
        ledger.write(&Written {
            message: MessageId::new(1),
            names: &[BEN],
            calls: None,
            ..call
        });
        ledger.write(&call);
        ledger
    }

    #[test]
    fn a_row_for_each_ping_is_no_difference_and_each_other_is_named() {
        let own = |rows: &[(PersonNo, u64)]| {
            let rows = rows.iter();
            let rows = rows.map(|(person, message)| (*person, MessageId::new(*message)));
            rows.collect::<HashSet<_>>()
        };
        let missing = |message| Difference::NoRow {
            person: BEN,
            message: MessageId::new(message),
        };
        let strange = |person, message| Difference::StrangeRow {
            person,
            message: MessageId::new(message),
        };
        let table = [
            (own(&[(BEN, 1)]), 2, 2, vec![]),
            (own(&[]), 2, 1, vec![missing(1)]),
            (own(&[(BEN, 1)]), 9, 1, vec![missing(2)]),
            (own(&[(ANA, 1), (BEN, 1)]), 2, 3, vec![strange(ANA, 1)]),
            (own(&[(BEN, 1), (BEN, 2)]), 2, 3, vec![strange(BEN, 2)]),
        ];
        let ledger = ledger();
        for (own, called, count, expected) in table {
            let rows = Rows {
                own,
                told: HashSet::new(),
                of_groups: HashSet::from([MessageId::new(called)]),
            };
            assert_eq!(rows.differences(&ledger), expected, "{rows:?}");
            assert_eq!(rows.count(&ledger), count, "{rows:?}");
        }
    }
}
