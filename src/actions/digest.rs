//! Composes what goes to one person: the digest, or at once what couldn't wait for it.
//!
//! Everything is looked at again in the moment of composing (PRODUCT P6): what was answered, deleted or
//! settled falls out, and what its reader may no longer read leaves no trace. The outbox row and the marks on
//! the pings are one transaction, so that a ping is in exactly one digest whatever crashes.

mod compose;
mod page;

use anyhow::Context;
use chrono::{DateTime, Utc};

pub use self::compose::compose;
pub(super) use self::page::{List, counts_of, opened, page_of};
pub use self::page::{page, page_wants};
use super::{Adagio, groups};
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, OutboxId, RoleId, ServerId, UserId};
pub use crate::store::person::Urgency;
use crate::store::ping::{GroupPing, PingRow};
use crate::store::{outbox, person, ping};

/// Something that has to be looked up before a person may be shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Want {
    pub server: ServerId,
    pub channel: ChannelId,
    /// The channel itself, or the thread's parent.
    pub governing: ChannelId,
    pub through: Through,
}

/// Which role has to do with somebody's being shown something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Through {
    Nothing,
    /// It reached them by this role.
    Role(RoleId),
    /// It reaches them if they have this role; otherwise nothing has to be looked up.
    PerhapsRole(RoleId),
}

impl Through {
    /// The role.
    pub const fn role(self) -> Option<RoleId> {
        match self {
            Self::Nothing => None,
            Self::Role(role) | Self::PerhapsRole(role) => Some(role),
        }
    }
}

/// A person for whom something is due, and what has to be looked up for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub user: UserId,
    /// Since when.
    pub due_at: DateTime<Utc>,
    pub wants: Vec<Want>,
}

/// What came of composing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Composed {
    /// It lies in the outbox.
    Letter(OutboxId),
    /// Nothing new waits.
    Nothing,
    /// Not now: it is quiet, or rights are unknown.
    Later(DateTime<Utc>),
}

/// The people for whom something is due now: who is held what can't wait before all others, then longest due
/// first.
///
/// # Errors
/// If the database can't be read.
pub async fn due(
    adagio: &Adagio,
    now: DateTime<Utc>,
    urgency: Urgency,
    limit: u32,
) -> anyhow::Result<Vec<Due>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading who is due")?;
    let users = person::due(&mut db, now, urgency, limit)
        .await
        .context("read who is due")?;
    let mut due = Vec::with_capacity(users.len());
    for (user, due_at) in users {
        let held = ping::held(&mut db, user)
            .await
            .with_context(|| format!("read what person {user} is held"))?;
        let called = groups::unlooked(adagio, &mut db, user).await?;
        due.push(Due {
            user,
            due_at,
            wants: wants_of(held.iter().map(|(row, _)| row), &called),
        });
    }
    Ok(due)
}

/// When the next thing is due: somebody's digest, or a row of the outbox.
///
/// # Errors
/// If the database can't be read.
pub async fn next_due(adagio: &Adagio) -> anyhow::Result<Option<DateTime<Utc>>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading what is due next")?;
    let digest = person::next_due(&mut db)
        .await
        .context("read when the next digest is due")?;
    let sending = outbox::next_due(&mut db)
        .await
        .context("read when the outbox is due")?;
    Ok(digest.into_iter().chain(sending).min())
}

/// What has to be looked up for these pings and those of groups, each place once.
pub(super) fn wants_of<'a>(
    rows: impl Iterator<Item = &'a PingRow>,
    called: &[GroupPing],
) -> Vec<Want> {
    let mut wants: Vec<_> = rows
        .map(|row| Want {
            server: row.server,
            channel: row.channel,
            governing: row.governing,
            through: match row.group {
                Some(Group::Role(role)) => Through::Role(role),
                Some(Group::Everyone(_)) | None => Through::Nothing,
            },
        })
        .chain(groups::wants_of(called))
        .collect();
    wants.sort_unstable();
    wants.dedup();
    wants
}

#[cfg(test)]
mod tests {
    use super::super::preferences::{self, Caller};
    use super::super::testing::{
        ACME, ANA, BEN, House, INCIDENTS, ana_asks_ben, at, message, place,
    };
    use super::*;
    use crate::domain::event::{Event, Mention, Post};

    #[tokio::test]
    async fn who_is_held_what_cannot_wait_comes_before_who_was_due_longer() {
        let house = House::new().await;
        let caller = Caller {
            user: ANA,
            server: Some(ACME),
            locale: None,
            now: at("06:00"),
        };
        let zone = "Europe/Berlin".parse().unwrap();
        preferences::set_zone(&house.adagio, &caller, zone)
            .await
            .unwrap();
        preferences::set_direct(&house.adagio, &caller, Some(ChannelId::new(901)))
            .await
            .unwrap();
        let to_ana = Post {
            author: BEN,
            mentions: vec![Mention {
                user: ANA,
                name: "ana".to_owned(),
            }],
            ..ana_asks_ben(message(at("07:00"), 1))
        };
        let to_ben = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(message(at("10:00"), 2))
        };
        house
            .observe(&[Event::Posted(to_ana), Event::Posted(to_ben)])
            .await;
        for (urgency, expected) in [
            (Urgency::Any, vec![(BEN, at("10:00")), (ANA, at("08:00"))]),
            (Urgency::CannotWait, vec![(BEN, at("10:00"))]),
        ] {
            let due = due(&house.adagio, at("10:00"), urgency, 10).await.unwrap();
            let due: Vec<_> = due.iter().map(|due| (due.user, due.due_at)).collect();
            assert_eq!(due, expected, "{urgency:?}");
        }
    }
}
