//! Sees each row of the outbox through to "sent" or "gave up", exactly once (facts §13.30–31).
//!
//! A row is tried with its nonce, which Discord remembers for a few minutes: tried again within two, the first
//! message comes back. Later than that, whoever sends looks for the message first.

mod again;
mod claim;
mod lost;
mod post;

use anyhow::Context;
use chrono::{DateTime, Utc};

pub use self::again::{again, untried};
pub use self::claim::claim;
pub(super) use self::post::{Put, edit, post_once, put, write};
use super::{Adagio, Turn, reply, standup};
use crate::domain::ids::{ChannelId, MessageId, OutboxId, RunId, TagId, UserId};
use crate::domain::letter::Letter;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::Lane;
use crate::domain::reply::{ReplyKey, ReturnKey};
use crate::domain::standup::StandupKey;
use crate::store::outbox;
pub use crate::store::outbox::Priority;
use crate::store::{self, person, ping};

/// Where a letter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a person, by direct message; the channel, if it was opened before.
    Direct {
        user: UserId,
        channel: Option<ChannelId>,
    },
    Channel(ChannelId),
}

/// What has to be done before sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Never tried.
    Fresh,
    /// Tried a moment ago: the nonce still holds.
    Repeat,
    /// Tried longer ago: look whether the message is there, among those from this one on.
    Look(MessageId),
}

/// What an errand does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Send,
    /// Posts it in a forum, under this title and with these tags.
    Post(String, Vec<TagId>),
    Edit(MessageId),
    Delete(MessageId),
    /// Starts a thread of this name from a message.
    Thread(MessageId, String),
    /// Puts a ✅ on somebody's message.
    Tick(MessageId),
}

/// A row to be sent now.
#[derive(Clone, Debug)]
pub struct Errand {
    pub id: OutboxId,
    pub to: Target,
    /// `None`: its body can't be opened any more.
    pub letter: Option<Letter>,
    pub nonce: String,
    pub stage: Stage,
    pub priority: Priority,
    pub deed: Deed,
    /// The message that it answers, if it is a reply.
    pub answers: Option<MessageId>,
    /// Whom it concerns in which run, if they may still read where that is open.
    pub of_run: Option<(RunId, UserId)>,
    pub late: Late,
}

/// What becomes of a row that couldn't be sent for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// It is composed anew: a digest.
    Anew,
    /// It goes as it is.
    AsItIs,
}

impl Late {
    pub(super) fn of(key: &str) -> Self {
        match key.split_once(':') {
            Some(("digest" | "now", _)) => Self::Anew,
            _ => Self::AsItIs,
        }
    }
}

/// Why a row can't be sent at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The person doesn't take DMs from the bot, or shares no server with it (50007, 50278).
    DmsClosed,
    /// The channel is gone.
    Gone,
    /// The right to write there is gone.
    Forbidden,
    /// Its body was sealed with a key that is gone.
    Unreadable,
    /// It was composed too long ago.
    Stale,
    /// Its reader can't read any more where it is about.
    Hidden,
    /// The forum wants a tag (40067), and has none of those that were chosen.
    Untagged,
}

impl Cause {
    const fn word(self) -> &'static str {
        match self {
            Self::DmsClosed => "dms_closed",
            Self::Gone => "gone",
            Self::Forbidden => "forbidden",
            Self::Unreadable => "unreadable",
            Self::Stale => "stale",
            Self::Hidden => "hidden",
            Self::Untagged => "untagged",
        }
    }
}

/// Gives a row up, and holds again what it would have delivered. Says for whom it was, if it was still open
/// and for a person.
async fn release(
    turn: &mut Turn<'_>,
    id: OutboxId,
    cause: Cause,
    now: DateTime<Utc>,
) -> store::Result<Option<UserId>> {
    let was_for = outbox::give_up(turn.db(), id, cause.word(), now).await?;
    let Some(user) = was_for.flatten() else {
        return Ok(None);
    };
    ping::hold_again(turn.db(), id, now).await?;
    store::digest::take_back(turn.db(), id).await?;
    Ok(Some(user))
}

/// Makes due at once what was being sent when Adagio last stopped.
///
/// # Errors
/// If the database can't be written.
pub async fn recover(adagio: &Adagio, now: DateTime<Utc>) -> anyhow::Result<u64> {
    let mut turn = adagio.begin().await?;
    let rows = outbox::recover(turn.db(), now)
        .await
        .context("take up the outbox again")?;
    turn.commit(|_| {}).await?;
    Ok(rows)
}

