//! What is chosen on the panel of a draft, one thing at a time.

use super::super::super::Connection;
use super::columns::{clocks_word, tags};
use crate::domain::civil::Zone;
use crate::domain::ids::{ChannelId, RoleId, TermsId};
use crate::domain::standup::{Calls, Clocks, Reveal, Sums, Threads, Venue};

/// Chooses the channel of a draft, and the tags of what is posted there.
///
/// # Errors
/// If the database can't be written.
pub async fn set_channel(
    db: &mut Connection,
    id: TermsId,
    (channel, venue): (ChannelId, &Venue),
) -> sqlx::Result<()> {
    sqlx::query("update terms set channel_id = $1, venue = $2, tags = $3 where terms_id = $4")
        .bind(channel)
        .bind(venue.word())
        .bind(tags(venue))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Chooses how often a thread is opened.
///
/// # Errors
/// If the database can't be written.
pub async fn set_threads(db: &mut Connection, id: TermsId, threads: Threads) -> sqlx::Result<()> {
    sqlx::query("update terms set threads = $1 where terms_id = $2")
        .bind(threads.word())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Chooses whose clocks a draft goes by.
///
/// # Errors
/// If the database can't be written.
pub async fn set_clocks(
    db: &mut Connection,
    id: TermsId,
    zone: Zone,
    clocks: Clocks,
) -> sqlx::Result<()> {
    sqlx::query("update terms set zone = $1, clocks = $2 where terms_id = $3")
        .bind(zone.name())
        .bind(clocks_word(clocks))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Chooses when entries are posted.
///
/// # Errors
/// If the database can't be written.
pub async fn set_reveal(db: &mut Connection, id: TermsId, reveal: Reveal) -> sqlx::Result<()> {
    sqlx::query("update terms set reveal = $1 where terms_id = $2")
        .bind(reveal.word())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Chooses how summaries go.
///
/// # Errors
/// If the database can't be written.
pub async fn set_sums(db: &mut Connection, id: TermsId, sums: Sums) -> sqlx::Result<()> {
    sqlx::query("update terms set sums = $1 where terms_id = $2")
        .bind(sums.word())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Chooses whether the role of those who may join is pinged.
///
/// # Errors
/// If the database can't be written.
pub async fn set_calls(db: &mut Connection, id: TermsId, calls: Calls) -> sqlx::Result<()> {
    sqlx::query("update terms set calls = $1 where terms_id = $2")
        .bind(calls == Calls::Once)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Chooses who may join; `None`: everybody.
///
/// # Errors
/// If the database can't be written.
pub async fn set_role(db: &mut Connection, id: TermsId, role: Option<RoleId>) -> sqlx::Result<()> {
    sqlx::query("update terms set role_id = $1 where terms_id = $2")
        .bind(role)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
