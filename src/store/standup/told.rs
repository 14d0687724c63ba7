//! Where people were told of runs by direct message, so that what they replied can be looked for.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use crate::domain::ids::{ChannelId, MessageId, RunId, ServerId, UserId};

/// Of the runs of a server that close after this instant: who was told of which, where, and by which message first.
///
/// # Errors
/// If the database can't be read.
pub async fn told_after(
    db: &mut Connection,
    server: ServerId,
    closing_after: DateTime<Utc>,
) -> sqlx::Result<Vec<(RunId, UserId, ChannelId, MessageId)>> {
    sqlx::query_as(
        "select r.run_id, o.user_id, o.channel_id, min(o.result_id) from standup s \
         join run r on r.standup_id = s.standup_id \
         join outbox o on o.key >= 'standup:' || r.run_id || ':' and o.key < 'standup:' || r.run_id || ';' \
         where s.server_id = $1 and r.closes_at > $2 and +o.state = 'sent' and +o.user_id is not null \
         and (o.key like '%:prompt:%' or o.key like '%:reminder:%') \
         group by r.run_id, o.user_id, o.channel_id",
    )
    .bind(server)
    .bind(millis(closing_after))
    .fetch_all(db)
    .await
}
