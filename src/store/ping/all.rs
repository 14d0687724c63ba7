//! What recipients do with all of a list at once.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::words::state_word;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::ping::Reason;

/// Pings of one person that stood on a list.
#[derive(Clone, Copy, Debug)]
pub struct Stack<'a> {
    pub recipient: UserId,
    pub sources: &'a [MessageId],
    /// When the list was shown: what has changed since isn't touched.
    pub shown_at: DateTime<Utc>,
}

/// Settles them as done, at this instant. Says how many.
///
/// # Errors
/// If the database can't be written.
pub async fn settle_all(
    db: &mut Connection,
    stack: &Stack<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let mut settled = 0;
    for source in stack.sources {
        let done = sqlx::query(
            "update ping set state = $1, reason = $2, changed_at = $3 \
             where source_id = $4 and recipient_id = $5 and state in ('held', 'delivered') and changed_at <= $6",
        )
        .bind(state_word(Reason::Done.state()))
        .bind(Reason::Done.word())
        .bind(millis(now))
        .bind(source)
        .bind(stack.recipient)
        .bind(millis(stack.shown_at))
        .execute(&mut *db)
        .await?;
        settled += done.rows_affected();
    }
    Ok(settled)
}

/// Holds them again, not to be delivered before `until`. Says how many.
///
/// # Errors
/// If the database can't be written.
pub async fn put_all_off(
    db: &mut Connection,
    stack: &Stack<'_>,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let mut put_off = 0;
    for source in stack.sources {
        let done = sqlx::query(
            "update ping set state = 'held', lane = 'digest', reason = null, not_before_at = $1, changed_at = $2 \
             where source_id = $3 and recipient_id = $4 and state in ('held', 'delivered') and changed_at <= $5",
        )
        .bind(millis(until))
        .bind(millis(now))
        .bind(source)
        .bind(stack.recipient)
        .bind(millis(stack.shown_at))
        .execute(&mut *db)
        .await?;
        put_off += done.rows_affected();
    }
    Ok(put_off)
}
