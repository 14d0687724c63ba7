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

/// Gives what was told and waits other words.
///
/// # Errors
/// If the database can't be written.
pub async fn reword_told(
    db: &mut Connection,
    source: MessageId,
    sender: UserId,
    excerpt: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<Changed> {
    let done = sqlx::query(
        "update ping set excerpt = $1, revision_at = $2 \
         where source_id = $3 and sender_id = $4 and channel_id < 0 and state = 'held'",
    )
    .bind(excerpt.to_owned())
    .bind(millis(now))
    .bind(source)
    .bind(sender)
    .execute(db)
    .await?;
    Ok(Changed::from_rows(done.rows_affected()))
}

/// Takes back what was told and waits.
///
/// # Errors
/// If the database can't be written.
pub async fn take_back(
    db: &mut Connection,
    source: MessageId,
    sender: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Changed> {
    let reason = Reason::TakenBack;
    let done = sqlx::query(
        "update ping set state = $1, reason = $2, changed_at = $3 \
         where source_id = $4 and sender_id = $5 and channel_id < 0 and state = 'held'",
    )
    .bind(state_word(reason.state()))
    .bind(reason.word())
    .bind(millis(now))
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
