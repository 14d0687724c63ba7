//! Rows of `digest` and `delivery`: what was composed, and what it holds.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use super::Connection;
use super::columns::{millis, unknown};
use super::ping::Part;
use super::rows::CHUNK;
use crate::domain::digest::Kind;
use crate::domain::ids::{MessageId, OutboxId, UserId};

/// Adds a digest and what it holds, in the order in which it is shown.
///
/// # Errors
/// If the database can't be written.
pub async fn add(
    db: &mut Connection,
    id: OutboxId,
    user: UserId,
    kind: Kind,
    settled: usize,
    holds: &[(MessageId, Part)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into digest (digest_id, user_id, kind, composed_at, settled) values ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(user)
    .bind(kind_word(kind))
    .bind(millis(now))
    .bind(i64::try_from(settled).unwrap_or(i64::MAX))
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

/// A digest of this person: its kind, and how many had settled themselves. `None`: not theirs, or gone.
///
/// # Errors
/// If the database can't be read.
pub async fn of(
    db: &mut Connection,
    id: OutboxId,
    user: UserId,
) -> sqlx::Result<Option<(Kind, usize)>> {
    sqlx::query("select kind, settled from digest where digest_id = $1 and user_id = $2")
        .bind(id)
        .bind(user)
        .try_map(|row: SqliteRow| {
            let word: &str = row.try_get("kind")?;
            let kind = [Kind::Digest, Kind::Now]
                .into_iter()
                .find(|kind| kind_word(*kind) == word)
                .ok_or_else(|| unknown("digest.kind", word))?;
            let settled: i64 = row.try_get("settled")?;
            Ok((kind, usize::try_from(settled).unwrap_or_default()))
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
