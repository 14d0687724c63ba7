//! What is kept about one person over all tables, and how it is erased (PRODUCT A4).

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Connection, Result, outbox};
use crate::domain::ids::UserId;

/// How many rows name a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// To them, and waiting.
    pub held: u32,
    /// To them, and over.
    pub past: u32,
    /// From them to others.
    pub sent: u32,
    /// Notes of what they did: where they wrote last, what they asked, answered or ticked.
    pub deeds: u32,
    /// Threads and people that they muted.
    pub mutes: u32,
    /// Messages to them, or posted for them, that were sent or are to be.
    pub letters: u32,
}

/// Counts the rows that name a person.
///
/// # Errors
/// If the database can't be read.
pub async fn counts(db: &mut Connection, user: UserId) -> Result<Counts> {
    let replies = outbox::keys_of_replies(user);
    sqlx::query(
        "select (select count(*) from ping where recipient_id = $1 and state = 'held') as held, \
         (select count(*) from ping where recipient_id = $1 and state <> 'held') as past, \
         (select count(*) from ping where sender_id = $1 and recipient_id <> $1) as sent, \
         (select count(*) from act where user_id = $1) \
         + (select count(*) from wrote where user_id = $1) \
         + (select count(*) from role_act where user_id = $1) \
         + (select count(*) from answer where user_id = $1) \
         + (select count(*) from question where user_id = $1) as deeds, \
         (select count(*) from mute where user_id = $1) as mutes, \
         (select count(*) from outbox where user_id = $1) \
         + (select count(*) from outbox where key >= $2 and key < $3) as letters",
    )
    .bind(user)
    .bind(replies.0)
    .bind(replies.1)
    .try_map(|row: SqliteRow| {
        Ok(Counts {
            held: row.try_get("held")?,
            past: row.try_get("past")?,
            sent: row.try_get("sent")?,
            deeds: row.try_get("deeds")?,
            mutes: row.try_get("mutes")?,
            letters: row.try_get("letters")?,
        })
    })
    .fetch_one(db)
    .await
}

/// Deletes the pings to a person, and clears their id and words from those to others; the link stays.
///
/// # Errors
/// If the database can't be written.
pub async fn erase(db: &mut Connection, user: UserId) -> Result<()> {
    for statement in [
        // The sealed copies of digests hold their words too. What is not yet sent is composed anew without them.
        "update outbox set body = null where body is not null \
         and user_id in (select recipient_id from ping where sender_id = $1) \
         and exists (select 1 from digest d, json_each(d.holds) \
          join ping p on p.source_id = json_each.value and p.recipient_id = d.user_id \
          where d.digest_id = outbox.outbox_id and p.sender_id = $1)",
        // What they told stands in no channel: without its words nothing of it is left to read.
        "update ping set state = 'withdrawn', reason = 'deleted' \
         where sender_id = $1 and channel_id < 0 and state = 'held'",
        "update ping set sender_id = null, excerpt = null where sender_id = $1",
        "delete from ping where recipient_id = $1",
    ] {
        sqlx::query(statement).bind(user).execute(&mut *db).await?;
    }
    Ok(())
}
