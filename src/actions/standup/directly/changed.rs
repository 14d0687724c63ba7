//! What becomes of an entry when the reply that it is is edited or deleted.

use chrono::{DateTime, Utc};

use super::super::super::Turn;
use super::super::super::due::Due;
use super::super::{Found, answering, found};
use super::{answers, kept, words};
use crate::domain::event::DirectReply;
use crate::domain::ids::MessageId;
use crate::domain::standup::{Answers, Entry, Manner, RowOf, StandupKey};
use crate::store::{self, outbox, standup};

/// Takes in other words of a reply: of one that is the entry, or is to be.
pub(super) async fn reworded(
    turn: &mut Turn<'_>,
    found: &Found,
    (reply, edited_at): (&DirectReply, DateTime<Utc>),
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let key = found.key(RowOf::Direct(reply.author, reply.id));
    let Some((row, before)) = words(turn, &key).await? else {
        return Ok(());
    };
    let (was, is) = (answers(found, &before.text), answers(found, &reply.text));
    let Some(is) = is.filter(|is| was.as_ref() != Some(is)) else {
        return Ok(());
    };
    if let Some(body) = turn.adagio.seal.close(&kept(reply)) {
        outbox::set_body(turn.db(), row, &body).await?;
    }
    let entry = standup::entry(turn.db(), found.run.run.id, reply.author).await?;
    // Who has used the form since has said so later than this.
    let Some(entry) = entry.filter(|entry| Some(&entry.answers) == was.as_ref()) else {
        return Ok(());
    };
    let entry = Entry {
        answers: is,
        edits: entry.edits + 1,
        changed_at: edited_at,
        ..entry
    };
    answering::keep(turn, found, entry, due, now)
        .await
        .map(drop)
}

/// Takes in that messages were deleted: a reply that is an entry takes that back.
///
/// # Errors
/// If the database can't be written; then the same call can be made again.
pub(in super::super) async fn unsaid(
    turn: &mut Turn<'_>,
    messages: &[MessageId],
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<()> {
    for key in outbox::keys_of_ticked(turn.db(), messages).await? {
        let Ok(StandupKey {
            run,
            row: RowOf::Direct(user, _),
        }) = key.parse()
        else {
            continue;
        };
        let Some(found) = found(turn.db(), run).await? else {
            continue;
        };
        let words = words(turn, &key).await?;
        let said = words.and_then(|(_, letter)| answers(&found, &letter.text));
        let entry = standup::entry(turn.db(), run, user).await?;
        // Who has used the form since has said so later than this.
        let Some(entry) = entry.filter(|entry| Some(&entry.answers) == said.as_ref()) else {
            continue;
        };
        let entry = Entry {
            manner: Manner::Skipped,
            answers: Answers::default(),
            edits: entry.edits + 1,
            changed_at: now,
            ..entry
        };
        answering::keep(turn, &found, entry, due, now).await?;
    }
    Ok(())
}
