//! Composes what goes to one person: the digest, or at once what couldn't wait for it.
//!
//! Everything is looked at again in the moment of composing (PRODUCT P6): what was answered, deleted or
//! settled falls out, and what its reader may no longer read leaves no trace. The outbox row and the marks on
//! the pings are one transaction, so that a ping is in exactly one digest whatever crashes.

mod batch;
mod compose;
mod page;
mod queue;
mod settled;
mod unsure;

use anyhow::Context;
use chrono::{DateTime, Utc};

pub(super) use self::batch::Questions;
pub use self::compose::{compose, compose_all};
pub(super) use self::page::{
    List, closed, counts_of, may_show, open_page, opened, page_of, schedule_of, shows,
};
pub use self::page::{page, page_wants};
pub use self::queue::{Queue, Urgency};
pub(super) use self::unsure::Unsure;
use super::{Adagio, groups};
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, OutboxId, RoleId, ServerId, UserId};
use crate::store::ping::{GroupPing, HeldAt};
use crate::store::{outbox, person, standup};

/// Something that has to be looked up before a person may be shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Want {
    pub server: ServerId,
    pub channel: ChannelId,
    /// The channel itself, or the thread's parent.
    pub governing: ChannelId,
    /// Who said it, if that matters and is known.
    pub sender: Option<UserId>,
    pub through: Through,
}

impl Want {
    /// Whether somebody may read there, whoever wrote and whatever brought it to them.
    pub const fn to_read(server: ServerId, channel: ChannelId, governing: ChannelId) -> Self {
        Self {
            server,
            channel,
            governing,
            sender: None,
            through: Through::Nothing,
        }
    }
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

/// When the next thing is due: somebody's digest, a stand-up, or a row of the outbox.
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
    let phase = standup::next_due(&mut db)
        .await
        .context("read when a stand-up is due")?;
    Ok(digest.into_iter().chain(sending).chain(phase).min())
}

/// What has to be looked up for what is held there and for pings of groups, each place once.
pub(super) fn wants_of(
    places: impl Iterator<Item = impl Into<HeldAt>>,
    called: &[GroupPing],
) -> Vec<Want> {
    let mut wants: Vec<_> = places
        .map(Into::into)
        .map(|place: HeldAt| Want {
            server: place.server,
            channel: place.channel,
            governing: place.governing,
            sender: place.sender,
            through: match place.group {
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
