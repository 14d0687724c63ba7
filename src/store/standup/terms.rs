//! Rows of `terms`, `standup_question` and `holiday`: what was agreed on, and drafts of it.

mod choices;
mod columns;

use chrono::{DateTime, Utc};

pub use self::choices::{
    set_calls, set_channel, set_clocks, set_reveal, set_role, set_sums, set_threads,
};
use self::columns::{When, clocks_word, kind_words, tags, terms_row};
use super::super::Connection;
use super::super::columns::millis;
use crate::domain::civil::Zone;
use crate::domain::ids::{ChannelId, ServerId, StandupId, TermsId};
use crate::domain::standup::{Calls, Draft};

/// Terms, and of which stand-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsRow {
    /// `None`: of a stand-up that isn't begun.
    pub standup: Option<StandupId>,
    pub draft: Draft,
}

/// Writes new terms, of a stand-up or of none yet.
///
/// # Errors
/// If the database can't be written.
pub async fn add_terms(
    db: &mut Connection,
    server: ServerId,
    row: &TermsRow,
    now: DateTime<Utc>,
) -> sqlx::Result<TermsId> {
    let draft = &row.draft;
    let when = When::of(&draft.timetable);
    let id: TermsId = sqlx::query_scalar(
        "insert into terms (server_id, standup_id, name, channel_id, zone, clocks, role_id, days, \
         every_weeks, counted_from_on, nth, opens_s, closes_s, opens_on, created_at, reveal, sums, title, calls, venue, \
         tags, threads) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
         $20, $21, $22) returning terms_id",
    )
    .bind(server)
    .bind(row.standup)
    .bind(draft.name.to_string())
    .bind(draft.channel)
    .bind(draft.zone.map(Zone::name))
    .bind(clocks_word(draft.clocks))
    .bind(draft.role)
    .bind(when.days)
    .bind(when.every)
    .bind(when.counted_from)
    .bind(when.nth)
    .bind(when.opens)
    .bind(when.closes)
    .bind(when.opens_on)
    .bind(millis(now))
    .bind(draft.reveal.word())
    .bind(draft.sums.word())
    .bind(draft.title.as_ref().map(ToString::to_string))
    .bind(draft.calls == Calls::Once)
    .bind(draft.venue.word())
    .bind(tags(&draft.venue))
    .bind(draft.threads.word())
    .fetch_one(&mut *db)
    .await?;
    add_lists(db, id, draft).await?;
    Ok(id)
}

/// Gives a draft other words: name, title, questions, days, hours and days off. The rest stays as it is.
///
/// # Errors
/// If the database can't be written.
pub async fn set_words(db: &mut Connection, id: TermsId, draft: &Draft) -> sqlx::Result<()> {
    let when = When::of(&draft.timetable);
    sqlx::query(
        "update terms set name = $1, days = $2, every_weeks = $3, counted_from_on = $4, nth = $5, opens_s = $6, \
         closes_s = $7, opens_on = $8, zone = $9, title = $10 where terms_id = $11",
    )
    .bind(draft.name.to_string())
    .bind(when.days)
    .bind(when.every)
    .bind(when.counted_from)
    .bind(when.nth)
    .bind(when.opens)
    .bind(when.closes)
    .bind(when.opens_on)
    .bind(draft.zone.map(Zone::name))
    .bind(draft.title.as_ref().map(ToString::to_string))
    .bind(id)
    .execute(&mut *db)
    .await?;
    for statement in [
        "delete from standup_question where terms_id = $1",
        "delete from holiday where terms_id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *db).await?;
    }
    add_lists(db, id, draft).await
}

async fn add_lists(db: &mut Connection, id: TermsId, draft: &Draft) -> sqlx::Result<()> {
    for (position, question) in (0_i64..).zip(&draft.questions) {
        let (kind, choices) = kind_words(&question.kind);
        sqlx::query(
            "insert into standup_question (terms_id, position, words, kind, choices) values ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(position)
        .bind(question.words.clone())
        .bind(kind)
        .bind(choices)
        .execute(&mut *db)
        .await?;
    }
    for day in &draft.timetable.holidays {
        sqlx::query("insert into holiday (terms_id, day_on) values ($1, $2)")
            .bind(id)
            .bind(day.to_string())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Terms of a server. `None`: there are none with this id.
///
/// # Errors
/// If the database can't be read.
pub async fn terms(
    db: &mut Connection,
    server: ServerId,
    id: TermsId,
) -> sqlx::Result<Option<TermsRow>> {
    sqlx::query(
        "select standup_id, name, channel_id, zone, clocks, role_id, days, every_weeks, counted_from_on, nth, \
         opens_s, closes_s, opens_on, reveal, sums, title, calls, venue, tags, threads, \
         (select json_group_array(json_array(words, kind, choices) order by position) \
          from standup_question q where q.terms_id = terms.terms_id) as questions, \
         (select json_group_array(day_on) from holiday h where h.terms_id = terms.terms_id) as holidays \
         from terms where terms_id = $1 and server_id = $2",
    )
    .bind(id)
    .bind(server)
    .try_map(|row| terms_row(&row))
    .fetch_optional(db)
    .await
}

/// Makes terms those of a stand-up.
///
/// # Errors
/// If the database can't be written.
pub async fn attach(db: &mut Connection, id: TermsId, standup: StandupId) -> sqlx::Result<()> {
    sqlx::query("update terms set standup_id = $1 where terms_id = $2")
        .bind(standup)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// The channels in which stand-ups open, or opened.
///
/// # Errors
/// If the database can't be read.
pub async fn channels(db: &mut Connection) -> sqlx::Result<Vec<ChannelId>> {
    sqlx::query_scalar(
        "select distinct channel_id from terms where standup_id is not null and channel_id is not null",
    )
    .fetch_all(db)
    .await
}

/// Whether a channel is a forum in which stand-ups open, or opened.
///
/// # Errors
/// If the database can't be read.
pub async fn is_forum(
    db: &mut Connection,
    server: ServerId,
    channel: ChannelId,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from terms where server_id = $1 and channel_id = $2 and venue = 'forum')",
    )
    .bind(server)
    .bind(channel)
    .fetch_one(db)
    .await
}

/// Whether a stand-up or run goes by these terms.
///
/// # Errors
/// If the database can't be read.
pub async fn is_agreed(db: &mut Connection, id: TermsId) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from standup where terms_id = $1) or exists (select 1 from run where terms_id = $1)",
    )
    .bind(id)
    .fetch_one(db)
    .await
}

/// Drops a draft. Terms that a stand-up or run goes by stay.
///
/// # Errors
/// If the database can't be written.
pub async fn remove_draft(db: &mut Connection, id: TermsId) -> sqlx::Result<()> {
    sqlx::query(
        "delete from terms where terms_id = $1 \
         and not exists (select 1 from standup s where s.terms_id = terms.terms_id) \
         and not exists (select 1 from run r where r.terms_id = terms.terms_id)",
    )
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes what nothing goes by, and was written before this instant.
///
/// # Errors
/// If the database can't be written.
pub async fn purge_drafts(db: &mut Connection, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "delete from terms where created_at < $1 \
         and not exists (select 1 from standup s where s.terms_id = terms.terms_id) \
         and not exists (select 1 from run r where r.terms_id = terms.terms_id)",
    )
    .bind(millis(before))
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
