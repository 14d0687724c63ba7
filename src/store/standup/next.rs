//! When something is due of stand-ups next.

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::maybe_instant;

/// When a run is to be opened or closed, somebody is to be told of one, or it is to be looked at whether anybody joined; the first of
/// these, of servers in which Adagio is.
///
/// # Errors
/// If the database can't be read.
pub async fn next_due(db: &mut Connection) -> sqlx::Result<Option<DateTime<Utc>>> {
    // One journey to the connection's thread instead of four: this is asked after all that happens.
    let due: Option<i64> = sqlx::query_scalar(
        "select min(at) from (\
         select min(s.due_at) as at from standup s where s.due_at is not null and exists \
         (select 1 from server v where v.server_id = s.server_id and v.removed_at is null) \
         union all \
         select min(s.alone_due_at) from standup s where s.alone_due_at is not null and exists \
         (select 1 from server v where v.server_id = s.server_id and v.removed_at is null) \
         union all \
         select min(r.due_at) from run r where r.due_at is not null and exists \
         (select 1 from standup s join server v on v.server_id = s.server_id \
          where s.standup_id = r.standup_id and v.removed_at is null) \
         union all \
         select min(p.due_at) from prompt p where p.due_at is not null and exists \
         (select 1 from run r join standup s on s.standup_id = r.standup_id join server v on v.server_id = s.server_id \
          where r.run_id = p.run_id and v.removed_at is null))",
    )
    .fetch_one(db)
    .await?;
    Ok(maybe_instant(due))
}
