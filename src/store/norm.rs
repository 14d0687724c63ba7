//! Rows of `norm`: the modes that were chosen.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use super::columns::unknown;
use crate::domain::ids::{ChannelId, ServerId};
use crate::domain::mode::{Mode, Scope};

/// A scope's kind and id, as the table keys them.
fn key(scope: Scope) -> (&'static str, i64) {
    match scope {
        Scope::Channel(channel) => ("channel", channel.get()),
        Scope::Category(category) => ("category", category.get()),
        Scope::Server(server) => ("server", server.get()),
    }
}

/// Sets a mode, or takes the choice back.
///
/// # Errors
/// If the database can't be written.
pub async fn set(
    db: &mut Connection,
    server: ServerId,
    scope: Scope,
    mode: Option<Mode>,
) -> sqlx::Result<()> {
    let (kind, id) = key(scope);
    match mode {
        Some(mode) => sqlx::query(
            "insert into norm (scope_kind, scope_id, server_id, mode) values ($1, $2, $3, $4) \
             on conflict (scope_kind, scope_id) do update set mode = excluded.mode",
        )
        .bind(kind)
        .bind(id)
        .bind(server)
        .bind(mode.word()),
        None => sqlx::query("delete from norm where scope_kind = $1 and scope_id = $2")
            .bind(kind)
            .bind(id),
    }
    .execute(db)
    .await?;
    Ok(())
}

/// Every mode that was chosen.
///
/// # Errors
/// If the database can't be read.
pub async fn all(db: &mut Connection) -> sqlx::Result<Vec<(ServerId, Scope, Mode)>> {
    sqlx::query("select scope_kind, scope_id, server_id, mode from norm")
        .try_map(|row: SqliteRow| {
            let id: i64 = row.try_get("scope_id")?;
            let scope = match row.try_get::<&str, _>("scope_kind")? {
                "channel" => Scope::Channel(ChannelId::new(id)),
                "category" => Scope::Category(ChannelId::new(id)),
                "server" => Scope::Server(ServerId::new(id)),
                word => return Err(unknown("norm.scope_kind", word)),
            };
            let word: &str = row.try_get("mode")?;
            let mode = word.parse().map_err(|_| unknown("norm.mode", word))?;
            Ok((row.try_get("server_id")?, scope, mode))
        })
        .fetch_all(db)
        .await
}
