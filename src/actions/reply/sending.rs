//! A reply is sent: into the outbox, if slow mode lets its writer write.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::oneshot;

use super::super::item::Handle;
use super::super::seal::{self, Text};
use super::super::{Adagio, Seal, Turn, observe};
use crate::domain::escape;
use crate::domain::ids::{ChannelId, MessageId, OutboxId, RoleId, UserId};
use crate::domain::ping::Excerpt;
use crate::domain::reply::{Posting, ReplyKey, Unposted};
use crate::store::outbox::{self, NewRow, Priority};
use crate::store::ping::PingRow;
use crate::store::reply::{self, Kept};
use crate::store::{self, Connection, act};
use crate::wording;

/// Somebody who may write into a channel now, as they are known there.
#[derive(Clone, Debug)]
pub struct Writer {
    /// How they are called there.
    pub name: String,
    pub roles: Vec<RoleId>,
    /// `None`: slow mode holds nothing against them.
    pub slow: Option<Slow>,
}

/// What slow mode asks of somebody.
#[derive(Clone, Copy, Debug)]
pub struct Slow {
    /// Between two messages.
    pub pause: TimeDelta,
    /// What they wrote last where nothing is noted.
    pub unnoted: Option<MessageId>,
}

/// When somebody may write again into a channel in slow mode. What is on its way there counts from when it is tried.
/// `None`: nothing of theirs is known.
async fn free_at(
    db: &mut Connection,
    (user, channel): (UserId, ChannelId),
    slow: Slow,
    now: DateTime<Utc>,
) -> store::Result<Option<DateTime<Utc>>> {
    let on_its_way = outbox::reply_tried_at(db, user, channel).await?;
    let on_its_way = on_its_way.map(|tried_at| tried_at.max(now));
    let noted = act::wrote_last(db, user, channel).await?.max(slow.unnoted);
    let last = on_its_way.max(noted.map(MessageId::sent_at));
    Ok(last.map(|at| at + slow.pause))
}

/// A reply that is on its way, and where to hear what becomes of it.
#[derive(Debug)]
pub struct Sent {
    pub id: OutboxId,
    pub told: oneshot::Receiver<Posting>,
}

/// Puts a reply to what pinged its writer into the outbox. A form that comes twice is one reply, and of two that come at once
/// slow mode lets one through.
///
/// # Errors
/// Why it isn't to be posted; or if the database can't be written.
pub async fn send(
    adagio: &Adagio,
    (handle, pinged): (&Handle, &PingRow),
    writer: &Writer,
    (interaction, text): (i64, &str),
) -> anyhow::Result<Result<Sent, Unposted>> {
    let (user, channel, now) = (handle.user, pinged.channel, handle.now);
    let mut turn = adagio.begin().await?;
    let context = || handle.context("answer");
    if let Some(slow) = writer.slow {
        let free_at = free_at(turn.db(), (user, channel), slow, now).await;
        let free_at = free_at.with_context(context)?;
        if let Some(until) = free_at.filter(|until| *until > now) {
            return Ok(Err(Unposted::Slow(until)));
        }
    }
    observe::answering(turn.db(), pinged, &writer.roles, now)
        .await
        .with_context(context)?;
    let id = add(&mut turn, handle, channel, (interaction, text)).await?;
    let kept = Kept {
        server: pinged.server,
        excerpt: excerpt(&adagio.seal, writer, text)?,
    };
    reply::keep(turn.db(), id, &kept)
        .await
        .with_context(context)?;
    let told = adagio.replies.begin(id);
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(Ok(Sent { id, told }))
}

/// What who asked is shown of a reply, sealed. `None`: words aren't kept. Whom it mentions isn't named: with a form Discord
/// tells no names.
fn excerpt(seal: &Seal, writer: &Writer, text: &str) -> anyhow::Result<Option<Vec<u8>>> {
    if seal.text() == Text::NotKept {
        return Ok(None);
    }
    let excerpt = seal.close(&Excerpt {
        name: writer.name.clone(),
        text: escape::excerpt(text, &[]),
    });
    excerpt.context("seal the excerpt of a reply").map(Some)
}

/// Adds the reply's row.
async fn add(
    turn: &mut Turn<'_>,
    handle: &Handle,
    channel: ChannelId,
    (interaction, text): (i64, &str),
) -> anyhow::Result<OutboxId> {
    let context = || handle.context("answer");
    let key = ReplyKey {
        user: handle.user,
        source: handle.source,
        interaction,
    };
    let new = NewRow {
        key: &key.to_string(),
        user: None,
        channel: Some(channel),
        priority: Priority::Live,
        nonce: &seal::nonce(),
        due_at: handle.now,
    };
    let id = outbox::add(turn.db(), &new, handle.now)
        .await
        .with_context(context)?;
    let letter = wording::reply::posted(handle.user, text);
    let body = turn.adagio.seal.close(&letter).context("seal a reply")?;
    outbox::set_body(turn.db(), id, &body)
        .await
        .with_context(context)?;
    Ok(id)
}
