//! Replies by direct message to what told somebody of a run: such a reply is their entry (PRODUCT S6).
//!
//! It is ticked, and by that row of the outbox taken in: the row keeps the words, sealed, and when it goes out it is looked whether its
//! writer may still read where the run is open. What can't be taken in is given back.

mod changed;

use anyhow::Context;
use chrono::{DateTime, Utc};

pub(super) use self::changed::unsaid;
use super::super::due::Due;
use super::super::outbox::{Cause, Put, Target, put};
use super::super::{Adagio, Turn};
use super::{Found, answering, found};
use crate::domain::event::DirectReply;
use crate::domain::ids::{MessageId, RunId, UserId};
use crate::domain::letter::{Author, Letter, Section};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Answers, Entry, Manner, RowOf, StandupKey, Tapped};
use crate::store::{self, outbox, standup};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// Takes in what somebody wrote, or edited, as a reply to something that Adagio sent them.
///
/// # Errors
/// If the database can't be written; then the same call can be made again.
pub(in super::super) async fn replied(
    adagio: &Adagio,
    reply: &DirectReply,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let context = || format!("take in the reply {}", reply.id);
    if reply.text.is_empty() || adagio.known().is_left_out(reply.author) {
        return Ok(());
    }
    let mut turn = adagio.begin().await?;
    let key = outbox::key_of_letter(turn.db(), reply.author, reply.to)
        .await
        .with_context(context)?;
    let key: Option<StandupKey> = key.and_then(|key| key.parse().ok());
    // Only what told them of a run says that a reply is the answer.
    let run = key.and_then(|key| match key.row {
        RowOf::Prompt(_) | RowOf::Reminder(..) => Some(key.run),
        _ => None,
    });
    let Some(run) = run else { return Ok(()) };
    let found = found(turn.db(), run).await.with_context(context)?;
    let Some(found) = found else {
        if reply.edited_at.is_none() {
            let own = (reply.author, reply.id);
            gone(&mut turn, run, own, now).await.with_context(context)?;
        }
        turn.commit(|_| {}).await?;
        adagio.bell.ring();
        return Ok(());
    };
    match reply.edited_at {
        None => first_words(&mut turn, &found, reply, now).await,
        Some(_) => changed::reworded(&mut turn, &found, reply, now).await,
    }
    .with_context(context)?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(())
}

async fn first_words(
    turn: &mut Turn<'_>,
    found: &Found,
    reply: &DirectReply,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let own = (reply.author, reply.id);
    let key = found.key(RowOf::Direct(own.0, own.1));
    if outbox::is_there(turn.db(), &key).await? {
        return Ok(());
    }
    let (run, before) = (found.run.run.id, answered(turn, found, reply.author).await?);
    if before || is_under_way(turn, found, reply.author).await? {
        let letter = |tongue: &Tongue| say::tapped(tongue, &Tapped::Before(run));
        return tell(turn, (run, &found.row.locale), own, letter, now).await;
    }
    if answers(found, &reply.text).is_none() {
        let letter = |tongue: &Tongue| say::only_form(tongue, run);
        return tell(turn, (run, &found.row.locale), own, letter, now).await;
    }
    let tick = Put {
        key: &key,
        to: Target::Direct {
            user: reply.author,
            channel: Some(reply.channel),
        },
        due_at: now,
        expires_at: None,
    };
    let row = put(turn, &tick, |_| kept(reply), now).await?;
    outbox::set_tick(turn.db(), row, reply.id).await
}

/// Whether somebody has answered in words.
async fn answered(turn: &mut Turn<'_>, found: &Found, user: UserId) -> store::Result<bool> {
    let entry = standup::entry(turn.db(), found.run.run.id, user).await?;
    Ok(entry.is_some_and(|entry| entry.manner == Manner::Words))
}

/// Whether another reply of theirs is being taken in.
async fn is_under_way(turn: &mut Turn<'_>, found: &Found, user: UserId) -> store::Result<bool> {
    let begins = format!("standup:{}:direct:{user}:", found.run.run.id);
    outbox::is_open(turn.db(), &begins).await
}

/// What the row of a tick keeps: the words, how their writer is called, and when they were edited.
fn kept(reply: &DirectReply) -> Letter {
    let author = Author {
        name: reply.author_name.clone(),
        picture: None,
    };
    let edited_at = reply.edited_at.map(|at| at.to_rfc3339());
    Letter {
        text: reply.text.clone(),
        sections: vec![Section {
            author: Some(author),
            body: edited_at.unwrap_or_default(),
            ..Section::default()
        }],
        ..Letter::default()
    }
}

