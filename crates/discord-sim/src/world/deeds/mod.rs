//! What happens: each deed checks, changes the data, dispatches the events and notifies.

mod admin;
mod bans;
mod bot;
mod channels;
mod compose;
mod delete;
mod dms;
mod edit;
mod members;
mod nonce;
mod pins;
mod poll;
mod post;
mod reactions;
mod roles;

pub(crate) use edit::{Change, v2_excludes};
pub(crate) use nonce::UsedNonce;
pub(crate) use pins::Pin;
pub(crate) use post::{Draft, ReplyTo};
