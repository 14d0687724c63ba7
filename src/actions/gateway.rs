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
