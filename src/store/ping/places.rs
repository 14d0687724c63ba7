//! Where people were pinged, without what was said: what has to be looked up before they are shown it.

use std::collections::HashMap;

use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use super::super::Connection;
use super::super::rows::{CHUNK, push_list};
use super::PingRow;
use super::words::{lane_of, via_of};
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, ServerId, UserId};
use crate::domain::ping::Lane;

/// Where something stands that somebody is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldAt {
    pub server: ServerId,
    pub channel: ChannelId,
    pub governing: ChannelId,
    /// `None`: the sender wants to be left out, or was forgotten.
    pub sender: Option<UserId>,
    /// By which group it reached them. `None`: they themselves are meant.
    pub group: Option<Group>,
}

impl From<&PingRow> for HeldAt {
    fn from(row: &PingRow) -> Self {
        Self {
            server: row.server,
            channel: row.channel,
            governing: row.governing,
            sender: row.sender,
            group: row.group,
        }
    }
}

/// Where each of these people is held something.
///
/// # Errors
/// If the database can't be read.
pub async fn places(
    db: &mut Connection,
    people: &[UserId],
) -> sqlx::Result<HashMap<UserId, Vec<HeldAt>>> {
    let mut places: HashMap<UserId, Vec<HeldAt>> = HashMap::new();
    for some in people.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "select distinct recipient_id, server_id, channel_id, governing_id, sender_id, via, group_id from ping \
             where state = 'held' and recipient_id in",
        );
        push_list(&mut query, some);
        let query = query.build().persistent(false);
        for (user, place) in query.try_map(|row| read(&row)).fetch_all(&mut *db).await? {
            places.entry(user).or_default().push(place);
        }
    }
    Ok(places)
}

/// In which lanes somebody is held something.
///
/// # Errors
/// If the database can't be read.
pub async fn lanes(db: &mut Connection, person: UserId) -> sqlx::Result<Vec<Lane>> {
    sqlx::query("select distinct lane from ping where state = 'held' and recipient_id = $1")
        .bind(person)
        .try_map(|row: SqliteRow| lane_of(row.try_get("lane")?))
        .fetch_all(db)
        .await
}

fn read(row: &SqliteRow) -> sqlx::Result<(UserId, HeldAt)> {
    let via = via_of(row.try_get("via")?)?;
    let group: Option<UserId> = row.try_get("group_id")?;
    let place = HeldAt {
        server: row.try_get("server_id")?,
        channel: row.try_get("channel_id")?,
        governing: row.try_get("governing_id")?,
        sender: row.try_get("sender_id")?,
        group: group.and_then(|group| Group::of(via, group)),
    };
    Ok((row.try_get("recipient_id")?, place))
}
