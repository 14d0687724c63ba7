//! Deletes what has been kept long enough (PRODUCT A4, A5). Each statement is safe to run twice.

use chrono::{DateTime, Utc};

use super::columns::millis;
use super::rows::list;
use super::{Connection, Result};
use crate::domain::ids::{MessageId, UserId};

/// Clears the excerpts of pings to these people that stopped waiting before this instant, and the bodies of what was sent.
///
/// A ping that nobody composes for (its reader only looks into the inbox) stays held; it has stopped waiting when
/// its message was deleted, answered or ticked.
///
/// # Errors
/// If the database can't be written.
pub async fn purge_text(
    db: &mut Connection,
    people: &[UserId],
    before: DateTime<Utc>,
) -> Result<u64> {
    let over = sqlx::query(
        "update ping set excerpt = null where excerpt is not null and state <> 'held' and changed_at < $1",
    )
    .bind(millis(before))
    .execute(&mut *db)
    .await?;
    let idle = sqlx::query(
        "update ping set excerpt = null \
         where recipient_id in (select value from json_each($2)) and state = 'held' \
         and excerpt is not null and changed_at < $1 \
         and (exists (select 1 from touched t where t.message_id = ping.source_id and t.deleted = 1) \
         or exists (select 1 from act a where a.source_id = ping.source_id and a.stands = 1 \
                    and a.user_id in (ping.recipient_id, ping.sender_id)) \
         or exists (select 1 from standing_answer a where a.source_id = ping.source_id \
                    and a.user_id = ping.recipient_id))",
    )
    .bind(millis(before))
    .bind(list(people))
    .execute(&mut *db)
    .await?;
    // What a group was told is kept for who still waits for it, and as long for who hasn't looked yet.
    let of_groups = sqlx::query(
        "update ping set excerpt = null \
         where excerpt is not null and changed_at < $1 and via in ('role', 'everyone') and group_id is null \
         and not exists (select 1 from ping p where p.source_id = ping.source_id \
                         and p.group_id = ping.recipient_id and (p.state = 'held' or p.changed_at >= $1))",
    )
    .bind(millis(before))
    .execute(&mut *db)
    .await?;
    let bodies = sqlx::query(
        "update outbox set body = null \
         where body is not null and changed_at < $1 and state in ('sent', 'gave_up')",
    )
    .bind(millis(before))
    .execute(db)
    .await?;
    let excerpts = over.rows_affected() + idle.rows_affected();
    Ok(excerpts + of_groups.rows_affected() + bodies.rows_affected())
}

/// Deletes pings, and facts about messages, that are older than this instant, with the digests that held them.
///
/// What still waits stays, with what decides its fate; only who sent it is forgotten, and what it said. What was saved, or put
/// into a digest, is as old as that wish, however old its message.
///
/// # Errors
/// If the database can't be written.
pub async fn purge_rows(db: &mut Connection, before: DateTime<Utc>) -> Result<u64> {
    let oldest = MessageId::first_at(before);
    let mut rows = 0;
    for statement in [
        "update ping set sender_id = null, excerpt = null \
         where source_id < $1 and state = 'held' and (sender_id is not null or excerpt is not null) \
         and (via not in ('saved', 'tell') or changed_at < $2)",
        "delete from ping where source_id < $1 and (state <> 'held' or via in ('role', 'everyone') and group_id is null) \
         and (via not in ('saved', 'tell') or changed_at < $2)",
    ] {
        rows += sqlx::query(statement)
            .bind(oldest)
            .bind(millis(before))
            .execute(&mut *db)
            .await?
            .rows_affected();
    }
    for statement in [
        // Before it is forgotten which of them were deleted.
        "delete from answer where source_id < $1 and (not exists \
         (select 1 from ping p where p.source_id = answer.source_id) or by_id < $1 and exists \
         (select 1 from touched t where t.message_id = answer.by_id and t.deleted = 1))",
        "delete from touched where message_id < $1 and not exists \
         (select 1 from ping p where p.source_id = touched.message_id)",
        "delete from act where source_id < $1 and not exists \
         (select 1 from ping p where p.source_id = act.source_id)",
        "delete from role_act where source_id < $1 and not exists \
         (select 1 from ping p where p.source_id = role_act.source_id)",
        "delete from question where message_id < $1",
    ] {
        rows += sqlx::query(statement)
            .bind(oldest)
            .execute(&mut *db)
            .await?
            .rows_affected();
    }
    for statement in [
        "delete from mute where kind = 'sender' and muted_at < $1",
        "delete from digest where composed_at < $1",
        "delete from outbox where changed_at < $1 and state in ('sent', 'gave_up')",
    ] {
        rows += sqlx::query(statement)
            .bind(millis(before))
            .execute(&mut *db)
            .await?
            .rows_affected();
    }
    Ok(rows)
}

/// Deletes where these people wrote last, if that is older than this instant and nothing waits for them there: by who wrote,
/// because an index by message would be moved by every message that anybody writes.
///
/// # Errors
/// If the database can't be written.
pub async fn purge_wrote(
    db: &mut Connection,
    people: &[UserId],
    before: DateTime<Utc>,
) -> Result<u64> {
    let done = sqlx::query(
        "delete from wrote where message_id < $1 and user_id in (select value from json_each($2)) \
         and not exists (select 1 from ping p where p.recipient_id = wrote.user_id and p.state = 'held' \
         and p.channel_id = wrote.channel_id)",
    )
    .bind(MessageId::first_at(before))
    .bind(list(people))
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
