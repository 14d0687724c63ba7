//! What a person told Adagio about themselves.

use chrono::{DateTime, Utc};

use super::delivery::{Notifier, Recipient};
use super::ids::{ChannelId, UserId};
use super::ping::Lane;
use super::schedule::Schedule;

/// Whether Adagio may write to somebody by direct message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DirectMessages {
    /// Not asked yet: everything waits in the inbox.
    #[default]
    Unasked,
    /// They said yes.
    Allowed,
    /// They said no: inbox only.
    Refused,
    /// They said yes, but Discord refuses delivery (facts §4: 50007).
    Closed,
}

impl DirectMessages {
    /// The word that the database keeps.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unasked => "unasked",
            Self::Allowed => "allowed",
            Self::Refused => "refused",
            Self::Closed => "closed",
        }
    }
}

/// One person, over all servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub schedule: Schedule,
    pub notifier: Notifier,
    pub direct: DirectMessages,
    /// The direct-message channel, once it is opened.
    pub channel: Option<ChannelId>,
    /// When what waits goes out. `None`: nothing waits, or it can't be delivered.
    pub digest_due_at: Option<DateTime<Utc>>,
    /// When they asked to be left out.
    pub left_out_at: Option<DateTime<Utc>>,
    /// Discord's name of their language, as last seen.
    pub locale: Option<String>,
}

impl Person {
    /// Somebody of whom nothing is known yet.
    pub fn new(id: UserId) -> Self {
        Self {
            id,
            schedule: Schedule::default(),
            notifier: Notifier::default(),
            direct: DirectMessages::default(),
            channel: None,
            digest_due_at: None,
            left_out_at: None,
            locale: None,
        }
    }

    /// What decides about pings of theirs.
    pub const fn recipient(&self) -> Recipient<'_> {
        Recipient {
            schedule: &self.schedule,
            notifier: self.notifier,
            direct: self.direct,
        }
    }

    /// When what waits in this lane since then goes out. `None`: only when they look into the inbox.
    pub fn goes_out_at(&self, lane: Lane, since: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match (lane, self.direct) {
            (Lane::Digest, _) => self.next_delivery_after(since),
            (Lane::Now, DirectMessages::Allowed) => self.schedule.quiet_ends_after(since),
            (Lane::Now, _) => None,
        }
    }

    /// When what waits now would go out. `None`: only when they look into the inbox.
    pub fn next_delivery_after(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.direct {
            DirectMessages::Allowed => self.schedule.next_digest_after(now),
            DirectMessages::Unasked | DirectMessages::Refused | DirectMessages::Closed => None,
        }
    }
}
