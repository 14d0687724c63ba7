//! The gateway's events by name. One that isn't listed here can't be dispatched.

use std::fmt;

/// An event's name, such as `MESSAGE_CREATE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event(&'static str);

impl Event {
    /// As it stands in `t`.
    pub(crate) const fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

macro_rules! events {
    ($($name:ident)+) => {
        $(pub(crate) const $name: Event = Event(stringify!($name));)+

        /// All that the simulator sends.
        const ALL: &[Event] = &[$($name),+];
    };
}

events! {
    READY RESUMED RATE_LIMITED
    GUILD_CREATE GUILD_UPDATE GUILD_DELETE GUILD_BAN_ADD GUILD_BAN_REMOVE
    GUILD_MEMBER_ADD GUILD_MEMBER_UPDATE GUILD_MEMBER_REMOVE GUILD_MEMBERS_CHUNK
    GUILD_ROLE_CREATE GUILD_ROLE_UPDATE GUILD_ROLE_DELETE
    CHANNEL_CREATE CHANNEL_UPDATE CHANNEL_DELETE CHANNEL_PINS_UPDATE
    THREAD_CREATE THREAD_UPDATE THREAD_DELETE THREAD_LIST_SYNC
    THREAD_MEMBER_UPDATE THREAD_MEMBERS_UPDATE
    MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE MESSAGE_DELETE_BULK
    MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL MESSAGE_REACTION_REMOVE_EMOJI
    INTERACTION_CREATE TYPING_START
}

/// Any event, in a script of faults.
pub(crate) const ANY: &str = "*";

/// Whether an event is called so, or it is `*`.
///
/// # Errors
/// It isn't, and which there are.
pub(crate) fn check(name: &str) -> Result<(), String> {
    if name == ANY || ALL.iter().any(|event| event.name() == name) {
        return Ok(());
    }
    let known: Vec<&str> = ALL.iter().map(|event| event.name()).collect();
    Err(format!(
        "there is no event {name}; there is: {}, and {ANY} for any",
        known.join(", ")
    ))
}
