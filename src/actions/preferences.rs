//! What people set about themselves. Each deed joins the person in the server where it was done, saves at
//! once, and moves what waits for them to when it is due now.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::{Adagio, Error, Turn, due};
use crate::domain::civil::Zone;
use crate::domain::delivery::Notifier;
use crate::domain::ids::{ChannelId, ServerId, UserId};
use crate::domain::mine::Mine;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::refusal::Refusal;
use crate::domain::schedule::DigestTimes;
use crate::store::{person, server};

/// Somebody who sets something about themselves.
#[derive(Clone, Debug)]
pub struct Caller {
    pub user: UserId,
    /// Where they did it. `None`: in their direct messages.
    pub server: Option<ServerId>,
    /// Discord's name of their language.
    pub locale: Option<String>,
    pub now: DateTime<Utc>,
}

/// Whether somebody has to be told something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Now, and never again.
    Due,
    None,
}

/// Opens a person's settings, and joins them where they are.
///
/// # Errors
/// If they want to be left out, or the database can't be written.
pub async fn open(adagio: &Adagio, caller: &Caller) -> Result<Mine, Error> {
    change(adagio, caller, |_| Ok(())).await
}

/// A person's settings as they are, without joining them anywhere.
pub fn look(adagio: &Adagio, user: UserId) -> Mine {
    let known = adagio.known();
    let person = known
        .person(user)
        .cloned()
        .unwrap_or_else(|| Person::new(user));
    Mine {
        person,
        servers: known.servers_of(user).len(),
    }
}

/// A person's settings, shown to themselves.
///
/// # Errors
/// If they want to be left out: then there are none, and why not is worth saying.
pub fn show(adagio: &Adagio, user: UserId) -> Result<Mine, Refusal> {
    if adagio.known().is_left_out(user) {
        Err(Refusal::LeftOut)
    } else {
        Ok(look(adagio, user))
    }
}

/// Sets whose clock the person lives by.
///
/// # Errors
/// As [`open`].
pub async fn set_zone(adagio: &Adagio, caller: &Caller, zone: Zone) -> Result<Mine, Error> {
    change(adagio, caller, |person| {
        person.schedule.zone = Some(zone);
        Ok(())
    })
    .await
}

/// Sets when digests come.
///
/// # Errors
/// As [`open`], or as `choose` refuses.
pub async fn set_digests(
    adagio: &Adagio,
    caller: &Caller,
    choose: impl FnOnce(&DigestTimes) -> Result<DigestTimes, Refusal>,
) -> Result<Mine, Error> {
    change(adagio, caller, |person| {
        person.schedule.digests = choose(&person.schedule.digests)?;
        Ok(())
    })
    .await
}

/// Sets where digests go. `Some`: by direct message, into this channel.
///
/// # Errors
/// As [`open`].
pub async fn set_direct(
    adagio: &Adagio,
    caller: &Caller,
    channel: Option<ChannelId>,
) -> Result<Mine, Error> {
    change(adagio, caller, |person| {
        match channel {
            Some(channel) => {
                person.direct = DirectMessages::Allowed;
                person.channel = Some(channel);
            }
            None => person.direct = DirectMessages::Refused,
        }
        Ok(())
    })
    .await
}

/// Sets who notifies the person.
///
/// # Errors
/// As [`open`].
pub async fn set_notifier(
    adagio: &Adagio,
    caller: &Caller,
    notifier: Notifier,
) -> Result<Mine, Error> {
    change(adagio, caller, |person| {
        person.notifier = notifier;
        Ok(())
    })
    .await
}

