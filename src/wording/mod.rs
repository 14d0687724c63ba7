//! Every sentence that Adagio says, by subject: values of the domain in, letters out.
//!
//! The texts stand in `config/locales/<language>/adagio.ftl`. No other layer holds a sentence for people.

pub mod all;
pub mod closed;
pub mod commands;
mod controls;
pub mod digest;
pub mod help;
pub mod hours;
pub mod inbox;
pub mod item;
pub mod mutes;
pub mod privacy;
pub mod questions;
pub mod quiet;
pub mod refusal;
pub mod reply;
pub mod save;
pub mod sent;
pub mod setup;
mod sheet;
pub mod standup;
pub mod telling;
#[cfg(test)]
mod testing;
mod tongue;
mod when;
pub mod why;
pub mod wish;

pub use tongue::Tongue;
