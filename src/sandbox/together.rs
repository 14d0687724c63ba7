//! What came together while Discord failed.
//!
//! What can't wait comes in a message of its own. If Discord doesn't answer for a moment, the next one may be there by then,
//! or a digest: they come in one message, which is one push less. So where one message brings all that several promises
//! name, and nothing else, each of them in its time, they are one promise.

use std::collections::BTreeMap;

use super::ledger::PersonNo;
use super::mailbox::Parcel;
use super::observed::Leeway;
use super::promise::Promise;

/// The promises, those that were kept together as one. In calm weather each is kept alone.
pub(super) fn together(promises: Vec<Promise>, parcels: &[Parcel], leeway: Leeway) -> Vec<Promise> {
    if leeway == Leeway::Minute {
        return promises;
    }
    let mut by_person: BTreeMap<PersonNo, Vec<Promise>> = BTreeMap::new();
    for promise in promises {
        by_person.entry(promise.person).or_default().push(promise);
    }
    for parcel in parcels.iter().filter(|parcel| parcel.items.len() > 1) {
        let promises = by_person.entry(parcel.person).or_default();
        let is_in = |promise: &mut Promise| {
            leeway.holds(parcel.at, promise.due_at)
                && promise.items.iter().all(|it| parcel.items.contains(it))
        };
        let parts: Vec<_> = promises.extract_if(.., is_in).collect();
        let brought: usize = parts.iter().map(|part| part.items.len()).sum();
        if brought == parcel.items.len() {
            promises.extend(parts.into_iter().reduce(joined));
        } else {
            promises.extend(parts);
        }
    }
    by_person.into_values().flatten().collect()
}

fn joined(mut one: Promise, other: Promise) -> Promise {
    one.due_at = one.due_at.max(other.due_at);
    one.items.extend(other.items);
    one.seen += other.seen;
    one.settled += other.settled;
    one
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use discord_sim::MessageId;

    use super::super::promise::{Item, Subject};
    use super::*;

    fn items(numbers: &[u64]) -> Vec<Item> {
        let item = |n: &u64| Item {
            subject: Subject::Message(MessageId::new(*n)),
            mark: None,
        };
        numbers.iter().map(item).collect()
    }

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn promise(minute: i64, numbers: &[u64]) -> Promise {
        Promise {
            person: 0,
            due_at: at(minute),
            items: items(numbers),
            seen: 0,
            settled: 0,
        }
    }

    #[test]
    fn what_one_message_brings_whole_and_in_time_is_one_promise() {
        let parcel = |minute, numbers| Parcel {
            person: 0,
            at: at(minute),
            items: items(numbers),
            seen: 0,
            settled: 0,
        };
        let apart = [promise(1, &[1]), promise(5, &[2])];
        let table = [
            (parcel(6, &[2, 1]), Leeway::Rough, 1),
            (parcel(6, &[2, 1]), Leeway::Minute, 2),
            (parcel(6, &[2, 1, 3]), Leeway::Rough, 2),
            (parcel(6, &[2, 3]), Leeway::Rough, 2),
            // Too late for the first.
            (parcel(17, &[2, 1]), Leeway::Rough, 2),
            // Before the second.
            (parcel(4, &[2, 1]), Leeway::Rough, 2),
        ];
        for (parcel, leeway, count) in table {
            let told = format!("{parcel:?} {leeway:?}");
            let promises = together(apart.to_vec(), &[parcel], leeway);
            assert_eq!(promises.len(), count, "{told}");
        }
    }
}
