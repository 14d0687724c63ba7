//! Pings of groups (PRODUCT P12): what was said to a role, or to everybody, becomes a ping of each of them.
//!
//! A role's ping is one row, made when nobody knows who has the role. When something is composed for a member, Discord is asked
//! for their roles anyway; what pinged one of them since the last look becomes a ping of theirs ([`hand_on`]), and goes the way of
//! any other from then on. What isn't theirs, or stands where they don't read, leaves no trace.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::digest::{Through, Unsure, Want};
use super::{Adagio, Known};
use crate::domain::delivery::{Arrival, Passage, Writing, decide};
use crate::domain::group::Group;
use crate::domain::ids::{MessageId, RoleId, ServerId, UserId};
use crate::domain::mode::Mode;
use crate::domain::person::Person;
use crate::domain::ping::{Lane, Loudness, Reason, Via};
use crate::domain::rights::{Has, Rights, Sight};
use crate::store::ping::{GroupPing, Share};
use crate::store::{self, Connection, ping, server};

/// What is read from history comes later than it was said. So each look goes back further than the one before it reached.
const LATECOMERS: TimeDelta = TimeDelta::days(1);

/// What pinged groups where this person joined, and wasn't looked through for them.
pub(super) async fn unlooked(
    adagio: &Adagio,
    db: &mut Connection,
    user: UserId,
) -> anyhow::Result<Vec<GroupPing>> {
    let mut found = unlooked_by(adagio, db, &[user]).await?;
    Ok(found.remove(&user).unwrap_or_default())
}

/// What pinged groups where these people joined, and wasn't looked through for them.
pub(super) async fn unlooked_by(
    adagio: &Adagio,
    db: &mut Connection,
    users: &[UserId],
) -> anyhow::Result<HashMap<UserId, Vec<GroupPing>>> {
    let context = || format!("read what pinged groups of people {users:?}");
    let mut found: HashMap<UserId, Vec<GroupPing>> = HashMap::new();
    for (server, looks) in looks(adagio, db, users).await.with_context(context)? {
        let Some(first) = looks.iter().map(|(_, since)| *since).min() else {
            continue;
        };
        let pings = ping::to_groups(db, server, first).await;
        let pings = pings.with_context(context)?;
        let sources: Vec<_> = pings.iter().map(|ping| ping.source).collect();
        let members: Vec<_> = looks.iter().map(|(user, _)| *user).collect();
        let theirs = ping::have_pinged(db, &sources, &members).await;
        let theirs = theirs.with_context(context)?;
        for (user, since) in looks {
            let is_new = |ping: &&GroupPing| {
                ping.source >= since
                    && ping.sender != Some(user)
                    && !theirs.contains(&(ping.source, user))
            };
            let pings = pings.iter().filter(is_new).cloned();
            found.entry(user).or_default().extend(pings);
        }
    }
    Ok(found)
}

/// Where something may have pinged a group since it was looked through for a member: for whom, and since which message.
async fn looks(
    adagio: &Adagio,
    db: &mut Connection,
    users: &[UserId],
) -> store::Result<BTreeMap<ServerId, Vec<(UserId, MessageId)>>> {
    let mut called = users.to_vec();
    called.retain(|user| is_anywhere_called(&adagio.known(), *user));
    let mut looks: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for joined in server::joined_by(db, &called).await? {
        let looked_at = joined.looked_at.map(|looked_at| looked_at - LATECOMERS);
        let since = looked_at.map_or(joined.joined_at, |at| at.max(joined.joined_at));
        let since = MessageId::first_at(since);
        if adagio.known().last_call_in(joined.server) >= Some(since) {
            let of_server = looks.entry(joined.server).or_default();
            of_server.push((joined.user, since));
        }
    }
    Ok(looks)
}

/// Whether anything pinged a group in a server where this person joined.
pub(super) fn is_anywhere_called(known: &Known, user: UserId) -> bool {
    let mut servers = known.servers_of(user);
    servers.any(|server| known.last_call_in(server).is_some())
}

