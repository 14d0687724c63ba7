//! One thing that is not as it has to be, in a line that says whose and when.

use std::fmt;

use chrono::{DateTime, Utc};
use discord_sim::{Finding, MessageId};

use super::ledger::PersonNo;
use super::mailbox::Parcel;
use super::promise::{Item, Promise};

/// One thing that is not as it has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// This digest did not come in its minute.
    NoDigest { promise: Promise },
    /// Nothing was due, and something came.
    Unasked { parcel: Parcel },
    /// The digest came, but says something else.
    Otherwise { promise: Promise, parcel: Parcel },
    /// The inbox says something else.
    Inbox {
        person: PersonNo,
        expected: Vec<Item>,
        found: Vec<Item>,
    },
    /// An item that still wants something couldn't be tended to, or one that wants nothing more could.
    Tended {
        person: PersonNo,
        at: DateTime<Utc>,
        item: Item,
        could: bool,
    },
    /// A phone that is left to Adagio lit up without a digest, or in quiet hours.
    Push { person: PersonNo, at: DateTime<Utc> },
    /// A digest came without lighting up the phone.
    Silent {
        person: PersonNo,
        due_at: DateTime<Utc>,
    },
    /// The bot has more or fewer rows than there were pings.
    Recorded { expected: usize, recorded: usize },
    /// The bot has no row for a ping.
    NoRow {
        person: PersonNo,
        message: MessageId,
    },
    /// The bot has a row of a message that doesn't ping this person.
    StrangeRow {
        person: PersonNo,
        message: MessageId,
    },
    /// The bot did something on the wire that Discord holds against it.
    Finding(Finding),
}

impl Difference {
    /// One line about it, with the person's name.
    pub fn told<'a>(&'a self, names: &'a [String]) -> impl fmt::Display + 'a {
        fmt::from_fn(move |f| match self {
            Self::NoDigest { promise } => {
                let (name, due) = (&names[promise.person], minute(promise.due_at));
                write!(f, "{name}: the digest of {due} did not come; it owed ")?;
                contents(f, &promise.items, promise.seen, promise.settled)
            }
            Self::Unasked { parcel } => {
                let (name, at) = (&names[parcel.person], minute(parcel.at));
                write!(
                    f,
                    "{name}: nothing was due at {at}, and a message came with "
                )?;
                contents(f, &parcel.items, parcel.seen, parcel.settled)
            }
            Self::Otherwise { promise, parcel } => {
                write!(
                    f,
                    "{}: the digest of {} owed ",
                    names[promise.person],
                    minute(promise.due_at)
                )?;
                contents(f, &promise.items, promise.seen, promise.settled)?;
                f.write_str(" and had ")?;
                contents(f, &parcel.items, parcel.seen, parcel.settled)
            }
            Self::Inbox {
                person,
                expected,
                found,
            } => {
                write!(f, "{}: the inbox owed ", names[*person])?;
                list(f, expected)?;
                f.write_str(" and had ")?;
                list(f, found)
            }
            Self::Tended {
                person,
                at,
                item,
                could,
            } => {
                let (name, at) = (&names[*person], minute(*at));
                let how = if *could {
                    "wants nothing more, and could be put off"
                } else {
                    "is open, and could not be put off"
                };
                write!(f, "{name}: at {at} the item {item} {how}")
            }
            Self::Push { person, at } => {
                write!(
                    f,
                    "{}: the phone lit up at {} without cause",
                    names[*person],
                    minute(*at)
                )
            }
            Self::Silent { person, due_at } => {
                write!(
                    f,
                    "{}: the digest of {} came without a push",
                    names[*person],
                    minute(*due_at)
                )
            }
            Self::Recorded { expected, recorded } => {
                write!(
                    f,
                    "the bot has rows for {recorded} pings; there were {expected}"
                )
            }
            Self::NoRow { person, message } => {
                let name = &names[*person];
                write!(f, "{name}: the bot has no row for message {message}")
            }
            Self::StrangeRow { person, message } => {
                let name = &names[*person];
                write!(
                    f,
                    "{name}: the bot has a row for message {message}, which pings somebody else"
                )
            }
            Self::Finding(finding) => {
                write!(f, "on the wire, {:?}: {}", finding.kind, finding.what)
            }
        })
    }
}

fn minute(at: DateTime<Utc>) -> impl fmt::Display {
    at.format("%F %H:%M:%S UTC")
}

fn contents(
    f: &mut fmt::Formatter<'_>,
    items: &[Item],
    seen: usize,
    settled: usize,
) -> fmt::Result {
    list(f, items)?;
    write!(f, ", {seen} seen and {settled} settled")
}

fn list(f: &mut fmt::Formatter<'_>, items: &[Item]) -> fmt::Result {
    const SHOWN: usize = 5;
    write!(f, "{} items", items.len())?;
    for (nth, item) in items.iter().take(SHOWN).enumerate() {
        f.write_str(if nth == 0 { " (" } else { ", " })?;
        write!(f, "{item}")?;
    }
    match items.len() {
        0 => Ok(()),
        n if n > SHOWN => f.write_str(", …)"),
        _ => f.write_str(")"),
    }
}
