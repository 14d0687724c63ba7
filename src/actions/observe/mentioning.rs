//! A message that mentions people, and the ping that each of them has of it.

use chrono::{DateTime, Utc};

use super::super::seal::Text;
use super::super::{Known, Seal};
use crate::domain::delivery::{Arrival, Passage, Writing, decide};
use crate::domain::escape;
use crate::domain::event::Post;
use crate::domain::group::Group;
use crate::domain::ids::UserId;
use crate::domain::mode::Mode;
use crate::domain::person::Person;
use crate::domain::ping::{Excerpt, Lane, Loudness, Reason, Urgency, Via};
use crate::store::ping::{NewPing, PingRow};

/// A message that may ping people.
pub(super) struct Mentioning<'a> {
    pub(super) post: &'a Post,
    pub(super) mode: Mode,
    pub(super) writing: Writing,
    /// When it was sent, or edited.
    pub(super) at: DateTime<Utc>,
}

impl<'a> Mentioning<'a> {
    pub(super) fn posted(post: &'a Post, mode: Mode) -> Self {
        Self {
            post,
            mode,
            writing: Writing::Posted,
            at: post.id.sent_at(),
        }
    }

    pub(super) const fn edited(post: &'a Post, mode: Mode, at: DateTime<Utc>) -> Self {
        Self {
            post,
            mode,
            writing: Writing::Edited,
            at,
        }
    }

    fn passage(&self, person: &Person, via: Via) -> Passage {
        let arrival = Arrival {
            at: self.at,
            mode: self.mode,
            via,
            loudness: self.post.loudness,
            // By the times, so that it doesn't matter which of the two is read first.
            writing: Writing::of(self.post.id, self.at),
        };
        decide(&arrival, person.recipient()).passage()
    }
}

/// The ping of one member.
pub(super) fn ping_of(
    person: &Person,
    source: &Mentioning<'_>,
    sender: Option<UserId>,
    excerpt: Option<Vec<u8>>,
) -> NewPing {
    let post = source.post;
    let is_reply = post
        .reply
        .is_some_and(|reply| reply.author == Some(person.id));
    let via = if is_reply { Via::Reply } else { Via::Mention };
    let passage = source.passage(person, via);
    let row = PingRow {
        source: post.id,
        recipient: person.id,
        server: post.place.server,
        channel: post.place.channel,
        governing: post.place.governing(),
        sender,
        via,
        group: None,
        lane: Lane::of(passage),
        loudness: post.loudness,
        answers: None,
        pinged_at: source.at,
        revised_at: post.edited_at,
        not_before_at: None,
        excerpt,
        expected_at: None,
        urgency: Urgency::Ordinary,
    };
    let over = (passage == Passage::Passed).then_some(Reason::Passed);
    NewPing { row, over }
}

/// The one ping of a group. Whom it concerns is found out when something is composed for them.
pub(super) fn ping_of_group(
    group: Group,
    source: &Mentioning<'_>,
    sender: Option<UserId>,
    excerpt: Option<Vec<u8>>,
) -> NewPing {
    let post = source.post;
    let row = PingRow {
        source: post.id,
        recipient: group.recipient(),
        server: post.place.server,
        channel: post.place.channel,
        governing: post.place.governing(),
        sender,
        via: group.via(),
        group: None,
        lane: match (group, source.mode) {
            (Group::Role(_), Mode::Sync) if post.loudness == Loudness::Plain => Lane::Now,
            // An announcement never is more than an item of a digest.
            _ => Lane::Digest,
        },
        loudness: post.loudness,
        answers: None,
        pinged_at: source.at,
        revised_at: post.edited_at,
        not_before_at: None,
        excerpt,
        expected_at: None,
        urgency: Urgency::Ordinary,
    };
    NewPing { row, over: None }
}

/// The excerpt of a message, closed; nothing if words aren't kept or can't be read (PRODUCT A5, P15).
///
/// Who wants to be left out isn't named in other people's words either.
pub(in super::super) fn sealed(known: &Known, seal: &Seal, post: &Post) -> Option<Vec<u8>> {
    if seal.text() == Text::NotKept {
        return None;
    }
    let names: Vec<_> = post
        .mentions
        .iter()
        .filter(|mention| !known.is_left_out(mention.user))
        .map(|mention| (mention.user, mention.name.as_str()))
        .collect();
    let text = escape::excerpt(post.text.as_deref()?, &names);
    seal.close(&Excerpt {
        name: post.author_name.clone(),
        text,
    })
}
