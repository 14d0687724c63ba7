//! Where people were pinged, without what was said: what has to be looked up before they are shown it.

use std::collections::HashMap;

use serde::Deserialize;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::array;
use super::super::rows::list;
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
    let all: String = sqlx::query_scalar(
        "select json_group_array(json_array(recipient_id, server_id, channel_id, governing_id, sender_id, via, group_id)) \
         from ping where state = 'held' and recipient_id in (select value from json_each($1))",
    )
    .bind(list(people))
    .fetch_one(db)
    .await?;
    let all: Vec<Columns<'_>> = array(&all)?;
    let mut places: HashMap<UserId, Vec<HeldAt>> = HashMap::new();
    for one in all {
        places.entry(one.recipient).or_default().push(one.place()?);
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

/// A place as the statement has it, in its order.
#[derive(Deserialize)]
struct Columns<'r> {
    recipient: UserId,
    server: ServerId,
    channel: ChannelId,
    governing: ChannelId,
    sender: Option<UserId>,
    via: &'r str,
    group: Option<UserId>,
}

impl Columns<'_> {
    fn place(self) -> sqlx::Result<HeldAt> {
        let via = via_of(self.via)?;
        Ok(HeldAt {
            server: self.server,
            channel: self.channel,
            governing: self.governing,
            sender: self.sender,
            group: self.group.and_then(|group| Group::of(via, group)),
        })
    }
}
