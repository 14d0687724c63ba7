//! The rules of Adagio, pure: same input, same answer. No clock, no database, no Discord library.

pub mod civil;
pub mod delivery;
pub mod digest;
pub mod escape;
pub mod event;
pub mod ids;
pub mod input;
pub mod letter;
pub mod mode;
pub mod person;
pub mod ping;
pub mod quiet;
pub mod rights;
pub mod schedule;
pub mod weekdays;
pub mod zones;
