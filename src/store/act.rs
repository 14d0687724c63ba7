//! Facts: what happened to messages, and what members did about them. They only ever grow.

mod role;

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::{QueryBuilder, Sqlite};

pub use self::role::note_for_roles;
use super::Connection;
use super::columns::millis;
use super::rows::{CHUNK, Rows, Values};
use crate::domain::event::Turn;
use crate::domain::ids::{ChannelId, MessageId, UserId};

/// What a member did about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Answered it. Which messages answer it is kept for itself (`answer`); this is for the roles of who did.
    Replied,
    /// Put a ✅ on it.
    Checked,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Replied, Self::Checked];

    /// The word that the database keeps.
    const fn word(self) -> &'static str {
        match self {
            Self::Replied => "replied",
            Self::Checked => "checked",
        }
    }
}

/// One thing that a member did, and whether it still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    pub source: MessageId,
    pub user: UserId,
    pub kind: Kind,
    pub turn: Turn,
    pub at: DateTime<Utc>,
}

/// Notes acts; of two about the same thing the later one holds, of two of one instant the one that came last.
///
/// # Errors
/// If the database can't be written.
pub async fn note(db: &mut Connection, acts: &[Act]) -> sqlx::Result<()> {
    for act in acts {
        sqlx::query(
            "insert into act (source_id, user_id, kind, stands, at) values ($1, $2, $3, $4, $5) \
             on conflict (source_id, user_id, kind) do update \
             set stands = excluded.stands, at = excluded.at where excluded.at >= act.at",
        )
        .bind(act.source)
        .bind(act.user)
        .bind(act.kind.word())
        .bind(i64::from(act.turn == Turn::Added))
        .bind(millis(act.at))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The latest message that a member wrote in a channel or thread.
///
/// # Errors
/// If the database can't be read.
pub async fn wrote_last(
    db: &mut Connection,
    user: UserId,
    channel: ChannelId,
) -> sqlx::Result<Option<MessageId>> {
    sqlx::query_scalar("select message_id from wrote where user_id = $1 and channel_id = $2")
        .bind(user)
        .bind(channel)
        .fetch_optional(db)
        .await
}

/// Notes that a message was edited; the latest edit holds.
///
/// # Errors
/// If the database can't be written.
pub async fn edited(
    db: &mut Connection,
    message: MessageId,
    edited_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into touched (message_id, edited_at) values ($1, $2) on conflict (message_id) do update \
         set edited_at = excluded.edited_at where excluded.edited_at > touched.edited_at",
    )
    .bind(message)
    .bind(millis(edited_at))
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that messages were deleted.
///
/// # Errors
/// If the database can't be written.
pub async fn deleted(db: &mut Connection, messages: &[MessageId]) -> sqlx::Result<()> {
    for chunk in messages.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new("insert into touched (message_id, deleted) ");
        query.push_values(chunk, |mut values, message| {
            values.push_bind(*message).push_bind(1);
        });
        query.push(" on conflict (message_id) do update set deleted = 1 where touched.deleted = 0");
        query.build().persistent(false).execute(&mut *db).await?;
    }
    Ok(())
}

static WROTE: LazyLock<Rows> = LazyLock::new(|| {
    Rows::new(
        "insert into wrote (user_id, channel_id, message_id) values ".to_owned(),
        3,
        " on conflict (user_id, channel_id) do update set message_id = excluded.message_id \
         where excluded.message_id > wrote.message_id",
    )
});

/// Notes the latest message that each member wrote in each channel.
///
/// # Errors
/// If the database can't be written.
pub async fn wrote(
    db: &mut Connection,
    latest: &HashMap<(UserId, ChannelId), MessageId>,
) -> sqlx::Result<()> {
    let mut rows: Vec<_> = latest.iter().collect();
    // In key order the rows of a person touch the same pages.
    rows.sort_unstable();
    let write = |rows: &[(&(UserId, ChannelId), &MessageId)], values: &mut Values| {
        for ((user, channel), message) in rows {
            values.add(*user)?;
            values.add(*channel)?;
            values.add(**message)?;
        }
        Ok(())
    };
    WROTE.write(db, &rows, write).await?;
    Ok(())
}

/// Deletes what a person did.
///
/// # Errors
/// If the database can't be written.
pub async fn forget(db: &mut Connection, user: UserId) -> sqlx::Result<()> {
    for statement in [
        "delete from act where user_id = $1",
        "delete from wrote where user_id = $1",
        "delete from role_act where user_id = $1",
    ] {
        sqlx::query(statement).bind(user).execute(&mut *db).await?;
    }
    Ok(())
}
