//! Reads pings, together with what is known of their messages since.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use super::super::Connection;
use super::super::columns::{instant, maybe_instant, millis};
use super::super::rows::{CHUNK, push_list};
use super::words::{lane_of, loudness_of, part_of, reason_of, state_of, via_of};
use super::{Part, PingRow};
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, MessageId, OutboxId, UserId};
use crate::domain::ping::{Facts, Happened, Reason, State, Urgency, Via};

/// The columns of a ping and of the facts about it, and where they come from.
macro_rules! select_pings {
    (from $from:literal, also $also:literal, $rest:literal) => {
        concat!(
            "select p.source_id, p.recipient_id, p.server_id, p.channel_id, p.governing_id, p.sender_id, \
             p.via, p.group_id, p.answers_id, p.lane, p.silent, p.pinged_at, p.expected_at, p.urgent, p.not_before_at, \
             case when g.revision_at > p.revision_at then g.revision_at else p.revision_at end as revision_at, \
             coalesce(p.excerpt, g.excerpt) as excerpt, ",
            $also,
            "coalesce(t.edited_at, 0) as edited_at, coalesce(t.deleted, 0) as deleted, \
             w.message_id as wrote_last, \
             exists (select 1 from standing_answer a where a.source_id = p.source_id \
                     and a.user_id = p.recipient_id) as answered, \
             exists (select 1 from role_act r join standing_answer a \
                     on a.source_id = r.source_id and a.user_id = r.user_id \
                     where r.source_id = p.source_id and r.role_id = p.group_id \
                     and r.kind = 'replied' and r.user_id <> coalesce(p.sender_id, 0)) as answered_by_other, \
             case when p.state = 'held' and p.not_before_at is null and p.answers_id is not null then \
                 exists (select 1 from ping o where o.answers_id = p.answers_id and o.recipient_id = p.recipient_id \
                     and o.source_id <> p.source_id and p.pinged_at < coalesce(\
                         (select max(h.composed_at) from delivery d join digest h on h.digest_id = d.digest_id \
                          where d.source_id = o.source_id and d.recipient_id = o.recipient_id), \
                         case when o.reason = 'done' or o.not_before_at is not null then o.changed_at end)) \
                 else 0 end as told, \
             exists (select 1 from mute m where m.user_id = p.recipient_id and m.kind = 'thread' \
                     and m.subject_id = p.channel_id and m.muted_at <= coalesce(p.put_at, p.pinged_at)) \
             or exists (select 1 from mute m where m.user_id = p.recipient_id and m.kind = 'sender' \
                     and m.subject_id = p.sender_id and m.muted_at <= coalesce(p.put_at, p.pinged_at)) as muted, \
             exists (select 1 from act a where a.source_id = p.source_id and a.kind = 'checked' \
                     and a.stands = 1 and a.user_id in (p.recipient_id, p.sender_id)) \
             or exists (select 1 from role_act r where r.source_id = p.source_id and r.role_id = p.group_id \
                     and r.kind = 'checked' and r.stands = 1) as checked from ",
            $from,
            " left join ping g on g.source_id = p.source_id and g.recipient_id = p.group_id \
             left join touched t on t.message_id = p.source_id \
             left join wrote w on w.channel_id = p.channel_id and w.user_id = p.recipient_id ",
            $rest
        )
    };
}

/// What one person is held, oldest first, with what is known of each.
///
/// # Errors
/// If the database can't be read.
pub async fn held(db: &mut Connection, recipient: UserId) -> sqlx::Result<Vec<(PingRow, Facts)>> {
    let statement = select_pings!(
        from "ping p",
        also "",
        "where p.recipient_id = $1 and p.state = 'held' order by p.source_id"
    );
    of_person(db, statement, recipient).await
}

/// What each of these people is held, oldest first, with what is known of each.
///
/// # Errors
/// If the database can't be read.
pub async fn held_by(
    db: &mut Connection,
    recipients: &[UserId],
) -> sqlx::Result<HashMap<UserId, Vec<(PingRow, Facts)>>> {
    let mut held: HashMap<UserId, Vec<_>> = HashMap::new();
    for some in recipients.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new(select_pings!(
            from "ping p",
            also "",
            "where p.state = 'held' and p.recipient_id in"
        ));
        push_list(&mut query, some);
        query.push(" order by p.recipient_id, p.source_id");
        let query = query.build().persistent(false);
        for (ping, facts) in query.try_map(|row| read(&row)).fetch_all(&mut *db).await? {
            held.entry(ping.recipient).or_default().push((ping, facts));
        }
    }
    Ok(held)
}

/// What one person sent to others that is held, oldest first, with what is known of each.
///
/// # Errors
/// If the database can't be read.
pub async fn sent_by(db: &mut Connection, sender: UserId) -> sqlx::Result<Vec<(PingRow, Facts)>> {
    let statement = select_pings!(
        from "ping p",
        also "",
        "where p.sender_id = $1 and p.state = 'held' order by p.source_id, p.recipient_id"
    );
    of_person(db, statement, sender).await
}

async fn of_person(
    db: &mut Connection,
    statement: &'static str,
    person: UserId,
) -> sqlx::Result<Vec<(PingRow, Facts)>> {
    sqlx::query(statement)
        .bind(person)
        .try_map(|row| read(&row))
        .fetch_all(db)
        .await
}

/// The pings of one message to people: who was mentioned, what is known since, and the state with its reason.
///
/// # Errors
/// If the database can't be read.
pub async fn of_message(db: &mut Connection, source: MessageId) -> sqlx::Result<Vec<PingNow>> {
    sqlx::query(select_pings!(
        from "ping p",
        also "p.state, p.reason, ",
        "where p.source_id = $1 and (p.via not in ('role', 'everyone') or p.group_id is not null)"
    ))
    .bind(source)
    .try_map(|row| read_with_state(&row))
    .fetch_all(db)
    .await
}

