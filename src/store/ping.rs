//! Rows of `ping`: what is held, and what became of it.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use super::Connection;
use super::columns::{instant, millis, unknown};
use super::rows::CHUNK;
use crate::domain::ids::{ChannelId, MessageId, OutboxId, ServerId, UserId};
use crate::domain::ping::{Facts, Happened, Lane, Reason, State, Via};

/// A ping as a row: the excerpt is still sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PingRow {
    pub source: MessageId,
    pub recipient: UserId,
    pub server: ServerId,
    pub channel: ChannelId,
    pub governing: ChannelId,
    pub sender: Option<UserId>,
    pub via: Via,
    pub lane: Lane,
    pub revised_at: Option<DateTime<Utc>>,
    pub excerpt: Option<Vec<u8>>,
}

/// A ping that is about to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPing {
    pub row: PingRow,
    /// `Some`: it is over at once (it passed).
    pub over: Option<Reason>,
}

/// Records pings, once a message and recipient. One that is there already only takes a newer revision.
///
/// # Errors
/// If the database can't be written.
pub async fn record(
    db: &mut Connection,
    pings: &[NewPing],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for chunk in pings.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "insert into ping (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, \
             via, lane, state, reason, revision_at, excerpt, changed_at) ",
        );
        query.push_values(chunk, |mut values, NewPing { row, over }| {
            values
                .push_bind(row.source)
                .push_bind(row.recipient)
                .push_bind(row.server)
                .push_bind(row.channel)
                .push_bind(row.governing)
                .push_bind(row.sender)
                .push_bind(via_word(row.via))
                .push_bind(lane_word(row.lane))
                .push_bind(state_word(over.map_or(State::Held, Reason::state)))
                .push_bind(over.map(Reason::word))
                .push_bind(row.revised_at.map_or(0, millis))
                .push_bind(row.excerpt.as_deref())
                .push_bind(millis(now));
        });
        query.push(
            " on conflict (source_id, recipient_id) do update \
             set revision_at = excluded.revision_at, excerpt = excluded.excerpt \
             where excluded.revision_at > ping.revision_at and ping.state in ('held', 'delivered')",
        );
        query.build().execute(&mut *db).await?;
    }
    Ok(())
}

