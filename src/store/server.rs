//! Rows of `server` and `membership`: where Adagio is, and who joined there.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use super::columns::{instant, maybe_instant, millis};
use super::rows::{Rows, Values, list};
use crate::domain::history;
use crate::domain::ids::{ServerId, UserId};

/// Notes that Adagio is in a server (again): what is said there from now on is taken in.
///
/// # Errors
/// If the database can't be written.
pub async fn seen(db: &mut Connection, server: ServerId, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into server (server_id, created_at, history_until_at, history_due_at) values ($1, $2, $2, $3) \
         on conflict (server_id) do update set removed_at = null, history_until_at = excluded.history_until_at, \
         history_due_at = excluded.history_due_at where server.removed_at is not null",
    )
    .bind(server)
    .bind(millis(now))
    .bind(millis(now + history::EVERY))
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that Adagio was removed from a server: the grace before deletion begins (PRODUCT A4).
///
/// # Errors
/// If the database can't be written.
pub async fn left(db: &mut Connection, server: ServerId, at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("update server set removed_at = $1 where server_id = $2 and removed_at is null")
        .bind(millis(at))
        .bind(server)
        .execute(db)
        .await?;
    Ok(())
}

/// The servers that Adagio was removed from before this instant.
///
/// # Errors
/// If the database can't be read.
pub async fn removed_before(
    db: &mut Connection,
    before: DateTime<Utc>,
) -> sqlx::Result<Vec<ServerId>> {
    sqlx::query_scalar("select server_id from server where removed_at < $1")
        .bind(millis(before))
        .fetch_all(db)
        .await
}

/// Deletes a server with everything that belongs to it.
///
/// # Errors
/// If the database can't be written.
pub async fn delete(db: &mut Connection, server: ServerId) -> sqlx::Result<()> {
    for statement in [
        // By who was pinged, because pings are indexed by them and by nothing else that every ping would have to enter.
        "delete from ping where server_id = $1 \
         and recipient_id in (select user_id from membership where server_id = $1)",
        "delete from ping where server_id = $1 and via in ('role', 'everyone') and group_id is null",
        "delete from mute where server_id = $1",
        "delete from server where server_id = $1",
    ] {
        sqlx::query(statement)
            .bind(server)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Notes that a person joined in a server. The server and the person must be there.
///
/// # Errors
/// If the database can't be written.
pub async fn join(
    db: &mut Connection,
    server: ServerId,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into membership (server_id, user_id, joined_at) values ($1, $2, $3) \
         on conflict (server_id, user_id) do nothing",
    )
    .bind(server)
    .bind(user)
    .bind(millis(now))
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody's membership in a server.
#[derive(Clone, Copy, Debug)]
pub struct Joined {
    pub user: UserId,
    pub server: ServerId,
    pub joined_at: DateTime<Utc>,
    /// Up to when the pings of groups were looked through for them. `None`: never.
    pub looked_at: Option<DateTime<Utc>>,
}

/// The servers in which these people joined.
///
/// # Errors
/// If the database can't be read.
pub async fn joined_by(db: &mut Connection, users: &[UserId]) -> sqlx::Result<Vec<Joined>> {
    sqlx::query(
        "select user_id, server_id, joined_at, looked_at from membership \
         where user_id in (select value from json_each($1)) order by user_id, server_id",
    )
    .bind(list(users))
    .try_map(|row: SqliteRow| {
        Ok(Joined {
            user: row.try_get("user_id")?,
            server: row.try_get("server_id")?,
            joined_at: instant(row.try_get("joined_at")?),
            looked_at: maybe_instant(row.try_get("looked_at")?),
        })
    })
    .fetch_all(db)
    .await
}

static LOOKED: LazyLock<Rows> = LazyLock::new(|| {
    let update = "update membership set looked_at = ? from (values ";
    Rows::new(
        update.to_owned(),
        2,
        ") where server_id = column1 and user_id = column2",
    )
});

/// Notes that a server's pings of groups have been looked through for members.
///
/// # Errors
/// If the database can't be written.
pub async fn looked(
    db: &mut Connection,
    members: &[(ServerId, UserId)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let write = |members: &[(ServerId, UserId)], values: &mut Values| {
        values.add(millis(now))?;
        for (server, user) in members {
            values.add(*server)?;
            values.add(*user)?;
        }
        Ok(())
    };
    LOOKED.write(db, members, write).await.map(drop)
}

/// Has the pings of groups in a server looked through again from this instant on, for everybody who joined there.
///
/// # Errors
/// If the database can't be written.
pub async fn look_again(
    db: &mut Connection,
    server: ServerId,
    since: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update membership set looked_at = $1 where server_id = $2 and looked_at > $1")
        .bind(millis(since))
        .bind(server)
        .execute(db)
        .await?;
    Ok(())
}

/// Everybody who joined, and when, for the roster in memory.
///
/// # Errors
/// If the database can't be read.
pub async fn memberships(
    db: &mut Connection,
) -> sqlx::Result<Vec<(ServerId, UserId, DateTime<Utc>)>> {
    sqlx::query("select server_id, user_id, joined_at from membership")
        .try_map(|row: SqliteRow| {
            let joined_at = instant(row.try_get("joined_at")?);
            Ok((
                row.try_get("server_id")?,
                row.try_get("user_id")?,
                joined_at,
            ))
        })
        .fetch_all(db)
        .await
}
