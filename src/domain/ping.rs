//! A ping: one recipient's mention by one sender; its states, and what the facts make of it.
//!
//! Events only add facts (edited, deleted, answered, wrote there); what has become of a ping follows from
//! them when somebody looks. So the order in which events arrive can't change the outcome:
//! `fate(&ping, &facts)` is the same whether the answer or the question was read first.

use chrono::{DateTime, TimeDelta, Utc};

use super::delivery::Passage;
use super::group::Group;
use super::ids::{ChannelId, MessageId, ServerId, UserId};

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

/// What is known of a ping's message and its two people since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub edited_at: Option<DateTime<Utc>>,
    pub deleted: Happened,
    /// The recipient answered it.
    pub answered: Happened,
    /// Somebody else with the role that it pings answered it.
    pub answered_by_other: Happened,
    /// The sender, the recipient or somebody else with the role that it pings put a ✅ on it that still stands.
    pub checked: Happened,
    /// The recipient was told of another answer since.
    pub told: Happened,
    /// The recipient had muted its thread or its sender before.
    pub muted: Happened,
    /// The latest message of the recipient in the same channel or thread.
    pub wrote_last: Option<MessageId>,
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

/// Whether something has happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Happened {
    Yes,
    #[default]
    NotYet,
}

impl From<bool> for Happened {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::NotYet }
    }
}

/// What has become of a held ping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It waits for its recipient.
    Waits,
    /// The recipient wrote there after it: one collapsed line is enough.
    Seen,
    /// It needs nobody any more.
    Gone(Reason),
}

/// What the facts make of a ping (PRODUCT P6).
pub fn fate(ping: &Ping, facts: &Facts) -> Fate {
    // What its reader set aside, or wrote, is theirs to end, as long as there is something to read.
    if matches!(ping.via, Via::Saved | Via::Returned) {
        return match facts.deleted {
            Happened::Yes => Fate::Gone(Reason::Deleted),
            Happened::NotYet => Fate::Waits,
        };
    }
    // First: it is no business of a muted ping's reader what becomes of it.
    if facts.muted == Happened::Yes {
        return Fate::Gone(Reason::Muted);
    }
    if facts.deleted == Happened::Yes {
        return Fate::Gone(Reason::Deleted);
    }
    if facts.told == Happened::Yes {
        return Fate::Gone(Reason::OneOfSeveral);
    }
    // A reply keeps its addressee whatever its text becomes.
    let is_in_text = matches!(ping.via, Via::Mention | Via::Role | Via::Everyone);
    if is_in_text && facts.edited_at > ping.revised_at {
        return Fate::Gone(Reason::Unmentioned);
    }
    if facts.answered == Happened::Yes {
        return Fate::Gone(Reason::Answered);
    }
    if facts.answered_by_other == Happened::Yes {
        return Fate::Gone(Reason::AnsweredByOther);
    }
    if facts.checked == Happened::Yes {
        return Fate::Gone(Reason::Checked);
    }
    // Who wrote there before the mention was edited in can't have seen it, and what was put off is wanted again.
    let since = ping.source.max(MessageId::first_at(ping.pinged_at));
    let counts = ping.not_before_at.is_none();
    if counts && facts.wrote_last.is_some_and(|message| message > since) {
        return match ping.via {
            // It asked for nothing, so that it was seen needs no line.
            Via::Answer => Fate::Gone(Reason::Seen),
            _ => Fate::Seen,
        };
    }
    Fate::Waits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ping() -> Ping {
        Ping {
            source: MessageId::new(100 << 22),
            recipient: UserId::new(1),
            server: ServerId::new(2),
            channel: ChannelId::new(3),
            governing: ChannelId::new(3),
            sender: Some(UserId::new(4)),
            via: Via::Mention,
            group: None,
            lane: Lane::Digest,
            loudness: Loudness::Plain,
            pinged_at: MessageId::new(100 << 22).sent_at(),
            excerpt: None,
            revised_at: None,
            expected_at: None,
            urgency: Urgency::Ordinary,
            not_before_at: None,
        }
    }

    fn at(seconds: i64) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(seconds, 0)
    }

    #[test]
    fn the_facts_decide_what_has_become_of_a_ping() {
        let none = Facts::default();
        let yes = Happened::Yes;
        let before = Some(MessageId::new(99 << 22));
        let after = Some(MessageId::new(101 << 22));
        let table = [
            (none, Fate::Waits),
            (
                Facts {
                    wrote_last: before,
                    ..none
                },
                Fate::Waits,
            ),
            (
                Facts {
                    wrote_last: after,
                    ..none
                },
                Fate::Seen,
            ),
            (
                Facts {
                    answered: yes,
                    wrote_last: after,
                    ..none
                },
                Fate::Gone(Reason::Answered),
            ),
            (
                Facts {
                    checked: yes,
                    ..none
                },
                Fate::Gone(Reason::Checked),
            ),
            (
                Facts {
                    deleted: yes,
                    answered: yes,
                    ..none
                },
                Fate::Gone(Reason::Deleted),
            ),
            (
                Facts {
                    edited_at: at(5),
                    ..none
                },
                Fate::Gone(Reason::Unmentioned),
            ),
        ];
        for (facts, expected) in table {
            assert_eq!(fate(&ping(), &facts), expected, "{facts:?}");
        }
    }

    #[test]
    fn an_edit_that_still_mentions_changes_nothing() {
        let revised = Ping {
            revised_at: at(5),
            ..ping()
        };
        let facts = Facts {
            edited_at: at(5),
            ..Facts::default()
        };
        assert_eq!(fate(&revised, &facts), Fate::Waits);
        let again = Facts {
            edited_at: at(6),
            ..Facts::default()
        };
        assert_eq!(fate(&revised, &again), Fate::Gone(Reason::Unmentioned));
    }

    #[test]
    fn what_was_written_before_the_mention_was_edited_in_says_nothing() {
        let edited_in = Ping {
            pinged_at: MessageId::new(200 << 22).sent_at(),
            ..ping()
        };
        let wrote = |message: i64| Facts {
            wrote_last: Some(MessageId::new(message << 22)),
            ..Facts::default()
        };
        assert_eq!(fate(&edited_in, &wrote(150)), Fate::Waits);
        assert_eq!(fate(&edited_in, &wrote(250)), Fate::Seen);
    }

    #[test]
    fn an_edited_reply_still_pings() {
        let reply = Ping {
            via: Via::Reply,
            ..ping()
        };
        let facts = Facts {
            edited_at: at(5),
            ..Facts::default()
        };
        assert_eq!(fate(&reply, &facts), Fate::Waits);
    }
}
