//! Rows of `digest` and `delivery`: what was composed, and what it holds.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use super::columns::{instant, maybe_instant, millis, unknown};
use super::ping::Part;
use super::rows::{Rows, Values};
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
    /// In the order in which it is shown.
    pub holds: Vec<(MessageId, Part)>,
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
    let insert =
        "insert into digest (digest_id, user_id, kind, composed_at, settled, since_at) values ";
    Rows::new(insert.to_owned(), 6, "")
});

static DELIVERIES: LazyLock<Rows> = LazyLock::new(|| {
    let insert =
        "insert into delivery (digest_id, position, source_id, recipient_id, part) values ";
    Rows::new(insert.to_owned(), 5, "")
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
        }
        Ok(())
    };
    DIGESTS.write(db, digests, write).await?;
    let holds = digests.iter().flat_map(|digest| {
        let holds = (0_i64..).zip(&digest.holds);
        holds.map(|(position, held)| (digest.id, position, held.0, digest.user, held.1))
    });
    let holds: Vec<_> = holds.collect();
    let write = |holds: &[(OutboxId, i64, MessageId, UserId, Part)], values: &mut Values| {
        for (id, position, source, recipient, part) in holds {
            values.add(*id)?;
            values.add(*position)?;
            values.add(*source)?;
            values.add(*recipient)?;
            values.add(part.word())?;
        }
        Ok(())
    };
    DELIVERIES.write(db, &holds, write).await.map(drop)
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
