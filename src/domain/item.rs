//! One item of a digest or of the inbox, opened by its reader, and what they did with it (PRODUCT P7).

use chrono::{DateTime, Utc};

use super::digest;
use super::ids::{ChannelId, UserId};
use super::mute::Heard;
use super::ping::{Facts, Fate, Happened, Ping, Reason, State, fate, fate_once_shown};

/// How an item stands to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// It waits, or was in a digest and nothing was done about it.
    Open,
    /// It comes back, not before this instant.
    PutOff(DateTime<Utc>),
    /// Its reader is done with it.
    Done,
    /// It needs nobody any more.
    Over(Reason),
}

/// How things stand with an item, whatever was pressed before.
pub fn outlook(
    ping: &Ping,
    facts: &Facts,
    (state, reason): (State, Option<Reason>),
    now: DateTime<Utc>,
) -> Outlook {
    if facts.deleted == Happened::Yes {
        return Outlook::Over(Reason::Deleted);
    }
    match (state, reason) {
        (State::Settled, Some(Reason::Done)) => Outlook::Done,
        (State::Held, _) => match (fate(ping, facts), ping.put_off_until(now)) {
            (Fate::Gone(reason), _) => Outlook::Over(reason),
            (Fate::Waits | Fate::Seen, Some(until)) => Outlook::PutOff(until),
            (Fate::Waits | Fate::Seen, None) => Outlook::Open,
        },
        (State::Delivered, _) => match fate_once_shown(ping, facts) {
            Fate::Gone(reason) => Outlook::Over(reason),
            Fate::Waits | Fate::Seen => Outlook::Open,
        },
        // Every other state has its reason.
        (_, reason) => Outlook::Over(reason.unwrap_or(Reason::Seen)),
    }
}

/// An item with all that its reader is shown of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub item: digest::Item,
    /// `None`: not known at the moment.
    pub server_name: Option<String>,
    /// The channel that the thread belongs to, if it stands in one.
    pub parent: Option<ChannelId>,
    pub outlook: Outlook,
    /// When what is put off comes back. `None`: only in the inbox.
    pub comes_at: Option<DateTime<Utc>>,
    /// Whether its thread is heard, if it stands in one.
    pub thread: Heard,
    /// Whether its sender is heard.
    pub from: Heard,
    pub reader: UserId,
}

impl Opened {
    /// Whether somebody is known to have sent it, other than its reader.
    pub fn from_somebody_else(&self) -> bool {
        self.item.sender.is_some_and(|sender| sender != self.reader)
    }
}

/// What came of a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    Done,
    NotDone,
    /// It comes back: with the digest at this instant, or (`None`) in the inbox alone.
    PutOff {
        until: DateTime<Utc>,
        comes_at: Option<DateTime<Utc>>,
    },
    /// It isn't put off any more.
    Back,
    /// Nothing more from its thread.
    Muted,
    /// Nothing more from its sender, until then.
    Hushed {
        until: DateTime<Utc>,
    },
    /// What was muted is heard again.
    HeardAgain,
    /// Nothing: it needed nobody any more.
    Already(Reason),
}

/// What came of a press about all that stands on a list. Each says how many it was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DidAll {
    Done(usize),
    /// They come back: with the digest at this instant, or (`None`) in the inbox alone.
    PutOff {
        count: usize,
        until: DateTime<Utc>,
        comes_at: Option<DateTime<Utc>>,
    },
    /// They wait again.
    Back(usize),
}

/// What came of setting a message aside. It comes with the digest at this instant, or waits in the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Now {
        comes_at: Option<DateTime<Utc>>,
    },
    /// It waited already.
    Already {
        comes_at: Option<DateTime<Utc>>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{MessageId, ServerId};
    use crate::domain::ping::{Lane, Loudness, Urgency, Via};

    #[test]
    fn what_was_done_and_what_happened_since_say_how_an_item_stands() {
        let now = MessageId::new(200 << 22).sent_at();
        let later = MessageId::new(300 << 22).sent_at();
        let ping = |not_before_at| Ping {
            source: MessageId::new(100 << 22),
            recipient: UserId::new(1),
            server: ServerId::new(2),
            channel: ChannelId::new(3),
            governing: ChannelId::new(3),
            sender: Some(UserId::new(4)),
            via: Via::Mention,
            lane: Lane::Digest,
            group: None,
            loudness: Loudness::Plain,
            expected_at: None,
            urgency: Urgency::Ordinary,
            pinged_at: MessageId::new(100 << 22).sent_at(),
            excerpt: None,
            revised_at: None,
            not_before_at,
        };
        let answered = Facts {
            answered: Happened::Yes,
            ..Facts::default()
        };
        let deleted = Facts {
            deleted: Happened::Yes,
            ..Facts::default()
        };
        let wrote = Facts {
            wrote_last: Some(MessageId::new(150 << 22)),
            ..Facts::default()
        };
        let (none, done) = (Facts::default(), Some(Reason::Done));
        let table = [
            (None, none, (State::Held, None), Outlook::Open),
            (None, none, (State::Delivered, None), Outlook::Open),
            (
                Some(later),
                none,
                (State::Held, None),
                Outlook::PutOff(later),
            ),
            (Some(now), none, (State::Held, None), Outlook::Open),
            (Some(later), none, (State::Delivered, None), Outlook::Open),
            (None, none, (State::Settled, done), Outlook::Done),
            (
                Some(later),
                answered,
                (State::Held, None),
                Outlook::Over(Reason::Answered),
            ),
            (
                None,
                answered,
                (State::Delivered, None),
                Outlook::Over(Reason::Answered),
            ),
            (
                None,
                deleted,
                (State::Settled, done),
                Outlook::Over(Reason::Deleted),
            ),
            (
                None,
                none,
                (State::Dropped, Some(Reason::Left)),
                Outlook::Over(Reason::Left),
            ),
        ];
        for (until, facts, state, expected) in table {
            assert_eq!(
                outlook(&ping(until), &facts, state, now),
                expected,
                "{state:?}"
            );
        }
        // That it was answered asks for nothing, and stands where it was told.
        let answer = Ping {
            via: Via::Answer,
            ..ping(None)
        };
        let over = Outlook::Over(Reason::Seen);
        for (state, expected) in [(State::Held, over), (State::Delivered, Outlook::Open)] {
            assert_eq!(outlook(&answer, &wrote, (state, None), now), expected);
        }
    }
}
