//! Records pings, and changes what they have come to.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::super::rows::{CHUNK, Rows, Words};
use super::NewPing;
use super::words::{lane_word, state_word, via_word};
use crate::domain::ids::{MessageId, OutboxId, UserId};
use crate::domain::ping::{Reason, State};

/// A ping that is there already takes from one that comes for the same message and recipient what follows behind
/// "on conflict".
static RECORD: Rows = Rows::new(
    "insert into ping (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, \
     state, reason, pinged_at, revision_at, excerpt, changed_at) values ",
    14,
    " on conflict (source_id, recipient_id) do update set \
     lane = case when ping.state = 'held' and excluded.pinged_at < ping.pinged_at \
         then excluded.lane else ping.lane end, \
     state = case when ping.state = 'held' and excluded.pinged_at < ping.pinged_at \
         then excluded.state else ping.state end, \
     reason = case when ping.state = 'held' and excluded.pinged_at < ping.pinged_at \
         then excluded.reason else ping.reason end, \
     pinged_at = case when excluded.pinged_at < ping.pinged_at \
         then excluded.pinged_at else ping.pinged_at end, \
     excerpt = case when excluded.revision_at > ping.revision_at \
         then excluded.excerpt else ping.excerpt end, \
     revision_at = case when excluded.revision_at > ping.revision_at \
         then excluded.revision_at else ping.revision_at end \
     where ping.state in ('held', 'delivered') \
         and (excluded.revision_at > ping.revision_at or excluded.pinged_at < ping.pinged_at)",
);

/// Records pings, once a message and recipient. One that is there already takes a newer revision, and while it
/// is held what follows from an earlier beginning: so it doesn't matter which of them comes first.
///
/// # Errors
/// If the database can't be written.
pub async fn record(
    db: &mut Connection,
    pings: &[NewPing],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut words = Words::default();
    for chunk in pings.chunks(CHUNK) {
        let mut query = RECORD.query(chunk.len());
        for NewPing { row, over } in chunk {
            query = query
                .bind(row.source)
                .bind(row.recipient)
                .bind(row.server)
                .bind(row.channel)
                .bind(row.governing)
                .bind(row.sender)
                .bind(words.get(via_word(row.via)))
                .bind(words.get(lane_word(row.lane)))
                .bind(words.get(state_word(over.map_or(State::Held, Reason::state))))
                .bind(over.map(Reason::word))
                .bind(millis(row.pinged_at))
                .bind(row.revised_at.map_or(0, millis))
                .bind(row.excerpt.as_deref())
                .bind(millis(now));
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Ends held pings, each with its reason.
///
/// # Errors
/// If the database can't be written.
pub async fn end(
    db: &mut Connection,
    recipient: UserId,
    ended: &[(MessageId, Reason)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for (source, reason) in ended {
        sqlx::query(
            "update ping set state = $1, reason = $2, changed_at = $3 \
             where source_id = $4 and recipient_id = $5 and state = 'held'",
        )
        .bind(state_word(reason.state()))
        .bind(reason.word())
        .bind(millis(now))
        .bind(source)
        .bind(recipient)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Marks the held pings of a digest as delivered.
///
/// # Errors
/// If the database can't be written.
pub async fn deliver(
    db: &mut Connection,
    digest: OutboxId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    move_all_of(db, digest, State::Held, State::Delivered, now).await
}

/// Takes the pings of a digest that could not be delivered back to held.
///
/// # Errors
/// If the database can't be written.
pub async fn hold_again(
    db: &mut Connection,
    digest: OutboxId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    move_all_of(db, digest, State::Delivered, State::Held, now).await
}

async fn move_all_of(
    db: &mut Connection,
    digest: OutboxId,
    from: State,
    to: State,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = $1, reason = null, changed_at = $2 where state = $3 \
         and (source_id, recipient_id) in \
         (select source_id, recipient_id from delivery where digest_id = $4)",
    )
    .bind(state_word(to))
    .bind(millis(now))
    .bind(state_word(from))
    .bind(digest)
    .execute(db)
    .await?;
    Ok(())
}
