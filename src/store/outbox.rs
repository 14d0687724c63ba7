//! Rows of `outbox`: what is to be sent, and what became of it.

mod deed;
mod kept;
mod whole;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use self::deed::deed;
pub use self::deed::{
    About, Deed, LastEdit, drop_due, hasten, last_edit, reopen, revive, set_deletes, set_edits,
    set_expiry, set_post, set_thread, set_tick,
};
pub use self::kept::{
    KeptRow, Sending, forget, forget_replies, forget_row, id_of, is_open, is_there, kept,
    key_of_letter, key_of_message, keys_of_replies, last_sent_to, reply_tried_at,
};
pub use self::whole::{WholeRow, add_all, next_id};
use super::Connection;
use super::columns::{instant, maybe_instant, millis, unknown};
use crate::domain::ids::{ChannelId, MessageId, OutboxId, UserId};

/// What goes first when not everything can go at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    Urgent,
    Live,
    Bulk,
}

/// A row that is about to be written.
#[derive(Clone, Debug)]
pub struct NewRow<'a> {
    pub key: &'a str,
    /// The person, for a direct message.
    pub user: Option<UserId>,
    pub channel: Option<ChannelId>,
    pub priority: Priority,
    pub nonce: &'a str,
    pub due_at: DateTime<Utc>,
}

/// How far a row is from being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Never tried.
    Due,
    /// Tried since this instant; whether it was applied isn't known.
    Sending { first_tried_at: DateTime<Utc> },
}

/// A row that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRow {
    pub id: OutboxId,
    pub key: String,
    pub user: Option<UserId>,
    pub channel: Option<ChannelId>,
    pub body: Option<Vec<u8>>,
    pub priority: Priority,
    pub nonce: String,
    /// Of a row that was never tried: when it was composed.
    pub due_at: DateTime<Utc>,
    pub progress: Progress,
    /// When it isn't worth sending any more. `None`: it always is.
    pub expires_at: Option<DateTime<Utc>>,
    pub deed: Deed,
}

