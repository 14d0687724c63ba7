//! Finds what was answered by its words. Triggers keep the index, `entry_text`, in step with `entry_answer`.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::millis;
use crate::domain::ids::{ChannelId, RunId, ServerId};
use crate::domain::standup::Sought;

/// An answer in which something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitRow {
    pub run: RunId,
    /// How its writer was called then.
    pub name: String,
    /// What was answered.
    pub words: String,
    /// A few words of it, around what was found.
    pub around: String,
}

/// The answers in a channel's stand-ups in which all these words stand, the newest first, of runs that are closed by now, or that
/// show at once what is answered; of stand-ups that were deleted, too.
///
/// # Errors
/// If the database can't be read.
pub async fn search(
    db: &mut Connection,
    (server, channel): (ServerId, ChannelId),
    sought: &Sought,
    now: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<HitRow>> {
    sqlx::query(
        "select a.run_id, e.name, a.words, snippet(entry_text, 0, '', '', '…', 24) as around \
         from entry_text join entry_answer a on a.answer_id = entry_text.rowid \
         join entry e on e.run_id = a.run_id and e.user_id = a.user_id \
         join run r on r.run_id = a.run_id join terms t on t.terms_id = r.terms_id \
         where entry_text match $1 and t.server_id = $2 and t.channel_id = $3 \
         and (r.closes_at <= $4 or t.reveal = 'at_once') \
         order by r.closes_at desc, r.run_id desc, e.written_at, a.position limit $5",
    )
    .bind(sought.as_str().to_owned())
    .bind(server)
    .bind(channel)
    .bind(millis(now))
    .bind(limit)
    .try_map(|row: SqliteRow| {
        Ok(HitRow {
            run: row.try_get("run_id")?,
            name: row.try_get("name")?,
            words: row.try_get("words")?,
            around: row.try_get("around")?,
        })
    })
    .fetch_all(db)
    .await
}
