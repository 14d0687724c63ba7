//! What answers a message, and questions of members: what answers them without pinging comes with the digest of who asked.
//!
//! A question is a message that pings somebody whom it doesn't reply to. A reply to it, or a message in its thread, answers it,
//! unless it was there before anybody was asked: names can be edited in. That holds whether it is heard or read in history.
//! Who asked is only known once the question is looked up, so an answer's words are closed when it is written, not before.

use chrono::{DateTime, Utc};

use super::super::due::Due;
use super::super::{Adagio, Known};
use super::calls;
use super::mentioning::sealed;
use super::recipient::{recipient, recipient_at};
use crate::domain::delivery::Writing;
use crate::domain::event::Post;
use crate::domain::ids::{MessageId, RoleId, UserId};
use crate::domain::ping::{Lane, Urgency, Via};
use crate::store::act;
use crate::store::answer::{self, Answer, Whose};
use crate::store::ping::{self, Changed, PingRow};
use crate::store::question::{self, Asked, Question};
use crate::store::{Connection, Result};

/// What was asked, and what may answer something.
#[derive(Debug, Default)]
pub(super) struct Answers {
    asked: Vec<(Question, DateTime<Utc>)>,
    replies: Vec<(Post, Writing)>,
}

impl Answers {
    /// How many rows it will write, more or less. Hardly a reply answers what is kept.
    pub(super) fn rows(&self) -> usize {
        self.asked.len()
    }

    /// Adds a message of somebody who joined where it stands, and when it came to be as it is.
    pub(super) fn ask(&mut self, post: &Post, at: DateTime<Utc>) {
        let answered = post.reply.and_then(|reply| reply.author);
        let is_asked = |user: UserId| user != post.author && Some(user) != answered;
        let asks = post.mentions.iter().any(|mention| is_asked(mention.user));
        if asks || !post.groups.is_empty() {
            let question = Question {
                message: post.id,
                asker: post.author,
                server: post.place.server,
                channel: post.place.channel,
                governing: post.place.governing(),
            };
            self.asked.push((question, at));
        }
    }

    /// Adds a message of anybody, if it may answer something.
    pub(super) fn reply(&mut self, post: &Post, writing: Writing) {
        if post.answers().next().is_some() {
            self.replies.push((post.clone(), writing));
        }
    }

    /// Drops the questions of whoever was forgotten meanwhile.
    pub(super) fn settle(&mut self, known: &Known) {
        self.asked
            .retain(|(asked, _)| recipient(known, asked.server, asked.asker).is_some());
    }

    /// What all of them answer.
    fn answers(&self, known: &Known) -> Vec<Answer> {
        let posts = self.replies.iter().map(|(post, _)| post);
        posts.flat_map(|post| answers_of(known, post)).collect()
    }