/// What has to be looked up for these.
pub(super) fn wants_of(pings: &[GroupPing]) -> impl Iterator<Item = Want> {
    pings.iter().map(|ping| Want {
        server: ping.server,
        channel: ping.channel,
        governing: ping.governing,
        sender: ping.sender,
        through: match ping.group {
            Group::Role(role) => Through::PerhapsRole(role),
            Group::Everyone(_) => Through::Nothing,
        },
    })
}

/// Makes these pings of groups the person's own, as far as they are in the group and may read it.
pub(super) async fn hand_on(
    db: &mut Connection,
    person: &Person,
    pings: &[GroupPing],
    rights: &Rights,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut shares = Shares::default();
    shares.add(person, pings, rights);
    shares.write(db, now).await
}

/// What becomes of pings of groups for some of their members, before it is written.
#[derive(Debug, Default)]
pub(super) struct Shares {
    theirs: Vec<(GroupPing, UserId, Share)>,
    /// For whom all of a server's are looked through.
    looked: Vec<(ServerId, UserId)>,
}

impl Shares {
    /// Adds these, as far as the person is in the group and may read it, and says of what that can't be found out.
    pub(super) fn add(&mut self, person: &Person, pings: &[GroupPing], rights: &Rights) -> Unsure {
        let user = person.id;
        let mut unsure = Unsure::default();
        let (mut servers, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        for ping in pings {
            servers.insert(ping.server);
            let share = share(person, ping);
            match (concerns(user, ping, rights), share) {
                (Has::It, _) => self.theirs.push((ping.clone(), user, share)),
                (Has::ItNot, _) => {}
                (Has::Unknown, share) => {
                    unknown.insert(ping.server);
                    if let Share::Held(lane) = share {
                        unsure.add(lane, ping.pinged_at);
                    }
                }
            }
        }
        let looked = servers.difference(&unknown);
        self.looked.extend(looked.map(|server| (*server, user)));
        unsure
    }

    pub(super) async fn write(self, db: &mut Connection, now: DateTime<Utc>) -> anyhow::Result<()> {
        let theirs = ping::hand_on(db, &self.theirs, now).await;
        theirs.context("make pings of groups those of people")?;
        let looked = server::looked(db, &self.looked, now).await;
        looked.context("note for whom pings of groups were looked through")
    }
}

/// Makes pings of one message the person's own, as far as they reach them by one of these roles or as one of everybody.
/// They see it before them: their right to is not asked for.
pub(super) async fn hand_on_seen(
    adagio: &Adagio,
    person: &Person,
    pings: &[GroupPing],
    roles: &[RoleId],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let user = person.id;
    let is_theirs = |ping: &&GroupPing| match ping.group {
        Group::Role(role) => roles.contains(&role),
        Group::Everyone(_) => true,
    };
    let theirs = pings.iter().filter(is_theirs);
    let theirs: Vec<_> = theirs
        .map(|ping| (ping.clone(), user, share(person, ping)))
        .collect();
    let mut turn = adagio.begin().await?;
    ping::hand_on(turn.db(), &theirs, now)
        .await
        .with_context(|| format!("make a group's ping one of person {user}"))?;
    turn.commit(|_| {}).await
}

/// Whether the person is in the group and may read what it was told.
fn concerns(user: UserId, ping: &GroupPing, rights: &Rights) -> Has {
    if let Group::Role(role) = ping.group {
        match rights.has_role(user, ping.server, role) {
            Has::It => {}
            other => return other,
        }
    }
    match rights.of(user, ping.channel) {
        Sight::Readable => Has::It,
        Sight::Hidden | Sight::Left => Has::ItNot,
        Sight::Unknown => Has::Unknown,
    }
}

/// What becomes of it for this person.
fn share(person: &Person, ping: &GroupPing) -> Share {
    let writing = Writing::of(ping.source, ping.pinged_at);
    match passage(
        person,
        (ping.group.via(), ping.lane),
        ping.pinged_at,
        writing,
    ) {
        Passage::Passed => Share::Over(Reason::Passed),
        passage => Share::Held(Lane::of(passage)),
    }
}

/// Which message a role's ping would ride in. One that is edited in comes no sooner than one that is posted.
pub(super) fn lane_for(person: &Person, lane: Lane, pinged_at: DateTime<Utc>) -> Lane {
    Lane::of(passage(
        person,
        (Via::Role, lane),
        pinged_at,
        Writing::Posted,
    ))
}

/// Which way it goes, by the rules for everybody's pings (PRODUCT P2). Its own lane says whether it was said aloud where pings pass
/// at once.
fn passage(
    person: &Person,
    (via, lane): (Via, Lane),
    at: DateTime<Utc>,
    writing: Writing,
) -> Passage {
    let mode = match lane {
        Lane::Now => Mode::Sync,
        Lane::Digest => Mode::Async,
    };
    let arrival = Arrival {
        at,
        mode,
        via,
        loudness: Loudness::Plain,
        writing,
    };
    decide(&arrival, person.recipient()).passage()
}

#[cfg(test)]
mod tests {
    use super::super::digest::{Composed, compose};
    use super::super::testing::{ACME, ANA, BEN, House, all_readable, ana_asks_ben, at, message};
    use super::super::{inbox, retention};
    use super::*;
    use crate::domain::event::{Event, Post};
    use crate::domain::ids::ServerId;

