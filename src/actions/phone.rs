//! The phone test (PRODUCT P3a): a real mention of one person, a minute after they asked for it.
//!
//! A DM always lights up a phone, so the mention stands where they asked for it, in a channel. It is deleted when they have
//! said what the phone did, or after a while. Both are rows of the outbox: a restart loses neither.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Adagio, seal};
use crate::domain::ids::{ChannelId, OutboxId, UserId};
use crate::domain::phone::Test;
use crate::store::outbox::{self, NewRow, Priority};
use crate::store::phone_test::{self, Mention, TestRow};
use crate::store::{self, Connection};
use crate::wording::{self, Tongue};

/// Long enough to close Discord on the computer and to lock the phone.
const LEAD: TimeDelta = TimeDelta::seconds(60);

/// How long after its time the mention still says something about the phone: the person is waiting for it.
const WORTH: TimeDelta = TimeDelta::minutes(2);

/// How long the mention stands if nobody says what came of it.
const STANDS: TimeDelta = TimeDelta::minutes(10);

/// How long a test waits for what its person says.
const WAITS: TimeDelta = TimeDelta::hours(1);

/// Who asks for a test, and where.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    pub user: UserId,
    /// A channel in which Adagio may write, and which the person sees.
    pub channel: ChannelId,
    pub interaction: i64,
    pub now: DateTime<Utc>,
}

/// How this person's test stands.
///
/// # Errors
/// If the database can't be read.
pub async fn test_of(adagio: &Adagio, user: UserId, now: DateTime<Utc>) -> anyhow::Result<Test> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading about a phone test")?;
    let test = phone_test::of(&mut db, user)
        .await
        .with_context(|| format!("read the phone test of person {user}"))?;
    Ok(test.map_or(Test::None, |(row, mention)| standing(&row, mention, now)))
}

/// Begins a test; one that is under way goes on.
///
/// # Errors
/// If the database can't be written, or the person isn't known.
pub async fn ask(adagio: &Adagio, asker: &Asker, tongue: &Tongue) -> anyhow::Result<Test> {
    let Asker {
        user, channel, now, ..
    } = *asker;
    let context = || format!("begin a phone test of person {user}");
    let mut turn = adagio.begin().await?;
    let before = phone_test::of(turn.db(), user)
        .await
        .with_context(context)?;
    if let Some((row, mention)) = before {
        let standing = standing(&row, mention, now);
        if matches!(standing, Test::Comes(..)) {
            return Ok(standing);
        }
        outbox::postpone(turn.db(), row.removal, now)
            .await
            .with_context(context)?;
    }
    let due_at = now + LEAD;
    let [ping, removal] = write(adagio, turn.db(), asker, due_at, tongue)
        .await
        .with_context(context)?;
    let test = TestRow {
        user,
        channel,
        ping,
        removal,
        due_at,
    };
    phone_test::put(turn.db(), &test)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(Test::Comes(channel, due_at))
}

/// Ends a test, once it can be told what the phone did: then the mention goes. Says how it stood.
///
/// # Errors
/// If the database can't be written.
pub async fn end(adagio: &Adagio, user: UserId, now: DateTime<Utc>) -> anyhow::Result<Test> {
    let context = || format!("end the phone test of person {user}");
    let mut turn = adagio.begin().await?;
    let test = phone_test::of(turn.db(), user)
        .await
        .with_context(context)?;
    let Some((row, mention)) = test else {
        return Ok(Test::None);
    };
    let standing = standing(&row, mention, now);
    if matches!(standing, Test::Comes(..)) {
        return Ok(standing);
    }
    outbox::postpone(turn.db(), row.removal, now)
        .await
        .with_context(context)?;
    phone_test::remove(turn.db(), user)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(standing)
}

fn standing(row: &TestRow, mention: Mention, now: DateTime<Utc>) -> Test {
    match mention {
        _ if now - row.due_at >= WAITS => Test::None,
        Mention::OnItsWay => Test::Comes(row.channel, row.due_at),
        Mention::Sent => Test::Asked(row.channel),
        Mention::Lost => Test::Lost(row.channel),
    }
}

/// Writes the rows of the mention and of its deletion.
async fn write(
    adagio: &Adagio,
    db: &mut Connection,
    asker: &Asker,
    due_at: DateTime<Utc>,
    tongue: &Tongue,
) -> store::Result<[OutboxId; 2]> {
    let (interaction, now) = (asker.interaction, asker.now);
    let (ping_nonce, removal_nonce) = (seal::nonce(), seal::nonce());
    let row = |key, nonce, due_at| NewRow {
        key,
        user: None,
        channel: Some(asker.channel),
        priority: Priority::Live,
        nonce,
        due_at,
    };
    let key = format!("phone:{interaction}");
    let ping = outbox::add(db, &row(&key, &ping_nonce, due_at), now).await?;
    let letter = wording::hours::phone::ping(tongue, asker.user, ping);
    if let Some(body) = adagio.seal.close(&letter) {
        outbox::set_body(db, ping, &body).await?;
    }
    outbox::set_expiry(db, ping, due_at + WORTH).await?;
    let key = format!("phone:{interaction}:gone");
    let gone_at = due_at + STANDS;
    let removal = outbox::add(db, &row(&key, &removal_nonce, gone_at), now).await?;
    outbox::set_deletes(db, removal, ping).await?;
    Ok([ping, removal])
}
