//! Puts together what is due for some people, and notes it in one transaction: what they are held is read together, and
//! what comes of it is written together, which takes a fraction of the time.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::due::Pace;
use super::super::groups::{self, Shares};
use super::super::{Adagio, Turn, seal};
use super::batch::{Batch, Sorted};
use super::settled::{Settled, put_off};
use super::unsure::Unsure;
use super::{Composed, List, counts_of, open_page, page_of};
use crate::domain::digest::{self, CatchUp, Counts, Kind, Of, View};
use crate::domain::ids::{MessageId, OutboxId, UserId};
use crate::domain::person::Person;
use crate::domain::ping::{Facts, Lane, Reason};
use crate::domain::rights::Rights;
use crate::store::digest::NewDigest;
use crate::store::outbox::{Priority, WholeRow};
use crate::store::ping::PingRow;
use crate::store::{self, outbox, person, ping};
use crate::wording::{self, Tongue};

/// Composes what is due for one person.
///
/// # Errors
/// If the database can't be written; then nothing has changed and it is still due.
pub async fn compose(
    adagio: &Adagio,
    user: UserId,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<Composed> {
    let composed = compose_all(adagio, &[user], now, rights).await?;
    Ok(composed
        .first()
        .map_or(Composed::Nothing, |(_, composed)| *composed))
}

/// Composes what is due for some people, all or none of them.
///
/// # Errors
/// If the database can't be written; then nothing has changed and it is still due.
pub async fn compose_all(
    adagio: &Adagio,
    users: &[UserId],
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<Vec<(UserId, Composed)>> {
    let mut turn = adagio.begin().await?;
    let next_id = outbox::next_id(turn.db()).await;
    let mut composing = Composing {
        adagio,
        turn,
        now,
        rights,
        next_id: next_id.context("read how far the outbox is numbered")?,
        letters: Vec::new(),
        digests: Vec::new(),
        gone: Vec::new(),
        settled: Vec::new(),
    };
    for reader in composing.readers(users).await? {
        composing.for_reader(reader)?;
        // What is on its way to Discord goes on meanwhile, at its pace.
        tokio::task::consume_budget().await;
    }
    composing.finish().await
}

/// A transaction in which some people's digests are composed.
struct Composing<'a> {
    adagio: &'a Adagio,
    turn: Turn<'a>,
    now: DateTime<Utc>,
    rights: &'a Rights,
    /// The row of the outbox that carries the next letter.
    next_id: OutboxId,
    letters: Vec<WholeRow>,
    digests: Vec<NewDigest>,
    /// What has ended instead of going out, and for whom.
    gone: Vec<(MessageId, UserId, Reason)>,
    settled: Vec<Settled>,
}

/// Somebody to whom something may go out now.
struct Reader {
    person: Person,
    held: Vec<(PingRow, Facts)>,
    /// What may be theirs too.
    unsure: Unsure,
}

impl Composing<'_> {
    /// Those who may be written to now, and what they are held. All others are settled.
    async fn readers(&mut self, users: &[UserId]) -> anyhow::Result<Vec<Reader>> {
        let mut called = groups::unlooked_by(self.adagio, self.turn.db(), users).await?;
        let mut readers = Vec::with_capacity(users.len());
        let mut shares = Shares::default();
        for user in users {
            let Some(person) = self.adagio.known().person(*user).cloned() else {
                continue;
            };
            if let Some(put_off) = put_off(&person, self.now) {
                self.settled.push(put_off);
                continue;
            }
            let called = called.remove(user).unwrap_or_default();
            let unsure = shares.add(&person, &called, self.rights);
            readers.push(Reader {
                person,
                held: Vec::new(),
                unsure,
            });
        }
        shares.write(self.turn.db(), self.now).await?;
        let users: Vec<UserId> = readers.iter().map(|reader| reader.person.id).collect();
        let held = ping::held_by(self.turn.db(), &users).await;
        let mut held = held.with_context(|| format!("read what people {users:?} are held"))?;
        for reader in &mut readers {
            reader.held = held.remove(&reader.person.id).unwrap_or_default();
        }
        Ok(readers)
    }

    fn for_reader(&mut self, reader: Reader) -> anyhow::Result<()> {
        let Reader {
            person,
            held,
            unsure,
        } = reader;
        let (user, now) = (person.id, self.now);
        let batch = Batch::choose(&person, held, unsure, self.rights, now);
        let sorted = batch.sort(&person, self.rights);
        let due_at = batch.next_after(now, &person);
        let composed = self
            .letter(&person, &batch, sorted)
            .with_context(|| format!("compose the digest of person {user}"))?;
        let composed = match (composed, batch.again_at(now)) {
            (Composed::Nothing, Some(again_at)) => Composed::Later(again_at),
            (composed, _) => composed,
        };
        self.settled.push(Settled {
            user,
            composed,
            due_at,
            pace: match batch.unsure.of(Lane::Now) {
                Some(_) => Pace::Hurried,
                None => Pace::Calm,
            },
        });
        Ok(())
    }

    /// Makes a letter of what waits, if anything does.
    fn letter(
        &mut self,
        person: &Person,
        batch: &Batch,
        sorted: Sorted,
    ) -> anyhow::Result<Composed> {
        let (user, now, kind) = (person.id, self.now, batch.kind);
        let Sorted {
            waiting,
            seen,
            gone,
            settled,
            came,
            since,
            ..
        } = sorted;
        let gone = gone.into_iter();
        self.gone
            .extend(gone.map(|(source, reason)| (source, user, reason)));
        if waiting.is_empty() {
            // A line that only says "you have seen these" is nothing new, and nothing new is not sent.
            let seen = seen.iter().map(|ping| (ping.source, user, Reason::Seen));
            self.gone.extend(seen);
            return Ok(Composed::Nothing);
        }
        let id = self.next_id;
        self.next_id = OutboxId::new(id.get() + 1);
        let waiting = digest::rank(waiting);
        let since = since.filter(|_| kind == Kind::Digest);
        let catch_up = since.and_then(|since| CatchUp::of(came, since, now));
        self.digests.push(NewDigest {
            id,
            user,
            kind,
            settled,
            since: since.filter(|_| catch_up.is_some()),
            waiting: waiting.iter().map(|ping| ping.source).collect(),
            seen: seen.iter().map(|ping| ping.source).collect(),
        });
        let mut ranked: Vec<_> = waiting.into_iter().map(Some).collect();
        open_page(self.adagio, &mut ranked, 0, batch.rows());
        let counts = Counts {
            settled,
            catch_up,
            ..counts_of(self.adagio, user, &ranked, now)
        };
        let list = List {
            of: Of::Digest(id, kind),
            ranked: &ranked,
            seen: &seen,
            view: View::new(self.rights, &person.schedule, now),
        };
        let page = page_of(&list, counts, 0);
        let tongue = Tongue::of(person.locale.as_deref().unwrap_or_default());
        let letter = wording::digest::letter(&tongue, &page);
        let body = self.adagio.seal.close(&letter).context("seal a digest")?;
        let (word, priority) = match kind {
            Kind::Digest => ("digest", Priority::Bulk),
            Kind::Now => ("now", Priority::Live),
        };
        self.letters.push(WholeRow {
            id,
            // Not by the time: what can't wait may come twice in the same millisecond.
            key: format!("{word}:{user}:{id}:0"),
            user: Some(user),
            channel: person.channel,
            body,
            priority,
            nonce: seal::nonce(),
        });
        Ok(Composed::Letter(id))
    }

    /// Writes what came of it for all of them.
    async fn finish(mut self) -> anyhow::Result<Vec<(UserId, Composed)>> {
        let due: Vec<_> = self.settled.iter().map(|it| (it.user, it.due_at)).collect();
        let (db, now) = (self.turn.db(), self.now);
        let written = async {
            outbox::add_all(db, &self.letters, now).await?;
            store::digest::add_all(db, &self.digests, now).await?;
            let ids: Vec<_> = self.digests.iter().map(|digest| digest.id).collect();
            ping::deliver(db, &ids, now).await?;
            ping::end(db, &self.gone, now).await?;
            person::set_all_due(db, &due).await
        };
        written.await.context("write what was composed")?;
        let settled = self.settled;
        let composed = settled.iter().map(|it| (it.user, it.composed)).collect();
        self.turn
            .commit(|known| {
                for it in settled {
                    known.set_due(it.user, it.due_at);
                    if it.pace == Pace::Calm {
                        known.need_not_hurry(it.user);
                    }
                }
            })
            .await?;
        Ok(composed)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::actions::testing::{
        BEN, House, INCIDENTS, all_readable, ana_asks_ben, at, message, place,
    };
    use crate::domain::delivery::Notifier;
    use crate::domain::event::{Event, Post};

    #[tokio::test]
    async fn what_cannot_wait_is_tried_again_however_long_rights_are_unknown() {
        let house = House::new().await;
        house
            .change_ben(|ben| ben.notifier = Notifier::Adagio)
            .await;
        let asked = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(message(at("10:00"), 1))
        };
        house.observe(&[Event::Posted(asked)]).await;
        let unknown = Rights::default();
        for (time, seconds) in [("10:00", 30), ("10:09", 30), ("10:11", 600), ("12:00", 600)] {
            compose(&house.adagio, BEN, at(time), &unknown)
                .await
                .unwrap();
            let due_at = house.adagio.known().person(BEN).unwrap().digest_due_at;
            let again_at = at(time) + chrono::TimeDelta::seconds(seconds);
            assert_eq!(due_at, Some(again_at), "{time}");
        }
        let composed = compose(&house.adagio, BEN, at("12:10"), &all_readable())
            .await
            .unwrap();
        assert!(matches!(composed, Composed::Letter(_)), "{composed:?}");
    }

    #[tokio::test]
    async fn each_digest_waits_a_while_for_what_is_unknown_whatever_missed_the_one_before() {
        let house = House::new().await;
        let asked = ana_asks_ben(message(at("07:00"), 1));
        house.observe(&[Event::Posted(asked)]).await;
        let unknown = Rights::default();
        for (time, next) in [
            ("08:00", at("08:00") + TimeDelta::seconds(30)),
            ("08:10", at("15:00")),
            ("15:00", at("15:00") + TimeDelta::seconds(30)),
        ] {
            compose(&house.adagio, BEN, at(time), &unknown)
                .await
                .unwrap();
            let due_at = house.adagio.known().person(BEN).unwrap().digest_due_at;
            assert_eq!(due_at, Some(next), "{time}");
        }
    }

    #[tokio::test]
    async fn what_cannot_wait_goes_out_twice_in_the_same_millisecond() {
        let house = House::new().await;
        house
            .change_ben(|ben| ben.notifier = Notifier::Adagio)
            .await;
        for sequence in [1, 2] {
            let asked = Post {
                place: place(INCIDENTS),
                ..ana_asks_ben(message(at("10:00"), sequence))
            };
            house.observe(&[Event::Posted(asked)]).await;
            let composed = compose(&house.adagio, BEN, at("10:00"), &all_readable()).await;
            assert!(matches!(composed, Ok(Composed::Letter(_))), "{composed:?}");
        }
    }
}
