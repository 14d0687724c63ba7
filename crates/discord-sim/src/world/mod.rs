//! The world: everything that exists, as plain data, and what happens in it.
//!
//! One lock guards it ([`Shared::world`]) and is never held across an await. Deeds change the data, dispatch the events and record
//! the notifications in one step, so a client can never see half of one.

pub(crate) mod channel;
pub(crate) mod command;
pub(crate) mod component;
pub(crate) mod deeds;
pub(crate) mod file;
pub(crate) mod forum;
pub(crate) mod guild;
pub(crate) mod interaction;
mod interaction_tokens;
pub(crate) mod json_list;
pub(crate) mod mentions;
pub(crate) mod message;
mod naming;
pub(crate) mod notify;
mod random;
pub(crate) mod ranks;
pub(crate) mod rights;
pub(crate) mod search;
mod shared;
pub(crate) mod slowmode;
mod state;
pub(crate) mod threads;
pub(crate) mod user;
pub(crate) mod versions;
pub(crate) mod window;

pub(crate) use naming::{MOST_TAGS, NameError};
pub(crate) use random::Random;
pub(crate) use shared::{Handle, Reach, Shared};
pub(crate) use state::{APPLICATION_AGE, Emoji, World, bot_token};
