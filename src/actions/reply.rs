//! Replies that Adagio posts for people: into the outbox, and what follows when they are posted, or can't be.
//!
//! Whoever sends one waits a moment for what becomes of it. If nobody waits any more (Discord was slow, Adagio was started
//! anew), its writer gets back what they wrote if it couldn't be posted: by direct message, or in the inbox where they get none,
//! or that doesn't come either.

mod returned;
mod sending;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use anyhow::Context;
use chrono::{DateTime, Utc};
use tokio::sync::oneshot;

pub(super) use self::returned::{has_come_back, stays_here, unposted};
pub use self::sending::{Sent, Slow, Writer, send};
use super::due::Due;
use super::item::Handle;
use super::observe;
use super::{Adagio, Error};
use crate::domain::ids::{ChannelId, MessageId, OutboxId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Posting, ReplyKey};
use crate::store::outbox::{self, Sending};
use crate::store::ping::PingRow;
use crate::store::{self, Connection, act, ping};

/// Who waits for what becomes of which reply.
#[derive(Debug, Default)]
pub struct Waiting(Mutex<HashMap<OutboxId, oneshot::Sender<Posting>>>);

impl Waiting {
    fn begin(&self, id: OutboxId) -> oneshot::Receiver<Posting> {
        let (tell, told) = oneshot::channel();
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(id, tell);
        told
    }

    /// Tells whoever waits.
    fn tell(&self, id: OutboxId, posting: Posting) -> Heard {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match waiting.remove(&id).map(|tell| tell.send(posting)) {
            Some(Ok(())) => Heard::ByItsWriter,
            Some(Err(_)) | None => Heard::ByNobody,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    ByItsWriter,
    ByNobody,
}

/// The item that somebody answers. `None`: they have none of this message, or it was deleted.
///
/// # Errors
/// If the database can't be read.
pub async fn target(adagio: &Adagio, handle: &Handle) -> anyhow::Result<Option<PingRow>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading what is answered")?;
    let found = ping::one(&mut db, handle.source, handle.user)
        .await
        .with_context(|| handle.context("read"))?;
    let there =
        found.filter(|(_, facts, ..)| facts.deleted == crate::domain::ping::Happened::NotYet);
    Ok(there.map(|(row, ..)| row))
}

/// A reply was posted: what it answers is answered, its writer has written there, and who asked is told with their digest.
/// Says for whom something may be due now.
pub(super) async fn posted(
    adagio: &Adagio,
    db: &mut Connection,
    (id, key): (OutboxId, &ReplyKey),
    (channel, message): (ChannelId, MessageId),
    now: DateTime<Utc>,
) -> anyhow::Result<Due> {
    let context = || format!("note that person {} answered", key.user);
    let wrote = [((key.user, channel), message)].into();
    act::wrote(db, &wrote).await.with_context(context)?;
    let kept = store::reply::take(db, id).await.with_context(context)?;
    let excerpt = kept.and_then(|kept| kept.excerpt);
    let pinged = ping::one(db, key.source, key.user)
        .await
        .with_context(context)?;
    let Some((pinged, ..)) = pinged else {
        return Ok(Due::default());
    };
    observe::answer_posted(db, adagio, &pinged, (message, excerpt), now)
        .await
        .with_context(context)
}

/// Tells its writer, if they still wait, that a reply was posted.
pub(super) fn tell_posted(adagio: &Adagio, id: OutboxId) {
    adagio.replies.tell(id, Posting::Posted);
}

/// Where a reply of one's own stands that is to be deleted.
///
/// # Errors
/// If there is none, or the database can't be written.
pub async fn withdraw(
    adagio: &Adagio,
    user: UserId,
    id: OutboxId,
    now: DateTime<Utc>,
) -> Result<Option<(ReplyKey, ChannelId, MessageId)>, Error> {
    let mut turn = adagio.begin().await?;
    let context = || format!("look for reply {id} of person {user}");
    let row = outbox::kept(turn.db(), id).await.with_context(context)?;
    let row = row.ok_or(Refusal::NothingThere)?;
    let key: ReplyKey = row.key.parse().map_err(|_| Refusal::NothingThere)?;
    if key.user != user {
        return Err(Refusal::NothingThere.into());
    }
    match row.sending {
        Sending::Sent(channel, message) => Ok(Some((key, channel, message))),
        Sending::Open => {
            outbox::give_up(turn.db(), id, "withdrawn", now)
                .await
                .with_context(context)?;
            store::reply::take(turn.db(), id)
                .await
                .with_context(context)?;
            turn.commit(|_| {}).await?;
            Ok(None)
        }
        Sending::UnderWay => Err(Refusal::OnItsWay.into()),
        Sending::GivenUp => Ok(None),
    }
}

/// A reply was deleted, which was this message: what it answered isn't answered by it any more.
///
/// # Errors
/// If the database can't be written.
pub async fn withdrawn(adagio: &Adagio, handle: &Handle, message: MessageId) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    act::deleted(turn.db(), &[message])
        .await
        .with_context(|| handle.context("take back the answer to"))?;
    super::item::finish(adagio, turn, handle).await
}
