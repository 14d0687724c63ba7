//! The line of a stand-up's run, as a ping by nobody: its source is the run's message.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::super::rows::list;
use super::PingRow;
use crate::domain::ids::{MessageId, StandupId, UserId};

/// Puts a line before its reader, in the place of what they were told of the run before.
///
/// # Errors
/// If the database can't be written.
pub async fn tell_of_standup(
    db: &mut Connection,
    row: &PingRow,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into ping (source_id, recipient_id, server_id, channel_id, governing_id, via, lane, state, pinged_at, \
         revision_at, excerpt, silent, changed_at, expected_at) \
         values ($1, $2, $3, $4, $5, 'standup', 'digest', 'held', $6, 0, $7, 1, $8, $9) \
         on conflict (source_id, recipient_id) do update set state = 'held', reason = null, not_before_at = null, \
         pinged_at = excluded.pinged_at, excerpt = excluded.excerpt, changed_at = excluded.changed_at, \
         expected_at = excluded.expected_at where ping.via = 'standup'",
    )
    .bind(row.source)
    .bind(row.recipient)
    .bind(row.server)
    .bind(row.channel)
    .bind(row.governing)
    .bind(millis(row.pinged_at))
    .bind(row.excerpt.as_deref())
    .bind(millis(now))
    .bind(row.expected_at.map(millis))
    .execute(db)
    .await?;
    Ok(())
}

/// Settles the line of a run for somebody who has answered in it.
///
/// # Errors
/// If the database can't be written.
pub async fn answer_standup(
    db: &mut Connection,
    source: MessageId,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = 'settled', reason = 'answered', changed_at = $1 \
         where source_id = $2 and recipient_id = $3 and via = 'standup' and state in ('held', 'delivered')",
    )
    .bind(millis(now))
    .bind(source)
    .bind(user)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the line of a run back from everybody before whom it waits: it has closed, and there is nothing to tell.
///
/// # Errors
/// If the database can't be written.
pub async fn withdraw_standup(
    db: &mut Connection,
    source: MessageId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = 'withdrawn', reason = 'taken_back', changed_at = $1 \
         where source_id = $2 and via = 'standup' and state in ('held', 'delivered')",
    )
    .bind(millis(now))
    .bind(source)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the lines of a stand-up's runs that close after this instant back from somebody: they left, or want to be told otherwise.
///
/// # Errors
/// If the database can't be written.
pub async fn withdraw_standup_from(
    db: &mut Connection,
    user: UserId,
    (standup, closing_after): (StandupId, DateTime<Utc>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = 'withdrawn', reason = 'taken_back', changed_at = $1 \
         where recipient_id = $2 and via = 'standup' and state in ('held', 'delivered') and source_id in \
         (select message_id from run where standup_id = $3 and closes_at > $4)",
    )
    .bind(millis(now))
    .bind(user)
    .bind(standup)
    .bind(millis(closing_after))
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a message back from everybody before whom it waits but these: its sender names them no more.
///
/// # Errors
/// If the database can't be written.
pub async fn withdraw_named(
    db: &mut Connection,
    (source, sender): (MessageId, UserId),
    named: &[UserId],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = 'withdrawn', reason = 'taken_back', changed_at = $1 \
         where source_id = $2 and sender_id = $3 and via = 'mention' and state = 'held' \
         and recipient_id not in (select value from json_each($4))",
    )
    .bind(millis(now))
    .bind(source)
    .bind(sender)
    .bind(list(named))
    .execute(db)
    .await?;
    Ok(())
}

/// Puts a message before those again from whom it was taken back: its sender names them once more.
///
/// # Errors
/// If the database can't be written.
pub async fn name_again(
    db: &mut Connection,
    (source, sender): (MessageId, UserId),
    named: &[UserId],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = 'held', reason = null, changed_at = $1 \
         where source_id = $2 and sender_id = $3 and via = 'mention' and state = 'withdrawn' and reason = 'taken_back' \
         and recipient_id in (select value from json_each($4))",
    )
    .bind(millis(now))
    .bind(source)
    .bind(sender)
    .bind(list(named))
    .execute(db)
    .await?;
    Ok(())
}

/// Lets a message wait for those whom it names until they do something about it, whatever they write where it stands.
///
/// # Errors
/// If the database can't be written.
pub async fn insist(
    db: &mut Connection,
    (source, sender): (MessageId, UserId),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set not_before_at = $1 where source_id = $2 and sender_id = $3 and via = 'mention' \
         and state = 'held' and not_before_at is null",
    )
    .bind(millis(now))
    .bind(source)
    .bind(sender)
    .execute(db)
    .await?;
    Ok(())
}
