//! What people do: a [`Person`]'s verbs, checked against that person's own permissions like Discord's client would.

mod commands;
mod components;
mod dms;
mod files;
mod interacting;
mod messages;
mod modals;
mod person;
mod polls;
mod threads;
mod typed;

pub use components::MessageRef;
pub use messages::Ping;
pub use person::{Person, Refusal};
