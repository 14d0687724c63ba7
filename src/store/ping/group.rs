//! Pings of groups: one row for all of them, and one for each member from the moment when something is composed for them.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{instant, millis, unknown};
use super::NewPing;
use super::words::{lane_of, lane_word, state_word, via_of};
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

/// What pinged groups of this server since a message, and hasn't become a ping of this person.
///
/// # Errors
/// If the database can't be read.
pub async fn to_groups(
    db: &mut Connection,
    server: ServerId,
    person: UserId,
    since: MessageId,
) -> sqlx::Result<Vec<GroupPing>> {
    sqlx::query(select_group_pings!(
        "g.server_id = $1 and g.source_id >= $2 and not exists \
         (select 1 from ping p where p.source_id = g.source_id and p.recipient_id = $3) \
         order by g.source_id, g.via desc"
    ))
    .bind(server)
    .bind(since)
    .bind(person)
    .try_map(|row| read(&row))
    .fetch_all(db)
    .await
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

/// Makes a group's ping one of this person. What it says stays with the group's own row.
///
/// # Errors
/// If the database can't be written.
pub async fn hand_on(
    db: &mut Connection,
    ping: &GroupPing,
    person: UserId,
    share: Share,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (lane, state, reason) = match share {
        Share::Held(lane) => (lane, State::Held, None),
        Share::Over(reason) => (ping.lane, reason.state(), Some(reason.word())),
    };
    sqlx::query(
        "insert into ping (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, state, \
         reason, pinged_at, revision_at, changed_at, expected_at, urgent, silent, group_id) \
         select source_id, $1, server_id, channel_id, governing_id, sender_id, via, $2, $3, $4, pinged_at, \
         revision_at, $5, expected_at, urgent, silent, recipient_id from ping where source_id = $6 and recipient_id = $7 \
         on conflict (source_id, recipient_id) do nothing",
    )
    .bind(person)
    .bind(lane_word(lane))
    .bind(state_word(state))
    .bind(reason)
    .bind(millis(now))
    .bind(ping.source)
    .bind(ping.group.recipient())
    .execute(db)
    .await?;
    Ok(())
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
