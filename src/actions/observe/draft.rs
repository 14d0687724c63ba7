//! What events come to: pings, and facts about messages, by what is known when they come.
//!
//! A draft is made while the one before it is written. So it looks once more before it is written itself: whoever
//! was forgotten meanwhile isn't in it.

mod write;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};

use super::super::{Adagio, Known, Seal};
use super::answers::Answers;
use super::calls::{self, RoleAct};
use super::mentioning::{Mentioning, ping_of, ping_of_group, sealed};
use super::recipient::recipient_at;
use crate::domain::delivery::Writing;
use crate::domain::event::{DirectReply, Event, Mention, Post, Sign};
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::mode::Mode;
use crate::store::act::{Act, Kind};
use crate::store::ping::{NewPing, Reworded};

/// What events come to, before it is recorded.
#[derive(Debug, Default)]
pub struct Draft {
    pub(super) pings: Vec<NewPing>,
    /// Who is named in the words of which message.
    named: Vec<(MessageId, UserId)>,
    /// What members ticked.
    acts: Vec<Act>,
    /// What strangers ticked of their own.
    own: Vec<Act>,
    /// What people did about messages, for the roles that they have.
    for_roles: Vec<RoleAct>,
    /// What was asked, and what may answer it.
    answers: Answers,
    /// Announcements whose words were edited.
    reworded: Vec<NewPing>,
    /// How edited messages read now that somebody may have set aside.
    aside: Vec<Reworded>,
    edited: Vec<(MessageId, DateTime<Utc>)>,
    pub(super) deleted: Vec<MessageId>,
    wrote: HashMap<(UserId, ChannelId), MessageId>,
    seen: BTreeSet<ServerId>,
    left: Vec<(ServerId, DateTime<Utc>)>,
    /// Messages that want something of Adagio itself.
    pub(super) wishes: Vec<Post>,
    /// What was written, or edited, in threads where stand-ups open.
    pub(super) said: Vec<(Post, Writing)>,
    /// What answers something that Adagio sent.
    pub(super) replies: Vec<DirectReply>,
}

impl Draft {
    /// Adds what an event comes to by what is known now.
    pub fn add(&mut self, adagio: &Adagio, event: &Event) {
        let known = &adagio.known();
        match event {
            Event::Answered(reply) if known.has_any_standups() => self.replies.push(reply.clone()),
            Event::Answered(_) => {}
            Event::Posted(post) => self.posted(known, &adagio.seal, post),
            Event::Edited(post) => self.edited(known, &adagio.seal, post),
            Event::Deleted { messages } => self.deleted.extend(messages),
            Event::Reacted {
                message,
                user,
                author,
                sign: Sign::Settled,
                turn,
                roles,
                at,
            } => {
                let act = Act {
                    source: *message,
                    user: *user,
                    kind: Kind::Checked,
                    turn: *turn,
                    at: *at,
                };
                self.for_roles.extend(calls::tick(act, roles));
                // Only the two people of a ping can settle it, and who has the role that it pings; of others nothing is kept.
                match known.person(*user) {
                    Some(person) if person.left_out_at.is_some() => {}
                    Some(_) => self.acts.push(act),
                    None if *author == Some(*user) => self.own.push(act),
                    None => {}
                }
            }
            Event::ServerSeen(server) => {
                self.seen.insert(*server);
            }
            Event::ServerLeft { server, at } => self.left.push((*server, *at)),
        }
    }

    /// Whether it tells of servers.
    pub(super) fn tells_of_servers(&self) -> bool {
        !self.seen.is_empty()
    }

    /// How many rows it will write, more or less.
    pub fn rows(&self) -> usize {
        self.pings.len()
            + self.acts.len()
            + self.own.len()
            + self.for_roles.len()
            + self.reworded.len()
            + self.answers.rows()
            + self.edited.len()
            + self.aside.len()
            + self.deleted.len()
            + self.wrote.len()
            + self.wishes.len()
            + self.said.len()
            + self.replies.len()
    }

    fn said(&mut self, known: &Known, post: &Post, writing: Writing) {
        let parent = post.place.parent;
        let may_be_in_run = parent.is_some_and(|parent| known.has_standups(parent));
        if may_be_in_run && !post.is_for_adagio_alone() {
            self.said.push((post.clone(), writing));
        }
    }

