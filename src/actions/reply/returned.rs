//! A reply that can't be posted: back to its writer.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::outbox::Cause;
use super::super::seal::{self, Text};
use super::super::{Adagio, Turn};
use super::Heard;
use crate::domain::ids::{ChannelId, MessageId, OutboxId};
use crate::domain::letter::Letter;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::{Excerpt, Lane, Loudness, Urgency, Via};
use crate::domain::reply::{Posting, ReplyKey, Unposted};
use crate::store::outbox::{self, NewRow, Priority};
use crate::store::ping::{self, NewPing, PingRow};
use crate::wording::{self, Tongue};

/// A reply can't be posted: its writer hears of it, now or by direct message, and has their words back.
pub(in super::super) async fn unposted(
    adagio: &Adagio,
    turn: &mut Turn<'_>,
    (id, key): (OutboxId, &ReplyKey),
    cause: Cause,
    body: Option<Vec<u8>>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let why = match cause {
        Cause::Gone => Unposted::Gone,
        _ => Unposted::AdagioMayNot,
    };
    if adagio.replies.tell(id, Posting::Unposted(why)) == Heard::ByItsWriter {
        return Ok(());
    }
    let person = adagio.known().person(key.user).cloned();
    let letter: Option<Letter> = body.and_then(|body| adagio.seal.open(&body));
    let (Some(person), Some(letter)) = (person, letter) else {
        return Ok(());
    };
    let words = wording::reply::words_of(person.id, &letter);
    match person.direct {
        DirectMessages::Allowed => write_back(adagio, turn, &person, (id, why), words, now).await,
        _ => keep_back(adagio, turn, key, words, now).await,
    }
}

/// Its writer gets it by direct message.
async fn write_back(
    adagio: &Adagio,
    turn: &mut Turn<'_>,
    person: &Person,
    (id, why): (OutboxId, Unposted),
    words: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let new = NewRow {
        key: &format!("unposted:{id}"),
        user: Some(person.id),
        channel: person.channel,
        priority: Priority::Live,
        nonce: &seal::nonce(),
        due_at: now,
    };
    let back = outbox::add(turn.db(), &new, now).await?;
    let tongue = Tongue::of(person.locale.as_deref().unwrap_or_default());
    let letter = wording::reply::given_back(&tongue, why, words, back);
    let body = adagio
        .seal
        .close(&letter)
        .context("seal a reply that goes back")?;
    outbox::set_body(turn.db(), back, &body).await?;
    Ok(())
}

/// Its writer, who gets no direct messages, finds it in their inbox: told to themselves.
async fn keep_back(
    adagio: &Adagio,
    turn: &mut Turn<'_>,
    key: &ReplyKey,
    words: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let answered = ping::one(turn.db(), key.source, key.user).await?;
    let (Some((answered, ..)), Text::Kept) = (answered, adagio.seal.text()) else {
        return Ok(());
    };
    let excerpt = adagio.seal.close(&Excerpt {
        name: String::new(),
        text: words.to_owned(),
    });
    let nowhere = ChannelId::none_in(answered.server);
    let row = PingRow {
        source: MessageId::new(key.interaction),
        recipient: key.user,
        server: answered.server,
        channel: nowhere,
        governing: nowhere,
        sender: Some(key.user),
        // Whose sender is their recipient: that is [`Via::Returned`] when it is read.
        via: Via::Tell,
        group: None,
        lane: Lane::Digest,
        loudness: Loudness::Silent,
        answers: None,
        pinged_at: now,
        revised_at: None,
        not_before_at: None,
        expected_at: None,
        urgency: Urgency::Ordinary,
        excerpt: Some(excerpt.context("seal a reply that goes back")?),
    };
    ping::record(turn.db(), &[NewPing { row, over: None }], now).await?;
    Ok(())
}
