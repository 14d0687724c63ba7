//! Threads (facts §6): starting them, who is in them, changing and archiving them, what a message in one does.

mod archive;
mod edit;
mod events;
mod forum;
mod members;
mod start;

use crate::{TagId, error::ApiError, world::channel::Kind};

pub(crate) use archive::{Timetable, keep_time};
pub(crate) use edit::ThreadChange;

/// Minutes, unless somebody says otherwise.
const AUTO_ARCHIVE: u32 = 4320;

/// What a new thread is like.
#[derive(Clone, Copy)]
pub(crate) struct NewThread<'a> {
    pub(crate) name: &'a str,
    /// Minutes; `None` is the default.
    pub(crate) auto_archive: Option<u32>,
    pub(crate) kind: Kind,
    pub(crate) invitable: bool,
    /// Seconds; `None` is what the channel gives to new threads.
    pub(crate) slowmode: Option<u32>,
    /// Of a forum's post.
    pub(crate) tags: &'a [TagId],
}

impl<'a> NewThread<'a> {
    pub(crate) const fn public(name: &'a str) -> Self {
        Self {
            name,
            auto_archive: None,
            kind: Kind::PublicThread,
            invitable: true,
            slowmode: None,
            tags: &[],
        }
    }
}

/// 50024.
pub(crate) fn wrong_channel_type() -> ApiError {
    ApiError::new(400, 50024, "Cannot execute action on this channel type")
}

/// 50083.
pub(crate) fn archived() -> ApiError {
    ApiError::new(400, 50083, "Thread is archived")
}

/// 160005.
pub(crate) fn locked() -> ApiError {
    ApiError::new(400, 160_005, "Thread is locked")
}
