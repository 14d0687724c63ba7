//! "Put in their digest": its author puts a message into the digests of whom it mentions or answers (PRODUCT P3b).

use anyhow::Context;

use super::due::Due;
use super::observe::recipient;
use super::preferences::Caller;
use super::save::{Aside, excerpt};
use super::why::as_sent;
use super::{Adagio, Error, Turn};
use crate::domain::ids::UserId;
use crate::domain::person::Person;
use crate::domain::ping::{Lane, Loudness, Reason, State, Urgency, Via};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{Rights, Sight};
use crate::domain::telling::Put;
use crate::store::ping::{self, PingNow, PingRow};

/// Puts a message into the digest of each of these people. Where it waits or was delivered already, nothing changes; what
/// went straight to somebody waits once more.
///
/// # Errors
/// If it isn't the caller's message, means nobody, rights can't be found out, or the database can't be written.
pub async fn put(
    adagio: &Adagio,
    caller: &Caller,
    message: &Aside,
    people: &[UserId],
    rights: &Rights,
) -> Result<Vec<(UserId, Put)>, Error> {
    check(adagio, caller, message, people)?;
    let mut turn = adagio.begin().await?;
    let (mut all, mut due) = (Vec::new(), Due::default());
    for user in people {
        let person = recipient(&adagio.known(), message.place.server, *user).cloned();
        let put = match (person, rights.of(*user, message.place.channel)) {
            (None, _) => Put::NoReader,
            (Some(_), Sight::Unknown) => return Err(Refusal::RightsUnknown.into()),
            (Some(_), Sight::Hidden | Sight::Left) => Put::NotVisible,
            (Some(person), Sight::Readable) => {
                put_for(adagio, &mut turn, person, caller, message, &mut due).await?
            }
        };
        all.push((*user, put));
    }
    turn.commit(|known| due.note(known)).await?;
    adagio.bell.ring();
    Ok(all)
}

fn check(
    adagio: &Adagio,
    caller: &Caller,
    message: &Aside,
    people: &[UserId],
) -> Result<(), Refusal> {
    if adagio.known().is_left_out(caller.user) {
        return Err(Refusal::LeftOut);
    }
    if message.author != caller.user {
        return Err(Refusal::NotAuthor(message.author));
    }
    if people.is_empty() {
        return Err(Refusal::MeansNobody);
    }
    Ok(())
}

async fn put_for(
    adagio: &Adagio,
    turn: &mut Turn<'_>,
    mut person: Person,
    caller: &Caller,
    message: &Aside,
    due: &mut Due,
) -> anyhow::Result<Put> {
    let (user, now) = (person.id, caller.now);
    let context = || format!("put message {} before person {user}", message.message);
    let there = ping::one(turn.db(), message.message, user)
        .await
        .with_context(context)?;
    if let Some(there) = there.filter(is_there) {
        return Ok(Put::Already(as_sent(adagio, &person, &there, now)));
    }
    ping::save(turn.db(), &row(adagio, user, message, caller), now)
        .await
        .with_context(context)?;
    due.arm(&person, Lane::Digest, now);
    due.write(turn.db()).await.with_context(context)?;
    person.digest_due_at = due.of(user).or(person.digest_due_at);
    let put = ping::one(turn.db(), message.message, user)
        .await
        .with_context(context)?
        .with_context(context)?;
    Ok(Put::Now(as_sent(adagio, &person, &put, now)))
}

/// Whether its sender has no need to put it there. What a group brought, or its reader set aside, is not for them to know.
fn is_there((row, _, state, reason): &PingNow) -> bool {
    let has_passed = (*state, *reason) == (State::Settled, Some(Reason::Passed));
    row.is_meant() && !has_passed
}

fn row(adagio: &Adagio, user: UserId, message: &Aside, caller: &Caller) -> PingRow {
    PingRow {
        source: message.message,
        recipient: user,
        server: message.place.server,
        channel: message.place.channel,
        governing: message.place.governing(),
        sender: Some(caller.user),
        via: Via::Tell,
        group: None,
        lane: Lane::Digest,
        loudness: Loudness::Silent,
        answers: None,
        pinged_at: message.message.sent_at(),
        revised_at: message.edited_at,
        // Not before now: it isn't late for the digests between the message and this.
        not_before_at: Some(caller.now),
        expected_at: None,
        urgency: Urgency::Ordinary,
        excerpt: excerpt(adagio, message),
    }
}
