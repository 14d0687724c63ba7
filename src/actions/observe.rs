//! Takes in what happened: pings are recorded before anything else, and facts are added to them.
//!
//! A batch is one transaction, together with the place in the session up to which it has now been handled.
//! Handling an event twice, or two events in the other order, comes to the same rows.

use std::collections::{BTreeSet, HashMap};

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::gateway::Position;
use super::seal::Text;
use super::{Adagio, Known, Seal};
use crate::domain::delivery::{self, Passage, Recipient};
use crate::domain::escape;
use crate::domain::event::{Event, Mention, Post, Sign};
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::mode::Mode;
use crate::domain::person::Person;
use crate::domain::ping::{Excerpt, Lane, Reason, Via};
use crate::store::act::{Act, Kind};
use crate::store::ping::{NewPing, PingRow};
use crate::store::{Connection, Result, act, person, ping, server, shard};

/// Takes in events, in the order in which they came, and how far the session has been handled with them.
///
/// # Errors
/// If the database can't be written; then nothing has been taken in, and the same call can be made again.
pub async fn batch(
    adagio: &Adagio,
    events: &[Event],
    position: Option<&Position>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let plan = plan(&adagio.known(), &adagio.seal, events);
    plan.write(turn.db(), now)
        .await
        .context("record what happened")?;
    if let Some(position) = position {
        shard::save(turn.db(), position)
            .await
            .context("note how far the session is handled")?;
    }
    let due = plan.due;
    let something_is_due = !due.is_empty();
    turn.commit(|known| {
        for (user, due_at) in due {
            if let Some(person) = known.person_mut(user) {
                person.digest_due_at = Some(due_at);
            }
        }
    })
    .await?;
    if something_is_due {
        adagio.bell.ring();
    }
    Ok(())
}

/// What a batch comes to.
#[derive(Debug, Default)]
struct Plan {
    pings: Vec<NewPing>,
    acts: Vec<Act>,
    edited: Vec<(MessageId, DateTime<Utc>)>,
    deleted: Vec<MessageId>,
    wrote: HashMap<(ChannelId, UserId), MessageId>,
    /// Whose digest is due when, where that changes.
    due: HashMap<UserId, DateTime<Utc>>,
    seen: BTreeSet<ServerId>,
    left: Vec<(ServerId, DateTime<Utc>)>,
}

fn plan(known: &Known, seal: &Seal, events: &[Event]) -> Plan {
    let mut plan = Plan::default();
    for event in events {
        match event {
            Event::Posted(post) => plan.posted(known, seal, post),
            Event::Edited(post) => plan.edited(known, seal, post),
            Event::Deleted { messages } => plan.deleted.extend(messages),
            Event::Reacted {
                message,
                user,
                author,
                sign: Sign::Settled,
                turn,
                at,
            } => {
                // Only the two people of a ping can settle it; of others nothing is kept.
                if known.person(*user).is_some() || *author == Some(*user) {
                    let (source, user, turn, at) = (*message, *user, *turn, *at);
                    plan.acts.push(Act {
                        source,
                        user,
                        kind: Kind::Checked,
                        turn,
                        at,
                    });
                }
            }
            Event::ServerSeen(server) => {
                plan.seen.insert(*server);
            }
            Event::ServerLeft { server, at } => plan.left.push((*server, *at)),
        }
    }
    plan
}

impl Plan {
    fn posted(&mut self, known: &Known, seal: &Seal, post: &Post) {
        let mode = known.mode_at(&post.place);
        if mode == Mode::Off {
            return;
        }
        self.ping(known, seal, post, mode);
        if known.member(post.place.server, post.author).is_none() {
            return;
        }
        let latest = self
            .wrote
            .entry((post.place.channel, post.author))
            .or_insert(post.id);
        *latest = post.id.max(*latest);
        if let Some(reply) = post.reply {
            self.acts.push(Act {
                source: reply.to,
                user: post.author,
                kind: Kind::Replied,
                turn: crate::domain::event::Turn::Added,
                at: post.id.sent_at(),
            });
        }
    }