    const BILLING: RoleId = RoleId::new(70);

    fn ana_asks_billing(id: MessageId) -> Event {
        Event::Posted(Post {
            mentions: Vec::new(),
            groups: vec![Group::Role(BILLING)],
            ..ana_asks_ben(id)
        })
    }

    fn with_roles(roles: &[RoleId]) -> Rights {
        let mut rights = all_readable();
        rights.note_roles(BEN, ACME, roles.to_vec());
        rights
    }

    async fn composed(house: &House, time: &str, rights: &Rights) -> Composed {
        compose(&house.adagio, BEN, at(time), rights).await.unwrap()
    }

    #[tokio::test]
    async fn a_role_arms_everybody_who_joined_and_composing_finds_out_who_has_it() {
        let house = House::new().await;
        house
            .observe(&[ana_asks_billing(message(at("10:00"), 1))])
            .await;
        let due_at = house.adagio.known().person(BEN).unwrap().digest_due_at;
        assert_eq!(due_at, Some(at("15:00")));
        let without = with_roles(&[]);
        assert_eq!(composed(&house, "15:00", &without).await, Composed::Nothing);
        assert_eq!(house.pings().await.len(), 1, "no trace of it for Ben");
        assert_eq!(
            house.adagio.known().person(BEN).unwrap().digest_due_at,
            None
        );
    }

    #[tokio::test]
    async fn who_has_the_role_gets_it_once() {
        let house = House::new().await;
        let asked = message(at("10:00"), 1);
        house.observe(&[ana_asks_billing(asked)]).await;
        let rights = with_roles(&[BILLING]);
        let first = composed(&house, "15:00", &rights).await;
        assert!(matches!(first, Composed::Letter(_)), "{first:?}");
        assert_eq!(composed(&house, "15:01", &rights).await, Composed::Nothing);
        let states: Vec<_> = house.pings().await.into_iter().collect();
        assert_eq!(
            states,
            [(asked, "held".to_owned()), (asked, "delivered".to_owned())]
        );
    }

    #[tokio::test]
    async fn while_roles_are_not_known_it_waits_and_then_goes_on_without() {
        let house = House::new().await;
        house
            .observe(&[ana_asks_billing(message(at("10:00"), 1))])
            .await;
        let unknown = all_readable();
        let waits = composed(&house, "15:00", &unknown).await;
        assert!(matches!(waits, Composed::Later(_)), "{waits:?}");
        assert_eq!(composed(&house, "15:11", &unknown).await, Composed::Nothing);
        // It is not lost: the next digest asks again.
        let due_at = house.adagio.known().person(BEN).unwrap().digest_due_at;
        assert_eq!(due_at, Some("2026-03-11T08:00:00Z".parse().unwrap()));
        let found = composed(&house, "15:12", &with_roles(&[BILLING])).await;
        assert!(matches!(found, Composed::Letter(_)), "{found:?}");
    }

