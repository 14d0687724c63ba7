//! What people write in the thread of a run: a participant's first plain message is their entry (PRODUCT S6), and a reply to an
//! entry reaches who wrote that (S12).
//!
//! Each message comes to the same however often it comes. Without the words of messages none is an entry, and the form is
//! always there.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::due::Due;
use super::super::observe::{recipient, sealed};
use super::super::outbox::{Put, Target, put};
use super::super::{Adagio, Turn};
use super::prompting::own_span;
use super::{Found, answering, closing, directly, found, posting};
use crate::domain::delivery::Writing;
use crate::domain::event::{Post, Reply};
use crate::domain::ids::{MessageId, RoleId, UserId};
use crate::domain::letter::Letter;
use crate::domain::ping::{Lane, Urgency, Via};
use crate::domain::quiet::Span;
use crate::domain::standup::{Answers, Entry, Manner, RowOf, StandupKey};
use crate::store::ping::{NewPing, PingRow};
use crate::store::{self, outbox, ping, standup};

/// Takes in a message that was written, or edited, in a thread of a channel in which stand-ups open.
///
/// # Errors
/// If the database can't be written; then the same call can be made again.
pub(in super::super) async fn said(
    adagio: &Adagio,
    post: &Post,
    writing: Writing,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let context = || format!("take in what message {} says in a run", post.id);
    let mut turn = adagio.begin().await?;
    let runs = standup::of_thread(turn.db(), post.place.channel)
        .await
        .with_context(context)?;
    let mut all = Vec::with_capacity(runs.len());
    for run in runs {
        let found = found(turn.db(), run).await.with_context(context)?;
        all.extend(found.filter(|found| found.row.deleted_at.is_none()));
    }
    if all.is_empty() {
        return Ok(());
    }
    let mut due = Due::default();
    let answered = |reply: &Reply| {
        let mut all = all.iter();
        all.find(|found| found.run.message == Some(reply.to))
    };
    match (writing, &post.reply) {
        (Writing::Edited, _) => reworded(&mut turn, &all, post, now).await,
        (Writing::Posted, None) => match meant(adagio, &all, post) {
            Some(found) => first_words(&mut turn, found, post, &mut due, now).await,
            None => Ok(()),
        },
        // Who replies to the message of a run answers that one.
        (Writing::Posted, Some(reply)) => match answered(reply) {
            Some(found) => first_words(&mut turn, found, post, &mut due, now).await,
            None => commented(&mut turn, &all, (post, reply.to), &mut due, now).await,
        },
    }
    .with_context(context)?;
    due.write(turn.db()).await.with_context(context)?;
    turn.commit(|known| due.note(known)).await?;
    adagio.bell.ring();
    Ok(())
}

/// The run that somebody's plain words answer: of those that are open, the one whose hours it is by their own clock, else the
/// first. The days of a week may share a thread, and around the world two of them are open at a time.
fn meant<'a>(adagio: &Adagio, all: &'a [Found], post: &Post) -> Option<&'a Found> {
    let said_at = post.id.sent_at();
    let contains = |span: Span| span.from <= said_at && said_at < span.until;
    let is_theirs = |found: &&Found| {
        let span = own_span(adagio, &found.terms, found.run.run, post.author);
        span.is_some_and(contains)
    };
    let mut open = all.iter().filter(|found| contains(found.run.run.span));
    open.clone().find(is_theirs).or_else(|| open.next())
}

/// Takes a participant's message for their entry, if the run is open and they have none.
async fn first_words(
    turn: &mut Turn<'_>,
    found: &Found,
    post: &Post,
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let (run, user, said_at) = (found.run.run, post.author, post.id.sent_at());
    let Some(answers) = answers(found, post).filter(|_| said_at < run.span.until) else {
        return Ok(());
    };
    let before = standup::entry(turn.db(), run.id, user).await?;
    // Who skipped since has said so later than this.
    let stands = |entry: &Entry| entry.manner == Manner::Words || said_at < entry.changed_at;
    let joined = standup::participant(turn.db(), found.row.id, user).await?;
    // Where Discord doesn't tell their roles, who joined is believed.
    let lacks = |role: &RoleId| {
        let roles = post.author_roles.as_ref();
        roles.is_some_and(|roles| !roles.contains(role))
    };
    let may_not = joined.is_none() || found.terms.role.as_ref().is_some_and(lacks);
    if may_not || before.is_some_and(|entry| stands(&entry)) {
        return Ok(());
    }
    let entry = Entry {
        user,
        name: post.author_name.clone(),
        picture: None,
        manner: Manner::Words,
        answers,
        edits: 0,
        parts: 0,
        message: Some(post.id),
        reply: None,
        written_at: said_at,
        changed_at: said_at,
    };
    answering::keep(turn, found, entry, due, now).await?;
    let key = found.key(RowOf::Tick(user, post.id));
    if outbox::is_there(turn.db(), &key).await? {
        return Ok(());
    }
    let tick = Put {
        key: &key,
        to: Target::Channel(post.place.channel),
        due_at: now,
        expires_at: None,
    };
    let row = put(turn, &tick, |_| Letter::default(), now).await?;
    outbox::set_tick(turn.db(), row, post.id).await
}

