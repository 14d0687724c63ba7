//! A ping: one recipient's mention by one sender, its states, and the [fate] that the facts make of it.

mod fate;

use chrono::{DateTime, TimeDelta, Utc};

use super::delivery::Passage;
use super::group::Group;
use super::ids::{ChannelId, MessageId, ServerId, UserId};
pub use fate::{Facts, Fate, Happened, fate, fate_once_shown};

/// How a ping came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Via {
    Mention,
    /// A reply with the ping switched on.
    Reply,
    /// A mention of a role that they have.
    Role,
    /// `@everyone` or `@here`.
    Everyone,
    /// Set aside by its recipient.
    Saved,
    /// Its sender put it into the recipient's digest: words of `/tell`, or a message.
    Tell,
    /// A reply that pings nobody, to a question of the recipient's.
    Answer,
    /// What they wrote themselves, and Adagio couldn't post for them.
    Returned,
    /// A run of a stand-up: that it is open, or how it went.
    Standup,
}

/// How a message wants to be noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Loudness {
    #[default]
    Plain,
    /// Its author asked for no sound (`@silent`): its pings never are more than items of a digest (PRODUCT P3).
    Silent,
}

/// Which message a ping rides in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// The next digest.
    Digest,
    /// A message of its own, at once (sync channels).
    Now,
}

impl Lane {
    /// Which one a ping takes that gets past its arrival like this.
    pub const fn of(passage: Passage) -> Self {
        match passage {
            Passage::Now => Self::Now,
            Passage::Held | Passage::Passed => Self::Digest,
        }
    }
}

/// Where a ping stands (PRODUCT, Words).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Held,
    Delivered,
    Settled,
    Withdrawn,
    Dropped,
}

/// Why a ping is neither held nor delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The recipient answered: a reply, or a message in the thread that it started.
    Answered,
    /// The sender or the recipient put a ✅ on it.
    Checked,
    /// The recipient wrote in that channel after it, and nothing else waited.
    Seen,
    /// It went straight to the recipient's own Discord.
    Passed,
    /// The sender deleted it.
    Deleted,
    /// The sender edited the mention away.
    Unmentioned,
    /// The recipient may not read the channel.
    NotVisible,
    /// The recipient left the server.
    Left,
    /// Somebody else with the role that it pings answered it.
    AnsweredByOther,
    /// The recipient is done with it.
    Done,
    /// The recipient wants to hear no more of its thread or sender.
    Muted,
    /// Who told it took it back.
    TakenBack,
    /// Its reader was told of another answer to the same question.
    OneOfSeveral,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::Answered,
        Self::Checked,
        Self::Seen,
        Self::Passed,
        Self::Deleted,
        Self::Unmentioned,
        Self::NotVisible,
        Self::Left,
        Self::AnsweredByOther,
        Self::Done,
        Self::Muted,
        Self::TakenBack,
        Self::OneOfSeveral,
    ];

    /// The state that goes with it.
    pub const fn state(self) -> State {
        match self {
            Self::Answered | Self::Checked | Self::Seen | Self::Passed | Self::Done => {
                State::Settled
            }
            Self::OneOfSeveral | Self::AnsweredByOther | Self::Muted => State::Settled,
            Self::Deleted | Self::Unmentioned | Self::TakenBack => State::Withdrawn,
            Self::NotVisible | Self::Left => State::Dropped,
        }
    }

    /// The word that the database keeps.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Checked => "reacted",
            Self::Seen => "seen",
            Self::Passed => "passed",
            Self::Deleted => "deleted",
            Self::Unmentioned => "unmentioned",
            Self::NotVisible => "not_visible",
            Self::Left => "left",
            Self::AnsweredByOther => "answered_by_other",
            Self::Done => "done",
            Self::Muted => "muted",
            Self::TakenBack => "taken_back",
            Self::OneOfSeveral => "one_of_several",
        }
    }
}

/// What a message said, and who wrote it: shown in a digest, sealed at rest (PRODUCT A5).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Excerpt {
    pub name: String,
    pub text: String,
}

/// A ping as it is kept, with its excerpt opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ping {
    pub source: MessageId,
    pub recipient: UserId,
    pub server: ServerId,
    pub channel: ChannelId,
    /// The channel whose rights and norm hold: the channel itself, or the thread's parent.
    pub governing: ChannelId,
    /// `None`: the sender wants to be left out, or was forgotten.
    pub sender: Option<UserId>,
    pub via: Via,
    /// By which group it reached them. `None`: they themselves are meant.
    pub group: Option<Group>,
    pub lane: Lane,
    pub loudness: Loudness,
    /// When its message was sent, or the mention edited in.
    pub pinged_at: DateTime<Utc>,
    pub excerpt: Option<Excerpt>,
    /// The edit in which the mention was last seen. `None`: as it was posted.
    pub revised_at: Option<DateTime<Utc>>,
    /// Put off until then. `None`: the next digest.
    pub not_before_at: Option<DateTime<Utc>>,
    /// By when an answer is expected. `None`: nothing was promised.
    pub expected_at: Option<DateTime<Utc>>,
    pub urgency: Urgency,
}

/// Whether a ping can wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Urgency {
    Urgent,
    #[default]
    Ordinary,
}

impl Ping {
    /// Until when it is put off, if that is still to come.
    pub fn put_off_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        put_off_until(self.not_before_at, now)
    }
}

/// Until when something is put off, if that is still to come. What comes with the very next digest isn't.
pub fn put_off_until(
    not_before_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let soon = now + TimeDelta::milliseconds(1);
    not_before_at.filter(|until| *until > soon)
}
