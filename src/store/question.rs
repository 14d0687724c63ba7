//! Rows of `question`: what members asked, and whether somebody answered.

use std::collections::HashMap;

use sqlx::{QueryBuilder, Sqlite};

use super::Connection;
use super::rows::CHUNK;
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

/// Notes questions, each once. Their askers must have joined in their servers.
///
/// # Errors
/// If the database can't be written.
pub async fn note(db: &mut Connection, questions: &[Question]) -> sqlx::Result<()> {
    for question in questions {
        sqlx::query(
            "insert into question (message_id, user_id, server_id, channel_id, governing_id) \
             values ($1, $2, $3, $4, $5) on conflict (message_id) do nothing",
        )
        .bind(question.message)
        .bind(question.asker)
        .bind(question.server)
        .bind(question.channel)
        .bind(question.governing)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Which of these messages are questions, and who asked.
///
/// # Errors
/// If the database can't be read.
pub async fn among(
    db: &mut Connection,
    messages: &[MessageId],
) -> sqlx::Result<HashMap<MessageId, UserId>> {
    let mut found = HashMap::new();
    for chunk in messages.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "select message_id, user_id from question where message_id in (",
        );
        let mut ids = query.separated(", ");
        for message in chunk {
            ids.push_bind(*message);
        }
        query.push(")");
        let rows: Vec<(MessageId, UserId)> = query
            .build_query_as()
            .persistent(false)
            .fetch_all(&mut *db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Notes that a message answers a question; the earliest that wasn't deleted holds.
///
/// # Errors
/// If the database can't be written.
pub async fn answered(db: &mut Connection, question: MessageId, by: MessageId) -> sqlx::Result<()> {
    sqlx::query(
        "update question set answered_by = $1 where message_id = $2 and (answered_by is null or answered_by > $1 \
         or exists (select 1 from touched t where t.message_id = question.answered_by and t.deleted = 1))",
    )
    .bind(by)
    .bind(question)
    .execute(db)
    .await?;
    Ok(())
}
