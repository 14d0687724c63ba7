//! Reads people back, with their windows and times.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::Connection;
use super::super::columns::{instant, maybe_instant, unknown};
use super::notifier_word;
use crate::domain::civil::TimeOfDay;
use crate::domain::delivery::Notifier;
use crate::domain::ids::UserId;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::quiet::{QuietHours, QuietWindow, Span};
use crate::domain::schedule::{DigestTimes, Schedule};
use crate::domain::weekdays::Weekdays;

/// Everybody, for the roster in memory.
///
/// # Errors
/// If the database can't be read, or holds what this version can't understand.
pub async fn all(db: &mut Connection) -> sqlx::Result<Vec<Person>> {
    let mut windows = windows(db).await?;
    let mut times = times(db).await?;
    sqlx::query(
        "select user_id, zone, quiet_from_at, quiet_until_at, digest_days, notifier, dm, \
         dm_channel_id, digest_due_at, left_out_at, locale from person",
    )
    .try_map(|row: SqliteRow| {
        let id: UserId = row.try_get("user_id")?;
        let windows = windows.remove(&id).unwrap_or_default();
        let times = times.remove(&id).unwrap_or_default();
        read(id, &row, windows, times)
    })
    .fetch_all(db)
    .await
}

fn read(
    id: UserId,
    row: &SqliteRow,
    windows: Vec<QuietWindow>,
    times: Vec<TimeOfDay>,
) -> sqlx::Result<Person> {
    let zone: Option<&str> = row.try_get("zone")?;
    let zone = zone
        .map(|name| name.parse().map_err(|_| unknown("person.zone", name)))
        .transpose()?;
    let from: Option<i64> = row.try_get("quiet_from_at")?;
    let until: Option<i64> = row.try_get("quiet_until_at")?;
    let once = from.zip(until).map(|(from, until)| Span {
        from: instant(from),
        until: instant(until),
    });
    let digests = match row.try_get::<Option<u8>, _>("digest_days")? {
        None => DigestTimes::default(),
        Some(bits) => Weekdays::from_bits(bits)
            .and_then(|days| DigestTimes::new(times, days).ok())
            .ok_or_else(|| unknown("person.digest_days", &bits.to_string()))?,
    };
    Ok(Person {
        id,
        schedule: Schedule {
            zone,
            quiet: QuietHours { windows, once },
            digests,
        },
        notifier: notifier_of(row.try_get("notifier")?)?,
        direct: direct_of(row.try_get("dm")?)?,
        channel: row.try_get("dm_channel_id")?,
        digest_due_at: maybe_instant(row.try_get("digest_due_at")?),
        left_out_at: maybe_instant(row.try_get("left_out_at")?),
        locale: row.try_get("locale")?,
    })
}

async fn windows(db: &mut Connection) -> sqlx::Result<HashMap<UserId, Vec<QuietWindow>>> {
    let rows = sqlx::query(
        "select user_id, from_s, until_s, days from quiet_window order by user_id, position",
    )
    .try_map(|row: SqliteRow| {
        let user: UserId = row.try_get("user_id")?;
        let bits: u8 = row.try_get("days")?;
        let window = Weekdays::from_bits(bits)
            .zip(TimeOfDay::from_seconds(row.try_get("from_s")?))
            .zip(TimeOfDay::from_seconds(row.try_get("until_s")?))
            .and_then(|((days, from), until)| QuietWindow::new(from, until, days).ok())
            .ok_or_else(|| unknown("quiet_window.days", &bits.to_string()))?;
        Ok((user, window))
    })
    .fetch_all(db)
    .await?;
    Ok(by_user(rows))
}

async fn times(db: &mut Connection) -> sqlx::Result<HashMap<UserId, Vec<TimeOfDay>>> {
    let rows = sqlx::query("select user_id, time_s from digest_time order by user_id, time_s")
        .try_map(|row: SqliteRow| {
            let seconds: u32 = row.try_get("time_s")?;
            let time = TimeOfDay::from_seconds(seconds)
                .ok_or_else(|| unknown("digest_time.time_s", &seconds.to_string()))?;
            Ok((row.try_get("user_id")?, time))
        })
        .fetch_all(db)
        .await?;
    Ok(by_user(rows))
}

fn by_user<T>(rows: Vec<(UserId, T)>) -> HashMap<UserId, Vec<T>> {
    let mut grouped: HashMap<UserId, Vec<T>> = HashMap::new();
    for (user, value) in rows {
        grouped.entry(user).or_default().push(value);
    }
    grouped
}

fn notifier_of(word: &str) -> sqlx::Result<Notifier> {
    [Notifier::Discord, Notifier::Adagio]
        .into_iter()
        .find(|notifier| notifier_word(*notifier) == word)
        .ok_or_else(|| unknown("person.notifier", word))
}

fn direct_of(word: &str) -> sqlx::Result<DirectMessages> {
    use DirectMessages::{Allowed, Closed, Refused, Unasked};
    [Unasked, Allowed, Refused, Closed]
        .into_iter()
        .find(|direct| direct.word() == word)
        .ok_or_else(|| unknown("person.dm", word))
}
