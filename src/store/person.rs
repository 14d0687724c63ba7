//! Rows of `person`, `quiet_window` and `digest_time`: what people told Adagio about themselves.

mod read;

use std::sync::LazyLock;

use chrono::{DateTime, Utc};

pub use self::read::all;
use super::Connection;
use super::columns::{instant, maybe_instant, millis};
use super::rows::{Rows, Values};
use crate::domain::civil::TimeOfDay;
use crate::domain::delivery::Notifier;
use crate::domain::ids::UserId;
use crate::domain::person::Person;
use crate::domain::quiet::QuietWindow;
use crate::domain::schedule::{DigestTimes, Schedule};

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

static DUE: LazyLock<Rows> = LazyLock::new(|| {
    let update = "update person set digest_due_at = column2 from (values ";
    Rows::new(update.to_owned(), 2, ") where user_id = column1")
});

/// Notes for many people when what waits for them goes out.
///
/// # Errors
/// If the database can't be written.
pub async fn set_all_due(
    db: &mut Connection,
    due: &[(UserId, Option<DateTime<Utc>>)],
) -> sqlx::Result<()> {
    let write = |due: &[(UserId, Option<DateTime<Utc>>)], values: &mut Values| {
        for (user, due_at) in due {
            values.add(*user)?;
            values.add(due_at.map(millis))?;
        }
        Ok(())
    };
    DUE.write(db, due, write).await.map(drop)
}

/// Everybody who is held what can't wait for a digest, and for whom something is due at some time.
///
/// # Errors
/// If the database can't be read.
pub async fn in_a_hurry(db: &mut Connection) -> sqlx::Result<Vec<UserId>> {
    sqlx::query_scalar(
        "select user_id from person where digest_due_at is not null and exists \
         (select 1 from ping where recipient_id = user_id and state = 'held' and lane = 'now')",
    )
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

const fn notifier_word(notifier: Notifier) -> &'static str {
    match notifier {
        Notifier::Discord => "discord",
        Notifier::Adagio => "adagio",
    }
}
