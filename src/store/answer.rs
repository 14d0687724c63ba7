//! Rows of `answer`: which messages answer a message. What was deleted is left out by the view `standing_answer`, so that
//! whoever asks whether something is answered hears the same.

use std::sync::LazyLock;

use super::Connection;
use super::rows::{Rows, Values};
use crate::domain::ids::{ChannelId, MessageId, UserId};

/// A message that answers another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub source: MessageId,
    pub by: MessageId,
    pub channel: ChannelId,
    /// `None`: they want to be left out.
    pub user: Option<UserId>,
    pub whose: Whose,
}

/// Whose answer it is. Of people who didn't join no more is kept than somebody who did needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Members,
    Strangers,
}

static NOTE: LazyLock<Rows> = LazyLock::new(|| {
    let before = "insert into answer (source_id, by_id, channel_id, user_id) \
         select column1, column2, column3, case when column5 or calls then column4 end from (select *, \
         exists (select 1 from ping p where p.source_id = column1 and p.via = 'role' and p.group_id is null) as calls \
         from (values ";
    Rows::new(
        before.to_owned(),
        5,
        ")) where column5 or calls or exists (select 1 from question q where q.message_id = column1) \
         on conflict (source_id, by_id) do nothing",
    )
});

/// Notes answers, each once: of strangers only those to a question of a member or to what pings a role, and whose it is only for
/// the role.
///
/// # Errors
/// If the database can't be written.
pub async fn note(db: &mut Connection, answers: &[Answer]) -> sqlx::Result<()> {
    let write = |answers: &[Answer], values: &mut Values| {
        for answer in answers {
            values.add(answer.source)?;
            values.add(answer.by)?;
            values.add(answer.channel)?;
            values.add(answer.user)?;
            values.add(i64::from(answer.whose == Whose::Members))?;
        }
        Ok(())
    };
    NOTE.write(db, answers, write).await?;
    Ok(())
}

/// Forgets whose answers a person's are. That there are answers stays: it is about what others asked.
///
/// # Errors
/// If the database can't be written.
pub async fn forget(db: &mut Connection, user: UserId) -> sqlx::Result<()> {
    sqlx::query("update answer set user_id = null where user_id = $1")
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}
