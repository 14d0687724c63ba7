//! What recipients do with all of a list at once.

use chrono::{DateTime, Utc};
use sqlx::{QueryBuilder, Sqlite};

use super::super::Connection;
use super::super::columns::millis;
use super::super::rows::list;
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

impl Stack<'_> {
    /// Sets this for each that waits or was delivered. Says how many.
    async fn set(
        &self,
        db: &mut Connection,
        values: impl Fn(&mut QueryBuilder<Sqlite>) + Send + Sync,
        now: DateTime<Utc>,
    ) -> sqlx::Result<u64> {
        let mut query = QueryBuilder::new("update ping set ");
        values(&mut query);
        query
            .push(", changed_at = ")
            .push_bind(millis(now))
            .push(" where state in ('held', 'delivered') and changed_at <= ")
            .push_bind(millis(self.shown_at))
            .push(" and recipient_id = ")
            .push_bind(self.recipient)
            .push(" and source_id in (select value from json_each(")
            .push_bind(list(self.sources))
            .push("))");
        Ok(query.build().execute(db).await?.rows_affected())
    }
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
    let done = |query: &mut QueryBuilder<Sqlite>| {
        query
            .push("state = ")
            .push_bind(state_word(Reason::Done.state()))
            .push(", reason = ")
            .push_bind(Reason::Done.word());
    };
    stack.set(db, done, now).await
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
    let held_until = |query: &mut QueryBuilder<Sqlite>| {
        query
            .push("state = 'held', lane = 'digest', reason = null, not_before_at = ")
            .push_bind(millis(until));
    };
    stack.set(db, held_until, now).await
}
