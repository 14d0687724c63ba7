//! What people do: a [`Person`]'s verbs, checked against that person's own permissions like Discord's client would.

mod interacting;
mod person;
mod typed;

pub use person::{MessageRef, Person, Ping, Refusal};