/// Makes a reply its writer's entry, if they have none by now, or changes that which it is.
pub(super) async fn take_in(
    turn: &mut Turn<'_>,
    found: &Found,
    (user, message): (UserId, MessageId),
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let key = found.key(RowOf::Direct(user, message));
    let run = found.run.run.id;
    let Some(mut letter) = words(turn, &key).await? else {
        return Ok(());
    };
    let Some(answers) = answers(found, &letter.text) else {
        return Ok(());
    };
    let (before, said_at) = (
        standup::entry(turn.db(), run, user).await?,
        message.sent_at(),
    );
    let is_it = |entry: &Entry| entry.reply == Some(message);
    if before
        .as_ref()
        .is_some_and(|entry| !is_it(entry) && entry.manner == Manner::Words)
    {
        let letter = |tongue: &Tongue| say::tapped(tongue, &Tapped::Before(run));
        return tell(turn, (run, &found.row.locale), (user, message), letter, now).await;
    }
    // Who skipped since has said so later than this.
    if before
        .as_ref()
        .is_some_and(|entry| !is_it(entry) && said_at < entry.changed_at)
    {
        return Ok(());
    }
    let section = letter.sections.pop().unwrap_or_default();
    let edited_at: Option<DateTime<Utc>> = section.body.parse().ok();
    let entry = Entry {
        user,
        name: section.author.map(|author| author.name).unwrap_or_default(),
        picture: None,
        manner: Manner::Words,
        answers,
        edits: before.as_ref().map_or(0, |before| before.edits + 1),
        parts: before.as_ref().map_or(0, |before| before.parts),
        message: None,
        reply: Some(message),
        written_at: answering::written_at(before.as_ref(), Manner::Words, said_at),
        changed_at: edited_at.unwrap_or(said_at),
    };
    answering::keep(turn, found, entry, due, now)
        .await
        .map(drop)
}

/// Takes in a reply that can't be ticked: that is no reason to lose it. With its row its words go.
pub(in super::super) async fn unticked(
    turn: &mut Turn<'_>,
    key: StandupKey,
    cause: Cause,
    now: DateTime<Utc>,
) -> store::Result<Due> {
    let mut due = Due::default();
    if let (RowOf::Direct(user, message), Cause::Forbidden | Cause::DmsClosed) = (key.row, cause)
        && let Some(found) = found(turn.db(), key.run).await?
    {
        take_in(turn, &found, (user, message), &mut due, now).await?;
    }
    Ok(due)
}

/// Gives back what somebody wrote who may not read any more where the run is open, or of which no words are kept.
pub(super) async fn give_back(
    turn: &mut Turn<'_>,
    found: &Found,
    own: (UserId, MessageId),
    why: &Refusal,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let run = found.run.run.id;
    let refused = |tongue: &Tongue| say::not_taken(tongue, why, run, &Answers::default());
    tell(turn, (run, &found.row.locale), own, refused, now).await
}

/// Tells somebody that nothing is kept any more of the run that they answered in.
pub(super) async fn gone(
    turn: &mut Turn<'_>,
    run: RunId,
    own: (UserId, MessageId),
    now: DateTime<Utc>,
) -> store::Result<()> {
    let why = Refusal::StandupDeleted;
    let refused = |tongue: &Tongue| say::not_taken(tongue, &why, run, &Answers::default());
    tell(turn, (run, ""), own, refused, now).await
}

/// What the row keeps of a reply. `None`: it is purged, or it never was one.
async fn words(turn: &mut Turn<'_>, key: &str) -> store::Result<Option<Letter>> {
    let Some(id) = outbox::id_of(turn.db(), key).await? else {
        return Ok(None);
    };
    let body = outbox::kept(turn.db(), id).await?.and_then(|row| row.body);
    Ok(body.and_then(|body| turn.adagio.seal.open(&body)))
}

fn answers(found: &Found, text: &str) -> Option<Answers> {
    let place = found.terms.place_of_words()?;
    (!text.is_empty()).then(|| Answers::said(text, found.terms.questions.len(), place))
}

/// Tells the writer of a reply what became of it, once; in this language if theirs isn't known.
async fn tell(
    turn: &mut Turn<'_>,
    (run, locale): (RunId, &str),
    (user, message): (UserId, MessageId),
    letter: impl FnOnce(&Tongue) -> Letter,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let row = RowOf::Returned(user, message);
    let key = StandupKey { run, row }.to_string();
    if outbox::is_there(turn.db(), &key).await? {
        return Ok(());
    }
    let person = turn.adagio.known().person(user).cloned();
    let own = person.as_ref().and_then(|person| person.locale.as_deref());
    let tongue = Tongue::of(own.unwrap_or(locale));
    let told = Put {
        key: &key,
        to: Target::Direct {
            user,
            channel: person.as_ref().and_then(|person| person.channel),
        },
        due_at: now,
        expires_at: None,
    };
    let letter = letter(&tongue);
    put(turn, &told, |_| letter, now).await.map(drop)
}