    fn posted(&mut self, known: &Known, seal: &Seal, post: &Post) {
        self.said(known, post, Writing::Posted);
        if post.wish.is_some() {
            self.wishes.push(post.clone());
        }
        if post.is_for_adagio_alone() {
            return;
        }
        let mode = known.mode_at(&post.place);
        if mode == Mode::Off {
            return;
        }
        self.ping(known, seal, &Mentioning::posted(post, mode));
        if known.has_members(post.place.server) {
            self.for_roles.extend(calls::answers_of(post));
            self.answers.reply(post, Writing::Posted);
        }
        if !had_joined(known, post) {
            return;
        }
        self.answers.ask(post, post.id.sent_at());
        let latest = self
            .wrote
            .entry((post.author, post.place.channel))
            .or_insert(post.id);
        *latest = post.id.max(*latest);
    }

    fn edited(&mut self, known: &Known, seal: &Seal, post: &Post) {
        self.said(known, post, Writing::Edited);
        let mode = known.mode_at(&post.place);
        let Some(edited_at) = post.edited_at.filter(|_| mode != Mode::Off) else {
            return;
        };
        self.edited.push((post.id, edited_at));
        let hidden = known.is_left_out(post.author);
        let excerpt = (!hidden).then(|| self.excerpt(known, seal, post)).flatten();
        self.aside.push(Reworded {
            message: post.id,
            revised_at: edited_at,
            excerpt,
        });
        if post.is_for_adagio_alone() {
            return;
        }
        if known.has_members(post.place.server) {
            self.answers.reply(post, Writing::Edited);
        }
        if had_joined(known, post) {
            self.answers.ask(post, edited_at);
        }
        self.ping(known, seal, &Mentioning::edited(post, mode, edited_at));
    }

    /// Drafts a ping for each member whom the message mentions, and one for each group.
    fn ping(&mut self, known: &Known, seal: &Seal, source: &Mentioning<'_>) {
        let post = source.post;
        let hidden = known.is_left_out(post.author);
        let sender = (!hidden).then_some(post.author);
        let mut excerpt = None;
        for (index, Mention { user, .. }) in post.mentions.iter().enumerate() {
            let again = post.mentions[..index]
                .iter()
                .any(|mention| mention.user == *user);
            if *user == post.author || again {
                continue;
            }
            let Some(person) = recipient_at(known, post.place.server, *user, source.at) else {
                continue;
            };
            if excerpt.is_none() && !hidden {
                excerpt = self.excerpt(known, seal, post);
            }
            self.pings
                .push(ping_of(person, source, sender, excerpt.clone()));
        }
        if post.groups.is_empty() || !known.has_members(post.place.server) {
            return;
        }
        if excerpt.is_none() && !hidden {
            excerpt = self.excerpt(known, seal, post);
        }
        for group in &post.groups {
            let ping = ping_of_group(*group, source, sender, excerpt.clone());
            match group {
                // An edit makes no announcement.
                Group::Everyone(_) if source.writing == Writing::Edited => self.reworded.push(ping),
                Group::Role(_) | Group::Everyone(_) => self.pings.push(ping),
            }
        }
    }

    /// What a message says, closed, and who is named in it.
    fn excerpt(&mut self, known: &Known, seal: &Seal, post: &Post) -> Option<Vec<u8>> {
        let named = post.mentions.iter().map(|mention| mention.user);
        let named = named.filter(|user| !known.is_left_out(*user));
        self.named.extend(named.map(|user| (post.id, user)));
        sealed(known, seal, post)
    }

    /// Which servers' groups are pinged in it, and the message that does it.
    pub(super) fn calls(&self) -> Vec<(ServerId, MessageId)> {
        let rows = calls::of_groups(&self.pings);
        rows.map(|row| (row.server, row.source)).collect()
    }

    /// Those of them for whose messages everybody may have been looked through already: the group was edited in.
    fn late_calls(&self) -> impl Iterator<Item = (ServerId, MessageId)> {
        let rows = calls::of_groups(&self.pings);
        rows.filter(|row| row.pinged_at > row.source.sent_at())
            .map(|row| (row.server, row.source))
    }
}
/// Whether its author had joined when they wrote it.
fn had_joined(known: &Known, post: &Post) -> bool {
    let joined_at = known.member_since(post.place.server, post.author);
    joined_at.is_some_and(|(_, since)| since <= post.id.sent_at())
}
