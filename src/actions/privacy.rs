//! What is kept about a person, and both ways out (PRODUCT A4): forgetting, and being left out.

use anyhow::Context;

use super::preferences::Caller;
use super::{Adagio, Turn};
use crate::domain::ids::UserId;
use crate::domain::person::Person;
use crate::domain::privacy::{DirectChannel, Kept, Standing};
use crate::domain::standup::{RowOf, StandupKey};
use crate::store::{self, act, answer, mute, outbox, person, privacy, standup};

/// What is kept about a person, joined or not.
///
/// # Errors
/// If the database can't be read.
pub async fn kept(adagio: &Adagio, user: UserId) -> anyhow::Result<Kept> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading what is kept")?;
    let counts = privacy::counts(&mut db, user)
        .await
        .with_context(|| format!("count what is kept about person {user}"))?;
    let standups = standup::joined_by(&mut db, user)
        .await
        .with_context(|| format!("count the stand-ups of person {user}"))?;
    let entries = standup::entries_by(&mut db, user)
        .await
        .with_context(|| format!("count the entries of person {user}"))?;
    let known = adagio.known();
    let person = known.person(user);
    let channel = person.and_then(|person| person.channel);
    Ok(Kept {
        standing: standing(person),
        servers: u32::try_from(known.servers_of(user).len()).unwrap_or(u32::MAX),
        direct_channel: channel.map_or(DirectChannel::None, |_| DirectChannel::Remembered),
        held: counts.held,
        past: counts.past,
        sent: counts.sent,
        deeds: counts.deeds,
        mutes: counts.mutes,
        letters: counts.letters,
        standups,
        entries,
    })
}

fn standing(person: Option<&Person>) -> Standing {
    match person {
        None => Standing::Stranger,
        Some(person) if person.left_out_at.is_some() => Standing::LeftOut,
        Some(_) => Standing::Known,
    }
}

/// Forgets a person. That they want to be left out stays known, or it would end with this.
///
/// # Errors
/// If the database can't be written; then nothing is forgotten.
pub async fn forget(adagio: &Adagio, caller: &Caller) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let left_out_at = adagio
        .known()
        .person(caller.user)
        .and_then(|person| person.left_out_at);
    let left = Person {
        left_out_at,
        ..Person::new(caller.user)
    };
    erase(&mut turn, caller, &left).await?;
    finish(turn, left).await
}

/// Forgets a person, and from now on notes nothing that they write and no mention of them.
///
/// # Errors
/// If the database can't be written; then nothing has changed.
pub async fn leave_out(adagio: &Adagio, caller: &Caller) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let left = Person {
        left_out_at: Some(caller.now),
        ..Person::new(caller.user)
    };
    erase(&mut turn, caller, &left).await?;
    finish(turn, left).await
}

/// Counts a person again who was left out: they are a stranger now.
///
/// # Errors
/// If the database can't be written; then they stay left out.
pub async fn count_in(adagio: &Adagio, caller: &Caller) -> anyhow::Result<()> {
    let user = caller.user;
    let mut turn = adagio.begin().await?;
    if !adagio.known().is_left_out(user) {
        return Ok(());
    }
    person::delete(turn.db(), user)
        .await
        .with_context(|| format!("count person {user} in again"))?;
    turn.commit(|known| known.forget(user)).await
}

/// Deletes everything about a person but what `left` says.
async fn erase(turn: &mut Turn<'_>, caller: &Caller, left: &Person) -> anyhow::Result<()> {
    let user: UserId = caller.user;
    let context = || format!("forget person {user}");
    privacy::erase(turn.db(), user)
        .await
        .with_context(context)?;
    act::forget(turn.db(), user).await.with_context(context)?;
    answer::forget(turn.db(), user)
        .await
        .with_context(context)?;
    forget_standups(turn, user).await.with_context(context)?;
    mute::forget_sender(turn.db(), user)
        .await
        .with_context(context)?;
    outbox::forget(turn.db(), user)
        .await
        .with_context(context)?;
    outbox::forget_replies(turn.db(), user)
        .await
        .with_context(context)?;
    person::delete(turn.db(), user)
        .await
        .with_context(context)?;
    if left.left_out_at.is_some() {
        person::save(turn.db(), left, caller.now)
            .await
            .with_context(context)?;
    }
    Ok(())
}

/// Takes somebody out of every stand-up, with what they answered. What is posted stays in its thread.
async fn forget_standups(turn: &mut Turn<'_>, user: UserId) -> store::Result<()> {
    standup::forget(turn.db(), user).await?;
    for (run, parts) in standup::forget_entries(turn.db(), user).await? {
        for part in 0..parts {
            let row = RowOf::Entry(user, part);
            let key = StandupKey { run, row }.to_string();
            outbox::forget_row(turn.db(), &key).await?;
        }
    }
    Ok(())
}

