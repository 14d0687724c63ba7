//! Rows of `digest` and `delivery`: what was composed, and what it holds.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use super::Connection;
use super::columns::{instant, maybe_instant, millis, unknown};
use super::ping::Part;
use super::rows::CHUNK;
use crate::domain::digest::Kind;
use crate::domain::ids::{MessageId, OutboxId, UserId};

/// A digest that was just composed.
#[derive(Clone, Copy, Debug)]
pub struct NewDigest {
    pub id: OutboxId,
    pub user: UserId,
    pub kind: Kind,
    /// How many had settled themselves since the one before.
    pub settled: usize,
    /// Since when it gathers, if it is a catch-up.
    pub since: Option<DateTime<Utc>>,
}

/// A digest as it was composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigestRow {
    pub kind: Kind,
    pub composed_at: DateTime<Utc>,
    pub settled: usize,
    pub since: Option<DateTime<Utc>>,
}

/// Adds a digest and what it holds, in the order in which it is shown.
///
/// # Errors
/// If the database can't be written.
pub async fn add(
    db: &mut Connection,
    new: &NewDigest,
    holds: &[(MessageId, Part)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (id, user) = (new.id, new.user);
    sqlx::query(
        "insert into digest (digest_id, user_id, kind, composed_at, settled, since_at) \
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(user)
    .bind(kind_word(new.kind))
    .bind(millis(now))
    .bind(i64::try_from(new.settled).unwrap_or(i64::MAX))
    .bind(new.since.map(millis))
    .execute(&mut *db)
    .await?;
    let rows: Vec<_> = (0_i64..).zip(holds).collect();
    for chunk in rows.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "insert into delivery (digest_id, position, source_id, recipient_id, part) ",
        );
        query.push_values(chunk, |mut values, (position, (source, part))| {
            values
                .push_bind(id)
                .push_bind(*position)
                .push_bind(*source)
                .push_bind(user)
                .push_bind(part.word());
        });
        query.build().persistent(false).execute(&mut *db).await?;
    }
    Ok(())
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
