//! Pings of groups: one row for all of them, and one for each member from the moment when something is composed for them.

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{instant, millis, unknown};
use super::super::rows::{Rows, Values, list, number, pick};
use super::NewPing;
use super::words::{LANES, STATES, lane_of, lane_word, state_word, via_of};
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::ping::{Lane, Reason, State};

/// A ping of a group as its own row says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPing {
    pub source: MessageId,
    pub group: Group,
    pub server: ServerId,
    pub channel: ChannelId,
    pub governing: ChannelId,
    /// `None`: the sender wants to be left out, or was forgotten.
    pub sender: Option<UserId>,
    /// `Now`: its channel lets pings pass at once.
    pub lane: Lane,
    /// When its message was sent, or the mention edited in.
    pub pinged_at: DateTime<Utc>,
}

/// What becomes of a group's ping for one of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    Held(Lane),
    /// It is over at once.
    Over(Reason),
}

macro_rules! select_group_pings {
    ($rest:literal) => {
        concat!(
            "select g.source_id, g.recipient_id, g.server_id, g.channel_id, g.governing_id, g.sender_id, g.via, \
             g.lane, g.pinged_at from ping g where g.via in ('role', 'everyone') and g.group_id is null and ",
            $rest
        )
    };
}

/// What pinged groups of this server since a message.
///
/// # Errors
/// If the database can't be read.
pub async fn to_groups(
    db: &mut Connection,
    server: ServerId,
    since: MessageId,
) -> sqlx::Result<Vec<GroupPing>> {
    sqlx::query(select_group_pings!(
        "g.server_id = $1 and g.source_id >= $2 order by g.source_id, g.via desc"
    ))
    .bind(server)
    .bind(since)
    .try_map(|row| read(&row))
    .fetch_all(db)
    .await
}

/// Which of these messages have pinged which of these people already, by a group or themselves.
///
/// # Errors
/// If the database can't be read.
pub async fn have_pinged(
    db: &mut Connection,
    sources: &[MessageId],
    people: &[UserId],
) -> sqlx::Result<HashSet<(MessageId, UserId)>> {
    let found = sqlx::query_as::<_, (MessageId, UserId)>(
        "select source_id, recipient_id from ping where source_id in (select value from json_each($1)) \
         and recipient_id in (select value from json_each($2))",
    )
    .bind(list(sources))
    .bind(list(people))
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().collect())
}

/// Which groups a message pings.
///
/// # Errors
/// If the database can't be read.
pub async fn groups_of(db: &mut Connection, source: MessageId) -> sqlx::Result<Vec<GroupPing>> {
    sqlx::query(select_group_pings!("g.source_id = $1 order by g.via desc"))
        .bind(source)
        .try_map(|row| read(&row))
        .fetch_all(db)
        .await
}

/// The latest message that pinged a group, in each server.
///
/// # Errors
/// If the database can't be read.
pub async fn latest_to_groups(db: &mut Connection) -> sqlx::Result<Vec<(ServerId, MessageId)>> {
    sqlx::query_as::<_, (ServerId, MessageId)>(
        "select * from (select server_id, (select max(g.source_id) from ping g where g.server_id = server.server_id \
         and g.via in ('role', 'everyone') and g.group_id is null) as latest from server) where latest is not null",
    )
    .fetch_all(db)
    .await
}

static HAND_ON: LazyLock<Rows> = LazyLock::new(|| {
    let lane = pick("column4", &LANES, lane_word);
    let state = pick("column5", &STATES, state_word);
    let reason = pick("column6", &Reason::ALL, Reason::word);
    let insert = format!(
        "insert into ping (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, state, \
         reason, pinged_at, revision_at, changed_at, expected_at, urgent, silent, group_id) \
         select g.source_id, column3, g.server_id, g.channel_id, g.governing_id, g.sender_id, g.via, {lane}, {state}, \
         {reason}, g.pinged_at, g.revision_at, ?, g.expected_at, g.urgent, g.silent, g.recipient_id from (values "
    );
    Rows::new(
        insert,
        6,
        ") join ping g on g.source_id = column1 and g.recipient_id = column2 where true \
         on conflict (source_id, recipient_id) do nothing",
    )
});

/// Makes pings of groups those of people. What they say stays with the groups' own rows.
///
/// # Errors
/// If the database can't be written.
pub async fn hand_on(
    db: &mut Connection,
    shares: &[(GroupPing, UserId, Share)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let write = |shares: &[(GroupPing, UserId, Share)], values: &mut Values| {
        values.add(millis(now))?;
        for (ping, person, share) in shares {
            let (lane, state, reason) = match *share {
                Share::Held(lane) => (lane, State::Held, None),
                Share::Over(reason) => (ping.lane, reason.state(), Some(reason)),
            };
            values.add(ping.source)?;
            values.add(ping.group.recipient())?;
            values.add(*person)?;
            values.add(number(&LANES, lane))?;
            values.add(number(&STATES, state))?;
            values.add(reason.and_then(|reason| number(&Reason::ALL, reason)))?;
        }
        Ok(())
    };
    HAND_ON.write(db, shares, write).await.map(drop)
}

/// Takes in how messages read that were edited, where they already are pings.
///
/// # Errors
/// If the database can't be written.
pub async fn reword(db: &mut Connection, pings: &[NewPing]) -> sqlx::Result<()> {
    for NewPing { row, .. } in pings {
        sqlx::query(
            "update ping set excerpt = $1, revision_at = $2 \
             where source_id = $3 and recipient_id = $4 and revision_at < $2",
        )
        .bind(row.excerpt.as_deref())
        .bind(row.revised_at.map_or(0, millis))
        .bind(row.source)
        .bind(row.recipient)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

fn read(row: &SqliteRow) -> sqlx::Result<GroupPing> {
    let via: &str = row.try_get("via")?;
    let group = Group::of(via_of(via)?, row.try_get("recipient_id")?);
    Ok(GroupPing {
        source: row.try_get("source_id")?,
        group: group.ok_or_else(|| unknown("ping.via", via))?,
        server: row.try_get("server_id")?,
        channel: row.try_get("channel_id")?,
        governing: row.try_get("governing_id")?,
        sender: row.try_get("sender_id")?,
        lane: lane_of(row.try_get("lane")?)?,
        pinged_at: instant(row.try_get("pinged_at")?),
    })
}
