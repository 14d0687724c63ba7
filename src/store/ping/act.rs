//! What recipients do with their pings.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::PingRow;
use super::words::{state_word, via_word};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::ping::Reason;

/// Settles a ping that waits or was delivered.
///
/// # Errors
/// If the database can't be written.
pub async fn settle(
    db: &mut Connection,
    source: MessageId,
    recipient: UserId,
    reason: Reason,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = $1, reason = $2, changed_at = $3 \
         where source_id = $4 and recipient_id = $5 and state in ('held', 'delivered')",
    )
    .bind(state_word(reason.state()))
    .bind(reason.word())
    .bind(millis(now))
    .bind(source)
    .bind(recipient)
    .execute(db)
    .await?;
    Ok(())
}

/// Holds a ping again, not to be delivered before this instant.
///
/// # Errors
/// If the database can't be written.
pub async fn put_off(
    db: &mut Connection,
    source: MessageId,
    recipient: UserId,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = 'held', lane = 'digest', reason = null, not_before_at = $1, changed_at = $2 \
         where source_id = $3 and recipient_id = $4",
    )
    .bind(millis(until))
    .bind(millis(now))
    .bind(source)
    .bind(recipient)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes back that a ping was put off.
///
/// # Errors
/// If the database can't be written.
pub async fn not_put_off(
    db: &mut Connection,
    source: MessageId,
    recipient: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update ping set not_before_at = null where source_id = $1 and recipient_id = $2")
        .bind(source)
        .bind(recipient)
        .execute(&mut *db)
        .await?;
    reopen(db, source, recipient, now).await
}

/// Makes a ping what it was before its recipient did something with it: delivered, if a digest has brought it since it
/// was put off, or held.
///
/// # Errors
/// If the database can't be written.
pub async fn reopen(
    db: &mut Connection,
    source: MessageId,
    recipient: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set reason = null, changed_at = $1, state = case when brought_at >= coalesce(not_before_at, 0) \
         then 'delivered' else 'held' end \
         where source_id = $2 and recipient_id = $3",
    )
    .bind(millis(now))
    .bind(source)
    .bind(recipient)
    .execute(db)
    .await?;
    Ok(())
}

/// Sets a message aside for a person, or puts it into their digest: as a ping of its own, or what was there once more.
///
/// # Errors
/// If the database can't be written.
pub async fn save(db: &mut Connection, row: &PingRow, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into ping (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, state, \
         pinged_at, revision_at, excerpt, changed_at, not_before_at, put_at) \
         values ($1, $2, $3, $4, $5, $6, $7, 'digest', 'held', $8, $9, $10, $11, $12, \
         case when $7 = 'tell' then $11 end) \
         on conflict (source_id, recipient_id) do update set via = excluded.via, group_id = null, lane = 'digest', state = 'held', \
         reason = null, excerpt = excluded.excerpt, revision_at = excluded.revision_at, \
         changed_at = excluded.changed_at, not_before_at = excluded.not_before_at, put_at = excluded.put_at",
    )
    .bind(row.source)
    .bind(row.recipient)
    .bind(row.server)
    .bind(row.channel)
    .bind(row.governing)
    .bind(row.sender)
    .bind(via_word(row.via))
    .bind(millis(row.pinged_at))
    .bind(row.revised_at.map_or(0, millis))
    .bind(row.excerpt.as_deref())
    .bind(millis(now))
    .bind(row.not_before_at.map(millis))
    .execute(db)
    .await?;
    Ok(())
}

/// How a message reads since it was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    pub message: MessageId,
    pub revised_at: DateTime<Utc>,
    /// `None`: its words aren't read, or its author wants to be left out.
    pub excerpt: Option<Vec<u8>>,
}

/// Takes in how messages read that were edited, wherever somebody saved one or has it in their digest by its author's wish.
/// What was purged stays purged.
///
/// # Errors
/// If the database can't be written.
pub async fn reword_aside(db: &mut Connection, edited: &[Reworded]) -> sqlx::Result<()> {
    for now in edited {
        sqlx::query(
            "update ping set excerpt = $1, revision_at = $2 where source_id = $3 and via in ('saved', 'tell') \
             and revision_at < $2 and (state = 'held' or excerpt is not null)",
        )
        .bind(now.excerpt.as_deref())
        .bind(millis(now.revised_at))
        .bind(now.message)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
