//! What senders do with what they told.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::words::state_word;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::ping::{Reason, State};

/// Whether there was something to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Yes,
    /// It isn't this person's, or doesn't stand like that any more.
    Nothing,
}

impl Changed {
    pub(super) const fn from_rows(rows: u64) -> Self {
        if rows == 0 { Self::Nothing } else { Self::Yes }
    }
}

/// What a sender does with what they told, as long as it waits and its reader hasn't put it off: whoever did has read it.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// Other words, sealed.
    Words(&'a [u8]),
    TakenBack,
}

/// Changes what was told.
///
/// # Errors
/// If the database can't be written.
pub async fn change_told(
    db: &mut Connection,
    (source, sender): (MessageId, UserId),
    change: Change<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Changed> {
    let (words, over) = match change {
        Change::Words(words) => (Some(words.to_owned()), None),
        Change::TakenBack => (None, Some(Reason::TakenBack)),
    };
    let done = sqlx::query(
        "update ping set excerpt = coalesce($1, excerpt), \
         revision_at = case when $1 is null then revision_at else $2 end, \
         changed_at = case when $1 is null then $2 else changed_at end, state = $3, reason = $4 \
         where source_id = $5 and sender_id = $6 and channel_id < 0 and state = 'held' and not_before_at is null",
    )
    .bind(words)
    .bind(millis(now))
    .bind(state_word(over.map_or(State::Held, Reason::state)))
    .bind(over.map(Reason::word))
    .bind(source)
    .bind(sender)
    .execute(db)
    .await?;
    Ok(Changed::from_rows(done.rows_affected()))
}

/// Lets what was taken back wait again, from now on.
///
/// # Errors
/// If the database can't be written.
pub async fn give_again(
    db: &mut Connection,
    source: MessageId,
    sender: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Changed> {
    let done = sqlx::query(
        "update ping set state = $1, reason = null, pinged_at = $2, changed_at = $2 \
         where source_id = $3 and sender_id = $4 and channel_id < 0 and state = 'withdrawn' and reason = $5 \
         and excerpt is not null",
    )
    .bind(state_word(State::Held))
    .bind(millis(now))
    .bind(source)
    .bind(sender)
    .bind(Reason::TakenBack.word())
    .execute(db)
    .await?;
    Ok(Changed::from_rows(done.rows_affected()))
}
