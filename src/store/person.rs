//! Rows of `person`, `quiet_window` and `digest_time`: what people told Adagio about themselves.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use super::columns::{instant, maybe_instant, millis, unknown};
use crate::domain::civil::TimeOfDay;
use crate::domain::delivery::Notifier;
use crate::domain::ids::UserId;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::quiet::{QuietHours, QuietWindow, Span};
use crate::domain::schedule::{DigestTimes, Schedule};
use crate::domain::weekdays::Weekdays;

/// Writes everything about a person, new or known.
///
/// # Errors
/// If the database can't be written.
pub async fn save(db: &mut Connection, person: &Person, now: DateTime<Utc>) -> sqlx::Result<()> {
    let Schedule {
        zone,
        quiet,
        digests,
    } = &person.schedule;
    let own_digests = (*digests != DigestTimes::default()).then_some(digests);
    sqlx::query(
        "insert into person (user_id, zone, quiet_from_at, quiet_until_at, digest_days, notifier, dm, \
         dm_channel_id, digest_due_at, left_out_at, locale, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         on conflict (user_id) do update set zone = excluded.zone, \
         quiet_from_at = excluded.quiet_from_at, quiet_until_at = excluded.quiet_until_at, \
         digest_days = excluded.digest_days, notifier = excluded.notifier, dm = excluded.dm, \
         dm_channel_id = excluded.dm_channel_id, digest_due_at = excluded.digest_due_at, \
         left_out_at = excluded.left_out_at, locale = excluded.locale",
    )
    .bind(person.id)
    .bind(zone.map(|zone| zone.name()))
    .bind(quiet.once.map(|once| millis(once.from)))
    .bind(quiet.once.map(|once| millis(once.until)))
    .bind(own_digests.map(|digests| i64::from(digests.days().bits())))
    .bind(notifier_word(person.notifier))
    .bind(person.direct.word())
    .bind(person.channel)
    .bind(person.digest_due_at.map(millis))
    .bind(person.left_out_at.map(millis))
    .bind(person.locale.as_deref())
    .bind(millis(now))
    .execute(&mut *db)
    .await?;
    save_windows(db, person.id, &quiet.windows).await?;
    save_times(db, person.id, own_digests.map_or(&[], DigestTimes::times)).await
}

async fn save_windows(
    db: &mut Connection,
    user: UserId,
    windows: &[QuietWindow],
) -> sqlx::Result<()> {
    sqlx::query("delete from quiet_window where user_id = $1")
        .bind(user)
        .execute(&mut *db)
        .await?;
    for (position, window) in (0_i64..).zip(windows) {
        sqlx::query(
            "insert into quiet_window (user_id, position, from_s, until_s, days) \
             values ($1, $2, $3, $4, $5)",
        )
        .bind(user)
        .bind(position)
        .bind(window.from().seconds())
        .bind(window.to().seconds())
        .bind(window.days().bits())
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn save_times(db: &mut Connection, user: UserId, times: &[TimeOfDay]) -> sqlx::Result<()> {
    sqlx::query("delete from digest_time where user_id = $1")
        .bind(user)
        .execute(&mut *db)
        .await?;
    for time in times {
        sqlx::query("insert into digest_time (user_id, time_s) values ($1, $2)")
            .bind(user)
            .bind(time.seconds())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Notes when what waits for a person goes out.
///
/// # Errors
/// If the database can't be written.
pub async fn set_due(
    db: &mut Connection,
    user: UserId,
    due_at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query("update person set digest_due_at = $1 where user_id = $2")
        .bind(due_at.map(millis))
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// The people for whom something is due, longest due first.
///
/// # Errors
/// If the database can't be read.
pub async fn due(db: &mut Connection, now: DateTime<Utc>, limit: u32) -> sqlx::Result<Vec<UserId>> {
    sqlx::query_scalar(
        "select user_id from person where digest_due_at <= $1 order by digest_due_at, user_id limit $2",
    )
    .bind(millis(now))
    .bind(limit)
    .fetch_all(db)
    .await
}

/// When the next person's digest is due.
///
/// # Errors
/// If the database can't be read.
pub async fn next_due(db: &mut Connection) -> sqlx::Result<Option<DateTime<Utc>>> {
    let due: Option<i64> =
        sqlx::query_scalar("select min(digest_due_at) from person where digest_due_at is not null")
            .fetch_one(db)
            .await?;
    Ok(due.map(instant))
}

/// Whether a person was already told that their DMs are closed.
///
/// # Errors
/// If the database can't be read.
pub async fn told_closed_at(
    db: &mut Connection,
    user: UserId,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let told: Option<Option<i64>> =
        sqlx::query_scalar("select dm_told_at from person where user_id = $1")
            .bind(user)
            .fetch_optional(db)
            .await?;
    Ok(maybe_instant(told.flatten()))
}

/// Notes that a person was told that their DMs are closed, or forgets it when they are open again.
///
/// # Errors
/// If the database can't be written.
pub async fn set_told_closed(
    db: &mut Connection,
    user: UserId,
    at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query("update person set dm_told_at = $1 where user_id = $2")
        .bind(at.map(millis))
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

/// Deletes a person with their memberships, settings and digests.
///
/// # Errors
/// If the database can't be written.
pub async fn delete(db: &mut Connection, user: UserId) -> sqlx::Result<()> {
    sqlx::query("delete from person where user_id = $1")
        .bind(user)
        .execute(db)
        .await?;
    Ok(())
}

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

const fn notifier_word(notifier: Notifier) -> &'static str {
    match notifier {
        Notifier::Discord => "discord",
        Notifier::Adagio => "adagio",
    }
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
