//! What the facts make of a ping.
//!
//! Events only add facts (edited, deleted, answered, wrote there); what has become of a ping follows from
//! them when somebody looks. So the order in which events arrive can't change the outcome:
//! `fate(&ping, &facts)` is the same whether the answer or the question was read first.

use chrono::{DateTime, Utc};

use super::{Ping, Reason, Via};
use crate::domain::ids::MessageId;

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
    // What its reader set aside, wrote, or wants to know of a stand-up is theirs to end, as long as there is something to read.
    if matches!(ping.via, Via::Saved | Via::Returned | Via::Standup) {
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

/// What has become of a ping that a digest brought: what its reader wrote there since ends nothing that they were shown.
pub fn fate_once_shown(ping: &Ping, facts: &Facts) -> Fate {
    match fate(ping, facts) {
        Fate::Gone(Reason::Seen) => Fate::Seen,
        fate => fate,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lane, Loudness, Urgency};
    use super::*;
    use crate::domain::ids::{ChannelId, ServerId, UserId};

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