    #[tokio::test]
    async fn a_server_where_nobody_joined_keeps_nothing_of_its_roles() {
        let house = House::new().await;
        let Event::Posted(mut post) = ana_asks_billing(message(at("10:00"), 1)) else {
            panic!()
        };
        post.place.server = ServerId::new(2);
        house.observe(&[Event::Posted(post)]).await;
        assert_eq!(house.pings().await, []);
    }

    #[tokio::test]
    async fn what_was_said_before_somebody_joined_is_not_theirs() {
        let house = House::new().await;
        let before = message(at("05:59"), 1);
        house.observe(&[ana_asks_billing(before)]).await;
        let none = composed(&house, "15:00", &with_roles(&[BILLING])).await;
        assert_eq!(none, Composed::Nothing);
    }

    #[tokio::test]
    async fn a_change_of_hours_does_not_forget_what_may_be_theirs() {
        let house = House::new().await;
        house
            .observe(&[ana_asks_billing(message(at("10:00"), 1))])
            .await;
        let caller = super::super::preferences::Caller {
            user: BEN,
            server: Some(ACME),
            locale: None,
            now: at("10:05"),
        };
        let mine = super::super::preferences::set_digests(&house.adagio, &caller, |_| {
            let noon = crate::domain::civil::TimeOfDay::hm(12, 0);
            let days = crate::domain::weekdays::Weekdays::ALL;
            Ok(crate::domain::schedule::DigestTimes::new(vec![noon], days).unwrap())
        })
        .await;
        assert_eq!(mine.unwrap().person.digest_due_at, Some(at("11:00")));
    }

    #[tokio::test]
    async fn its_words_go_a_week_after_it_was_said_unless_somebody_still_waits_for_it() {
        for (roles, remain) in [(vec![], 0), (vec![BILLING], 1)] {
            let house = House::new().await;
            house
                .observe(&[ana_asks_billing(message(at("10:00"), 1))])
                .await;
            let rights = with_roles(&roles);
            inbox::waiting(&house.adagio, BEN, 0, at("11:00"), &rights)
                .await
                .unwrap();
            let later = at("12:00") + retention::TEXT_KEPT;
            retention::purge(&house.adagio, later).await.unwrap();
            let mut db = house.adagio.store.read().await.unwrap();
            let excerpts: i64 = ping::testing::excerpts(&mut db).await.unwrap();
            assert_eq!(excerpts, remain, "{roles:?}");
        }
    }

    #[tokio::test]
    async fn an_answer_by_the_role_is_noted_only_where_a_role_is_asked_and_goes_with_who_wants_out()
    {
        let house = House::new().await;
        let asked = message(at("10:00"), 1);
        let answers = |id, to| {
            Event::Posted(Post {
                author: ANA,
                mentions: Vec::new(),
                author_roles: Some(vec![BILLING, RoleId::new(71)]),
                reply: Some(crate::domain::event::Reply { to, author: None }),
                ..ana_asks_ben(message(at("10:01"), id))
            })
        };
        house
            .observe(&[
                ana_asks_billing(asked),
                answers(2, asked),
                answers(3, message(at("09:00"), 4)),
            ])
            .await;
        // The answer, and that it counts for the role.
        let kept = super::super::privacy::kept(&house.adagio, ANA).await;
        assert_eq!(kept.unwrap().deeds, 2);
        house.leaves_out(ANA).await;
        let kept = super::super::privacy::kept(&house.adagio, ANA).await;
        assert_eq!(kept.unwrap().deeds, 0);
    }
}