/// Adds a row without its body, which may need to name the row's id.
///
/// # Errors
/// If the key is taken, or the database can't be written.
pub async fn add(
    db: &mut Connection,
    row: &NewRow<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<OutboxId> {
    sqlx::query_scalar(
        "insert into outbox (key, user_id, channel_id, priority, nonce, state, due_at, changed_at) \
         values ($1, $2, $3, $4, $5, 'due', $6, $7) returning outbox_id",
    )
    .bind(row.key.to_owned())
    .bind(row.user)
    .bind(row.channel)
    .bind(priority_number(row.priority))
    .bind(row.nonce.to_owned())
    .bind(millis(row.due_at))
    .bind(millis(now))
    .fetch_one(db)
    .await
}

/// Gives a row its sealed body.
///
/// # Errors
/// If the database can't be written.
pub async fn set_body(db: &mut Connection, id: OutboxId, body: &[u8]) -> sqlx::Result<()> {
    sqlx::query("update outbox set body = $1 where outbox_id = $2")
        .bind(body.to_owned())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// The open rows that are due, most urgent first.
///
/// # Errors
/// If the database can't be read.
pub async fn open(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<OpenRow>> {
    sqlx::query(
        // What is done to a message is done where that was sent: a post in a forum is a channel of its own.
        "select o.outbox_id, o.key, o.user_id, iif(a.state = 'sent', a.channel_id, o.channel_id) as channel_id, o.body, \
         o.priority, o.nonce, o.due_at, o.first_tried_at, o.expires_at, o.deed, o.title, o.tags, o.ticks_id, a.state as about_state, a.result_id as about_message, \
         o.deed = 'edit' and exists (select 1 from outbox e where e.about_id = o.about_id and e.deed = 'edit' \
         and e.outbox_id < o.outbox_id and e.state = 'sending') as is_behind \
         from outbox o left join outbox a on a.outbox_id = o.about_id \
         where o.state in ('due', 'sending') and o.due_at <= $1 \
         order by o.priority, o.due_at, o.outbox_id limit $2",
    )
    .bind(millis(now))
    .bind(limit)
    .try_map(|row: SqliteRow| {
        let tried = maybe_instant(row.try_get("first_tried_at")?);
        Ok(OpenRow {
            id: row.try_get("outbox_id")?,
            key: row.try_get("key")?,
            user: row.try_get("user_id")?,
            channel: row.try_get("channel_id")?,
            body: row.try_get("body")?,
            priority: priority_of(row.try_get("priority")?)?,
            nonce: row.try_get("nonce")?,
            due_at: instant(row.try_get("due_at")?),
            progress: tried.map_or(Progress::Due, |first_tried_at| Progress::Sending {
                first_tried_at,
            }),
            expires_at: maybe_instant(row.try_get("expires_at")?),
            deed: deed(&row)?,
        })
    })
    .fetch_all(db)
    .await
}

/// When the next open row is due.
///
/// # Errors
/// If the database can't be read.
pub async fn next_due(db: &mut Connection) -> sqlx::Result<Option<DateTime<Utc>>> {
    let due: Option<i64> =
        sqlx::query_scalar("select min(due_at) from outbox where state in ('due', 'sending')")
            .fetch_one(db)
            .await?;
    Ok(due.map(instant))
}

/// Notes that a row is being sent, and when to look again if no answer comes.
///
/// # Errors
/// If the database can't be written.
pub async fn begin(
    db: &mut Connection,
    id: OutboxId,
    now: DateTime<Utc>,
    look_again_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update outbox set state = 'sending', attempts = attempts + 1, \
         first_tried_at = coalesce(first_tried_at, $1), due_at = $2, changed_at = $1 \
         where outbox_id = $3",
    )
    .bind(millis(now))
    .bind(millis(look_again_at))
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a row one that was never tried, as it is.
///
/// # Errors
/// If the database can't be written.
pub async fn untry(db: &mut Connection, id: OutboxId) -> sqlx::Result<()> {
    sqlx::query(
        "update outbox set state = 'due', first_tried_at = null where outbox_id = $1 and state = 'sending'",
    )
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// How often a row was tried. `None`: it was forgotten meanwhile.
///
/// # Errors
/// If the database can't be read.
pub async fn attempts(db: &mut Connection, id: OutboxId) -> sqlx::Result<Option<u32>> {
    sqlx::query_scalar("select attempts from outbox where outbox_id = $1")
        .bind(id)
        .fetch_optional(db)
        .await
}

/// Puts a row off.
///
/// # Errors
/// If the database can't be written.
pub async fn postpone(db: &mut Connection, id: OutboxId, until: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "update outbox set due_at = $1 where outbox_id = $2 and state in ('due', 'sending')",
    )
    .bind(millis(until))
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Makes every row whose sending was cut short due at once: no other process can be at it.
///
/// # Errors
/// If the database can't be written.
pub async fn recover(db: &mut Connection, now: DateTime<Utc>) -> sqlx::Result<u64> {
    // Said twice, it finds the index of what is open.
    let done = sqlx::query(
        "update outbox set due_at = $1 \
         where state in ('due', 'sending') and state = 'sending' and due_at > $1",
    )
    .bind(millis(now))
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Notes that a row was sent, and as which message. Gives its key, unless it was no longer open.
///
/// # Errors
/// If the database can't be written.
pub async fn sent(
    db: &mut Connection,
    id: OutboxId,
    result: MessageId,
    channel: ChannelId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "update outbox set state = 'sent', result_id = $1, channel_id = $2, changed_at = $3 \
         where outbox_id = $4 and state in ('due', 'sending') returning key",
    )
    .bind(result)
    .bind(channel)
    .bind(millis(now))
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Notes that a row can't be sent, and for whom it was. `None`: it was no longer open.
///
/// # Errors
/// If the database can't be written.
pub async fn give_up(
    db: &mut Connection,
    id: OutboxId,
    cause: &'static str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Option<UserId>>> {
    sqlx::query_scalar(
        "update outbox set state = 'gave_up', cause = $1, body = null, changed_at = $2 \
         where outbox_id = $3 and state in ('due', 'sending') returning user_id",
    )
    .bind(cause)
    .bind(millis(now))
    .bind(id)
    .fetch_optional(db)
    .await
}

const fn priority_number(priority: Priority) -> i64 {
    match priority {
        Priority::Urgent => 0,
        Priority::Live => 1,
        Priority::Bulk => 2,
    }
}

fn priority_of(number: i64) -> sqlx::Result<Priority> {
    [Priority::Urgent, Priority::Live, Priority::Bulk]
        .into_iter()
        .find(|priority| priority_number(*priority) == number)
        .ok_or_else(|| unknown("outbox.priority", &number.to_string()))
}
