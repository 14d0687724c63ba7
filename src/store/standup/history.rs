//! What was answered in a channel's stand-ups.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use crate::domain::ids::{ChannelId, RunId, ServerId};

/// The runs of a channel's stand-ups that closed in this span and in which somebody answered, the newest first; of stand-ups
/// that were deleted, too.
///
/// # Errors
/// If the database can't be read.
pub async fn past_runs(
    db: &mut Connection,
    (server, channel): (ServerId, ChannelId),
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<RunId>> {
    sqlx::query_scalar(
        "select r.run_id from terms t join run r on r.terms_id = t.terms_id \
         where t.server_id = $1 and t.channel_id = $2 and r.closes_at > $3 and r.closes_at <= $4 \
         and exists (select 1 from entry e where e.run_id = r.run_id and e.manner = 'words') \
         order by r.closes_at desc, r.run_id desc",
    )
    .bind(server)
    .bind(channel)
    .bind(millis(since))
    .bind(millis(until))
    .fetch_all(db)
    .await
}