    fn edited(&mut self, known: &Known, seal: &Seal, post: &Post) {
        let mode = known.mode_at(&post.place);
        let Some(edited_at) = post.edited_at.filter(|_| mode != Mode::Off) else {
            return;
        };
        self.edited.push((post.id, edited_at));
        self.ping(known, seal, post, mode);
    }

    /// Records a ping for each member whom the message mentions.
    fn ping(&mut self, known: &Known, seal: &Seal, post: &Post, mode: Mode) {
        let mut excerpt = None;
        for (index, Mention { user, .. }) in post.mentions.iter().enumerate() {
            let again = post.mentions[..index]
                .iter()
                .any(|mention| mention.user == *user);
            if *user == post.author || again {
                continue;
            }
            let Some(person) = known.member(post.place.server, *user) else {
                continue;
            };
            if person.left_out_at.is_some() {
                continue;
            }
            let hidden = known.is_left_out(post.author);
            if excerpt.is_none() && !hidden {
                excerpt = sealed(seal, post);
            }
            self.record(
                person,
                post,
                mode,
                (!hidden).then_some(post.author),
                excerpt.clone(),
            );
        }
    }

    fn record(
        &mut self,
        person: &Person,
        post: &Post,
        mode: Mode,
        sender: Option<UserId>,
        excerpt: Option<Vec<u8>>,
    ) {
        let recipient = Recipient {
            schedule: &person.schedule,
            notifier: person.notifier,
        };
        let passage = delivery::passage(post.id.sent_at(), &recipient, mode);
        let is_reply = post
            .reply
            .is_some_and(|reply| reply.author == Some(person.id));
        let row = PingRow {
            source: post.id,
            recipient: person.id,
            server: post.place.server,
            channel: post.place.channel,
            governing: post.place.governing(),
            sender,
            via: if is_reply { Via::Reply } else { Via::Mention },
            lane: if passage == Passage::Now {
                Lane::Now
            } else {
                Lane::Digest
            },
            revised_at: post.edited_at,
            excerpt,
        };
        let over = (passage == Passage::Passed).then_some(Reason::Passed);
        if over.is_none() {
            self.arm(person, &row);
        }
        self.pings.push(NewPing { row, over });
    }

    /// Sees to it that what waits now will go out.
    fn arm(&mut self, person: &Person, ping: &PingRow) {
        let armed_at = self.due.get(&person.id).copied().or(person.digest_due_at);
        if armed_at.is_some() && ping.lane == Lane::Digest {
            return;
        }
        let sent_at = ping.source.sent_at();
        // Counted from the message, not from now: after an outage the digest it missed is late, not skipped.
        let Some(digest_at) = person.next_delivery_after(sent_at) else {
            return;
        };
        let due_at = if ping.lane == Lane::Now {
            sent_at
        } else {
            digest_at
        };
        let due_at = armed_at.map_or(due_at, |armed_at| armed_at.min(due_at));
        self.due.insert(person.id, due_at);
    }

    async fn write(&self, db: &mut Connection, now: DateTime<Utc>) -> Result<()> {
        for server in &self.seen {
            server::seen(db, *server, now).await?;
        }
        for (server, at) in &self.left {
            server::left(db, *server, *at).await?;
        }
        ping::record(db, &self.pings, now).await?;
        act::note(db, &self.acts).await?;
        for (message, edited_at) in &self.edited {
            act::edited(db, *message, *edited_at).await?;
        }
        act::deleted(db, &self.deleted).await?;
        act::wrote(db, &self.wrote).await?;
        for (user, due_at) in &self.due {
            person::set_due(db, *user, Some(*due_at)).await?;
        }
        Ok(())
    }
}

/// The excerpt of a message, closed; nothing if words aren't kept or can't be read (PRODUCT A5, P15).
fn sealed(seal: &Seal, post: &Post) -> Option<Vec<u8>> {
    if seal.text() == Text::NotKept {
        return None;
    }
    let names: Vec<_> = post
        .mentions
        .iter()
        .map(|mention| (mention.user, mention.name.as_str()))
        .collect();
    let text = escape::excerpt(post.text.as_deref()?, &names);
    seal.close(&Excerpt {
        name: post.author_name.clone(),
        text,
    })
}
