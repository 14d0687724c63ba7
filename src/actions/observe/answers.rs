//! Questions of members, and what answers them without pinging: it comes with the digest of who asked.
//!
//! A question is a message that pings somebody whom it doesn't reply to. A reply to it, or a message in its thread, answers it.
//! Who asked is only known once the question is looked up, so an answer's words are closed when it is written, not before.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::due::Due;
use super::super::{Adagio, Known};
use super::mentioning::sealed;
use super::recipient::recipient;
use crate::domain::delivery::Writing;
use crate::domain::event::Post;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::ping::{Lane, Urgency, Via};
use crate::store::ping::{self, Changed, PingRow};
use crate::store::question::{self, Question};
use crate::store::{Connection, Result};

/// What was asked, and what may answer something.
#[derive(Debug, Default)]
pub(super) struct Answers {
    asked: Vec<Question>,
    replies: Vec<(Post, Writing)>,
}

impl Answers {
    /// How many rows it will write at most. Hardly a reply answers a question of somebody who joined.
    pub(super) fn rows(&self) -> usize {
        self.asked.len()
    }

    /// Adds a message of somebody who joined where it stands.
    pub(super) fn ask(&mut self, post: &Post) {
        let answered = post.reply.and_then(|reply| reply.author);
        let is_asked = |user: UserId| user != post.author && Some(user) != answered;
        let asks = post.mentions.iter().any(|mention| is_asked(mention.user));
        if asks || !post.groups.is_empty() {
            self.asked.push(Question {
                message: post.id,
                asker: post.author,
                server: post.place.server,
                channel: post.place.channel,
                governing: post.place.governing(),
            });
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
            .retain(|asked| recipient(known, asked.server, asked.asker).is_some());
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
        let about = self.replies.iter().flat_map(|(post, _)| post.answers());
        let asked = question::among(db, &about.collect::<Vec<_>>()).await?;
        for (post, writing) in &self.replies {
            for question in post.answers() {
                let asker = asked.get(&question).copied();
                let Some(asker) = asker.filter(|asker| *asker != post.author) else {
                    continue;
                };
                question::answered(db, question, post.id).await?;
                let row = answer(adagio, post, asker);
                let Some(row) = row.filter(|_| pings_not(post, asker)) else {
                    continue;
                };
                match writing {
                    Writing::Edited => ping::reword_answer(db, &row).await?,
                    Writing::Posted => {
                        if ping::record_answer(db, &row, question, now).await? == Changed::Yes {
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

/// The answer as it is kept for who asked, if they still take part.
fn answer(adagio: &Adagio, post: &Post, asker: UserId) -> Option<PingRow> {
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
        pinged_at: post.id.sent_at(),
        revised_at: post.edited_at,
        not_before_at: None,
        excerpt: if hidden { None } else { excerpt() },
        expected_at: None,
        urgency: Urgency::Ordinary,
    })
}

/// Notes that Adagio posted an answer for somebody, as this message, to what pinged them. Says whose digest is due by that.
pub(in super::super) async fn answer_posted(
    db: &mut Connection,
    adagio: &Adagio,
    pinged: PingRow,
    message: MessageId,
    now: DateTime<Utc>,
) -> anyhow::Result<Due> {
    let mut due = Due::default();
    let context = || format!("note what message {message} answers");
    let asked = question::among(db, &[pinged.source]).await;
    let asker = asked.with_context(context)?.get(&pinged.source).copied();
    let Some(asker) = asker.filter(|asker| *asker != pinged.recipient) else {
        return Ok(due);
    };
    question::answered(db, pinged.source, message)
        .await
        .with_context(context)?;
    if recipient(&adagio.known(), pinged.server, asker).is_none() {
        return Ok(due);
    }
    let row = PingRow {
        source: message,
        recipient: asker,
        sender: Some(pinged.recipient),
        via: Via::Answer,
        group: None,
        lane: Lane::Digest,
        pinged_at: message.sent_at(),
        revised_at: None,
        not_before_at: None,
        excerpt: None,
        expected_at: None,
        urgency: Urgency::Ordinary,
        ..pinged
    };
    let recorded = ping::record_answer(db, &row, pinged.source, now).await;
    if recorded.with_context(context)? == Changed::Yes {
        arm_for(adagio, &mut due, &row);
        due.write(db).await.with_context(context)?;
    }
    Ok(due)
}

/// Sees to it that an answer goes out.
fn arm_for(adagio: &Adagio, due: &mut Due, row: &PingRow) {
    if let Some(asker) = recipient(&adagio.known(), row.server, row.recipient) {
        due.arm(asker, row.lane, row.pinged_at);
    }
}
