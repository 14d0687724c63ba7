//! Rows of `shard`: where each gateway session stands.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;

/// How far a shard's session has been handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub shard: u32,
    pub session: String,
    pub resume_url: String,
    /// The sequence number of the last event that is committed.
    pub seq: u64,
}

/// Notes how far a session has been handled.
///
/// # Errors
/// If the database can't be written.
pub async fn save(db: &mut Connection, position: &Position) -> sqlx::Result<()> {
    sqlx::query(
        "insert into shard (shard_id, session_id, resume_url, seq) values ($1, $2, $3, $4) \
         on conflict (shard_id) do update set session_id = excluded.session_id, \
         resume_url = excluded.resume_url, seq = excluded.seq",
    )
    .bind(position.shard)
    .bind(&position.session)
    .bind(&position.resume_url)
    .bind(i64::try_from(position.seq).unwrap_or(i64::MAX))
    .execute(db)
    .await?;
    Ok(())
}

/// Where the shard's session stood, if there was one.
///
/// # Errors
/// If the database can't be read.
pub async fn load(db: &mut Connection, shard: u32) -> sqlx::Result<Option<Position>> {
    sqlx::query("select session_id, resume_url, seq from shard where shard_id = $1")
        .bind(shard)
        .try_map(|row: SqliteRow| {
            Ok(Position {
                shard,
                session: row.try_get("session_id")?,
                resume_url: row.try_get("resume_url")?,
                seq: row.try_get::<i64, _>("seq")?.unsigned_abs(),
            })
        })
        .fetch_optional(db)
        .await
}
