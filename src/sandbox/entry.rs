//! One ping in the ledger: where it stands, what happened to it, and what that makes of it.

use chrono::{DateTime, Utc};
use discord_sim::{ChannelId, MessageId};

use super::ledger::PersonNo;
use super::promise::{Item, Mark, Subject};

/// How a ping reached somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The text names them: it can be edited away.
    Name,
    /// An answer to a message of theirs, whatever its text.
    Reply,
    /// A role of theirs was called, or everybody.
    Call,
    /// `/tell`.
    Telling,
    /// They saved the message, or its author put it before them.
    SetAside,
    /// A reply to this question of theirs that pings nobody: it asks for nothing.
    Answer(MessageId),
}

/// What has happened to it; what comes later here goes before the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Open,
    /// Its recipient wrote there after it.
    Seen,
    /// Answered, or ticked off.
    Settled,
    /// Deleted, or the name edited away.
    Withdrawn,
    /// Its channel was closed to its recipient.
    Hidden,
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It waits for a digest.
    Waits,
    /// A digest brought it.
    Delivered,
    /// It needs nobody any more, and comes no more.
    Over,
}

/// Whether its end is in the totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    No,
    Yes,
}

/// A ping of one person.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// `None`: it was told, and stands nowhere.
    pub channel: Option<ChannelId>,
    pub sender: PersonNo,
    pub at: DateTime<Utc>,
    pub by: By,
    pub mark: Option<Mark>,
    pub place: Place,
    pub put_off_until: Option<DateTime<Utc>>,
    /// When a digest brought it.
    pub brought_at: Option<DateTime<Utc>>,
    /// When its reader was done with it or put it off, and didn't take that back.
    pub tended_at: Option<DateTime<Utc>>,
    pub counted: Counted,
    /// How many messages that stand answer it, by who settles it with that.
    pub answers: usize,
    happened: Fate,
}

impl Entry {
    /// A ping of which nothing has become yet.
    pub(super) const fn new(
        channel: Option<ChannelId>,
        (sender, at): (PersonNo, DateTime<Utc>),
        by: By,
        mark: Option<Mark>,
    ) -> Self {
        Self {
            channel,
            sender,
            at,
            by,
            mark,
            place: Place::Waits,
            put_off_until: None,
            brought_at: None,
            tended_at: None,
            counted: Counted::No,
            answers: 0,
            happened: Fate::Open,
        }
    }

    /// Notes that this happened to it.
    pub(super) fn note(&mut self, fate: Fate) {
        self.happened = self.happened.max(fate);
    }

    /// It comes as something new: what was put off is put off no longer, and was wanted again, whatever its reader had
    /// seen by then.
    pub(super) fn come_back(&mut self) {
        if self.put_off_until.take().is_some() && self.happened == Fate::Seen {
            self.happened = Fate::Open;
        }
    }

    /// What has become of it. What is put off is wanted again, whatever its reader wrote there; an answer that was seen
    /// is over.
    pub(super) fn fate(&self) -> Fate {
        let answered = match self.answers {
            0 => Fate::Open,
            _ => Fate::Settled,
        };
        match (self.happened.max(answered), self.put_off_until, self.by) {
            (Fate::Seen, Some(_), _) => Fate::Open,
            (Fate::Seen, None, By::Answer(_)) => Fate::Settled,
            (happened, ..) => happened,
        }
    }

    /// When its reader read it: in a digest, or in the inbox, if they did something about it there.
    pub(super) fn told_at(&self) -> Option<DateTime<Utc>> {
        self.brought_at.or(self.tended_at)
    }

    /// Whether its digest says that it settled itself: what asked for nothing didn't.
    pub(super) fn is_told_as_settled(&self) -> bool {
        !matches!(self.by, By::Answer(_)) && matches!(self.fate(), Fate::Settled | Fate::Withdrawn)
    }

    /// Whether it is still put off at `now`.
    pub(super) fn is_put_off(&self, now: DateTime<Utc>) -> bool {
        self.put_off_until.is_some_and(|until| until > now)
    }

    /// Whether its reader can do something about it: be done with it, or put it off.
    pub(super) fn can_be_tended(&self) -> bool {
        matches!(self.place, Place::Waits | Place::Delivered)
            && matches!(self.fate(), Fate::Open | Fate::Seen)
    }

    /// As it stands on a list.
    pub(super) const fn item(&self, subject: Subject) -> Item {
        Item {
            subject,
            mark: self.mark,
        }
    }
}
