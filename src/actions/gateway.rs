//! Where each gateway session stands, so that a restart goes on where the last commit was.

use anyhow::Context;

use super::Adagio;
use crate::store::shard;
pub use crate::store::shard::Position;

/// Where the shard's session stood when Adagio last ran.
///
/// # Errors
/// If the database can't be read.
pub async fn load(adagio: &Adagio, number: u32) -> anyhow::Result<Option<Position>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading a session")?;
    shard::load(&mut db, number)
        .await
        .with_context(|| format!("read the session of shard {number}"))
}

/// Forgets a session that Discord no longer knows.
///
/// # Errors
/// If the database can't be written.
pub async fn forget_session(adagio: &Adagio, number: u32) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    shard::forget(turn.db(), number)
        .await
        .with_context(|| format!("forget the session of shard {number}"))?;
    turn.commit(|_| {}).await
}