/// Takes in other words of an entry that is somebody's own message.
async fn reworded(
    turn: &mut Turn<'_>,
    all: &[Found],
    post: &Post,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let own = standup::of_messages(turn.db(), &[post.id]).await?;
    let of_run = |found: &&Found| own.contains(&(found.run.run.id, post.author));
    let Some(found) = all.iter().find(of_run) else {
        return Ok(());
    };
    let run = found.run.run.id;
    let Some(entry) = standup::entry(turn.db(), run, post.author).await? else {
        return Ok(());
    };
    let (Some(answers), Some(changed_at)) = (answers(found, post), post.edited_at) else {
        return Ok(());
    };
    if changed_at <= entry.changed_at {
        return Ok(());
    }
    let entry = Entry {
        answers,
        changed_at,
        edits: entry.edits + 1,
        ..entry
    };
    standup::save(turn.db(), run, &entry).await?;
    if entry.written_at < found.run.run.span.until {
        closing::amend(turn, found, now).await?;
    }
    Ok(())
}

fn answers(found: &Found, post: &Post) -> Option<Answers> {
    let text = post.text.as_deref().map(str::trim)?;
    let questions = found.terms.questions.len();
    let place = found.terms.place_of_words()?;
    (!text.is_empty()).then(|| Answers::said(text, questions, place))
}

/// Brings a reply to an entry before who wrote that, by digest. Whom Discord told of it is told like of every other reply.
async fn commented(
    turn: &mut Turn<'_>,
    all: &[Found],
    (post, about): (&Post, MessageId),
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let adagio = turn.adagio;
    let writer = writer_of(turn, all, about).await?;
    let is_told = |user: &UserId| post.mentions.iter().any(|mention| mention.user == *user);
    let is_meant = |(_, user): &(&Found, UserId)| *user != post.author && !is_told(user);
    let Some((found, writer)) = writer.filter(is_meant) else {
        return Ok(());
    };
    let ping = {
        let known = adagio.known();
        let Some(person) = recipient(&known, found.row.server, writer) else {
            return Ok(());
        };
        let is_hidden = known.is_left_out(post.author);
        let excerpt = sealed(&known, &adagio.seal, post);
        due.arm(person, Lane::Digest, post.id.sent_at());
        PingRow {
            source: post.id,
            recipient: writer,
            server: found.row.server,
            channel: post.place.channel,
            governing: post.place.governing(),
            sender: (!is_hidden).then_some(post.author),
            via: Via::Reply,
            group: None,
            lane: Lane::Digest,
            loudness: post.loudness,
            answers: None,
            pinged_at: post.id.sent_at(),
            revised_at: post.edited_at,
            not_before_at: None,
            expected_at: None,
            urgency: Urgency::Ordinary,
            excerpt: excerpt.filter(|_| !is_hidden),
        }
    };
    let new = NewPing {
        row: ping,
        over: None,
    };
    ping::record(turn.db(), &[new], now).await
}

/// Who wrote the entry that this message is, or is a part of, and in which run. `None`: it is none.
async fn writer_of<'a>(
    turn: &mut Turn<'_>,
    all: &'a [Found],
    message: MessageId,
) -> store::Result<Option<(&'a Found, UserId)>> {
    let own = standup::of_messages(turn.db(), &[message]).await?;
    for found in all {
        let run = found.run.run.id;
        if let Some((_, user)) = own.iter().find(|(of, _)| *of == run) {
            return Ok(Some((found, *user)));
        }
        let key = format!("standup:{run}:entry:");
        let key = outbox::key_of_message(turn.db(), &key, message).await?;
        let key: Option<StandupKey> = key.and_then(|key| key.parse().ok());
        if let Some(RowOf::Entry(user, _)) = key.map(|key| key.row) {
            return Ok(Some((found, user)));
        }
    }
    Ok(None)
}

/// Takes in that messages were deleted: an entry that was one of them is none any more.
///
/// # Errors
/// If the database can't be written; then the same call can be made again.
pub(in super::super) async fn unsaid(
    adagio: &Adagio,
    messages: &[MessageId],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let context = "take in that entries were deleted";
    let mut db = adagio.store.read().await.context(context)?;
    let gone = standup::of_messages(&mut db, messages)
        .await
        .context(context)?;
    let replies = standup::of_replies(&mut db, messages)
        .await
        .context(context)?;
    drop(db);
    if gone.is_empty() && replies.is_empty() {
        return Ok(());
    }
    let mut due = Due::default();
    let mut turn = adagio.begin().await?;
    for (run, user) in gone {
        standup::remove_entry(turn.db(), run, user)
            .await
            .context(context)?;
        if let Some(found) = found(turn.db(), run).await.context(context)? {
            posting::count(&mut turn, &found, now)
                .await
                .context(context)?;
            closing::amend(&mut turn, &found, now)
                .await
                .context(context)?;
        }
    }
    directly::unsaid(&mut turn, messages, &mut due, now)
        .await
        .context(context)?;
    turn.commit(|known| due.note(known)).await?;
    adagio.bell.ring();
    Ok(())
}
