//! Answers: replies that ping nobody, to somebody who asked.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::words::{lane_word, silent_number, state_word, via_word};
use super::{Changed, PingRow};
use crate::domain::ping::State;

/// Records an answer for who asked. Which of several to the same question they are told of shows when they are.
///
/// # Errors
/// If the database can't be written.
pub async fn record_answer(
    db: &mut Connection,
    row: &PingRow,
    now: DateTime<Utc>,
) -> sqlx::Result<Changed> {
    let done = sqlx::query(
        "insert into ping (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, state, \
         pinged_at, revision_at, excerpt, silent, changed_at, answers_id) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         on conflict (source_id, recipient_id) do nothing",
    )
    .bind(row.source)
    .bind(row.recipient)
    .bind(row.server)
    .bind(row.channel)
    .bind(row.governing)
    .bind(row.sender)
    .bind(via_word(row.via))
    .bind(lane_word(row.lane))
    .bind(state_word(State::Held))
    .bind(millis(row.pinged_at))
    .bind(row.revised_at.map_or(0, millis))
    .bind(row.excerpt.as_deref())
    .bind(silent_number(row.loudness))
    .bind(millis(now))
    .bind(row.answers)
    .execute(db)
    .await?;
    Ok(Changed::from_rows(done.rows_affected()))
}

/// Takes in how an answer reads that was edited.
///
/// # Errors
/// If the database can't be written.
pub async fn reword_answer(db: &mut Connection, row: &PingRow) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set excerpt = $1, revision_at = $2 \
         where source_id = $3 and recipient_id = $4 and answers_id is not null and revision_at < $2",
    )
    .bind(row.excerpt.as_deref())
    .bind(row.revised_at.map_or(0, millis))
    .bind(row.source)
    .bind(row.recipient)
    .execute(db)
    .await?;
    Ok(())
}
