//! The rules of Adagio, pure: same input, same answer. No clock, no database, no Discord library.

pub mod civil;
pub mod delivery;
pub mod digest;
pub mod digest_request;
pub mod escape;
pub mod event;
pub mod explanation;
pub mod ids;
pub mod input;
pub mod letter;
pub mod mine;
pub mod mode;
pub mod norms;
pub mod person;
pub mod ping;
pub mod press;
pub mod privacy;
pub mod quiet;
pub mod quiet_change;
pub mod quiet_code;
pub mod quiet_request;
pub mod refusal;
pub mod rights;
pub mod schedule;
pub mod weekdays;
pub mod zones;
