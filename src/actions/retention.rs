//! Deletes, once a day, what has been kept long enough (PRODUCT A4, A5).

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::Adagio;
use crate::store::columns::{instant, millis};
use crate::store::{memo, retention, server, standup};

/// How long an excerpt, or the body of a message, is kept after it was delivered.
pub const TEXT_KEPT: TimeDelta = TimeDelta::days(7);

/// How long the ids and times of pings are kept.
pub const ROWS_KEPT: TimeDelta = TimeDelta::days(90);

/// How long a server's data is kept after Adagio was removed from it.
pub const SERVER_KEPT: TimeDelta = TimeDelta::days(7);

/// How long what nobody agreed on is kept.
pub const DRAFTS_KEPT: TimeDelta = TimeDelta::days(7);

/// How often this runs.
const EVERY: TimeDelta = TimeDelta::days(1);

const MEMO: &str = "retention_due_at";

/// When this is to run next. `None`: it never ran, so at once.
///
/// # Errors
/// If the database can't be read.
pub async fn due_at(adagio: &Adagio) -> anyhow::Result<Option<DateTime<Utc>>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading when to purge")?;
    let memo = memo::get(&mut db, MEMO)
        .await
        .context("read when to purge")?;
    Ok(memo.and_then(|text| text.parse().ok()).map(instant))
}

/// Deletes what has been kept long enough, and says when to come again.
///
/// # Errors
/// If the database can't be written; then nothing was deleted, or what was still stands in its log.
pub async fn purge(adagio: &Adagio, now: DateTime<Utc>) -> anyhow::Result<DateTime<Utc>> {
    let next = now + EVERY;
    let mut turn = adagio.begin().await?;
    let removed = server::removed_before(turn.db(), now - SERVER_KEPT)
        .await
        .context("read which servers are gone")?;
    for id in &removed {
        server::delete(turn.db(), *id)
            .await
            .with_context(|| format!("delete what belongs to server {id}"))?;
    }
    let people: Vec<_> = adagio.known().everybody().collect();
    retention::purge_text(turn.db(), &people, now - TEXT_KEPT)
        .await
        .context("purge excerpts")?;
    retention::purge_rows(turn.db(), now - ROWS_KEPT)
        .await
        .context("purge old rows")?;
    retention::purge_wrote(turn.db(), &people, now - ROWS_KEPT)
        .await
        .context("purge where people wrote last")?;
    standup::purge_drafts(turn.db(), now - DRAFTS_KEPT)
        .await
        .context("purge drafts of stand-ups")?;
    memo::set(turn.db(), MEMO, &millis(next).to_string())
        .await
        .context("note when to purge next")?;
    turn.commit(|known| {
        removed
            .into_iter()
            .for_each(|server| known.forget_server(server))
    })
    .await?;
    adagio
        .store
        .fold()
        .await
        .context("empty the log of what was purged")?;
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BEN, House, SUPPORT, all_readable, ana_asks_ben, at, message};
    use super::*;
    use crate::actions::inbox;
    use crate::domain::event::{Event, Post};
    use crate::domain::ids::MessageId;
    use crate::domain::person::DirectMessages;

    /// Ben, who gets direct messages or not, is asked twice; the second message is deleted.
    async fn ask_twice(house: &House, direct: DirectMessages) -> [MessageId; 2] {
        house.change_ben(|ben| ben.direct = direct).await;
        let asked = ["08:00", "08:01"].map(|time| message(at(time), 0));
        house
            .observe(&asked.map(|message| Event::Posted(ana_asks_ben(message))))
            .await;
        let messages = vec![asked[1]];
        house.observe(&[Event::Deleted { messages }]).await;
        asked
    }

    #[tokio::test]
    async fn what_still_waits_outlives_the_purge_without_its_sender() {
        let house = House::new().await;
        let [waits, _] = ask_twice(&house, DirectMessages::Closed).await;

        let later = at("08:00") + ROWS_KEPT + TimeDelta::days(1);
        purge(&house.adagio, later).await.unwrap();

        let inbox = inbox::waiting(&house.adagio, BEN, 0, later, &all_readable())
            .await
            .unwrap();
        let items = &inbox.page.servers[0].channels[0].items;
        assert_eq!(items.len(), 1);
        assert_eq!((items[0].source, items[0].sender), (waits, None));
    }

    #[tokio::test]
    async fn the_words_of_what_was_deleted_or_answered_go_though_nobody_composed() {
        let house = House::new().await;
        let [waits, deleted] = ask_twice(&house, DirectMessages::Refused).await;

        let later = at("08:00") + TEXT_KEPT + TimeDelta::days(1);
        purge(&house.adagio, later).await.unwrap();

        let mut db = house.adagio.store.read().await.unwrap();
        let held = crate::store::ping::held(&mut db, BEN).await.unwrap();
        let kept: Vec<_> = held
            .iter()
            .map(|(row, _)| (row.source, row.excerpt.is_some()))
            .collect();
        assert_eq!(kept, [(waits, true), (deleted, false)]);
    }

    #[tokio::test]
    async fn what_was_seen_still_counts_as_seen_after_the_purge() {
        let house = House::new().await;
        house
            .change_ben(|ben| ben.direct = DirectMessages::Closed)
            .await;
        let ben_writes = Post {
            author: BEN,
            mentions: Vec::new(),
            ..ana_asks_ben(message(at("08:05"), 0))
        };
        house
            .observe(&[
                Event::Posted(ana_asks_ben(message(at("08:00"), 0))),
                Event::Posted(ben_writes),
            ])
            .await;

        let later = at("08:00") + ROWS_KEPT + TimeDelta::days(1);
        purge(&house.adagio, later).await.unwrap();

        let inbox = inbox::waiting(&house.adagio, BEN, 0, later, &all_readable())
            .await
            .unwrap();
        assert_eq!(
            (inbox.page.counts.waiting, inbox.page.seen[0].channel),
            (0, SUPPORT)
        );
    }
}
