//! What is known already of messages whose history is read: pings that wait, ticks, and what pings a role.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::instant;
use super::super::rows::list;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};

/// How many messages whose pings wait are looked at again in one reading of a server.
const MOST_HELD: u32 = 65_536;

/// How long what pinged a group may wait for its people's digests: over a long weekend.
const GROUPS_WAIT: TimeDelta = TimeDelta::days(4);

/// The messages of a server, up to one, whose pings wait for somebody, and those that answer them, with the channels that they
/// stand in; the latest if they are very many.
///
/// # Errors
/// If the database can't be read.
pub async fn held(
    db: &mut Connection,
    server: ServerId,
    before: MessageId,
) -> sqlx::Result<Vec<(ChannelId, MessageId)>> {
    // From the people who joined, because pings are indexed by who waits for them, and from the pings of groups, whose people
    // aren't known before something is composed for them. What was told to Adagio is no message.
    sqlx::query_as(
        "select channel_id, source_id from (\
         select p.channel_id, p.source_id from membership m \
         cross join ping p on p.recipient_id = m.user_id and p.state = 'held' \
         where m.server_id = $1 and p.server_id = $1 and p.source_id < $2 \
         and p.via not in ('tell', 'standup') \
         union select g.channel_id, g.source_id from ping g \
         where g.server_id = $1 and g.source_id < $2 and g.source_id > $3 \
         and g.via in ('role', 'everyone') and g.group_id is null \
         union select a.channel_id, a.by_id from membership m \
         cross join ping p on p.recipient_id = m.user_id and p.state = 'held' \
         cross join answer a on a.source_id = p.source_id and a.user_id = p.recipient_id \
         where m.server_id = $1 and p.server_id = $1 and a.by_id < $2 and a.channel_id is not null \
         union select a.channel_id, a.by_id from ping g \
         cross join answer a on a.source_id = g.source_id \
         where g.server_id = $1 and g.source_id < $2 and g.source_id > $3 and g.via = 'role' \
         and g.group_id is null and a.by_id < $2 and a.channel_id is not null) \
         where not exists (select 1 from touched t where t.message_id = source_id and t.deleted = 1) \
         order by source_id desc limit $4",
    )
    .bind(server)
    .bind(before)
    .bind(MessageId::first_at(before.sent_at() - GROUPS_WAIT))
    .bind(MOST_HELD)
    .fetch_all(db)
    .await
}

/// Who put a ✅ on these messages that still stands, as far as it was noted.
///
/// # Errors
/// If the database can't be read.
pub async fn checked(
    db: &mut Connection,
    messages: &[MessageId],
) -> sqlx::Result<Vec<(MessageId, UserId)>> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_as(
        "select source_id, user_id from act \
         where kind = 'checked' and stands = 1 and source_id in (select value from json_each($1)) \
         union select source_id, user_id from role_act \
         where kind = 'checked' and stands = 1 and source_id in (select value from json_each($1))",
    )
    .bind(list(messages))
    .fetch_all(db)
    .await
}

/// Those of these messages that ping a role.
///
/// # Errors
/// If the database can't be read.
pub async fn calling(db: &mut Connection, messages: &[MessageId]) -> sqlx::Result<Vec<MessageId>> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_scalar(
        "select source_id from ping where via = 'role' and group_id is null \
         and source_id in (select value from json_each($1))",
    )
    .bind(list(messages))
    .fetch_all(db)
    .await
}

/// A ping that is recorded, and the edit in which it was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub source: MessageId,
    pub recipient: UserId,
    pub revised_at: Option<DateTime<Utc>>,
}

/// The pings that are recorded of these messages.
///
/// # Errors
/// If the database can't be read.
pub async fn recorded(db: &mut Connection, messages: &[MessageId]) -> sqlx::Result<Vec<Recorded>> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query(
        "select source_id, recipient_id, revision_at from ping where source_id in (select value from json_each($1))",
    )
    .bind(list(messages))
    .try_map(|row: SqliteRow| {
        let revised: i64 = row.try_get("revision_at")?;
        Ok(Recorded {
            source: row.try_get("source_id")?,
            recipient: row.try_get("recipient_id")?,
            revised_at: (revised != 0).then(|| instant(revised)),
        })
    })
    .fetch_all(db)
    .await
}
