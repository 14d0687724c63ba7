//! The line that a stand-up has in a digest: that a run is open, for who is told that way, and how it went once it is closed
//! (PRODUCT S3, S9). One line a run: the second takes the place of the first.

use chrono::{DateTime, Utc};

use super::super::Turn;
use super::super::due::Due;
use super::Found;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::ping::{Excerpt, Lane, Loudness, Urgency, Via};
use crate::domain::standup::{Entry, Manner, Participant, Remind};
use crate::store;
use crate::store::ping::{self, PingRow};
use crate::store::standup;
use crate::wording::Tongue;
use crate::wording::standup as say;

/// Puts the line that a run is open before everybody who is told by digest and has no entry, if it still is: its message may have come
/// late.
pub(super) async fn open(
    turn: &mut Turn<'_>,
    found: &Found,
    now: DateTime<Utc>,
) -> store::Result<Due> {
    let mut due = Due::default();
    let is_open = found.run.run.span.until > now;
    let Some(message) = found.run.message.filter(|_| is_open) else {
        return Ok(due);
    };
    for one in standup::of_standup(turn.db(), found.row.id).await? {
        if one.remind != Remind::Digest {
            continue;
        }
        let entry = standup::entry(turn.db(), found.run.run.id, one.user).await?;
        if entry.is_none() {
            let row = row(turn, found, (message, &one), None, now);
            bring(turn, &row, &mut due, now).await?;
        }
    }
    due.write(turn.db()).await?;
    Ok(due)
}

/// Puts the line of how a run went before everybody who wants it. Where nobody answered there is nothing to tell.
pub(super) async fn closed(
    turn: &mut Turn<'_>,
    found: &Found,
    entries: &[Entry],
    now: DateTime<Utc>,
) -> store::Result<Due> {
    let mut due = Due::default();
    let Some(message) = found.run.message else {
        return Ok(due);
    };
    let answered = entries.iter().filter(|it| it.manner == Manner::Words);
    let count = answered.count();
    if count == 0 {
        ping::withdraw_standup(turn.db(), message, now).await?;
        return Ok(due);
    }
    for one in standup::of_standup(turn.db(), found.row.id).await? {
        if matches!(one.remind, Remind::Digest | Remind::Summary) {
            let row = row(turn, found, (message, &one), Some(count), now);
            bring(turn, &row, &mut due, now).await?;
        }
    }
    due.write(turn.db()).await?;
    Ok(due)
}

/// Takes the line that a run is open back: its reader has answered.
pub(super) async fn answered(
    turn: &mut Turn<'_>,
    found: &Found,
    user: UserId,
    now: DateTime<Utc>,
) -> store::Result<()> {
    match found.run.message {
        Some(message) if found.run.run.span.until > now => {
            ping::answer_standup(turn.db(), message, user, now).await
        }
        _ => Ok(()),
    }
}

async fn bring(
    turn: &mut Turn<'_>,
    row: &PingRow,
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let adagio = turn.adagio;
    if adagio.known().is_left_out(row.recipient) {
        return Ok(());
    }
    ping::tell_of_standup(turn.db(), row, now).await?;
    if let Some(person) = adagio.known().person(row.recipient) {
        due.arm(person, Lane::Digest, now);
    }
    Ok(())
}

/// `answered`: how many, once it is closed.
fn row(
    turn: &Turn<'_>,
    found: &Found,
    (message, reader): (MessageId, &Participant),
    answered: Option<usize>,
    now: DateTime<Utc>,
) -> PingRow {
    let known = turn.adagio.known();
    let person = known.person(reader.user);
    let locale = person.and_then(|person| person.locale.as_deref());
    let tongue = Tongue::of(locale.unwrap_or(&found.row.locale));
    let excerpt = Excerpt {
        name: say::title(&tongue, &found.terms, found.run.run.day),
        text: answered.map_or_else(String::new, |count| say::answered(&tongue, count)),
    };
    PingRow {
        source: message,
        recipient: reader.user,
        server: found.row.server,
        channel: found.stands_in(),
        governing: found.terms.channel,
        sender: None,
        via: Via::Standup,
        group: None,
        lane: Lane::Digest,
        loudness: Loudness::Silent,
        answers: None,
        pinged_at: now,
        revised_at: None,
        not_before_at: None,
        expected_at: answered.is_none().then_some(found.run.run.span.until),
        urgency: Urgency::Ordinary,
        excerpt: turn.adagio.seal.close(&excerpt),
    }
}
