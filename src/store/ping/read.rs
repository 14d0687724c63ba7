//! Reads pings, together with what is known of their messages since.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::millis;
use super::super::rows::list;
use super::select::{ping, read, read_all, select_pings};
use super::words::{reason_of, state_of};
use super::{Part, PingRow};
use crate::domain::ids::{MessageId, OutboxId, UserId};
use crate::domain::ping::{Facts, Reason, State};

/// What one person is held, oldest first, with what is known of each.
///
/// # Errors
/// If the database can't be read.
pub async fn held(db: &mut Connection, recipient: UserId) -> sqlx::Result<Vec<(PingRow, Facts)>> {
    let mut held = held_by(db, &[recipient]).await?;
    Ok(held.remove(&recipient).unwrap_or_default())
}

/// What each of these people is held, oldest first, with what is known of each.
///
/// # Errors
/// If the database can't be read.
pub async fn held_by(
    db: &mut Connection,
    recipients: &[UserId],
) -> sqlx::Result<HashMap<UserId, Vec<(PingRow, Facts)>>> {
    // One row for all of them: for each that SQLite's thread hands over it wakes ours.
    let mut pings = sqlx::query(select_pings!(
        concat!("'[' || coalesce(group_concat(", ping!(), "), '') || ']'"),
        from "ping p",
        "where p.state = 'held' and p.recipient_id in (select value from json_each($1))"
    ))
    .bind(list(recipients))
    .try_map(|row: SqliteRow| read_all(row.try_get(0)?))
    .fetch_one(db)
    .await?;
    pings.sort_by_key(|(ping, _)| ping.source);
    let mut held: HashMap<UserId, Vec<_>> = HashMap::new();
    for (ping, facts) in pings {
        held.entry(ping.recipient).or_default().push((ping, facts));
    }
    Ok(held)
}

/// What one person sent to others that is held, oldest first, with what is known of each.
///
/// # Errors
/// If the database can't be read.
pub async fn sent_by(db: &mut Connection, sender: UserId) -> sqlx::Result<Vec<(PingRow, Facts)>> {
    sqlx::query(select_pings!(
        "where p.sender_id = $1 and p.state = 'held' order by p.source_id, p.recipient_id"
    ))
    .bind(sender)
    .try_map(|row| read(&row))
    .fetch_all(db)
    .await
}

/// The pings of one message to people: who was mentioned, what is known since, and the state with its reason.
///
/// # Errors
/// If the database can't be read.
pub async fn of_message(db: &mut Connection, source: MessageId) -> sqlx::Result<Vec<PingNow>> {
    sqlx::query(select_pings!(
        concat!(ping!(), ", p.state, p.reason"),
        from "ping p",
        "where p.source_id = $1 and (p.via not in ('role', 'everyone') or p.group_id is not null)"
    ))
    .bind(source)
    .try_map(|row| read_with_state(&row))
    .fetch_all(db)
    .await
}

/// A ping with what is known since, its state, and the reason for that.
pub type PingNow = (PingRow, Facts, State, Option<Reason>);

/// The ping that one person has of a message.
///
/// # Errors
/// If the database can't be read.
pub async fn one(
    db: &mut Connection,
    source: MessageId,
    recipient: UserId,
) -> sqlx::Result<Option<PingNow>> {
    sqlx::query(select_pings!(
        concat!(ping!(), ", p.state, p.reason"),
        from "ping p",
        "where p.source_id = $1 and p.recipient_id = $2"
    ))
    .bind(source)
    .bind(recipient)
    .try_map(|row| read_with_state(&row))
    .fetch_optional(db)
    .await
}

/// What a recipient does with pings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Done,
    PutOff,
}

/// The pings to which their recipient did this at exactly this instant, and nothing since.
///
/// # Errors
/// If the database can't be read.
pub async fn changed_at(
    db: &mut Connection,
    recipient: UserId,
    deed: Deed,
    at: DateTime<Utc>,
) -> sqlx::Result<Vec<PingRow>> {
    let statement = match deed {
        Deed::Done => {
            select_pings!("where p.recipient_id = $1 and p.changed_at = $2 and p.reason = 'done'")
        }
        Deed::PutOff => select_pings!(
            "where p.recipient_id = $1 and p.state = 'held' and p.changed_at = $2 \
             and p.not_before_at is not null"
        ),
    };
    sqlx::query(statement)
        .bind(recipient)
        .bind(millis(at))
        .try_map(|row| read(&row).map(|(ping, _)| ping))
        .fetch_all(db)
        .await
}

fn read_with_state(row: &SqliteRow) -> sqlx::Result<PingNow> {
    let (ping, facts) = read(row)?;
    let reason: Option<&str> = row.try_get("reason")?;
    let reason = reason.map(reason_of).transpose()?;
    Ok((ping, facts, state_of(row.try_get("state")?)?, reason))
}

/// What a digest of this person delivered, in its order, with what is known of each since and its state.
///
/// # Errors
/// If the database can't be read.
pub async fn delivered_in(
    db: &mut Connection,
    digest: OutboxId,
    recipient: UserId,
) -> sqlx::Result<Vec<(PingRow, Facts, Part, State)>> {
    sqlx::query(select_pings!(
        concat!(ping!(), ", json_each.key < d.waiting as waits, p.state"),
        from "digest d, json_each(d.holds) join ping p on p.source_id = json_each.value and p.recipient_id = d.user_id",
        "where d.digest_id = $1 and d.user_id = $2 order by json_each.key"
    ))
    .bind(digest)
    .bind(recipient)
    .try_map(|row: SqliteRow| {
        let (ping, facts) = read(&row)?;
        let part = match row.try_get("waits")? {
            true => Part::Waiting,
            false => Part::Seen,
        };
        Ok((ping, facts, part, state_of(row.try_get("state")?)?))
    })
    .fetch_all(db)
    .await
}
