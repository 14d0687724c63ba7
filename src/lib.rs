//! Adagio lets a team answer at its own pace.
//!
//! The layers, each of which uses only what stands to its left (a test reads the sources and holds this):
//!
//! ```text
//! domain <- store <- actions <- discord <- app <- sandbox      domain <- wording      actions <- scheduler      domain <- picture <- discord
//! ```

pub mod actions;
pub mod app;
pub mod clock;
pub mod config;
pub mod discord;
pub mod domain;
pub mod health;
pub mod picture;
pub mod sandbox;
pub mod scheduler;
pub mod store;
pub mod telemetry;
pub mod wording;
