//! Rows of `mute`: what people want to hear no more of.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use super::columns::{instant, millis, unknown};
use crate::domain::ids::{ChannelId, ServerId, UserId};
use crate::domain::mute::{Mute, Muted, Thread};

/// What the table keys a mute by.
fn key(what: &Muted) -> (&'static str, i64) {
    match what {
        Muted::Thread(thread) => ("thread", thread.channel.get()),
        Muted::Sender(user) => ("sender", user.get()),
    }
}

/// Mutes something for a person who has settings, and says since when: what is muted already stays so since then.
///
/// # Errors
/// If the database can't be written.
pub async fn add(
    db: &mut Connection,
    user: UserId,
    what: &Muted,
    now: DateTime<Utc>,
) -> sqlx::Result<DateTime<Utc>> {
    let (kind, subject) = key(what);
    let thread = match what {
        Muted::Thread(thread) => Some(thread),
        Muted::Sender(_) => None,
    };
    let since: i64 = sqlx::query_scalar(
        "insert into mute (user_id, kind, subject_id, server_id, governing_id, muted_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (user_id, kind, subject_id) \
         do update set muted_at = mute.muted_at returning muted_at",
    )
    .bind(user)
    .bind(kind)
    .bind(subject)
    .bind(thread.map(|thread| thread.server))
    .bind(thread.map(|thread| thread.governing))
    .bind(millis(now))
    .fetch_one(db)
    .await?;
    Ok(instant(since))
}

/// Lets a person hear something again.
///
/// # Errors
/// If the database can't be written.
pub async fn remove(db: &mut Connection, user: UserId, what: &Muted) -> sqlx::Result<()> {
    let (kind, subject) = key(what);
    sqlx::query("delete from mute where user_id = $1 and kind = $2 and subject_id = $3")
        .bind(user)
        .bind(kind)
        .bind(subject)
        .execute(db)
        .await?;
    Ok(())
}

/// What a person has muted: threads, then people.
///
/// # Errors
/// If the database can't be read.
pub async fn of(db: &mut Connection, user: UserId) -> sqlx::Result<Vec<Mute>> {
    sqlx::query(
        "select kind, subject_id, server_id, governing_id, muted_at from mute where user_id = $1 \
         order by kind desc, subject_id",
    )
    .bind(user)
    .try_map(|row: SqliteRow| {
        let subject: i64 = row.try_get("subject_id")?;
        let server: Option<ServerId> = row.try_get("server_id")?;
        let governing: Option<ChannelId> = row.try_get("governing_id")?;
        let what = match (row.try_get::<&str, _>("kind")?, server.zip(governing)) {
            ("thread", Some((server, governing))) => Muted::Thread(Thread {
                server,
                channel: ChannelId::new(subject),
                governing,
            }),
            ("sender", None) => Muted::Sender(UserId::new(subject)),
            (word, _) => return Err(unknown("mute.kind", word)),
        };
        let since = instant(row.try_get("muted_at")?);
        Ok(Mute { what, since })
    })
    .fetch_all(db)
    .await
}

/// Forgets a person whom others have muted.
///
/// # Errors
/// If the database can't be written.
pub async fn forget_sender(db: &mut Connection, sender: UserId) -> sqlx::Result<()> {
    sqlx::query("delete from mute where kind = 'sender' and subject_id = $1")
        .bind(sender)
        .execute(db)
        .await?;
    Ok(())
}