/// Notes that a row has become this message.
///
/// # Errors
/// If the database can't be written; then the row is looked at again.
pub async fn sent(
    adagio: &Adagio,
    id: OutboxId,
    message: MessageId,
    channel: ChannelId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let key = outbox::sent(turn.db(), id, message, channel, now)
        .await
        .with_context(|| format!("mark row {id} of the outbox as sent"))?;
    let of_run: Option<StandupKey> = key.as_ref().and_then(|key| key.parse().ok());
    if let Some(key) = of_run {
        let due = standup::posted(&mut turn, key, message, now).await?;
        turn.commit(|known| due.note(known)).await?;
        adagio.bell.ring();
        return Ok(());
    }
    if key
        .as_ref()
        .is_some_and(|key| key.parse::<ReturnKey>().is_ok())
    {
        reply::has_come_back(&mut turn, id).await?;
    }
    let answered: Option<ReplyKey> = key.and_then(|key| key.parse().ok());
    let Some(key) = answered else {
        return turn.commit(|_| {}).await;
    };
    let due = reply::posted(adagio, turn.db(), (id, &key), (channel, message), now).await?;
    turn.commit(|known| due.note(known)).await?;
    adagio.bell.ring();
    reply::tell_posted(adagio, id);
    Ok(())
}

/// Notes that a row can't be sent: what it would have delivered is held again.
///
/// # Errors
/// If the database can't be written; then the row is looked at again.
pub async fn undeliverable(
    adagio: &Adagio,
    id: OutboxId,
    cause: Cause,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let context = || format!("give up row {id} of the outbox");
    let kept = outbox::kept(turn.db(), id).await.with_context(context)?;
    let of_run: Option<StandupKey> = kept.as_ref().and_then(|row| row.key.parse().ok());
    if let Some(key) = of_run {
        let due = standup::unticked(&mut turn, key, cause, now)
            .await
            .with_context(context)?;
        release(&mut turn, id, cause, now)
            .await
            .with_context(context)?;
        standup::unsent(&mut turn, (id, key), cause, now).await?;
        turn.commit(|known| due.note(known)).await?;
        adagio.bell.ring();
        return Ok(());
    }
    if let Some(row) = &kept
        && let Ok(key) = row.key.parse::<ReplyKey>()
    {
        release(&mut turn, id, cause, now)
            .await
            .with_context(context)?;
        let body = row.body.clone();
        reply::unposted(adagio, &mut turn, (id, &key), cause, body, now).await?;
        turn.commit(|_| {}).await?;
        adagio.bell.ring();
        return Ok(());
    }
    if let Some(row) = kept.as_ref().filter(|_| cause == Cause::Gone) {
        lost::edited(&mut turn, &row.key, now).await?;
    }
    let back = kept.as_ref().and_then(|row| row.key.parse().ok());
    if let Some(key) = back {
        reply::stays_here(&mut turn, (id, key), now)
            .await
            .with_context(context)?;
    }
    let late = kept.map_or(Late::AsItIs, |row| Late::of(&row.key));
    let was_for = release(&mut turn, id, cause, now)
        .await
        .with_context(context)?;
    let person = was_for.and_then(|user| adagio.known().person(user).cloned());
    let Some(person) = person.and_then(|person| without_it(person, cause, late, now)) else {
        return turn.commit(|_| {}).await;
    };
    person::save(turn.db(), &person, now)
        .await
        .with_context(context)?;
    turn.commit(|known| known.put(person)).await?;
    adagio.bell.ring();
    Ok(())
}

/// A person who can't be sent something. `None`: nothing about them changes.
fn without_it(mut person: Person, cause: Cause, late: Late, now: DateTime<Utc>) -> Option<Person> {
    match (cause, late) {
        (Cause::DmsClosed | Cause::Gone, _) => {
            // Who chose the inbox, or hasn't chosen yet, has not chosen otherwise by that.
            if person.direct == DirectMessages::Allowed {
                person.direct = DirectMessages::Closed;
            }
            person.digest_due_at = None;
        }
        // It held nothing that waits.
        (_, Late::AsItIs) => return None,
        // It was composed already, so it is due at once, as it would have been.
        (Cause::Unreadable | Cause::Stale, Late::Anew) => person.digest_due_at = Some(now),
        // Nothing that the person could mend: the next digest is another try.
        (Cause::Forbidden | Cause::Hidden | Cause::Untagged, Late::Anew) => {
            person.digest_due_at = person.goes_out_at(Lane::Digest, now)
        }
    }
    Some(person)
}
