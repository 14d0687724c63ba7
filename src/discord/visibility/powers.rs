//! What somebody may do in a channel or thread, as far as writing goes.

use super::permissions::Permissions;

/// Somebody's powers in one channel or thread.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Powers {
    pub(super) granted: Permissions,
    /// What writing takes there (facts §6).
    pub(super) needed: Permissions,
}

impl Powers {
    /// Whether they may read there and write.
    pub(crate) const fn may_write(self) -> bool {
        let reading = Permissions::VIEW_CHANNEL.with(Permissions::READ_MESSAGE_HISTORY);
        self.granted.contains(reading.with(self.needed))
    }

    pub(crate) const fn may_manage_threads(self) -> bool {
        self.granted.contains(Permissions::MANAGE_THREADS)
    }

    pub(crate) const fn is_free_of_slow_mode(self) -> bool {
        self.granted.contains(Permissions::BYPASS_SLOWMODE)
    }
}
