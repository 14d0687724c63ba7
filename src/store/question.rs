//! Rows of `question`: what members asked, and whether somebody answered.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use super::columns::{instant, millis};
use super::rows::list;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};

/// A message in which a member asked somebody something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    pub message: MessageId,
    pub asker: UserId,
    pub server: ServerId,
    pub channel: ChannelId,
    /// The channel, or the thread's parent.
    pub governing: ChannelId,
}

/// Who asked, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub by: UserId,
    /// Later than the message was posted if names were edited in.
    pub at: DateTime<Utc>,
}

/// Notes questions, each once, and when they were asked. Their askers must have joined in their servers.
///
/// # Errors
/// If the database can't be written.
pub async fn note(
    db: &mut Connection,
    questions: &[(Question, DateTime<Utc>)],
) -> sqlx::Result<()> {
    for (question, asked_at) in questions {
        sqlx::query(
            "insert into question (message_id, user_id, server_id, channel_id, governing_id, asked_at) \
             values ($1, $2, $3, $4, $5, $6) on conflict (message_id) do nothing",
        )
        .bind(question.message)
        .bind(question.asker)
        .bind(question.server)
        .bind(question.channel)
        .bind(question.governing)
        .bind(millis(*asked_at))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Which of these messages are questions, who asked and when.
///
/// # Errors
/// If the database can't be read.
pub async fn among(
    db: &mut Connection,
    messages: &[MessageId],
) -> sqlx::Result<HashMap<MessageId, Asked>> {
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let found = sqlx::query(
        "select message_id, user_id, asked_at from question where message_id in (select value from json_each($1))",
    )
    .bind(list(messages))
    .try_map(|row: SqliteRow| {
        let asked = Asked {
            by: row.try_get("user_id")?,
            at: instant(row.try_get("asked_at")?),
        };
        Ok((row.try_get::<MessageId, _>("message_id")?, asked))
    })
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().collect())
}

/// What somebody asked from this message on and nobody has answered, the latest first. A ✅ of who asked or was asked closes
/// it, and so does deleting it.
///
/// # Errors
/// If the database can't be read.
pub async fn open_of(
    db: &mut Connection,
    asker: UserId,
    first: MessageId,
) -> sqlx::Result<Vec<Question>> {
    sqlx::query(
        "select q.message_id, q.user_id, q.server_id, q.channel_id, q.governing_id from question q \
         left join touched t on t.message_id = q.message_id \
         where q.user_id = $1 and q.message_id >= $2 and coalesce(t.deleted, 0) = 0 \
         and not exists (select 1 from standing_answer a where a.source_id = q.message_id and a.user_id is not q.user_id) \
         and not exists (select 1 from act c where c.source_id = q.message_id and c.kind = 'checked' and c.stands = 1 \
             and (c.user_id = q.user_id or exists (select 1 from ping p \
                 where p.source_id = q.message_id and p.recipient_id = c.user_id))) \
         order by q.message_id desc",
    )
    .bind(asker)
    .bind(first)
    .try_map(|row: SqliteRow| {
        Ok(Question {
            message: row.try_get("message_id")?,
            asker: row.try_get("user_id")?,
            server: row.try_get("server_id")?,
            channel: row.try_get("channel_id")?,
            governing: row.try_get("governing_id")?,
        })
    })
    .fetch_all(db)
    .await
}
