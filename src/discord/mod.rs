//! Everything that knows Discord: frames in, requests out, and who may read what.
//!
//! ```text
//! gateway -> intake -> frames -> visibility, events -> actions::observe
//!                         '---> interactions
//! actions::digest, outbox -> deliver -> members, render -> http
//! actions::history -> history -> http -> frames, events -> actions::observe
//! ```

mod activity;
mod commands;
mod components;
mod deliver;
mod errors;
mod events;
mod forms;
mod frames;
mod gateway;
mod history;
mod http;
mod intake;
mod interactions;
mod lanes;
mod members;
mod patience;
mod reach;
mod registration;
mod render;
mod running;
mod sleep;
mod visibility;
mod writing;

pub use errors::Fatal;
pub use patience::Patience;
pub use reach::{Reach, reach};
pub use running::{Running, start};
