//! The names of the gateway's events.

use super::trouble::Trouble;

/// All that the simulator sends, and `*` for any.
const EVENTS: [&str; 36] = [
    "*",
    "READY",
    "RESUMED",
    "RATE_LIMITED",
    "GUILD_CREATE",
    "GUILD_UPDATE",
    "GUILD_DELETE",
    "GUILD_BAN_ADD",
    "GUILD_BAN_REMOVE",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_UPDATE",
    "GUILD_MEMBER_REMOVE",
    "GUILD_MEMBERS_CHUNK",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_UPDATE",
    "GUILD_ROLE_DELETE",
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "CHANNEL_DELETE",
    "CHANNEL_PINS_UPDATE",
    "THREAD_CREATE",
    "THREAD_UPDATE",
    "THREAD_DELETE",
    "THREAD_LIST_SYNC",
    "THREAD_MEMBER_UPDATE",
    "THREAD_MEMBERS_UPDATE",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "MESSAGE_REACTION_REMOVE_ALL",
    "MESSAGE_REACTION_REMOVE_EMOJI",
    "INTERACTION_CREATE",
    "TYPING_START",
];

/// Whether an event is called so.
///
/// # Errors
/// It isn't, and which there are.
pub(super) fn check(name: &str) -> Result<(), Trouble> {
    if EVENTS.contains(&name) {
        return Ok(());
    }
    Err(Trouble::bad(
        "invalid_body",
        format!(
            "`event`: there is no event {name}; there is: {}",
            EVENTS.join(", ")
        ),
    ))
}