/// Whether the person is to be told that their direct messages are closed: once.
///
/// # Errors
/// If the database can't be written; then they are told next time.
pub async fn untold_notice(
    adagio: &Adagio,
    user: UserId,
    now: DateTime<Utc>,
) -> anyhow::Result<Notice> {
    let closed = |person: &Person| person.direct == DirectMessages::Closed;
    if !adagio.known().person(user).is_some_and(closed) {
        return Ok(Notice::None);
    }
    let mut turn = adagio.begin().await?;
    let told_at = person::told_closed_at(turn.db(), user)
        .await
        .with_context(|| format!("read whether person {user} was told"))?;
    if told_at.is_some() {
        return Ok(Notice::None);
    }
    person::set_told_closed(turn.db(), user, Some(now))
        .await
        .with_context(|| format!("note that person {user} is told"))?;
    turn.commit(|_| {}).await?;
    Ok(Notice::Due)
}

/// Changes something about a person, in one transaction: their row, their joining, and when they are due.
pub(super) async fn change(
    adagio: &Adagio,
    caller: &Caller,
    deed: impl FnOnce(&mut Person) -> Result<(), Refusal>,
) -> Result<Mine, Error> {
    let user = caller.user;
    let mut turn = adagio.begin().await?;
    let before = adagio.known().person(user).cloned();
    let mut person = before.clone().unwrap_or_else(|| Person::new(user));
    if person.left_out_at.is_some() {
        return Err(Refusal::LeftOut.into());
    }
    deed(&mut person)?;
    if caller.locale.is_some() {
        person.locale.clone_from(&caller.locale);
    }
    let mut anew = None;
    if before.as_ref() != Some(&person) {
        let due = due::anew(adagio, turn.db(), &person, caller.now).await?;
        person.digest_due_at = due.due_at;
        anew = Some(due);
        let was_closed = before.is_some_and(|before| before.direct == DirectMessages::Closed);
        save(&mut turn, &person, caller.now).await?;
        if was_closed && person.direct != DirectMessages::Closed {
            forget_telling(&mut turn, user).await?;
        }
    }
    join(&mut turn, caller).await?;
    let saved = person.clone();
    turn.commit(|known| {
        known.put(saved);
        if let Some(anew) = anew {
            anew.note(user, known);
        }
        if let Some(server) = caller.server {
            known.join(server, user, caller.now);
        }
    })
    .await?;
    adagio.bell.ring();
    let servers = adagio.known().servers_of(user).len();
    Ok(Mine { person, servers })
}

async fn save(turn: &mut Turn<'_>, person: &Person, now: DateTime<Utc>) -> anyhow::Result<()> {
    person::save(turn.db(), person, now)
        .await
        .with_context(|| format!("save the settings of person {}", person.id))
}

async fn forget_telling(turn: &mut Turn<'_>, user: UserId) -> anyhow::Result<()> {
    person::set_told_closed(turn.db(), user, None)
        .await
        .with_context(|| format!("note that person {user} can be told again"))
}

async fn join(turn: &mut Turn<'_>, caller: &Caller) -> anyhow::Result<()> {
    let Some(server) = caller.server else {
        return Ok(());
    };
    let (user, now) = (caller.user, caller.now);
    let context = || format!("join person {user} in server {server}");
    server::seen(turn.db(), server, now)
        .await
        .with_context(context)?;
    server::join(turn.db(), server, user, now)
        .await
        .with_context(context)
}

#[cfg(test)]
mod tests {
    use super::super::digest::compose;
    use super::super::testing::{
        ACME, ANA, BEN, House, INCIDENTS, all_readable, ana_asks_ben, at, message, on, place,
    };
    use super::*;
    use crate::domain::civil::TimeOfDay;
    use crate::domain::event::{Event, Post};
    use crate::domain::weekdays::Weekdays;

    fn caller(user: UserId, time: &str) -> Caller {
        Caller {
            user,
            server: Some(ACME),
            locale: Some("de".to_owned()),
            now: at(time),
        }
    }

    fn berlin() -> Zone {
        "Europe/Berlin".parse().unwrap()
    }