/// A ping with what is known since, its state, and the reason for that.
pub type PingNow = (PingRow, Facts, State, Option<Reason>);

/// The ping that one person has of a message.
///
/// # Errors
/// If the database can't be read.
pub async fn one(
    db: &mut Connection,
    source: MessageId,
    recipient: UserId,
) -> sqlx::Result<Option<PingNow>> {
    sqlx::query(select_pings!(
        from "ping p",
        also "p.state, p.reason, ",
        "where p.source_id = $1 and p.recipient_id = $2"
    ))
    .bind(source)
    .bind(recipient)
    .try_map(|row| read_with_state(&row))
    .fetch_optional(db)
    .await
}

/// What a recipient does with pings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Done,
    PutOff,
}

/// The pings to which their recipient did this at exactly this instant, and nothing since.
///
/// # Errors
/// If the database can't be read.
pub async fn changed_at(
    db: &mut Connection,
    recipient: UserId,
    deed: Deed,
    at: DateTime<Utc>,
) -> sqlx::Result<Vec<PingRow>> {
    let statement = match deed {
        Deed::Done => select_pings!(
            from "ping p",
            also "",
            "where p.recipient_id = $1 and p.changed_at = $2 and p.reason = 'done'"
        ),
        Deed::PutOff => select_pings!(
            from "ping p",
            also "",
            "where p.recipient_id = $1 and p.state = 'held' and p.changed_at = $2 \
             and p.not_before_at is not null"
        ),
    };
    sqlx::query(statement)
        .bind(recipient)
        .bind(millis(at))
        .try_map(|row| read(&row).map(|(ping, _)| ping))
        .fetch_all(db)
        .await
}

fn read_with_state(row: &SqliteRow) -> sqlx::Result<PingNow> {
    let (ping, facts) = read(row)?;
    let reason: Option<&str> = row.try_get("reason")?;
    let reason = reason.map(reason_of).transpose()?;
    Ok((ping, facts, state_of(row.try_get("state")?)?, reason))
}

/// What a digest of this person delivered, in its order, with what is known of each since and its state.
///
/// # Errors
/// If the database can't be read.
pub async fn delivered_in(
    db: &mut Connection,
    digest: OutboxId,
    recipient: UserId,
) -> sqlx::Result<Vec<(PingRow, Facts, Part, State)>> {
    sqlx::query(select_pings!(
        from "delivery d join ping p on p.source_id = d.source_id and p.recipient_id = d.recipient_id",
        also "d.part, p.state, ",
        "where d.digest_id = $1 and d.recipient_id = $2 order by d.position"
    ))
    .bind(digest)
    .bind(recipient)
    .try_map(|row: SqliteRow| {
        let (ping, facts) = read(&row)?;
        let part = part_of(row.try_get("part")?)?;
        Ok((ping, facts, part, state_of(row.try_get("state")?)?))
    })
    .fetch_all(db)
    .await
}

fn read(row: &SqliteRow) -> sqlx::Result<(PingRow, Facts)> {
    let revised: i64 = row.try_get("revision_at")?;
    let edited: i64 = row.try_get("edited_at")?;
    let answers: Option<MessageId> = row.try_get("answers_id")?;
    let (recipient, sender): (UserId, Option<UserId>) =
        (row.try_get("recipient_id")?, row.try_get("sender_id")?);
    let channel: ChannelId = row.try_get("channel_id")?;
    let via = match via_of(row.try_get("via")?)? {
        Via::Reply if answers.is_some() => Via::Answer,
        Via::Tell if channel.is_none() && sender == Some(recipient) => Via::Returned,
        via => via,
    };
    let group: Option<UserId> = row.try_get("group_id")?;
    let mut ping = PingRow {
        source: row.try_get("source_id")?,
        recipient,
        server: row.try_get("server_id")?,
        channel,
        governing: row.try_get("governing_id")?,
        sender,
        via,
        group: group.and_then(|group| Group::of(via, group)),
        lane: lane_of(row.try_get("lane")?)?,
        loudness: loudness_of(row.try_get("silent")?),
        answers,
        pinged_at: instant(row.try_get("pinged_at")?),
        revised_at: (revised != 0).then(|| instant(revised)),
        not_before_at: maybe_instant(row.try_get("not_before_at")?),
        excerpt: row.try_get("excerpt")?,
        expected_at: maybe_instant(row.try_get("expected_at")?),
        urgency: match row.try_get::<i64, _>("urgent")? {
            0 => Urgency::Ordinary,
            _ => Urgency::Urgent,
        },
    };
    // No event brings the words of what was set aside or put there up to date, unless it also mentions the person.
    if matches!(ping.via, Via::Saved | Via::Tell) && edited > revised {
        ping.excerpt = None;
    }
    let facts = Facts {
        edited_at: (edited != 0).then(|| instant(edited)),
        deleted: Happened::from(row.try_get::<i64, _>("deleted")? != 0),
        answered: Happened::from(row.try_get::<i64, _>("answered")? != 0),
        answered_by_other: Happened::from(row.try_get::<i64, _>("answered_by_other")? != 0),
        checked: Happened::from(row.try_get::<i64, _>("checked")? != 0),
        told: Happened::from(row.try_get::<i64, _>("told")? != 0),
        muted: Happened::from(row.try_get::<i64, _>("muted")? != 0),
        wrote_last: row.try_get("wrote_last")?,
    };
    Ok((ping, facts))
}
