//! Everything that people press, choose and type at Adagio: commands, controls, autocomplete.
//!
//! Each interaction is translated into a [`Request`], done by one function, and answered within Discord's
//! three seconds; what has to ask Discord first is deferred first (facts §5). A handler has no sentences and
//! no SQL: it translates, acts and says. Refusals are sentences for people; anything else is one line in the
//! log and a reference for the person.

mod answer;
mod command;
mod frame;
mod powers;
mod recent;
mod request;
mod router;
mod submitted;

pub(super) use self::answer::{Answer, Pace, Shape};
pub(super) use self::command::{Command, Target};
pub(super) use self::request::{Pressed, Request, Typing};
pub(super) use self::router::{Desk, Router, reference};
pub(super) use self::submitted::Submitted;