/// The columns of a ping and of the facts about it, and where they come from.
macro_rules! select_pings {
    (from $from:literal, also $also:literal, $rest:literal) => {
        concat!(
            "select p.source_id, p.recipient_id, p.server_id, p.channel_id, p.governing_id, p.sender_id, \
             p.via, p.lane, p.revision_at, p.excerpt, ",
            $also,
            "coalesce(t.edited_at, 0) as edited_at, coalesce(t.deleted, 0) as deleted, \
             w.message_id as wrote_last, \
             exists (select 1 from act a where a.source_id = p.source_id and a.user_id = p.recipient_id \
                     and a.kind = 'replied') \
             or exists (select 1 from wrote i where i.channel_id = p.source_id \
                     and i.user_id = p.recipient_id) as answered, \
             exists (select 1 from act a where a.source_id = p.source_id and a.kind = 'checked' \
                     and a.stands = 1 and a.user_id in (p.recipient_id, p.sender_id)) as checked from ",
            $from,
            " left join touched t on t.message_id = p.source_id \
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
    sqlx::query(select_pings!(
        from "ping p",
        also "",
        "where p.recipient_id = $1 and p.state = 'held' order by p.source_id"
    ))
    .bind(recipient)
    .try_map(|row| read(&row))
    .fetch_all(db)
    .await
}

/// The pings of one message: who was mentioned, and what is known since.
///
/// # Errors
/// If the database can't be read.
pub async fn of_message(
    db: &mut Connection,
    source: MessageId,
) -> sqlx::Result<Vec<(PingRow, Facts, State)>> {
    sqlx::query(select_pings!(from "ping p", also "p.state, ", "where p.source_id = $1"))
        .bind(source)
        .try_map(|row: SqliteRow| {
            let (ping, facts) = read(&row)?;
            Ok((ping, facts, state_of(row.try_get("state")?)?))
        })
        .fetch_all(db)
        .await
}

/// What a digest of this person delivered, in its order, with what is known of each since.
///
/// # Errors
/// If the database can't be read.
pub async fn delivered_in(
    db: &mut Connection,
    digest: OutboxId,
    recipient: UserId,
) -> sqlx::Result<Vec<(PingRow, Facts, Part)>> {
    sqlx::query(select_pings!(
        from "delivery d join ping p on p.source_id = d.source_id and p.recipient_id = d.recipient_id",
        also "d.part, ",
        "where d.digest_id = $1 and d.recipient_id = $2 order by d.position"
    ))
    .bind(digest)
    .bind(recipient)
    .try_map(|row: SqliteRow| {
        let (ping, facts) = read(&row)?;
        Ok((ping, facts, part_of(row.try_get("part")?)?))
    })
    .fetch_all(db)
    .await
}

/// Ends held pings, each with its reason.
///
/// # Errors
/// If the database can't be written.
pub async fn end(
    db: &mut Connection,
    recipient: UserId,
    ended: &[(MessageId, Reason)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for (source, reason) in ended {
        sqlx::query(
            "update ping set state = $1, reason = $2, changed_at = $3 \
             where source_id = $4 and recipient_id = $5 and state = 'held'",
        )
        .bind(state_word(reason.state()))
        .bind(reason.word())
        .bind(millis(now))
        .bind(source)
        .bind(recipient)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Marks the held pings of a digest's rows as delivered.
///
/// # Errors
/// If the database can't be written.
pub async fn deliver(
    db: &mut Connection,
    digest: OutboxId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = 'delivered', reason = null, changed_at = $1 where state = 'held' \
         and (source_id, recipient_id) in \
         (select source_id, recipient_id from delivery where digest_id = $2)",
    )
    .bind(millis(now))
    .bind(digest)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the pings of a digest that could not be delivered back to held.
///
/// # Errors
/// If the database can't be written.
pub async fn hold_again(
    db: &mut Connection,
    digest: OutboxId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update ping set state = 'held', reason = null, changed_at = $1 where state = 'delivered' \
         and (source_id, recipient_id) in \
         (select source_id, recipient_id from delivery where digest_id = $2)",
    )
    .bind(millis(now))
    .bind(digest)
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes what others sent to this person, and clears the person from what they sent (PRODUCT A4).
/// The link of a ping that they sent stays, for the sake of the one who was pinged.
///
/// # Errors
/// If the database can't be written.
pub async fn forget(db: &mut Connection, user: UserId) -> sqlx::Result<()> {
    sqlx::query("delete from ping where recipient_id = $1")
        .bind(user)
        .execute(&mut *db)
        .await?;
    sqlx::query("update ping set sender_id = null, excerpt = null where sender_id = $1")
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// How many pings this person is held, and how many the person sent that others are held.
///
/// # Errors
/// If the database can't be read.
pub async fn count_about(db: &mut Connection, user: UserId) -> sqlx::Result<(i64, i64)> {
    sqlx::query(
        "select (select count(*) from ping where recipient_id = $1 and state = 'held') as received, \
         (select count(*) from ping where sender_id = $1) as sent",
    )
    .bind(user)
    .try_map(|row: SqliteRow| Ok((row.try_get("received")?, row.try_get("sent")?)))
    .fetch_one(db)
    .await
}

/// How many pings stand in each state: the replay's `recorded` and its parts.
///
/// # Errors
/// If the database can't be read.
pub async fn tally(db: &mut Connection) -> sqlx::Result<Vec<(State, i64)>> {
    sqlx::query("select state, count(*) as pings from ping group by state")
        .try_map(|row: SqliteRow| Ok((state_of(row.try_get("state")?)?, row.try_get("pings")?)))
        .fetch_all(db)
        .await
}

/// Every ping with its state and reason, in the order of sending: `held`, `settled answered`.
///
/// # Errors
/// If the database can't be read.
#[cfg(test)]
pub async fn journal(db: &mut Connection) -> sqlx::Result<Vec<(MessageId, String)>> {
    sqlx::query(
        "select source_id, trim(state || ' ' || coalesce(reason, '')) as said from ping \
         order by source_id, recipient_id",
    )
    .try_map(|row: SqliteRow| Ok((row.try_get("source_id")?, row.try_get("said")?)))
    .fetch_all(db)
    .await
}

/// Which half of a digest a ping stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Waiting,
    /// In the collapsed last line.
    Seen,
}

impl Part {
    /// The word that the database keeps.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Seen => "seen",
        }
    }
}

fn read(row: &SqliteRow) -> sqlx::Result<(PingRow, Facts)> {
    let revised: i64 = row.try_get("revision_at")?;
    let edited: i64 = row.try_get("edited_at")?;
    let ping = PingRow {
        source: row.try_get("source_id")?,
        recipient: row.try_get("recipient_id")?,
        server: row.try_get("server_id")?,
        channel: row.try_get("channel_id")?,
        governing: row.try_get("governing_id")?,
        sender: row.try_get("sender_id")?,
        via: via_of(row.try_get("via")?)?,
        lane: lane_of(row.try_get("lane")?)?,
        revised_at: (revised != 0).then(|| instant(revised)),
        excerpt: row.try_get("excerpt")?,
    };
    let facts = Facts {
        edited_at: (edited != 0).then(|| instant(edited)),
        deleted: Happened::from(row.try_get::<i64, _>("deleted")? != 0),
        answered: Happened::from(row.try_get::<i64, _>("answered")? != 0),
        checked: Happened::from(row.try_get::<i64, _>("checked")? != 0),
        wrote_last: row.try_get("wrote_last")?,
    };
    Ok((ping, facts))
}

const fn via_word(via: Via) -> &'static str {
    match via {
        Via::Mention => "mention",
        Via::Reply => "reply",
    }
}

fn via_of(word: &str) -> sqlx::Result<Via> {
    match word {
        "mention" => Ok(Via::Mention),
        "reply" => Ok(Via::Reply),
        _ => Err(unknown("ping.via", word)),
    }
}

const fn lane_word(lane: Lane) -> &'static str {
    match lane {
        Lane::Digest => "digest",
        Lane::Now => "now",
    }
}

fn lane_of(word: &str) -> sqlx::Result<Lane> {
    match word {
        "digest" => Ok(Lane::Digest),
        "now" => Ok(Lane::Now),
        _ => Err(unknown("ping.lane", word)),
    }
}

const fn state_word(state: State) -> &'static str {
    match state {
        State::Held => "held",
        State::Delivered => "delivered",
        State::Settled => "settled",
        State::Withdrawn => "withdrawn",
        State::Dropped => "dropped",
    }
}

fn state_of(word: &str) -> sqlx::Result<State> {
    [
        State::Held,
        State::Delivered,
        State::Settled,
        State::Withdrawn,
        State::Dropped,
    ]
    .into_iter()
    .find(|state| state_word(*state) == word)
    .ok_or_else(|| unknown("ping.state", word))
}

fn part_of(word: &str) -> sqlx::Result<Part> {
    [Part::Waiting, Part::Seen]
        .into_iter()
        .find(|part| part.word() == word)
        .ok_or_else(|| unknown("delivery.part", word))
}