    /// Writes it all, and sees to it that answers go out.
    pub(super) async fn write(
        &self,
        db: &mut Connection,
        adagio: &Adagio,
        due: &mut Due,
        now: DateTime<Utc>,
    ) -> Result<()> {
        question::note(db, &self.asked).await?;
        let answers = self.answers(&adagio.known());
        answer::note(db, &answers).await?;
        let about = self.replies.iter().flat_map(|(post, _)| post.answers());
        let asked = question::among(db, &about.collect::<Vec<_>>()).await?;
        for (post, writing) in &self.replies {
            for question in post.answers() {
                let asker = asked.get(&question).copied();
                let is_answered =
                    |asked: &Asked| asked.by != post.author && asked.at <= post.id.sent_at();
                let Some(Asked { by: asker, .. }) = asker.filter(is_answered) else {
                    continue;
                };
                let row = told(adagio, post, (question, asker));
                let Some(row) = row.filter(|_| pings_not(post, asker)) else {
                    continue;
                };
                match writing {
                    Writing::Edited => ping::reword_answer(db, &row).await?,
                    Writing::Posted => {
                        if ping::record_answer(db, &row, now).await? == Changed::Yes {
                            arm_for(adagio, due, &row);
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether the message is no ping of theirs anyhow.
fn pings_not(post: &Post, asker: UserId) -> bool {
    post.groups.is_empty() && post.mentions.iter().all(|mention| mention.user != asker)
}

/// What a message answers.
fn answers_of(known: &Known, post: &Post) -> impl Iterator<Item = Answer> + use<> {
    let (by, channel, author) = (post.id, post.place.channel, post.author);
    let takes_part = recipient_at(known, post.place.server, author, by.sent_at()).is_some();
    let user = (!known.is_left_out(author)).then_some(author);
    post.answers().map(move |source| Answer {
        source,
        by,
        channel,
        user,
        whose: match takes_part {
            true => Whose::Members,
            false => Whose::Strangers,
        },
    })
}

/// The answer as it is kept for who asked, if they still take part.
fn told(adagio: &Adagio, post: &Post, (question, asker): (MessageId, UserId)) -> Option<PingRow> {
    let known = adagio.known();
    recipient(&known, post.place.server, asker)?;
    let hidden = known.is_left_out(post.author);
    let excerpt = || sealed(&known, &adagio.seal, post);
    Some(PingRow {
        source: post.id,
        recipient: asker,
        server: post.place.server,
        channel: post.place.channel,
        governing: post.place.governing(),
        sender: (!hidden).then_some(post.author),
        via: Via::Answer,
        group: None,
        lane: Lane::Digest,
        loudness: post.loudness,
        answers: Some(question),
        pinged_at: post.id.sent_at(),
        revised_at: post.edited_at,
        not_before_at: None,
        excerpt: if hidden { None } else { excerpt() },
        expected_at: None,
        urgency: Urgency::Ordinary,
    })
}

/// Notes with which roles somebody is about to answer what pinged them: it is settled for all who have one of these as soon as
/// an answer of theirs stands, and not before.
pub(in super::super) async fn answering(
    db: &mut Connection,
    pinged: &PingRow,
    roles: &[RoleId],
    now: DateTime<Utc>,
) -> Result<()> {
    let writer = (pinged.recipient, roles);
    let acts: Vec<_> = calls::answers(answered_with(pinged), writer, now).collect();
    act::note_for_roles(db, &acts).await
}

/// Notes that Adagio posted an answer for somebody, as this message with this excerpt, to what pinged them. Says whose digest
/// is due by that.
pub(in super::super) async fn answer_posted(
    db: &mut Connection,
    adagio: &Adagio,
    pinged: &PingRow,
    (message, excerpt): (MessageId, Option<Vec<u8>>),
    now: DateTime<Utc>,
) -> Result<Due> {
    let mut due = Due::default();
    let sources: Vec<MessageId> = answered_with(pinged).collect();
    let answer = |source: &MessageId| Answer {
        source: *source,
        by: message,
        channel: pinged.channel,
        user: Some(pinged.recipient),
        whose: Whose::Members,
    };
    answer::note(db, &sources.iter().map(answer).collect::<Vec<_>>()).await?;
    for (question, Asked { by: asker, .. }) in question::among(db, &sources).await? {
        let is_told = recipient(&adagio.known(), pinged.server, asker).is_some();
        if asker == pinged.recipient || !is_told {
            continue;
        }
        let row = PingRow {
            source: message,
            recipient: asker,
            sender: Some(pinged.recipient),
            via: Via::Answer,
            group: None,
            lane: Lane::Digest,
            answers: Some(question),
            pinged_at: message.sent_at(),
            revised_at: None,
            not_before_at: None,
            excerpt: excerpt.clone(),
            expected_at: None,
            urgency: Urgency::Ordinary,
            ..pinged.clone()
        };
        if ping::record_answer(db, &row, now).await? == Changed::Yes {
            arm_for(adagio, &mut due, &row);
        }
    }
    due.write(db).await?;
    Ok(due)
}

/// What an answer to a ping answers: its message, and the one with which its thread began. That has the thread's id (facts §6).
fn answered_with(pinged: &PingRow) -> impl Iterator<Item = MessageId> + use<> {
    let begun = MessageId::new(pinged.channel.get());
    let is_another = pinged.channel != pinged.governing && begun != pinged.source;
    let begun = is_another.then_some(begun);
    [Some(pinged.source), begun].into_iter().flatten()
}

/// Sees to it that an answer goes out.
fn arm_for(adagio: &Adagio, due: &mut Due, row: &PingRow) {
    if let Some(asker) = recipient(&adagio.known(), row.server, row.recipient) {
        due.arm(asker, row.lane, row.pinged_at);
    }
}
