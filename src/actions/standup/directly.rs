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
use crate::domain::ids::{MessageId, OutboxId, UserId};
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
    let Some((run, _)) = key.and_then(StandupKey::concerns) else {
        return Ok(());
    };
    let Some(found) = found(turn.db(), run).await.with_context(context)? else {
        return Ok(());
    };
    let mut due = Due::default();
    match reply.edited_at {
        None => first_words(&mut turn, &found, reply, now).await,
        Some(edited_at) => {
            changed::reworded(&mut turn, &found, (reply, edited_at), &mut due, now).await
        }
    }
    .with_context(context)?;
    turn.commit(|known| due.note(known)).await?;
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
    let before = standup::entry(turn.db(), found.run.run.id, reply.author).await?;
    if before.is_some_and(|entry| entry.manner == Manner::Words) {
        let run = found.run.run.id;
        return tell(
            turn,
            found,
            own,
            |tongue| say::tapped(tongue, &Tapped::Before(run)),
            now,
        )
        .await;
    }
    if answers(found, &reply.text).is_none() {
        return tell(
            turn,
            found,
            own,
            |tongue| say::only_form(tongue, found.run.run.id),
            now,
        )
        .await;
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

/// What the row of a tick keeps: the words, and how their writer is called.
fn kept(reply: &DirectReply) -> Letter {
    let author = Author {
        name: reply.author_name.clone(),
        picture: None,
    };
    Letter {
        text: reply.text.clone(),
        sections: vec![Section {
            author: Some(author),
            ..Section::default()
        }],
        ..Letter::default()
    }
}

/// Makes a reply its writer's entry, if they have none by now.
pub(super) async fn take_in(
    turn: &mut Turn<'_>,
    found: &Found,
    (user, message): (UserId, MessageId),
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let key = found.key(RowOf::Direct(user, message));
    let before = standup::entry(turn.db(), found.run.run.id, user).await?;
    let Some((_, letter)) = words(turn, &key).await? else {
        return Ok(());
    };
    let stands = |entry: &Entry| entry.manner == Manner::Words;
    let answers = answers(found, &letter.text).filter(|_| !before.as_ref().is_some_and(stands));
    let Some(answers) = answers else {
        return Ok(());
    };
    let said_at = message.sent_at();
    let author = letter
        .sections
        .into_iter()
        .find_map(|section| section.author);
    let entry = Entry {
        user,
        name: author.map(|author| author.name).unwrap_or_default(),
        picture: None,
        manner: Manner::Words,
        answers,
        edits: before.as_ref().map_or(0, |before| before.edits + 1),
        parts: before.as_ref().map_or(0, |before| before.parts),
        message: None,
        written_at: before.map_or(said_at, |before| before.written_at),
        changed_at: said_at,
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

/// Gives back what somebody wrote who may not read any more where the run is open.
pub(super) async fn give_back(
    turn: &mut Turn<'_>,
    found: &Found,
    (user, message): (UserId, MessageId),
    now: DateTime<Utc>,
) -> store::Result<()> {
    let refused = |tongue: &Tongue| {
        say::not_taken(
            tongue,
            &Refusal::LostChannel,
            found.run.run.id,
            &Answers::default(),
        )
    };
    tell(turn, found, (user, message), refused, now).await
}

/// The row that keeps a reply, and its words. `None`: they are purged, or it never was one.
async fn words(turn: &mut Turn<'_>, key: &str) -> store::Result<Option<(OutboxId, Letter)>> {
    let Some(id) = outbox::id_of(turn.db(), key).await? else {
        return Ok(None);
    };
    let body = outbox::kept(turn.db(), id).await?.and_then(|row| row.body);
    let letter = body.and_then(|body| turn.adagio.seal.open(&body));
    Ok(letter.map(|letter| (id, letter)))
}

fn answers(found: &Found, text: &str) -> Option<Answers> {
    let place = found.terms.place_of_words()?;
    (!text.is_empty()).then(|| Answers::said(text, found.terms.questions.len(), place))
}

/// Tells the writer of a reply what became of it, once.
async fn tell(
    turn: &mut Turn<'_>,
    found: &Found,
    (user, message): (UserId, MessageId),
    letter: impl FnOnce(&Tongue) -> Letter,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let key = found.key(RowOf::Returned(user, message));
    if outbox::is_there(turn.db(), &key).await? {
        return Ok(());
    }
    let person = turn.adagio.known().person(user).cloned();
    let locale = person.as_ref().and_then(|person| person.locale.as_deref());
    let tongue = Tongue::of(locale.unwrap_or(&found.row.locale));
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
