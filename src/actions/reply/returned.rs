//! A reply that can't be posted: back to its writer.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::outbox::Cause;
use super::super::seal::{self, Text};
use super::super::{Adagio, Turn};
use super::Heard;
use crate::domain::ids::{ChannelId, MessageId, OutboxId, ServerId, UserId};
use crate::domain::letter::Letter;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::{Excerpt, Lane, Loudness, Urgency, Via};
use crate::domain::reply::{Posting, ReplyKey, ReturnKey, Unposted};
use crate::store::outbox::{self, NewRow, Priority};
use crate::store::ping::{self, NewPing, PingRow};
use crate::store::reply::{self, Kept};
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
    let kept = reply::take(turn.db(), id).await?;
    if adagio.replies.tell(id, Posting::Unposted(why)) == Heard::ByItsWriter {
        return Ok(());
    }
    let person = adagio.known().person(key.user).cloned();
    let letter: Option<Letter> = body.and_then(|body| adagio.seal.open(&body));
    let (Some(person), Some(letter)) = (person, letter) else {
        return Ok(());
    };
    let words = wording::reply::words_of(person.id, &letter);
    let kept = to_keep(adagio, kept, key.user, words)?;
    match person.direct {
        DirectMessages::Allowed => {
            write_back(adagio, turn, &person, (key, why), (words, kept), now).await
        }
        _ => keep_back(turn, kept, ReturnKey::from(*key), now).await,
    }
}

/// What is kept of a reply that goes back. `None`: its writer takes no part in the server any more in which they wrote it, or no
/// words are kept; then they have them before their eyes since it was sent.
fn to_keep(
    adagio: &Adagio,
    kept: Option<Kept>,
    writer: UserId,
    words: &str,
) -> anyhow::Result<Option<Kept>> {
    let takes_part = |server: &ServerId| {
        let known = adagio.known();
        known.servers_of(writer).any(|joined| joined == *server)
    };
    let server = kept.map(|kept| kept.server).filter(takes_part);
    let (Some(server), Text::Kept) = (server, adagio.seal.text()) else {
        return Ok(None);
    };
    let excerpt = Excerpt {
        name: String::new(),
        text: words.to_owned(),
    };
    let excerpt = adagio.seal.close(&excerpt);
    let excerpt = excerpt.context("seal the words of a reply that goes back")?;
    Ok(Some(Kept {
        server,
        excerpt: Some(excerpt),
    }))
}

/// Its writer gets it by direct message. What is kept stays until that has come.
async fn write_back(
    adagio: &Adagio,
    turn: &mut Turn<'_>,
    person: &Person,
    (key, why): (&ReplyKey, Unposted),
    (words, kept): (&str, Option<Kept>),
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let new = NewRow {
        key: &ReturnKey::from(*key).to_string(),
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
    if let Some(kept) = kept {
        reply::keep(turn.db(), back, &kept).await?;
    }
    Ok(())
}

/// The direct message with which it went back has come.
pub(in super::super) async fn has_come_back(
    turn: &mut Turn<'_>,
    id: OutboxId,
) -> anyhow::Result<()> {
    reply::take(turn.db(), id).await?;
    Ok(())
}

/// It can't go back by direct message either.
pub(in super::super) async fn stays_here(
    turn: &mut Turn<'_>,
    (id, key): (OutboxId, ReturnKey),
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let kept = reply::take(turn.db(), id).await?;
    keep_back(turn, kept, key, now).await
}

/// Its writer, who gets no direct messages, finds it in their inbox, under the server in which they wrote it: told to
/// themselves.
async fn keep_back(
    turn: &mut Turn<'_>,
    kept: Option<Kept>,
    key: ReturnKey,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(Kept { server, excerpt }) = kept else {
        return Ok(());
    };
    let nowhere = ChannelId::none_in(server);
    let row = PingRow {
        source: MessageId::new(key.interaction),
        recipient: key.user,
        server,
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
        excerpt,
    };
    ping::record(turn.db(), &[NewPing { row, over: None }], now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::super::testing::{BEN, House, ana_asks_ben, at, message};
    use super::super::super::{item, outbox, retention};
    use super::super::{Writer, send, target};
    use super::*;
    use crate::domain::event::Event;

    #[tokio::test]
    async fn the_words_are_in_the_inbox_though_what_they_answer_is_forgotten() {
        let house = House::new().await;
        house
            .change_ben(|ben| ben.direct = DirectMessages::Refused)
            .await;
        let source = message(at("08:00"), 0);
        house.observe(&[Event::Posted(ana_asks_ben(source))]).await;
        let now = at("08:00") + retention::ROWS_KEPT + TimeDelta::days(1);
        let handle = item::Handle {
            user: BEN,
            source,
            now,
        };
        item::done(&house.adagio, &handle).await.unwrap();
        let pinged = target(&house.adagio, &handle).await.unwrap().unwrap();
        let writer = Writer {
            name: "ben".to_owned(),
            roles: Vec::new(),
            slow: None,
        };
        let words = (message(now, 1).get(), "my words");
        let sent = send(&house.adagio, (&handle, &pinged), &writer, words).await;
        let id = sent.unwrap().unwrap().id;
        retention::purge(&house.adagio, now).await.unwrap();
        assert_eq!(target(&house.adagio, &handle).await.unwrap(), None);

        outbox::undeliverable(&house.adagio, id, Cause::Gone, now)
            .await
            .unwrap();

        let mut db = house.adagio.store.read().await.unwrap();
        let held = ping::held(&mut db, BEN).await.unwrap();
        let [(back, _)] = held.as_slice() else {
            panic!("{held:#?}")
        };
        let sealed = back.excerpt.as_deref().unwrap();
        let excerpt: Excerpt = house.adagio.seal.open(sealed).unwrap();
        assert_eq!(
            (back.via, excerpt.text.as_str()),
            (Via::Returned, "my words")
        );
    }
}
