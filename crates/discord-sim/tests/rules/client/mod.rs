//! A plain client: REST by reqwest, the gateway by tokio-tungstenite, nothing that knows Discord.

mod inflate;
mod interaction;
mod rest;
mod socket;
mod story;
mod team;

pub(crate) use interaction::{answer, callback_path, webhook_path};
pub(crate) use rest::{Rest, client};
pub(crate) use socket::{End, Socket, names};
pub(crate) use story::{INTENTS, Story};
pub(crate) use team::{Said, Team, Told, badge, level, push};
