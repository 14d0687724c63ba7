//! Rows of `memo`: small things that Adagio remembers about itself.

use super::Connection;

/// What is remembered under this name.
///
/// # Errors
/// If the database can't be read.
pub async fn get(db: &mut Connection, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select value from memo where name = $1")
        .bind(name.to_owned())
        .fetch_optional(db)
        .await
}

/// Remembers a value.
///
/// # Errors
/// If the database can't be written.
pub async fn set(db: &mut Connection, name: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into memo (name, value) values ($1, $2) \
         on conflict (name) do update set value = excluded.value",
    )
    .bind(name.to_owned())
    .bind(value.to_owned())
    .execute(db)
    .await?;
    Ok(())
}
