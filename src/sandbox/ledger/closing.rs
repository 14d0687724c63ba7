//! The last page of the ledger.

use chrono::{DateTime, Utc};

use super::super::crowd::Doors;
use super::super::promise::{Item, Promise};
use super::{Ledger, PersonNo, Totals};

/// A ledger after its last day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Closed {
    pub promises: Vec<Promise>,
    /// What waits for ever, by person: only for closed doors.
    pub held: Vec<(PersonNo, Vec<Item>)>,
    pub totals: Totals,
}

impl Ledger {
    /// When the last of what people put off comes back, at the latest. `None`: nothing is put off.
    pub(in super::super) fn last_due(&self) -> Option<DateTime<Utc>> {
        let shelves = self.shelves.iter().enumerate();
        let open = shelves.filter_map(|(person, shelf)| Some((person, shelf.as_ref()?)));
        open.filter(|(_, shelf)| shelf.habits.doors == Doors::Open)
            .flat_map(|(person, shelf)| shelf.waiting.iter().map(move |it| (person, *it)))
            .filter_map(|key| self.entries[&key].put_off_until)
            .max()
    }

    /// Every promise, the totals, and what those with closed doors must find in their inbox.
    pub(in super::super) fn close(mut self) -> Closed {
        let mut held = Vec::new();
        for person in 0..self.shelves.len() {
            let items = self.waiting_for(person).items;
            let waiting = self.shelves[person].take().map(|shelf| shelf.waiting);
            for subject in waiting.into_iter().flatten() {
                if let Some(entry) = self.entries.get_mut(&(person, subject)) {
                    let fate = entry.fate();
                    self.totals.count(entry, fate);
                }
            }
            if !items.is_empty() {
                held.push((person, items));
            }
        }
        Closed {
            promises: self.promises,
            held,
            totals: self.totals,
        }
    }
}