async fn finish(turn: Turn<'_>, left: Person) -> anyhow::Result<()> {
    turn.commit(|known| {
        known.forget(left.id);
        if left.left_out_at.is_some() {
            known.put(left);
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::super::digest::{Composed, compose};
    use super::super::outbox::claim;
    use super::super::testing::{
        ACME, ANA, BEN, House, SUPPORT, all_readable, ana_asks_ben, at, message,
    };
    use super::*;
    use crate::domain::event::{Event, Mention, Post};

    fn caller(user: UserId) -> Caller {
        Caller {
            user,
            server: Some(ACME),
            locale: None,
            now: at("12:00"),
        }
    }

    async fn ana_asked_ben(house: &House) {
        house
            .observe(&[Event::Posted(ana_asks_ben(message(at("08:30"), 0)))])
            .await;
    }

    #[tokio::test]
    async fn a_forgotten_recipient_leaves_no_row() {
        let house = House::new().await;
        ana_asked_ben(&house).await;
        let before = kept(&house.adagio, BEN).await.unwrap();
        assert_eq!(
            (before.standing, before.held, before.servers),
            (Standing::Known, 1, 1)
        );
        forget(&house.adagio, &caller(BEN)).await.unwrap();
        let house = house.restarted().await;
        assert_eq!(kept(&house.adagio, BEN).await.unwrap(), Kept::default());
        assert!(house.pings().await.is_empty());
    }

    #[tokio::test]
    async fn a_forgotten_sender_leaves_the_link_only() {
        let house = House::new().await;
        ana_asked_ben(&house).await;
        assert_eq!(kept(&house.adagio, ANA).await.unwrap().sent, 1);
        forget(&house.adagio, &caller(ANA)).await.unwrap();
        assert_eq!(kept(&house.adagio, ANA).await.unwrap(), Kept::default());
        let mut db = house.adagio.store.read().await.unwrap();
        let held = crate::store::ping::held(&mut db, BEN).await.unwrap();
        let (row, _) = &held[0];
        assert_eq!(
            (row.sender, &row.excerpt, row.channel),
            (None, &None, SUPPORT)
        );
    }

    #[tokio::test]
    async fn nothing_is_noted_of_who_is_left_out_until_they_come_back() {
        let house = House::new().await;
        leave_out(&house.adagio, &caller(BEN)).await.unwrap();
        let house = house.restarted().await;
        ana_asked_ben(&house).await;
        assert!(house.pings().await.is_empty());
        assert_eq!(
            kept(&house.adagio, BEN).await.unwrap().standing,
            Standing::LeftOut
        );
        forget(&house.adagio, &caller(BEN)).await.unwrap();
        assert_eq!(
            kept(&house.adagio, BEN).await.unwrap().standing,
            Standing::LeftOut
        );
        count_in(&house.adagio, &caller(BEN)).await.unwrap();
        assert_eq!(kept(&house.adagio, BEN).await.unwrap(), Kept::default());
    }

    #[tokio::test]
    async fn who_is_left_out_without_joining_sends_pings_without_a_name() {
        let house = House::new().await;
        leave_out(&house.adagio, &caller(ANA)).await.unwrap();
        let id = message(at("08:30"), 0);
        let mentions = vec![Mention {
            user: BEN,
            name: "ben".to_owned(),
        }];
        let post = Post {
            mentions,
            ..ana_asks_ben(id)
        };
        house.observe(&[Event::Posted(post)]).await;
        let mut db = house.adagio.store.read().await.unwrap();
        let held = crate::store::ping::held(&mut db, BEN).await.unwrap();
        assert_eq!(
            (held.len(), held[0].0.sender, &held[0].0.excerpt),
            (1, None, &None)
        );
    }

    #[tokio::test]
    async fn a_digest_that_was_composed_and_not_sent_loses_the_words_of_who_is_forgotten() {
        let house = House::new().await;
        let asked = ana_asks_ben(message(at("10:00"), 1));
        house.observe(&[Event::Posted(asked)]).await;
        let (adagio, due_at) = (&house.adagio, at("15:00"));
        let composed = compose(adagio, BEN, due_at, &all_readable()).await;
        assert!(matches!(composed, Ok(Composed::Letter(_))), "{composed:?}");

        forget(adagio, &caller(ANA)).await.unwrap();

        // Without its body the row is composed anew, from what is left.
        let errands = claim(adagio, due_at, 10).await.unwrap();
        assert!(errands[0].letter.is_none(), "{errands:?}");
        let kept = kept(adagio, ANA).await.unwrap();
        assert_eq!(kept, Kept::default());
    }
}
