//! What becomes of an entry when the reply that it is is edited or deleted.

use chrono::{DateTime, Utc};

use super::super::super::Turn;
use super::super::super::due::Due;
use super::super::{Found, answering, found};
use super::{answers, kept};
use crate::domain::event::DirectReply;
use crate::domain::ids::MessageId;
use crate::domain::standup::{Answers, Entry, Manner, RowOf};
use crate::store::outbox::{self, Sending};
use crate::store::{self, standup};

/// Takes in other words of a reply: of one that is to be the entry, or is. Then it is ticked once more, so that it is looked again
/// whether its writer may still read where the run is open.
pub(super) async fn reworded(
    turn: &mut Turn<'_>,
    found: &Found,
    reply: &DirectReply,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let key = found.key(RowOf::Direct(reply.author, reply.id));
    let Some(row) = outbox::id_of(turn.db(), &key).await? else {
        return Ok(());
    };
    let Some(is) = answers(found, &reply.text) else {
        return Ok(());
    };
    let sending = outbox::kept(turn.db(), row).await?.map(|row| row.sending);
    let waits = matches!(sending, Some(Sending::Open | Sending::UnderWay));
    let entry = standup::entry(turn.db(), found.run.run.id, reply.author).await?;
    // Who has used the form since has said so later than this.
    let was = entry.filter(|entry| entry.reply == Some(reply.id));
    let is_news = was.is_some_and(|entry| entry.answers != is);
    if !waits && !is_news {
        return Ok(());
    }
    let body = turn.adagio.seal.close(&kept(reply)).unwrap_or_default();
    match waits {
        true => outbox::set_body(turn.db(), row, &body).await,
        false => outbox::reopen(turn.db(), row, &body, now).await,
    }
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
    for (run, user) in standup::of_replies(turn.db(), messages).await? {
        let Some(found) = found(turn.db(), run).await? else {
            continue;
        };
        let Some(entry) = standup::entry(turn.db(), run, user).await? else {
            continue;
        };
        let entry = Entry {
            manner: Manner::Skipped,
            answers: Answers::default(),
            reply: None,
            edits: entry.edits + 1,
            changed_at: now,
            ..entry
        };
        answering::keep(turn, &found, entry, due, now).await?;
    }
    Ok(())
}