    #[tokio::test]
    async fn opening_the_panel_joins_and_survives_a_restart() {
        let house = House::new().await;
        let mine = open(&house.adagio, &caller(ANA, "08:00")).await.unwrap();
        assert_eq!(
            (mine.servers, mine.person.direct),
            (1, DirectMessages::Unasked)
        );
        set_zone(&house.adagio, &caller(ANA, "08:00"), berlin())
            .await
            .unwrap();
        let house = house.restarted().await;
        let mine = look(&house.adagio, ANA);
        assert_eq!(
            (mine.servers, mine.person.schedule.zone),
            (1, Some(berlin()))
        );
        assert_eq!(mine.person.locale.as_deref(), Some("de"));
    }

    #[tokio::test]
    async fn what_waits_moves_to_the_new_digest_time() {
        let house = House::new().await;
        house
            .observe(&[Event::Posted(ana_asks_ben(message(at("08:30"), 0)))])
            .await;
        let noon = DigestTimes::new(vec![TimeOfDay::hm(12, 0)], Weekdays::ALL).unwrap();
        let mine = set_digests(&house.adagio, &caller(BEN, "09:00"), |_| Ok(noon))
            .await
            .unwrap();
        assert_eq!(mine.person.digest_due_at, Some(at("11:00")));
        let mine = set_direct(&house.adagio, &caller(BEN, "09:05"), None)
            .await
            .unwrap();
        assert_eq!(mine.person.digest_due_at, None, "inbox only");
        let again = Some(ChannelId::new(900));
        let mine = set_direct(&house.adagio, &caller(BEN, "12:00"), again)
            .await
            .unwrap();
        assert_eq!(mine.person.digest_due_at, Some(on(11, "11:00")));
    }

    #[tokio::test]
    async fn a_change_in_the_moment_of_the_digest_doesnt_put_it_off() {
        let house = House::new().await;
        house
            .observe(&[Event::Posted(ana_asks_ben(message(at("08:30"), 0)))])
            .await;
        let mine = set_notifier(&house.adagio, &caller(BEN, "15:00"), Notifier::Discord).await;
        assert_eq!(mine.unwrap().person.digest_due_at, Some(at("15:00")));
    }

    #[tokio::test]
    async fn who_is_left_out_is_asked_to_come_back_first() {
        let house = House::new().await;
        super::super::privacy::leave_out(&house.adagio, &caller(BEN, "08:00"))
            .await
            .unwrap();
        let refused = open(&house.adagio, &caller(BEN, "08:01")).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::LeftOut))));
    }

    #[tokio::test]
    async fn closed_direct_messages_are_told_once_and_again_after_they_were_open() {
        let house = House::new().await;
        let close = |ben: &mut Person| ben.direct = DirectMessages::Closed;
        house.change_ben(close).await;
        let notice = async |time| untold_notice(&house.adagio, BEN, at(time)).await.unwrap();
        assert_eq!(notice("08:00").await, Notice::Due);
        assert_eq!(notice("08:01").await, Notice::None);
        let channel = Some(ChannelId::new(900));
        set_direct(&house.adagio, &caller(BEN, "08:02"), channel)
            .await
            .unwrap();
        assert_eq!(notice("08:03").await, Notice::None);
        house.change_ben(close).await;
        assert_eq!(notice("08:04").await, Notice::Due);
    }

    #[tokio::test]
    async fn what_cannot_wait_goes_ahead_once_direct_messages_are_open_again() {
        let house = House::new().await;
        house
            .change_ben(|ben| ben.notifier = Notifier::Adagio)
            .await;
        let asked = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(message(at("10:00"), 1))
        };
        house.observe(&[Event::Posted(asked)]).await;
        house
            .change_ben(|ben| ben.direct = DirectMessages::Closed)
            .await;
        compose(&house.adagio, BEN, at("10:00"), &all_readable())
            .await
            .unwrap();
        let hurried = |time| {
            let known = house.adagio.known();
            known.due_in_a_hurry(at(time)).count()
        };
        assert_eq!(hurried("11:00"), 0);
        let channel = Some(ChannelId::new(900));
        set_direct(&house.adagio, &caller(BEN, "11:00"), channel)
            .await
            .unwrap();
        assert_eq!(hurried("11:00"), 1);
    }
}
