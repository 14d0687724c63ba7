//! What is counted of the runs of a stand-up, and what was answered on scales.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{millis, unknown};
use crate::domain::ids::{ChannelId, RunId, StandupId};
use crate::domain::standup::{Scaled, Turnout};

/// The last runs of a stand-up in a channel that have closed, so many at most, the oldest first, each with how many answered in time.
///
/// # Errors
/// If the database can't be read.
pub async fn turnout(
    db: &mut Connection,
    (standup, channel): (StandupId, ChannelId),
    (since, now): (NaiveDate, DateTime<Utc>),
    limit: u32,
) -> sqlx::Result<Vec<(RunId, Turnout)>> {
    let mut all = sqlx::query(
        "select r.run_id, r.day_on, r.asked, (select count(*) from entry e where e.run_id = r.run_id \
         and e.manner = 'words' and e.written_at < r.closes_at) as answered \
         from run r join terms t on t.terms_id = r.terms_id \
         where r.standup_id = $1 and t.channel_id = $2 and r.day_on >= $3 and r.closes_at <= $4 \
         order by r.day_on desc limit $5",
    )
    .bind(standup)
    .bind(channel)
    .bind(since.to_string())
    .bind(millis(now))
    .bind(limit)
    .try_map(|row: SqliteRow| {
        let turnout = Turnout {
            day: super::run::date(row.try_get("day_on")?)?,
            answered: row.try_get("answered")?,
            asked: row.try_get("asked")?,
        };
        Ok((row.try_get("run_id")?, turnout))
    })
    .fetch_all(db)
    .await?;
    all.reverse();
    Ok(all)
}

/// What was answered in time in a run to the questions that are answered on a scale, in their order. What is off the scale, as a plain
/// message may be, is left out.
///
/// # Errors
/// If the database can't be read.
pub async fn scaled(db: &mut Connection, run: RunId) -> sqlx::Result<Vec<Scaled>> {
    sqlx::query(
        "select r.day_on, q.words as question, q.choices, a.words as answer from run r \
         join standup_question q on q.terms_id = r.terms_id and q.kind = 'scale' \
         join entry e on e.run_id = r.run_id and e.manner = 'words' and e.written_at < r.closes_at \
         join entry_answer a on a.run_id = e.run_id and a.user_id = e.user_id and a.position = q.position \
         where r.run_id = $1 order by q.position",
    )
    .bind(run)
    .try_map(|row: SqliteRow| {
        let choices: &str = row.try_get("choices")?;
        let mut ends = choices.lines().filter_map(|end| end.parse().ok());
        let ends = ends.next().zip(ends.next());
        let (from, to): (u8, u8) =
            ends.ok_or_else(|| unknown("standup_question.choices", choices))?;
        let answer: &str = row.try_get("answer")?;
        let answer = answer.trim().parse().ok();
        let answer = answer.filter(|answer| (from..=to).contains(answer));
        let (day, question) = (row.try_get("day_on")?, row.try_get("question")?);
        let day = super::run::date(day)?;
        Ok(answer.map(|answer| Scaled {
            day,
            question,
            ends: (from, to),
            answer,
        }))
    })
    .fetch_all(db)
    .await
    .map(|all| all.into_iter().flatten().collect())
}
