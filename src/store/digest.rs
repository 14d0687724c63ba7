//! Rows of `digest`: what was composed, and what it holds.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use super::columns::{instant, maybe_instant, millis, unknown};
use super::rows::{Rows, Values, list};
use crate::domain::digest::Kind;
use crate::domain::ids::{MessageId, OutboxId, UserId};

/// A digest that was just composed.
#[derive(Clone, Debug)]
pub struct NewDigest {
    pub id: OutboxId,
    pub user: UserId,
    pub kind: Kind,
    /// How many had settled themselves since the one before.
    pub settled: usize,
    /// Since when it gathers, if it is a catch-up.
    pub since: Option<DateTime<Utc>>,
    /// What waits, in the order in which it is shown.
    pub waiting: Vec<MessageId>,
    /// What its reader has seen.
    pub seen: Vec<MessageId>,
}

/// A digest as it was composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigestRow {
    pub kind: Kind,
    pub composed_at: DateTime<Utc>,
    pub settled: usize,
    pub since: Option<DateTime<Utc>>,
}

static DIGESTS: LazyLock<Rows> = LazyLock::new(|| {
    let insert = "insert or fail into digest (digest_id, user_id, kind, composed_at, settled, since_at, holds, waiting) values ";
    Rows::new(insert.to_owned(), 8, "")
});

/// Adds digests and what they hold.
///
/// # Errors
/// If the database can't be written.
pub async fn add_all(
    db: &mut Connection,
    digests: &[NewDigest],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let write = |digests: &[NewDigest], values: &mut Values| {
        for digest in digests {
            values.add(digest.id)?;
            values.add(digest.user)?;
            values.add(kind_word(digest.kind))?;
            values.add(millis(now))?;
            values.add(i64::try_from(digest.settled).unwrap_or(i64::MAX))?;
            values.add(digest.since.map(millis))?;
            values.add(list(&[&digest.waiting[..], &digest.seen[..]].concat()))?;
            values.add(i64::try_from(digest.waiting.len()).unwrap_or(i64::MAX))?;
        }
        Ok(())
    };
    DIGESTS.write(db, digests, write).await.map(drop)
}

/// A digest of this person. `None`: not theirs, or gone.
///
/// # Errors
/// If the database can't be read.
pub async fn of(
    db: &mut Connection,
    id: OutboxId,
    user: UserId,
) -> sqlx::Result<Option<DigestRow>> {
    sqlx::query("select kind, composed_at, settled, since_at from digest where digest_id = $1 and user_id = $2")
        .bind(id)
        .bind(user)
        .try_map(|row: SqliteRow| {
            let word: &str = row.try_get("kind")?;
            let kind = [Kind::Digest, Kind::Now]
                .into_iter()
                .find(|kind| kind_word(*kind) == word)
                .ok_or_else(|| unknown("digest.kind", word))?;
            let settled: i64 = row.try_get("settled")?;
            Ok(DigestRow {
                kind,
                composed_at: instant(row.try_get("composed_at")?),
                settled: usize::try_from(settled).unwrap_or_default(),
                since: maybe_instant(row.try_get("since_at")?),
            })
        })
        .fetch_optional(db)
        .await
}

/// Takes a digest back that could not be delivered.
///
/// # Errors
/// If the database can't be written.
pub async fn take_back(db: &mut Connection, id: OutboxId) -> sqlx::Result<()> {
    sqlx::query("delete from digest where digest_id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Digest => "digest",
        Kind::Now => "now",
    }
}
