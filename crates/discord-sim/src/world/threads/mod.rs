//! Threads (facts §6): starting them, who is in them, archiving, what a message in one does.

mod members;
mod start;

use crate::world::channel::Kind;

/// What a new thread is like.
pub(crate) struct NewThread<'a> {
    pub(crate) name: &'a str,
    /// Minutes.
    pub(crate) auto_archive: u32,
    pub(crate) kind: Kind,
    pub(crate) invitable: bool,
}

impl<'a> NewThread<'a> {
    pub(crate) const fn public(name: &'a str) -> Self {
        Self {
            name,
            auto_archive: 4320,
            kind: Kind::PublicThread,
            invitable: true,
        }
    }
}
