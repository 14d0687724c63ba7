//! Records pings, and changes what they have come to.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};

use super::super::Connection;
use super::super::columns::millis;
use super::super::rows::{Rows, Values, list, number, pick};
use super::NewPing;
use super::words::{LANES, STATES, VIAS, lane_word, silent_number, state_word, via_word};
use crate::domain::ids::{MessageId, OutboxId, UserId};
use crate::domain::ping::{Reason, State};

/// How many values a row has.
const VALUES: usize = 15;

/// Writes pings that aren't there yet. "or fail": SQLite then notes nothing for undoing a statement that fails in the
/// middle, which is a tenth of its work. The transaction is given up as a whole.
static RECORD: LazyLock<Rows> = LazyLock::new(|| {
    Rows::new(
        format!("insert or fail {}", columns()),
        VALUES,
        ") where true on conflict do nothing",
    )
});

/// Writes pings of which some are there: such a one takes what follows behind "do update".
static MERGE: LazyLock<Rows> = LazyLock::new(|| {
    Rows::new(
        format!("insert {}", columns()),
        VALUES,
        ") where true on conflict (source_id, recipient_id) do update set \
         lane = case when ping.state = 'held' and excluded.pinged_at < ping.pinged_at \
             then excluded.lane else ping.lane end, \
         state = case when ping.state = 'held' and excluded.pinged_at < ping.pinged_at \
             then excluded.state else ping.state end, \
         reason = case when ping.state = 'held' and excluded.pinged_at < ping.pinged_at \
             then excluded.reason else ping.reason end, \
         pinged_at = case when excluded.pinged_at < ping.pinged_at \
             then excluded.pinged_at else ping.pinged_at end, \
         excerpt = case when excluded.revision_at > ping.revision_at \
             then excluded.excerpt else ping.excerpt end, \
         revision_at = case when excluded.revision_at > ping.revision_at \
             then excluded.revision_at else ping.revision_at end \
         where ping.state in ('held', 'delivered') \
             and (excluded.revision_at > ping.revision_at or excluded.pinged_at < ping.pinged_at)",
    )
});

/// A row is numbers alone: of a text or a blob SQLite makes a copy, and so does sqlx. What was sealed comes as one blob
/// for all rows, of which each takes its part; words come as their number.
fn columns() -> String {
    let (via, lane) = (
        pick("column7", &VIAS, via_word),
        pick("column8", &LANES, lane_word),
    );
    let state = pick("column9", &STATES, state_word);
    let reason = pick("column10", &Reason::ALL, Reason::word);
    format!(
        "into ping (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, \
         state, reason, pinged_at, revision_at, excerpt, silent, changed_at) \
         select column1, column2, column3, column4, column5, column6, {via}, {lane}, {state}, {reason}, \
         column11, column12, substr((select ?), column13, column14), column15, (select ?) from (values "
    )
}

/// Records pings, once a message and recipient. One that is there already takes a newer revision, and while it
/// is held what follows from an earlier beginning: so it doesn't matter which of them comes first.
///
/// # Errors
/// If the database can't be written.
pub async fn record(
    db: &mut Connection,
    pings: &[NewPing],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let write = |pings: &[NewPing], values: &mut Values| write_values(pings, values, now);
    for some_known in RECORD.write(db, pings, write).await? {
        MERGE.write(db, some_known, write).await?;
    }
    Ok(())
}

fn write_values(pings: &[NewPing], values: &mut Values, now: DateTime<Utc>) -> sqlx::Result<()> {
    let sealed = pings.iter().filter_map(|ping| ping.row.excerpt.as_deref());
    let sealed: Vec<&[u8]> = sealed.collect();
    values.add(sealed.concat())?;
    values.add(millis(now))?;
    // SQLite counts the bytes of a blob from 1.
    let mut begin = 1;
    for NewPing { row, over } in pings {
        values.add(row.source)?;
        values.add(row.recipient)?;
        values.add(row.server)?;
        values.add(row.channel)?;
        values.add(row.governing)?;
        values.add(row.sender)?;
        values.add(number(&VIAS, row.via))?;
        values.add(number(&LANES, row.lane))?;
        values.add(number(&STATES, over.map_or(State::Held, Reason::state)))?;
        values.add(over.and_then(|over| number(&Reason::ALL, over)))?;
        values.add(millis(row.pinged_at))?;
        values.add(row.revised_at.map_or(0, millis))?;
        let length = row
            .excerpt
            .as_deref()
            .and_then(|sealed| i64::try_from(sealed.len()).ok());
        values.add(length.map(|_| begin))?;
        values.add(length)?;
        values.add(silent_number(row.loudness))?;
        begin += length.unwrap_or_default();
    }
    Ok(())
}

static END: LazyLock<Rows> = LazyLock::new(|| {
    let state = pick("column3", &Reason::ALL, |reason| state_word(reason.state()));
    let reason = pick("column3", &Reason::ALL, Reason::word);
    Rows::new(
        format!("update ping set state = {state}, reason = {reason}, changed_at = ? from (values "),
        3,
        ") where source_id = column1 and recipient_id = column2 and state = 'held'",
    )
});

/// Ends held pings, each with its reason.
///
/// # Errors
/// If the database can't be written.
pub async fn end(
    db: &mut Connection,
    ended: &[(MessageId, UserId, Reason)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let write = |ended: &[(MessageId, UserId, Reason)], values: &mut Values| {
        values.add(millis(now))?;
        for (source, recipient, reason) in ended {
            values.add(*source)?;
            values.add(*recipient)?;
            values.add(number(&Reason::ALL, *reason))?;
        }
        Ok(())
    };
    END.write(db, ended, write).await.map(drop)
}

/// Marks the held pings of digests as delivered.
///
/// # Errors
/// If the database can't be written.
pub async fn deliver(
    db: &mut Connection,
    digests: &[OutboxId],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let moved = Moved {
        from: State::Held,
        to: State::Delivered,
        brought_at: Some(now),
    };
    moved.write(db, digests, now).await
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
    let moved = Moved {
        from: State::Delivered,
        to: State::Held,
        brought_at: None,
    };
    moved.write(db, &[digest], now).await
}

/// What becomes of the pings of digests.
struct Moved {
    from: State,
    to: State,
    brought_at: Option<DateTime<Utc>>,
}

impl Moved {
    async fn write(
        self,
        db: &mut Connection,
        digests: &[OutboxId],
        now: DateTime<Utc>,
    ) -> sqlx::Result<()> {
        sqlx::query(
            "update or fail ping set reason = null, state = $1, changed_at = $2, brought_at = $3 \
             where state = $4 and (source_id, recipient_id) in \
             (select json_each.value, user_id from digest, json_each(holds) \
              where digest_id in (select value from json_each($5)))",
        )
        .bind(state_word(self.to))
        .bind(millis(now))
        .bind(self.brought_at.map(millis))
        .bind(state_word(self.from))
        .bind(list(digests))
        .execute(db)
        .await?;
        Ok(())
    }
}
